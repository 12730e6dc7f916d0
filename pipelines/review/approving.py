"""The approval: an attorney's signature over the exact bytes, after everything that their tier asks for.

Answers: sign for a submission with the attorney's own key. Refuses, in the ledger first: what `open_case`
refuses, which is above all the attorney's own work; another submission than the one that was shown; rows that
are not decided, corrections not carried out, questions not answered; a purpose beyond the tier; no key, or
another key than the roster's; sources that were called back and nobody was asked of; anything that is no
longer, byte for byte, what was submitted, which also voids the item.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import IntegrityError, UsageError
from pipelines.approved import load_approved
from pipelines.drafts import MANIFEST
from pipelines.ledger_chain import utc_text
from pipelines.matter import Matter
from pipelines.office import refuse_key_in_matter
from pipelines.review import signing
from pipelines.review.approval import (
    PURPOSES,
    Approval,
    ReviewRecord,
    new_approval,
    purpose_allowed,
    statement_bytes,
)
from pipelines.review.case import Case, open_case
from pipelines.review.certificate import certificates, release_manifest
from pipelines.review.desk import Desk, desk_of
from pipelines.review.frozen import standing_submission
from pipelines.review.history import Item
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.roster import Role
from pipelines.review.standing_sources import refuse_called_back
from pipelines.review.states import Action
from pipelines.review.submission import AGAIN, Submission
from pipelines.sealed import seal
from pipelines.task import Tier

if TYPE_CHECKING:  # opened only where somebody signs
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class Approved:
    """A recorded approval: what was signed, and the digest of its envelope in the sealed store."""

    approval: Approval
    envelope_sha256: str


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
        _refuse_approver(case)
        _refuse_purpose(case, submission.tier, purpose)
        refuse_called_back(case, submission)
        desk = _decided_desk(case)
        key = _own_key(case, key_path, passphrase)
        store = case.matter.sealed
        submitted = case.history.submission
        review = review_record(case, submission, desk, purpose)
        manifest = release_manifest(submission, submitted)
        subjects = (*((f.name, f.sha256) for f in submission.files), (MANIFEST, seal(store, manifest)))
        moment = (utc_text(case.now), case.tx.head)
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


def _decided_desk(case: Case) -> Desk:
    """The case's desk, if nothing on it stands against approval.

    Decisions or a plan that are no longer what was sealed void the item, as everything else that it rests on
    does.
    """
    try:
        desk = desk_of(case)
    except IntegrityError as error:
        case.void(Refusal(Rule.SEALED_CHANGED, error.problem, AGAIN))
    blocking = desk.blocking()
    if blocking:
        case.refuse(blocking[0])
    return desk


def review_record(case: Case, submission: Submission, desk: Desk, purpose: str) -> ReviewRecord:
    """How the item was reviewed, counted from its desk: what is signed, and counted again at release."""
    decided = desk.decisions.values()
    return ReviewRecord(
        qc=case.history.qc,
        tier=submission.tier,
        purpose=purpose,
        decisions_sha256=desk.decisions_digest(),
        plan_sha256=case.history.plan,
        preflight_sha256=submission.preflight_sha256,
        rows=len(desk.rows),
        required=len(desk.required) + len(desk.sampled),
        decided=len(decided),
        sampled=len(desk.sampled),
        corrected=desk.corrected,
        rejected=desk.rejected,
        source_shown=sum(decision.opened for decision in decided),
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


def _refuse_approver(case: Case) -> None:
    task = load_approved(case.office.templates, case.item.deliverable).task
    if not case.has(Role(task.approver_role), Role.SUPERVISING_ATTORNEY):
        case.refuse(
            Refusal(
                Rule.WRONG_ROLE,
                f"{case.person.id!r} may not approve this deliverable: its task definition asks for more.",
                f"Ask someone whose role is {task.approver_role}.",
            )
        )


def _refuse_purpose(case: Case, tier: Tier, purpose: str) -> None:
    if not purpose_allowed(purpose, tier):
        case.refuse(
            Refusal(
                Rule.PURPOSE,
                f"{case.item} was reviewed at the {tier} tier; what is served or filed is of the high one.",
                "Approve it for internal use, or draft again and raise the tier first.",
            )
        )
