"""Signed heads: what a ledger cut or made anew cannot hide from them, and which anchors count."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from extractors.errors import GateRefusal, IntegrityError, UsageError
from pipelines.confidentiality.access import grant
from pipelines.drafts import APPROVAL, CERTIFICATE, MANIFEST
from pipelines.durable import sha256_of
from pipelines.ledger import Head, Ledger
from pipelines.ledger_chain import Entry, new_entry, utc_text
from pipelines.matter import Client, Matter
from pipelines.matter_file import create_matter
from pipelines.office import Office, add_key, add_person, create_office
from pipelines.review.anchors import (
    OFFICE_LEDGER,
    Anchored,
    anchored_matter,
    anchored_office,
    read_anchor,
    sign_anchor,
    sign_office_anchor,
)
from pipelines.review.approval import Approval, Reviewer, ReviewRecord, statement_bytes
from pipelines.review.history import Item
from pipelines.review.revocation import revoke_key
from pipelines.review.roster import Person, Role, Roster
from pipelines.review.signing import load_key, sign
from pipelines.sealed import seal
from pipelines.task import Tier

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
PASSPHRASE = "nine herons wade at dusk"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PEOPLE = (
    Person("alma", "Alma Ferreira", (Role.AUDITOR,)),
    Person("anna", "Anna Thorvald", (Role.ATTORNEY,), "204417", "GA"),
    Person("gone", "Gale Onwudiwe", (Role.AUDITOR,), valid_until=date(2026, 1, 1)),
    Person("paula", "Paula Lindqvist", (Role.PREPARER,)),
)


@dataclass
class Desk:
    """An office with one matter whose ledger has eight entries, one a minute."""

    root: Path
    office: Office
    matter: Matter

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.matter.ledger)

    @property
    def roster(self) -> Roster:
        return self.office.roster()

    def key(self, person: str) -> Path:
        return self.root / f"{person}.pem"

    def anchor(self, person: str = "alma", at: int = 60) -> bytes:
        return sign_anchor(self.matter, person, self.key(person), PASSPHRASE, START + timedelta(minutes=at))

    def held(self, *files: bytes) -> Anchored:
        named = [(f"anchor-{i}", data) for i, data in enumerate(files)]
        return anchored_matter(self.matter, self.roster, named)

    def append(self, n: int, at: int) -> None:
        self.ledger.append("paula", "test.event", {"n": n}, START + timedelta(minutes=at))

    def make_anew(self, entries: list[Entry]) -> None:
        """File and second copy written anew, guards and all: what a careful forger does."""
        for path in (self.ledger.path, self.ledger.copy):
            path.unlink()
        for i in range(len(entries)):
            self.ledger.path.write_bytes(b"".join(e.line + b"\n" for e in entries[: i + 1]))
            with self.ledger.transaction():
                pass


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    office = create_office(tmp_path / "office", TEMPLATES)
    for person in PEOPLE:
        add_person(office, person, "alma", START)
    desk = Desk(tmp_path, office, Matter(tmp_path, "", Client("", None), None))
    for id in ("alma", "anna", "gone"):
        add_key(office, id, desk.key(id), PASSPHRASE, id, START)
    desk.matter = create_matter(office, "2026-001", Client("Dara Moss", None), None, "Moss v. Hale")
    grant(desk.matter, ["alma", "anna", "paula", "gone"], "alma", START)
    while desk.ledger.head().seq < 8:
        desk.append(desk.ledger.head().seq, at=desk.ledger.head().seq)
    return desk


def names(held: Anchored) -> list[str]:
    return [str(f) for f in held.faults]


def test_an_anchor_is_a_signed_head_and_is_logged(desk: Desk) -> None:
    head = desk.ledger.head()
    signed = desk.anchor()
    anchor = read_anchor(signed, desk.roster)
    assert (anchor.ledger, anchor.head, anchor.signer) == ("2026-001", head, "alma")
    last = desk.ledger.entries()[-1]
    assert (last.event, dict(last.details)) == ("ledger.anchored", {"seq": 8, "sha256": head.sha256})
    assert b"Moss" not in signed


def test_a_clean_ledger_and_how_much_of_it_no_head_covers(desk: Desk) -> None:
    held = desk.held()
    assert (names(held), held.anchors, len(held.unanchored)) == ([], (), 8)
    assert str(held.tail) == "unanchored tail at entry 1"
    signed = desk.anchor()
    held = desk.held(signed)
    assert (names(held), len(held.unanchored), held.tail) == ([], 0, None)
    desk.append(9, at=61)
    desk.append(10, at=62)
    held = desk.held(signed)
    assert (names(held), len(held.unanchored)) == ([], 2)
    assert str(held.tail) == "unanchored tail at entry 10"


def test_a_tail_cut_in_both_copies(desk: Desk) -> None:
    signed = desk.anchor()
    desk.make_anew(list(desk.ledger.entries()[:5]))
    assert names(desk.held()) == []
    assert names(desk.held(signed)) == ["cut tail at entry 6"]


def test_a_chain_made_anew_in_both_copies(desk: Desk) -> None:
    signed = desk.anchor()
    made: list[Entry] = []
    for e in desk.ledger.entries():
        actor = "anna" if e.seq == 4 else e.actor
        when = datetime.fromisoformat(e.time)
        made.append(new_entry(made[-1] if made else None, actor, e.event, e.details, when))
    desk.make_anew(made)
    assert names(desk.held()) == []
    assert names(desk.held(signed)) == ["rewritten at entry 8"]


def test_an_older_copy_of_the_folder_put_back(desk: Desk) -> None:
    """The whole matter restored to the state of yesterday: sound in itself, and yet not what there was."""
    yesterday = {p: p.read_bytes() for p in (desk.ledger.path, desk.ledger.copy)}
    desk.append(9, at=20)
    signed = desk.anchor()
    for path, data in yesterday.items():
        path.write_bytes(data)
    assert names(desk.held()) == []
    assert names(desk.held(signed)) == ["cut tail at entry 9"]


def flipped(data: bytes) -> bytes:
    """The payload with another sequence, under the old signature."""
    envelope = json.loads(data)
    payload = base64.b64decode(envelope["payload"]).replace(b'"seq":8', b'"seq":7')
    envelope["payload"] = base64.b64encode(payload).decode()
    return json.dumps(envelope).encode()


@pytest.mark.parametrize(
    "change",
    [
        flipped,
        lambda data: b"",
        lambda data: b"{}",
        lambda data: data.replace(b'"sig":"', b'"sig":"AAAA'),
        lambda data: b"[" * 100_000,
    ],
    ids=["altered", "empty", "no envelope", "other signature", "brackets"],
)
def test_a_bad_anchor(desk: Desk, change: Callable[[bytes], bytes]) -> None:
    bad = change(desk.anchor())
    with pytest.raises(IntegrityError):
        read_anchor(bad, desk.roster)
    held = desk.held(bad)
    assert names(held) == ["bad anchor signature: anchor-0"]
    assert held.anchors == ()


def test_an_anchor_that_the_roster_does_not_know(desk: Desk) -> None:
    signed = desk.anchor()
    with pytest.raises(IntegrityError, match="bad anchor signature"):
        read_anchor(signed, Roster())


def test_a_revoked_key_counts_up_to_its_revocation(desk: Desk) -> None:
    before, after = desk.anchor(at=60), desk.anchor(at=120)
    revoke_key(desk.office, "alma", "alma", START + timedelta(minutes=90))
    assert read_anchor(before, desk.roster).head.seq == 8
    with pytest.raises(IntegrityError, match="bad anchor signature"):
        read_anchor(after, desk.roster)
    with pytest.raises(UsageError, match="not the one on the roster"):
        desk.anchor(at=121)


def test_an_anchor_of_another_ledger(desk: Desk) -> None:
    at = START + timedelta(hours=1)
    signed = sign_office_anchor(desk.office, "alma", desk.key("alma"), PASSPHRASE, at)
    assert read_anchor(signed, desk.roster).ledger == OFFICE_LEDGER
    assert [str(f) for f in anchored_office(desk.office, [("kept", signed)]).faults] == []
    assert names(desk.held(signed)) == ["bad anchor signature: anchor-0 (of another ledger)"]


@pytest.mark.parametrize("actor", ["nobody", "gone", "No Body"])
def test_who_may_not_sign(desk: Desk, actor: str) -> None:
    with pytest.raises(GateRefusal, match="may not sign"):
        sign_anchor(desk.matter, actor, desk.key("alma"), PASSPHRASE, START + timedelta(hours=1))
    last = desk.ledger.entries()[-1]
    named = "unknown" if " " in actor else actor
    assert (last.actor, last.event, dict(last.details)) == (named, "ledger.refused", {"rule": "no_access"})


def test_another_persons_key(desk: Desk) -> None:
    with pytest.raises(UsageError, match="not the one on the roster"):
        sign_anchor(desk.matter, "alma", desk.key("anna"), PASSPHRASE, START + timedelta(hours=1))
    assert desk.ledger.head().seq == 8


def test_an_empty_ledger_has_no_head_to_sign(desk: Desk) -> None:
    desk.ledger.path.unlink()
    desk.ledger.copy.unlink()
    with pytest.raises(UsageError, match="empty"):
        desk.anchor()


# --- approvals ----------------------------------------------------------------------------------------------


def approval(desk: Desk, head: Head, signer: str = "anna", matter: str = "2026-001") -> bytes:
    """A signed approval as the gate writes one."""
    person = desk.roster.person("anna")
    assert person is not None
    digest = sha256_of(b"any")
    review = ReviewRecord(
        qc="paula", tier=Tier.HIGH, purpose="internal", decisions_sha256=digest, plan_sha256=digest,
        preflight_sha256=digest, rows=3, required=3, decided=3, sampled=0, corrected=0,
        rejected=0, source_shown=3,
    )  # fmt: skip
    made = Approval(
        subjects=((CERTIFICATE, digest), (MANIFEST, digest)),
        matter=matter,
        item=Item("treatment", 1),
        submission_sha256=digest,
        rows_sha256=digest,
        template_version="1.0.0",
        template_sha256=digest,
        program="pincite",
        inputs=(),
        policy_sha256=digest,
        preparers=("paula",),
        submitter="paula",
        review=review,
        reviewer=Reviewer("anna", person.name, "204417", "GA", person.sha256),
        solo=False,
        meaning="approved",
        time=utc_text(START + timedelta(minutes=30)),
        head=head,
    )
    return sign(statement_bytes(made), load_key(desk.key(signer), PASSPHRASE))


def test_approvals_are_anchors_by_themselves(desk: Desk) -> None:
    seal(desk.matter.sealed, approval(desk, desk.ledger.head()))
    desk.append(9, at=31)
    held = desk.held()
    assert (names(held), [a.head.seq for a in held.anchors], len(held.unanchored)) == ([], [8], 1)
    desk.make_anew(list(desk.ledger.entries()[:6]))
    assert names(desk.held()) == ["cut tail at entry 7"]


def test_a_released_approval_that_does_not_verify(desk: Desk) -> None:
    folder = desk.matter.released / "treatment" / "1"
    folder.mkdir(parents=True)
    (folder / APPROVAL).write_bytes(approval(desk, desk.ledger.head(), signer="alma"))
    assert names(desk.held()) == [f"bad anchor signature: released/treatment/1/{APPROVAL}"]


def test_an_approval_of_another_matter_anchors_nothing(desk: Desk) -> None:
    seal(desk.matter.sealed, approval(desk, Head(3, "0" * 64), matter="2026-002"))
    assert (names(desk.held()), desk.held().anchors) == ([], ())
