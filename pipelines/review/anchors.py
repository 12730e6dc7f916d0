"""Anchors: heads of a ledger, signed, so that they can be kept where the ledger's folder cannot be written.

Answers: sign the head a ledger has now, as a file to take elsewhere; what do anchors, the signed approvals of
the matter and the ledger say of each other; how many entries only the folder itself vouches for. Refuses: a
key that is not the one on the roster for that person; an anchor that was altered, signed by someone whom the
roster does not know, or that is of another ledger.

A chain shows that an entry was changed. It cannot show that the chain was made anew, or its end cut off: an
anchor can, and is worth as much as the place it is kept in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from extractors.errors import GateRefusal, IntegrityError, UsageError
from pipelines.canonical_json import canonical_bytes
from pipelines.confidentiality.access import roles_in
from pipelines.drafts import APPROVAL
from pipelines.durable import plain_failure, read_regular
from pipelines.json_shape import exact_keys, text, whole_number
from pipelines.ledger import Head, Ledger
from pipelines.ledger_chain import Entry, Fault, FaultKind, is_id, utc_text
from pipelines.matter import Matter
from pipelines.office import Office, office_of
from pipelines.review.approval import STATEMENT, read_statement
from pipelines.review.roster import Person, Roster
from pipelines.review.signing import Envelope, load_key, public_half, read_envelope, sign, signed_by

PREDICATE = "urn:pincite:ledger-anchor:v1"
ANCHORED = "ledger.anchored"
OFFICE_LEDGER = "office"
"""The name of the office's own ledger in its anchors; matters bear their slugs."""

_LARGEST_APPROVAL = 1 << 18
"""Bytes. The sealed store holds approvals among renditions; only what may be one is read."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A signed head. ``ledger`` is the matter's slug; ``where`` says where it was found, for people."""

    ledger: str
    head: Head
    signer: str
    time: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Anchored:
    """A ledger held against its anchors. ``anchors`` hold, by sequence; ``unanchored`` are the entries after
    the last of them, which only the folder vouches for (records of anchors do not count). At the entries
    ``clock_back`` the machine's clock stood before that of the entry before."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    clock_back: tuple[int, ...]
    anchors: tuple[Anchor, ...]
    unanchored: tuple[Entry, ...]

    @property
    def tail(self) -> Fault | None:
        """The unanchored tail by its name and first entry; it is no fault, but to be known."""
        return Fault(FaultKind.UNANCHORED_TAIL, self.unanchored[0].seq) if self.unanchored else None

    def older_than(self, days: int, now: datetime) -> bool:
        """Whether an entry has waited for a signed head for more than that many days."""
        waiting = (now - datetime.fromisoformat(e.time) for e in self.unanchored[:1])
        return any(waited > timedelta(days=days) for waited in waiting)


# --- signing ------------------------------------------------------------------------------------------------


def sign_anchor(matter: Matter, actor: str, key_path: Path, passphrase: str, now: datetime) -> bytes:
    """Sign the head of the matter's ledger, and log that; the bytes belong in another place.

    Raises:
        GateRefusal: the actor is not active on the roster or has no access to the matter (logged).
        LedgerError: the ledger does not verify or cannot be written.
        UsageError: the ledger is empty, or the key is not that of the actor.
    """
    office = office_of(matter)
    person = office.roster().person(actor)
    allowed = person if person is not None and roles_in(matter, person) else None
    return _signed(Ledger(matter.ledger), matter.slug, actor, allowed, key_path, passphrase, now)


def sign_office_anchor(office: Office, actor: str, key_path: Path, passphrase: str, now: datetime) -> bytes:
    """As `sign_anchor`, for the office's own ledger; everyone active on the roster may."""
    person = office.roster().person(actor)
    return _signed(office.ledger, OFFICE_LEDGER, actor, person, key_path, passphrase, now)


def _signed(
    ledger: Ledger,
    name: str,
    actor: str,
    person: Person | None,
    key_path: Path,
    passphrase: str,
    now: datetime,
) -> bytes:
    if person is None or not person.active_at(now):
        with ledger.transaction() as tx:
            tx.append(actor if is_id(actor) else "unknown", "ledger.refused", {"rule": "no_access"}, now)
        raise GateRefusal(
            f"{actor!r} may not sign for this ledger.",
            "Ask somebody who is active on the roster and has access to the matter.",
        )
    key = load_key(key_path, passphrase)
    if not person.signing_key or public_half(key) != person.signing_key:
        raise UsageError(
            f"The key in {key_path} is not the one on the roster for {actor!r}.", "Use that person's own key."
        )
    with ledger.transaction() as tx:
        head = tx.head
        if head.seq == 0:
            raise UsageError("The ledger is empty.", "There is nothing to sign for yet.")
        envelope = sign(_statement(Anchor(name, head, actor, utc_text(now))), key)
        tx.append(actor, ANCHORED, {"seq": head.seq, "sha256": head.sha256}, now)
    return envelope


def _statement(anchor: Anchor) -> bytes:
    return canonical_bytes(
        {
            "_type": STATEMENT,
            "subject": [{"name": "ledger head", "digest": {"sha256": anchor.head.sha256}}],
            "predicateType": PREDICATE,
            "predicate": {
                "ledger": anchor.ledger,
                "seq": anchor.head.seq,
                "signer": anchor.signer,
                "time": anchor.time,
            },
        }
    )


# --- reading ------------------------------------------------------------------------------------------------


