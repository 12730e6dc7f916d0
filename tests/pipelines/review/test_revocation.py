"""A revoked key or release is on the roster, in the office's ledger, and nothing that was signed is lost."""

from __future__ import annotations

import pytest

from extractors.errors import GateRefusal, UsageError
from pipelines.office import add_key
from pipelines.review.revocation import record_revoked_release, revoke_key
from pipelines.review.roster import Person
from tests.pipelines.review.world import PASSPHRASE, World


def anna(world: World) -> Person:
    person = world.office.roster().person("anna")
    assert person is not None
    return person


def test_a_revoked_key_is_kept_and_followed_by_another(world: World) -> None:
    before = anna(world)
    revoke_key(world.office, "anna", "anna", world.tick())
    revoked = anna(world)
    assert (revoked.signing_key, revoked.public_key) == ("", before.public_key)
    assert revoked.sha256 != before.sha256
    with pytest.raises(UsageError, match="no key that counts"):
        revoke_key(world.office, "anna", "anna", world.tick())
    add_key(world.office, "anna", world.root / "anna-2.pem", PASSPHRASE, "anna", world.tick())
    after = anna(world)
    assert after.signing_key not in ("", before.public_key)
    assert [k.public for k in after.keys] == [after.public_key, before.public_key]
    assert after.keys[1].revoked_at == revoked.key_revoked_at
    assert [e.event for e in world.office.ledger.entries()][-2:] == ["roster.key_revoked", "roster.key_added"]


def test_a_second_key_needs_the_first_revoked(world: World) -> None:
    with pytest.raises(UsageError, match="has a key already"):
        add_key(world.office, "anna", world.root / "anna-2.pem", PASSPHRASE, "anna", world.tick())
    assert not (world.root / "anna-2.pem").exists()


def test_only_the_person_or_an_admin_revokes(world: World) -> None:
    with pytest.raises(GateRefusal, match="Ask an admin"):
        revoke_key(world.office, "anna", "otto", world.tick())
    assert world.office.ledger.entries()[-1].event == "roster.refused"
    assert anna(world).signing_key
    revoke_key(world.office, "anna", "adam", world.tick())
    for nobody in ("paula", "nemo"):
        with pytest.raises(UsageError, match=r"no key that counts|not on the roster"):
            revoke_key(world.office, nobody, "adam", world.tick())


def test_a_withdrawn_release_is_recorded_once_and_outlives_changes_of_people(world: World) -> None:
    for _ in range(2):
        record_revoked_release(world.office, "ab" * 32, "anna", world.tick())
    revoke_key(world.office, "otto", "adam", world.tick())
    add_key(world.office, "otto", world.root / "otto-2.pem", PASSPHRASE, "otto", world.tick())
    withdrawn = world.office.roster().revoked("ab" * 32)
    assert withdrawn is not None
    assert (withdrawn.by, withdrawn.on) == ("anna", world.now.date())
    assert len(world.office.roster().revoked_releases) == 1
    assert world.office.roster().revoked("cd" * 32) is None
