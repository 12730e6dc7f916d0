"""Verify a release: on any machine, with the folder and the office's roster and nothing else.

Answers: is every file the one that was signed, by whom, under which licence, at which point of which
ledger. Refuses to call a folder verified if anything in it is altered, missing, extra, or signed by
someone whom the roster does not know as an attorney active at that time. Trusts only the roster it is
given: that is the root of everything.

Changes nothing and opens no network. What it cannot see: a release that its office has since withdrawn.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from extractors.errors import IntegrityError, UsageError
from pipelines.drafts import APPROVAL, CERTIFICATE, EXTRACT, MANIFEST
from pipelines.durable import file_digest, plain_failure, read_regular, sha256_of
from pipelines.ledger_chain import Entry, examine
from pipelines.review.approval import Approval, read_statement
from pipelines.review.history import EVENTS, WRITTEN, is_of
from pipelines.review.roster import ATTORNEYS, Person, Roster, load_roster
from pipelines.review.signing import Envelope, key_id, read_envelope, signed_by
from pipelines.review.states import Action


class Kind(StrEnum):
    """What verification may find; kept apart because each needs another response."""

    ALTERED = "altered"
    MISSING = "missing"
    EXTRA = "extra"
    REPLACED_APPROVAL = "replaced approval"
    BAD_SIGNATURE = "bad signature"
    UNKNOWN_SIGNER = "unknown signer"
    EXPIRED = "expired"
    NOT_AUTHORISED = "not authorised"
    LOG_MISMATCH = "log mismatch"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its kind, the file or person it is about, a sentence."""

    kind: Kind
    about: str
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """``findings`` is empty for a verified release; ``approval`` is what was signed, if it could be read.

    ``remarks`` are true and worth knowing, but no fault: the roster entry has changed since, for instance.
    """

    findings: tuple[Finding, ...]
    approval: Approval | None
    remarks: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        return not self.findings

    @property
    def name(self) -> str:
        """``verified``, or the kinds of findings in order, each once."""
        return ", ".join(dict.fromkeys(f.kind.value for f in self.findings)) or "verified"


def verify(folder: Path, roster: Path | None) -> Verdict:
    """Verify the release in ``folder``.

    Args:
        folder: a folder as `release` wrote it, wherever it lies now.
        roster: the office's ``roster.toml``; without it no signer is known.

    Raises:
        IntegrityError: the folder cannot be read.
        UsageError: there is no such folder, or the roster is malformed.
    """
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}.", "Name the folder of a release.")
    with plain_failure(f"Reading {folder}"):
        return verify_against(folder, load_roster(roster) if roster is not None else Roster())


def verify_against(folder: Path, roster: Roster) -> Verdict:
    """As `verify`, with the roster as values."""
    present = _present(folder)
    try:
        sealed = read_regular(folder / APPROVAL)
    except IntegrityError:
        missing = Finding(Kind.MISSING, APPROVAL, "There is no signed approval: nothing here is approved.")
        return Verdict((missing,), None)
    try:
        envelope = read_envelope(sealed)
        approval = read_statement(envelope.payload)
    except (ValueError, RecursionError):
        return Verdict((Finding(Kind.BAD_SIGNATURE, APPROVAL, "It is not a signed approval."),), None)
    log = _log(folder)
    findings = [
        *_replaced(log, sealed),
        *_signer(envelope, approval, roster),
        *_files(folder, approval, present),
        *_against_log(log, approval, sealed),
    ]
    return Verdict(tuple(findings), approval, _remarks(approval, roster))


def _present(folder: Path) -> tuple[str, ...]:
    """Everything in the folder and below, as relative paths; folders count when they are empty or links."""
    found: list[str] = []
    for base, folders, files in os.walk(folder):
        here = Path(base)
        inner = [n for n in folders if (here / n).is_symlink() or not any((here / n).iterdir())]
        found += [str((here / n).relative_to(folder)) for n in (*files, *inner)]
    return tuple(sorted(found))


def _files(folder: Path, approval: Approval, present: tuple[str, ...]) -> list[Finding]:
    findings: list[Finding] = []
    for name, sha256 in approval.subjects:
        if name not in present:
            findings.append(Finding(Kind.MISSING, name, "It was approved, and is not here."))
            continue
        try:
            same = file_digest(folder / name) == sha256
        except IntegrityError:
            same = False
        if not same:
            findings.append(Finding(Kind.ALTERED, name, "It is not the file that was approved."))
    names = {name for name, _ in approval.subjects}
    for name in (MANIFEST, CERTIFICATE):
        if name not in names:
            findings.append(Finding(Kind.NOT_AUTHORISED, name, "The approval does not cover it."))
    extra = [n for n in present if n not in names | {APPROVAL, EXTRACT}]
    findings += [Finding(Kind.EXTRA, n, "It is not part of what was approved.") for n in extra]
    return findings


