"""Verify a release: on any machine, with the folder and the office's roster and nothing else.

Answers: is every file the one that was signed, by whom, under which licence, at which point of which
ledger, after which review. Refuses to call a folder verified if anything in it is altered, missing, extra,
revoked, or signed by someone whom the roster does not know as an attorney active at that time. Trusts only
the roster it is given: that is the root of everything, and says too what was revoked until it was written.

Changes nothing and opens no network. What it cannot see: a later release that superseded this one.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from extractors.errors import IntegrityError, UsageError
from pipelines.drafts import APPROVAL, CERTIFICATE, CERTIFICATE_PDF, EXTRACT, MANIFEST
from pipelines.durable import file_digest, plain_failure, read_regular, sha256_of
from pipelines.ledger_chain import Entry, examine
from pipelines.review.approval import Approval, read_statement
from pipelines.review.extract import history_in
from pipelines.review.history import EVENTS
from pipelines.review.roster import ATTORNEYS, Person, Roster, load_roster
from pipelines.review.signing import Envelope, key_id, read_envelope, signed_by
from pipelines.review.states import Action
from pipelines.task import Tier


class Kind(StrEnum):
    """What verification may find; kept apart because each needs another response."""

    ALTERED = "altered"
    MISSING = "missing"
    EXTRA = "extra"
    REPLACED_APPROVAL = "replaced approval"
    BAD_SIGNATURE = "bad signature"
    UNKNOWN_SIGNER = "unknown signer"
    EXPIRED = "expired"
    REVOKED = "revoked"
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
        *_withdrawn(sealed, roster),
        *_files(folder, approval, present),
        *_against_log(log, approval, sealed),
    ]
    return Verdict(tuple(findings), approval, _remarks(envelope, approval, roster))


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
    for name in (MANIFEST, CERTIFICATE, CERTIFICATE_PDF):
        if name not in names:
            findings.append(Finding(Kind.NOT_AUTHORISED, name, "The approval does not cover it."))
    extra = [n for n in present if n not in names | {APPROVAL, EXTRACT}]
    findings += [Finding(Kind.EXTRA, n, "It is not part of what was approved.") for n in extra]
    return findings


def _signer(envelope: Envelope, approval: Approval, roster: Roster) -> list[Finding]:
    who = approval.reviewer.id
    person = roster.person(who)
    if person is None or not person.keys:
        known = "The roster has no key for this person." if roster.people else "No roster was given."
        return [Finding(Kind.UNKNOWN_SIGNER, who, known)]
    key = next((k for k in person.keys if signed_by(envelope, k.public)), None)
    if key is None:
        if envelope.key_id in {key_id(k.public) for k in person.keys}:
            return [Finding(Kind.BAD_SIGNATURE, APPROVAL, "It was altered after it was signed.")]
        return [Finding(Kind.UNKNOWN_SIGNER, who, "It was signed with another key than those on the roster.")]
    findings = _authority(person, approval)
    if key.revoked_at and key.revoked_at <= approval.time:
        message = f"The key was revoked at {key.revoked_at}, before it signed this."
        findings.append(Finding(Kind.REVOKED, who, message))
    return findings


def _withdrawn(sealed: bytes, roster: Roster) -> list[Finding]:
    withdrawn = roster.revoked(sha256_of(sealed))
    if withdrawn is None:
        return []
    return [
        Finding(Kind.REVOKED, APPROVAL, f"The office withdrew this release on {withdrawn.on.isoformat()}.")
    ]


def _authority(person: Person, approval: Approval) -> list[Finding]:
    findings: list[Finding] = []
    if not person.active(date.fromisoformat(approval.time[:10])):
        message = f"The roster entry was not valid on {approval.time[:10]}."
        findings.append(Finding(Kind.EXPIRED, person.id, message))
    if not person.has(*ATTORNEYS):
        findings.append(Finding(Kind.NOT_AUTHORISED, person.id, "The roster does not have them as attorney."))
    if approval.own_work and not (approval.solo and approval.review.tier is not Tier.HIGH):
        message = "The signer prepared, submitted or quality-controlled the item."
        findings.append(Finding(Kind.NOT_AUTHORISED, person.id, message))
    return findings


def _remarks(envelope: Envelope, approval: Approval, roster: Roster) -> tuple[str, ...]:
    remarks: list[str] = []
    person = roster.person(approval.reviewer.id)
    if person is not None and person.sha256 != approval.reviewer.entry_sha256:
        remarks.append("The signer's roster entry has changed since the approval.")
    for key in person.keys if person is not None else ():
        if key.revoked_at > approval.time and signed_by(envelope, key.public):
            remarks.append(f"The signer's key was revoked later, at {key.revoked_at}.")
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
    history = history_in(log, approval.item)
    if history is None:
        return [Finding(Kind.LOG_MISMATCH, EXTRACT, "It does not lead from this draft to its release.")]
    approved = history.entry(EVENTS[Action.APPROVE])
    # The chain holds from the draft on, so the entry that the approval signed is the one before it.
    if approved is None or (approved.prev, approved.time) != (approval.head.sha256, approval.time):
        return [Finding(Kind.LOG_MISMATCH, EXTRACT, "It does not record this approval.")]
    own = sha256_of(sealed)
    if approved.details.get("approval") != own:
        return []  # named already: the approval was replaced
    if history.last.details.get("approval") != own:
        return [Finding(Kind.LOG_MISMATCH, EXTRACT, "It records the release of another approval.")]
    told = (approved.actor, history.preparers, history.submitter, history.qc, history.submission)
    a = approval
    if told != (a.reviewer.id, a.preparers, a.submitter, a.review.qc, a.submission_sha256):
        return [Finding(Kind.LOG_MISMATCH, EXTRACT, "It tells of other people or another submission.")]
    return []