def read_anchor(untrusted: bytes, roster: Roster, where: str = "the anchor") -> Anchor:
    """An anchor's head, its signature proven.

    Args:
        where: how messages call it: a file's name.

    Raises:
        IntegrityError: it is no anchor, was altered, or its signer's key is not on the roster or was revoked
            by then.
    """
    try:
        envelope = read_envelope(untrusted)
        anchor = _read_statement(envelope.payload, where)
    except (ValueError, RecursionError):
        raise IntegrityError(
            f"{where} is not an anchor.", "Name a file of `pincite ledger anchor`."
        ) from None
    if not _signed_by(roster, anchor.signer, anchor.time, envelope):
        raise IntegrityError(
            f"{where}: bad anchor signature.",
            "It was altered, or signed with a key that the roster did not have for that person then.",
        )
    return anchor


def _read_statement(untrusted: bytes, where: str) -> Anchor:
    d = exact_keys(json.loads(untrusted), "statement", ("_type", "subject", "predicateType", "predicate"))
    if d["_type"] != STATEMENT or d["predicateType"] != PREDICATE:
        raise ValueError("statement: not an anchor")
    p = exact_keys(d["predicate"], "predicate", ("ledger", "seq", "signer", "time"))
    if not isinstance(d["subject"], list) or len(d["subject"]) != 1:
        raise ValueError("statement.subject: one is expected")
    subject = exact_keys(d["subject"][0], "subject", ("name", "digest"))
    digest = exact_keys(subject["digest"], "subject.digest", ("sha256",))
    return Anchor(
        ledger=text(p["ledger"], "ledger"),
        head=Head(whole_number(p["seq"], "seq"), text(digest["sha256"], "sha256")),
        signer=text(p["signer"], "signer"),
        time=text(p["time"], "time"),
        where=where,
    )


def _signed_by(roster: Roster, signer: str, time: str, envelope: Envelope) -> bool:
    person = roster.person(signer)
    keys = person.keys if person is not None else ()
    counted = [key for key in keys if not key.revoked_at or time < key.revoked_at]
    return any(signed_by(envelope, key.public) for key in counted)


# --- holding a ledger against them --------------------------------------------------------------------------


def anchored_matter(matter: Matter, roster: Roster, files: Iterable[tuple[str, bytes]] = ()) -> Anchored:
    """The matter's ledger against the anchors given and the signed approvals of the matter itself.

    Args:
        files: anchors kept elsewhere: name and bytes.

    Raises:
        LedgerError: the ledger cannot be read.
        IntegrityError: the disk failed.
    """
    found = [*_given(files, roster, matter.slug), *_approvals(matter, roster)]
    return _held(Ledger(matter.ledger), found)


def anchored_office(office: Office, files: Iterable[tuple[str, bytes]] = ()) -> Anchored:
    """As `anchored_matter`, for the office's own ledger."""
    return _held(office.ledger, list(_given(files, office.roster(), OFFICE_LEDGER)))


def _held(ledger: Ledger, found: Sequence[Anchor | Fault]) -> Anchored:
    anchors = sorted((a for a in found if isinstance(a, Anchor)), key=lambda a: (a.head.seq, a.time, a.where))
    report = ledger.verify([a.head for a in anchors])
    bad = [f for f in found if isinstance(f, Fault)]
    last = anchors[-1].head.seq if anchors else 0
    after = tuple(e for e in report.entries if e.seq > last and e.event != ANCHORED)
    faults = (*dict.fromkeys(report.faults), *bad)
    return Anchored(report.entries, faults, report.clock_back, tuple(anchors), after)


def _given(files: Iterable[tuple[str, bytes]], roster: Roster, ledger: str) -> Iterator[Anchor | Fault]:
    for name, untrusted in files:
        try:
            anchor = read_anchor(untrusted, roster, name)
        except IntegrityError:
            yield Fault(FaultKind.BAD_ANCHOR, 0, name)
            continue
        yield (
            anchor
            if anchor.ledger == ledger
            else Fault(FaultKind.BAD_ANCHOR, 0, f"{name} (of another ledger)")
        )


def _approvals(matter: Matter, roster: Roster) -> Iterator[Anchor | Fault]:
    """Signed approvals as anchors: each names the head it was given on. What lies in the release area must be
    one; of the sealed store, whatever is one, whether or not the ledger still knows of it."""
    with plain_failure("Reading the matter's approvals"):
        for path in sorted(matter.released.glob(f"*/*/{APPROVAL}")):
            name = str(path.relative_to(matter.folder))
            yield _approval(path, name, matter, roster) or Fault(FaultKind.BAD_ANCHOR, 0, name)
        for path in sorted(matter.sealed.iterdir()) if matter.sealed.is_dir() else ():
            if not path.is_symlink() and path.is_file() and path.stat().st_size <= _LARGEST_APPROVAL:
                anchor = _approval(path, f"the sealed approval {path.name[:12]}", matter, roster)
                if anchor is not None:
                    yield anchor


def _approval(path: Path, where: str, matter: Matter, roster: Roster) -> Anchor | None:
    try:
        envelope = read_envelope(read_regular(path))
        approval = read_statement(envelope.payload)
    except (ValueError, RecursionError, IntegrityError):
        return None
    signer, time = approval.reviewer.id, approval.time
    if approval.matter != matter.slug or not _signed_by(roster, signer, time, envelope):
        return None
    return Anchor(approval.matter, approval.head, signer, time, where)