def _signer(envelope: Envelope, approval: Approval, roster: Roster) -> list[Finding]:
    who = approval.reviewer.id
    person = roster.person(who)
    if person is None or not person.public_key:
        known = "The roster has no key for this person." if roster.people else "No roster was given."
        return [Finding(Kind.UNKNOWN_SIGNER, who, known)]
    if not signed_by(envelope, person.public_key):
        if envelope.key_id != key_id(person.public_key):
            message = "It was signed with another key than the one on the roster."
            return [Finding(Kind.UNKNOWN_SIGNER, who, message)]
        return [Finding(Kind.BAD_SIGNATURE, APPROVAL, "It was altered after it was signed.")]
    return [*_authority(person, approval)]


def _authority(person: Person, approval: Approval) -> list[Finding]:
    findings: list[Finding] = []
    if not person.active(date.fromisoformat(approval.time[:10])):
        message = f"The roster entry was not valid on {approval.time[:10]}."
        findings.append(Finding(Kind.EXPIRED, person.id, message))
    if not person.has(*ATTORNEYS):
        findings.append(Finding(Kind.NOT_AUTHORISED, person.id, "The roster does not have them as attorney."))
    if approval.own_work and not approval.solo:
        findings.append(Finding(Kind.NOT_AUTHORISED, person.id, "The signer prepared the item."))
    return findings


def _remarks(approval: Approval, roster: Roster) -> tuple[str, ...]:
    remarks: list[str] = []
    person = roster.person(approval.reviewer.id)
    if person is not None and person.sha256 != approval.reviewer.entry_sha256:
        remarks.append("The signer's roster entry has changed since the approval.")
    if approval.solo:
        remarks.append("Prepared and approved by the same attorney, under the office's solo policy.")
    return tuple(remarks)


# --- the ledger extract -------------------------------------------------------------------------------------


def _log(folder: Path) -> tuple[Entry, ...] | str:
    """The extract's entries, or what is wrong with them."""
    try:
        entries, faults = examine(read_regular(folder / EXTRACT), whole=False)
    except IntegrityError:
        return "It is missing."
    if faults:
        return f"It does not verify: {', '.join(str(f) for f in faults[:3])}."
    return entries


def _step(log: tuple[Entry, ...], approval: Approval, action: Action) -> Entry | None:
    return next((e for e in log if e.event == EVENTS[action] and is_of(e, approval.item)), None)


def _replaced(log: tuple[Entry, ...] | str, sealed: bytes) -> list[Finding]:
    """An approval that the folder's own log does not know, beside one that it does: it was swapped."""
    if isinstance(log, str):
        return []
    approved = [e.details.get("approval") for e in log if e.event == EVENTS[Action.APPROVE]]
    if approved and sha256_of(sealed) not in approved:
        return [Finding(Kind.REPLACED_APPROVAL, APPROVAL, "The ledger records another approval.")]
    return []


def _against_log(log: tuple[Entry, ...] | str, approval: Approval, sealed: bytes) -> list[Finding]:
    if isinstance(log, str):
        kind = Kind.MISSING if log == "It is missing." else Kind.LOG_MISMATCH
        return [Finding(kind, EXTRACT, log)]
    approved, released = (_step(log, approval, a) for a in (Action.APPROVE, Action.RELEASE))
    whole = log and log[0].event == WRITTEN and is_of(log[0], approval.item) and log[-1] == released
    if not whole:
        return [Finding(Kind.LOG_MISMATCH, EXTRACT, "It does not lead from this draft to its release.")]
    # The chain holds from the draft on, so the entry that the approval signed is the one before it.
    if approved is None or (approved.prev, approved.actor) != (approval.head.sha256, approval.reviewer.id):
        return [Finding(Kind.LOG_MISMATCH, EXTRACT, "It does not record this approval.")]
    if approved.details.get("approval") != sha256_of(sealed):
        return []  # named already: the approval was replaced
    if released is None or released.details.get("approval") != sha256_of(sealed):
        return [Finding(Kind.LOG_MISMATCH, EXTRACT, "It records the release of another approval.")]
    return []
