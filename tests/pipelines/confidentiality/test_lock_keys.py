"""A key for locking: under a passphrase, on the roster by its public half only."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.errors import GateRefusal, UsageError
from pipelines.confidentiality.lock_keys import add_lock_key, create_lock_key, open_lock_key
from pipelines.office import Office
from pipelines.review.signing import KeyFileError
from tests.pipelines.made_office import ADAM, ANNA, NOW, PAULA, events, made_office

WORDS = "six horses graze at noon"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return made_office(tmp_path / "office", ADAM, ANNA, PAULA)


def test_a_key_goes_on_the_roster_and_stays_with_its_person(office: Office, tmp_path: Path) -> None:
    key = tmp_path / "anna.age"
    person = add_lock_key(office, "anna", key, WORDS, "anna", NOW)
    assert person == office.roster().person("anna")
    assert person.sha256 == ANNA.sha256  # it opens matters; it gives no authority
    assert b"AGE-SECRET-KEY" not in key.read_bytes()
    assert key.stat().st_mode & 0o777 == 0o600
    assert str(open_lock_key(key, WORDS).to_public()) == person.lock_recipient
    assert key.read_bytes().startswith(b"age-encryption.org/v1\n-> scrypt ")
    with pytest.raises(KeyFileError, match="passphrase is wrong"):
        open_lock_key(key, "six horses graze at dawn")
    assert events(office) == [
        ("anna", "roster.lock_key_added", {"person": "anna", "key": person.lock_recipient})
    ]


def test_only_the_person_or_an_admin(office: Office, tmp_path: Path) -> None:
    with pytest.raises(GateRefusal):
        add_lock_key(office, "anna", tmp_path / "k", WORDS, "paula", NOW)
    with pytest.raises(UsageError, match="not on the roster"):
        add_lock_key(office, "eve", tmp_path / "k", WORDS, "adam", NOW)
    with pytest.raises(UsageError, match="lies in a matter"):
        add_lock_key(office, "anna", office.matters_folder / "k", WORDS, "anna", NOW)
    assert not (tmp_path / "k").exists()


def test_files_that_are_no_such_key(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="too short"):
        create_lock_key(tmp_path / "k", "six horses")
    for content in (b"", b"AGE-SECRET-KEY-1", b"age-encryption.org/v1\n"):
        (tmp_path / "k").write_bytes(content)
        with pytest.raises(KeyFileError):
            open_lock_key(tmp_path / "k", WORDS)
    with pytest.raises(KeyFileError, match="cannot be read"):
        open_lock_key(tmp_path / "none", WORDS)
