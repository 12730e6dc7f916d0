"""Does an approval hold for this item, now: asked at release, of the office's own ledger and roster.

Answers: the approval with its envelope, or the rule that it breaks. Refuses: an approval of another draft,
by another person, over other files, at another point of the ledger, of another review than the one that is
recorded; one whose signer's roster entry changed or ended; one that has lapsed.
"""

from __future__ import annotations

from datetime import datetime

from extractors.errors import IntegrityError
from pipelines.drafts import CERTIFICATE, MANIFEST
from pipelines.ledger import Head
from pipelines.matter import Matter
from pipelines.policy import Policy
from pipelines.review.approval import Approval, read_statement
from pipelines.review.history import EVENTS, History
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.roster import ATTORNEYS, Roster
from pipelines.review.signing import read_envelope, signed_by
from pipelines.review.states import Action
from pipelines.review.submission import AGAIN, Submission
from pipelines.sealed import unseal


def standing_approval(
    matter: Matter, history: History, submission: Submission, roster: Roster, policy: Policy, now: datetime
) -> tuple[Approval, bytes] | Refusal:
    """The item's approval with its envelope, if it holds at ``now``; otherwise why it does not.

    Trusts nothing but the signature: whoever writes an approval into the ledger by another way than the
    gate is refused here, because the signed statement must name this submission, these files, this
    signer, this moment of this ledger.
    """
    entry = history.entry(EVENTS[Action.APPROVE])
    if entry is None:
        return _invalid("no approval is recorded")
    try:
        sealed = unseal(matter.sealed, history.recorded(EVENTS[Action.APPROVE], "approval"))
        envelope = read_envelope(sealed)
        approval = read_statement(envelope.payload)
    except IntegrityError as error:
        return Refusal(Rule.SEALED_CHANGED, error.problem, AGAIN)
    except (ValueError, RecursionError):
        return _invalid("the signed file is not an approval")
    if (
        approval.matter != submission.matter
        or approval.item != submission.item
        or approval.submission_sha256 != history.recorded(EVENTS[Action.SUBMIT], "submission")
        or not {(f.name, f.sha256) for f in submission.files} <= set(approval.subjects)
        or {n for n, _ in approval.subjects} != {f.name for f in submission.files} | {MANIFEST, CERTIFICATE}
    ):
        return _invalid("it was given for another draft")
    if (approval.reviewer.id, approval.time, approval.head) != (
        entry.actor,
        entry.time,
        Head(entry.seq - 1, entry.prev),
    ):
        return _invalid("it was signed at another point of the ledger")
    person = roster.person(approval.reviewer.id)
    if person is None or person.sha256 != approval.reviewer.entry_sha256 or not person.active_at(now):
        return Refusal(
            Rule.SIGNER_CHANGED, "The signer's roster entry changed or ended after the approval.", AGAIN
        )
    if not person.has(*ATTORNEYS) or not person.signing_key or not signed_by(envelope, person.signing_key):
        return _invalid("the signature is not that of an attorney on the roster")
    if approval.own_work and not (approval.solo and policy.solo_attorney == person.id):
        return _invalid("its signer prepared the item")
    if (now - datetime.fromisoformat(approval.time)).days >= policy.approval_valid_days:
        return Refusal(
            Rule.APPROVAL_LAPSED, f"The approval is older than {policy.approval_valid_days} days.", AGAIN
        )
    return approval, sealed


def _invalid(why: str) -> Refusal:
    return Refusal(Rule.APPROVAL_INVALID, f"The approval does not hold: {why}.", AGAIN)
