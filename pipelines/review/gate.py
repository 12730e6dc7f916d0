"""The gate: submit, quality control, approve. Release is the next room (pipelines/review/release.py).

Answers: each move towards a release as one function that makes it or refuses it; the moves that end a
revision's way are in `pipelines.review.ending`. Refuses, in the ledger first: what `open_case` refuses; a
rendition that is not of the draft's rows; an approver who prepared the item, has no key, or another key
than the roster's; anything that is no longer, byte for byte, what was submitted, which also voids the item.

There is no other way in: the state of an item is what the ledger replays to, an approval counts only
while its signature verifies over the item's own digests, and no argument, setting or variable skips any
of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import UsageError
from pipelines.drafts import MANIFEST, Draft, recorded_draft
from pipelines.durable import sha256_of
from pipelines.ledger_chain import utc_text
from pipelines.matter import Matter
from pipelines.matter_file import caption_digest
from pipelines.office import refuse_key_in_matter
from pipelines.rendition import Rendition
from pipelines.review import signing
from pipelines.review.approval import PURPOSES, Approval, ReviewRecord, new_approval, statement_bytes
from pipelines.review.case import Case, open_case
from pipelines.review.certificate import certificates, release_manifest
from pipelines.review.ending import refuse_unsaid, reject, request_changes, revoke, void
from pipelines.review.escalations import open_questions
from pipelines.review.frozen import freeze, standing_submission
from pipelines.review.history import Item, newest
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.roster import Role
from pipelines.review.sealed_words import seal_words
from pipelines.review.states import Action
from pipelines.review.submission import (
    Submission,
    draft_change,
    input_change,
    template_change,
)
from pipelines.review.tier import standing_tier
from pipelines.sealed import seal
from pipelines.task import Tier

if TYPE_CHECKING:  # opened only where somebody signs
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = [
    "Approved",
    "approve",
    "pass_qc",
    "reject",
    "request_changes",
    "return_draft",
    "revoke",
    "submit",
    "void",
]


@dataclass(frozen=True, slots=True)
class Approved:
    """A recorded approval: what was signed, and the digest of its envelope in the sealed store."""

    approval: Approval
    envelope_sha256: str


def submit(
    matter: Matter,
    draft: Draft,
    actor: str,
    render_clean: Callable[[], Rendition],
    now: datetime,
) -> Submission:
    """Freeze the latest draft for review: render it clean, seal the files, bind everything by digest.

    Args:
        draft: the deliverable's latest revision.
        actor: roster id of a preparer; whoever submits cannot approve.
        render_clean: the draft's rows as the files to be released, under the same names as the draft's.
            One of them must print the rows' digest in plain bytes, which ties the two renditions together.
        now: the time, with its zone.

    Raises:
        GateRefusal: see the module; logged.
        LedgerError: no entry could be made, so nothing was submitted.
    """
    with open_case(matter, draft.item, actor, Action.SUBMIT, now) as case:
        draft = _ready_draft(case, draft.item)
        tier = standing_tier(case.office.templates, case.tx.entries, case.history)
        files = render_clean()
        submission, recorded = freeze(case, draft, files, actor, tier, draft.rows_sha256)
        case.record(**recorded, triggers=0)
        return submission


def pass_qc(matter: Matter, item: Item, actor: str, checks: Mapping[str, bool], now: datetime) -> None:
    """Pass a submission on to the attorney.

    Args:
        actor: roster id of a QC person who neither drafted nor submitted the item; below the high tier a
            preparer may, also their own.

    Raises:
        GateRefusal: not in quality control, or not this person's to do (logged).
    """
    with open_case(matter, item, actor, Action.PASS_QC, now) as case:
        submission = standing_submission(case)
        _refuse_checker(case, submission.tier)
        case.record(tier=submission.tier.value)


def return_draft(matter: Matter, item: Item, actor: str, code: str, reason: str, now: datetime) -> str:
    """Send a submission from quality control back to its preparer; only a new revision goes on.

    Args:
        code: a `ReasonCode`, for the figures.
        reason: what to mend, in words; sealed in the matter.

    Returns:
        the digest of the sealed reason.

    Raises:
        GateRefusal: not in quality control, or not this person's to do (logged).
        UsageError: no reason was given, or no such code.
    """
    refuse_unsaid(reason, code)
    with open_case(matter, item, actor, Action.RETURN, now) as case:
        _refuse_checker(case, standing_tier(case.office.templates, case.tx.entries, case.history))
        decision = seal_words(case, reason)
        case.record(code=code, decision=decision)
        return decision


def approve(
    matter: Matter,
    item: Item,
    actor: str,
    key_path: Path,
    passphrase: str,
    now: datetime,
    *,
    purpose: str = "internal",
    seen: str = "",
) -> Approved:
    """Sign for the exact files of a submission, with the attorney's own key.

    Args:
        actor: roster id of an attorney who neither drafted, submitted nor quality-controlled the item (or
            whom the policy names as the office's solo attorney, below the high tier).
        key_path: the attorney's private key file, outside the matters.
        passphrase: opens it; used once, kept nowhere.
        purpose: what it is approved for, of `PURPOSES`; what is served or filed is of the high tier.
        seen: digest of the submission that the attorney was shown; another one is refused.

    Raises:
        GateRefusal: see the module; logged, and the item is void if anything it is bound to has changed.
        LedgerError: no entry could be made, so nothing is approved.
        UsageError: there is no such purpose.
    """
    if purpose not in PURPOSES:
        raise UsageError(f"{purpose!r} is no purpose.", f"Use one of: {', '.join(PURPOSES)}.")
    with open_case(matter, item, actor, Action.APPROVE, now) as case:
        submission = standing_submission(case)
        _refuse_unseen(case, seen)
        waiting = open_questions(case)
        if waiting is not None:
            case.refuse(waiting)
        _refuse_purpose(case, submission.tier, purpose)
        key = _own_key(case, key_path, passphrase)
        store = case.matter.sealed
        submitted = case.history.submission
        review = _review_record(case, submission, purpose)
        manifest = release_manifest(submission, submitted)
        subjects = (*((f.name, f.sha256) for f in submission.files), (MANIFEST, seal(store, manifest)))
        moment = (utc_text(now), case.tx.head)
        unsealed = new_approval(submission, submitted, review, case.person, subjects, *moment)
        printed = certificates(unsealed, submission.files, case.roster, case.matter)
        subjects = (*subjects, *((name, seal(store, page)) for name, page in printed.items()))
        approval = new_approval(submission, submitted, review, case.person, subjects, *moment)
        envelope = seal(store, signing.sign(statement_bytes(approval), key))
        case.record(
            approval=envelope,
            submission=submitted,
            key=signing.key_id(case.person.signing_key),
            tier=review.tier.value,
            purpose=review.purpose,
            rows=review.rows,
            decided=review.decided,
            required=review.required,
            decisions=review.decisions_sha256,
        )
        return Approved(approval, envelope)


def _review_record(case: Case, submission: Submission, purpose: str) -> ReviewRecord:
    nothing = sha256_of(b"")
    return ReviewRecord(
        case.history.qc, submission.tier, purpose, nothing, nothing, submission.preflight_sha256, *([0] * 7)
    )


def _own_key(case: Case, key_path: Path, passphrase: str) -> Ed25519PrivateKey:
    """The attorney's private key, if it is the one on the roster and lies outside the matters."""
    who = case.person.id
    try:
        refuse_key_in_matter(case.office, key_path)
    except UsageError as error:
        case.refuse(Refusal(Rule.KEY_IN_MATTER, error.problem, error.remedy))
    if not case.person.signing_key:
        case.refuse(
            Refusal(Rule.NO_KEY, f"{who!r} has no valid key on the roster.", "Run `pincite roster add-key`.")
        )
    try:
        key = signing.load_key(key_path, passphrase)
    except signing.KeyFileError as error:
        case.refuse(Refusal(Rule.KEY_UNUSABLE, error.problem, error.remedy))
    if signing.public_half(key) != case.person.signing_key:
        case.refuse(
            Refusal(Rule.WRONG_KEY, f"The key is not the one of {who!r} on the roster.", "Use your own key.")
        )
    return key


def _refuse_unseen(case: Case, seen: str) -> None:
    if seen and seen != case.history.submission:
        case.refuse(
            Refusal(
                Rule.STALE,
                f"What was shown of {case.item} is not what would be signed.",
                "Load the review again and look at it anew.",
            )
        )


def _refuse_purpose(case: Case, tier: Tier, purpose: str) -> None:
    if purpose != "internal" and tier is not Tier.HIGH:
        case.refuse(
            Refusal(
                Rule.PURPOSE,
                f"{case.item} was reviewed at the {tier} tier; what is served or filed is of the high one.",
                "Approve it for internal use, or draft again and raise the tier first.",
            )
        )


def _refuse_checker(case: Case, tier: Tier) -> None:
    if tier is not Tier.HIGH:
        return
    if not case.has(Role.QC):
        case.refuse(
            Refusal(Rule.WRONG_ROLE, f"{case.person.id!r} may not do this.", "Ask someone whose role is qc.")
        )
    if case.person.id in case.history.hands:
        case.refuse(
            Refusal(
                Rule.OWN_WORK,
                f"{case.person.id!r} prepared or submitted {case.item} and cannot quality-control it.",
                "Have another QC person do it.",
            )
        )


def _ready_draft(case: Case, item: Item) -> Draft:
    """The draft as the ledger has it, if it is the latest and made from what still stands."""
    latest = newest(case.items, item.deliverable)
    if latest and latest.item != item:
        case.refuse(
            Refusal(
                Rule.SUPERSEDED,
                f"{item} is not the latest: revision {latest.item.revision} is.",
                "Submit the latest revision.",
            )
        )
    for preparer in case.history.preparers:
        person = case.roster.person(preparer)
        if person is None or not person.has(Role.PREPARER):
            case.refuse(
                Refusal(
                    Rule.UNKNOWN_PERSON,
                    f"{item} was drafted by {preparer!r}, who is no preparer on the roster.",
                    "Add them to the roster as preparer: who prepared an item must be known.",
                )
            )
    change = draft_change(case.matter, case.history)
    if change is not None:
        case.refuse(change)
    draft = recorded_draft(case.matter, case.history)
    change = template_change(case.office.templates, draft.template) or input_change(case.matter, draft.inputs)
    if change is None and caption_digest(case.matter) != draft.caption_sha256:
        change = Refusal(Rule.CAPTION_CHANGED, "matter.toml was changed after the draft.", "Draft again.")
    if change is not None:
        case.refuse(change)
    return draft
