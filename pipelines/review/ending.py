"""The moves that end a revision's way, each with a reason: sent back, rejected, void, revoked.

Answers: each as one function that makes it or refuses it. Refuses, in the ledger first, what `open_case`
refuses. A reason may hold what the records say, so it is sealed in the matter and the ledger records its
digest and its code only. Nothing here leads towards a release.
"""

from __future__ import annotations

from datetime import datetime

from extractors.errors import UsageError
from pipelines.matter import Matter
from pipelines.review.case import open_case, record_void
from pipelines.review.history import EVENTS, Item
from pipelines.review.refusal import Rule
from pipelines.review.revocation import record_revoked_release
from pipelines.review.sealed_words import seal_words
from pipelines.review.states import Action
from pipelines.review.verdicts import ReasonCode


def request_changes(matter: Matter, item: Item, actor: str, code: str, reason: str, now: datetime) -> str:
    """Send a submission back; the next draft is a new revision.

    Args:
        code: a `ReasonCode`, for the figures.
        reason: what to change, in words.

    Returns:
        the digest of the sealed reason.

    Raises:
        GateRefusal: not in review, or not this person's to do (logged).
        UsageError: no reason was given, or no such code.
    """
    return _ended(matter, item, actor, Action.REQUEST_CHANGES, code, reason, now)


def reject(matter: Matter, item: Item, actor: str, code: str, reason: str, now: datetime) -> str:
    """Refuse a submission for good; arguments as `request_changes`."""
    return _ended(matter, item, actor, Action.REJECT, code, reason, now)


def void(matter: Matter, item: Item, actor: str, reason: str, now: datetime) -> str:
    """Withdraw a draft, a submission or an approval that was not released; as `request_changes`."""
    refuse_unsaid(reason)
    with open_case(matter, item, actor, Action.VOID, now) as case:
        decision = seal_words(case, reason)
        record_void(case.tx, item, Rule.BY_PERSON, actor, case.now, decision=decision)
        return decision


def revoke(matter: Matter, item: Item, actor: str, code: str, reason: str, now: datetime) -> str:
    """Withdraw a release: the roster tells every verifier from now on. Arguments as `request_changes`.

    The roster comes first: a revocation that a crash cuts short is believed by verifiers already, and asking
    again finishes it.
    """
    refuse_unsaid(reason, code)
    with open_case(matter, item, actor, Action.REVOKE, now) as case:
        approval = case.history.recorded(EVENTS[Action.APPROVE], "approval")
        decision = seal_words(case, reason)
        record_revoked_release(case.office, approval, actor, case.now)
        case.record(code=code, decision=decision, approval=approval)
        return decision


def refuse_unsaid(reason: str, code: str = ReasonCode.OTHER) -> None:
    """Refuse a decision that does not say why.

    Raises:
        UsageError: the reason is blank, or the code is none.
    """
    if not reason.strip():
        raise UsageError("This is decided without saying why.", "Say why, in a sentence.")
    if code not in list(ReasonCode):
        known = ", ".join(ReasonCode)
        raise UsageError(f"{code!r} is no code of a reason.", f"Use one of: {known}.")


def _ended(
    matter: Matter, item: Item, actor: str, action: Action, code: str, reason: str, now: datetime
) -> str:
    refuse_unsaid(reason, code)
    with open_case(matter, item, actor, action, now) as case:
        decision = seal_words(case, reason)
        case.record(decision=decision, code=code)
        return decision
