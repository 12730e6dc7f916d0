"""Does an approval hold for this item, now: asked at release, of the office's own ledger and roster.

Answers: the approval with its envelope, or the rule that it breaks. Refuses: an approval of another draft,
by another person, over other files, at another point of the ledger; of a review that the ledger does not
hold, or that is not complete; one whose signer's roster entry changed or ended; one that has lapsed.

Trusts nothing but the signature: whoever writes an approval into the ledger by another way than the gate is
refused here, because the signed statement must name this submission, these files, these decisions, this
signer, this moment of this ledger. An attorney who signs past the gate is refused too: what they should have
decided is counted again.
"""

from __future__ import annotations

from datetime import datetime

from extractors.errors import IntegrityError, UsageError
from pipelines.approved import load_approved
from pipelines.confidentiality.access import roles_in
from pipelines.drafts import CERTIFICATE, CERTIFICATE_PDF, MANIFEST
from pipelines.durable import sha256_of
from pipelines.ledger import Head
from pipelines.review.approval import Approval, meaning_of, purpose_allowed, read_statement
from pipelines.review.approving import review_record
from pipelines.review.case import Case
from pipelines.review.certificate import release_manifest
from pipelines.review.desk import desk_of
from pipelines.review.history import EVENTS, Item
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.roster import ATTORNEYS, Person, Role
from pipelines.review.signing import Envelope, read_envelope, signed_by
from pipelines.review.states import Action, State
from pipelines.review.submission import AGAIN, Submission
from pipelines.sealed import unseal
from pipelines.task import Tier


def standing_approval(case: Case, submission: Submission, at: datetime) -> tuple[Approval, bytes] | Refusal:
    """The approval of the case's item with its envelope, if it holds at ``at``; otherwise why it does not.

    Args:
        submission: the item's own, proven.
        at: now; of a release that is only completed, when it was recorded.
    """
    try:
        sealed = unseal(case.matter.sealed, case.history.recorded(EVENTS[Action.APPROVE], "approval"))
        envelope = read_envelope(sealed)
        approval = read_statement(envelope.payload)
    except IntegrityError as error:
        return Refusal(Rule.SEALED_CHANGED, error.problem, AGAIN)
    except (ValueError, RecursionError):
        return _invalid("the signed file is not an approval")
    return (
        _of_this(case, submission, approval)
        or _by_signer(case, envelope, approval, at)
        or _of_own_work(case, approval)
        or _of_review(case, submission, approval)
        or _in_time(case, approval, at)
        or (approval, sealed)
    )


def _of_this(case: Case, submission: Submission, approval: Approval) -> Refusal | None:
    """Whether it names this submission, these files, this moment of the ledger."""
    manifest = sha256_of(release_manifest(submission, case.history.submission))
    own = {*((f.name, f.sha256) for f in submission.files), (MANIFEST, manifest)}
    beside = {CERTIFICATE, CERTIFICATE_PDF}
    if (
        approval.matter != submission.matter
        or approval.item != submission.item
        or approval.submission_sha256 != case.history.submission
        or not own <= set(approval.subjects)
        or sorted(n for n, _ in approval.subjects) != sorted({n for n, _ in own} | beside)
    ):
        return _invalid("it was given for another draft")
    entry = case.history.entry(EVENTS[Action.APPROVE])
    moment = (approval.reviewer.id, approval.time, approval.head)
    if entry is None or moment != (entry.actor, entry.time, Head(entry.seq - 1, entry.prev)):
        return _invalid("it was signed at another point of the ledger")
    return None


def _by_signer(case: Case, envelope: Envelope, approval: Approval, at: datetime) -> Refusal | None:
    """Whether its signer is who the roster says, and still may."""
    person = case.roster.person(approval.reviewer.id)
    if person is None or person.sha256 != approval.reviewer.entry_sha256 or not person.active_at(at):
        return Refusal(
            Rule.SIGNER_CHANGED, "The signer's roster entry changed or ended after the approval.", AGAIN
        )
    if not person.has(*ATTORNEYS) or not person.signing_key or not signed_by(envelope, person.signing_key):
        return _invalid("the signature is not that of an attorney on the roster")
    # A release that is only completed was decided when it was recorded; what changed since is no matter.
    if case.history.state is State.APPROVED and not _may_approve(case, person, approval.item):
        return Refusal(
            Rule.SIGNER_CHANGED, "The signer may not, or no longer, approve in this matter.", AGAIN
        )
    return None


def _may_approve(case: Case, person: Person, item: Item) -> bool:
    roles = roles_in(case.matter, person)
    wanted = Role(load_approved(case.office.templates, item.deliverable).task.approver_role)
    return wanted in roles or (wanted is Role.ATTORNEY and Role.SUPERVISING_ATTORNEY in roles)


def _of_own_work(case: Case, approval: Approval) -> Refusal | None:
    """Whether its signer had a hand in the item, and no policy for a solo attorney allows that."""
    own = approval.own_work or approval.reviewer.id in case.history.hands
    solo = approval.solo and case.policy.solo_attorney == approval.reviewer.id
    if own and not (solo and approval.review.tier is not Tier.HIGH):
        return _invalid("its signer prepared, submitted or quality-controlled the item")
    return None


def _of_review(case: Case, submission: Submission, approval: Approval) -> Refusal | None:
    """Whether it rests on the review that the ledger holds, and that review leaves nothing open."""
    try:
        desk = desk_of(case)
    except (IntegrityError, UsageError) as error:
        if isinstance(error.__cause__, OSError):
            raise  # a disk or a right that fails says nothing about the bytes
        return Refusal(Rule.SEALED_CHANGED, error.problem, AGAIN)
    review = review_record(case, submission, desk, approval.review.purpose)
    if approval.review != review or approval.meaning != meaning_of(review, solo=approval.solo):
        return _invalid("it tells of another review than the ledger")
    if not purpose_allowed(review.purpose, review.tier):
        return _invalid("its purpose asks for the high tier")
    left = desk.blocking()
    return _invalid(f"its review was not finished ({left[0].rule.value})") if left else None


def _in_time(case: Case, approval: Approval, at: datetime) -> Refusal | None:
    days = case.policy.approval_valid_days
    if (at - datetime.fromisoformat(approval.time)).days >= days:
        return Refusal(Rule.APPROVAL_LAPSED, f"The approval is older than {days} days.", AGAIN)
    return None


def _invalid(why: str) -> Refusal:
    return Refusal(Rule.APPROVAL_INVALID, f"The approval does not hold: {why}.", AGAIN)
