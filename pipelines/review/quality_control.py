"""Quality control: the last look before an attorney's, and the moment that fixes what the attorney decides.

Answers: pass a submission on, with its checklist and its review plan; return it to its preparer. Refuses, in
the ledger first: what `open_case` refuses; at the high tier whoever is no QC person, or prepared or submitted
the item; a checklist that is not complete; anything that is no longer, byte for byte, what was submitted,
which also voids the item.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pipelines.approved import load_approved
from pipelines.matter import Matter
from pipelines.matter_key import keyed
from pipelines.review.case import Case, open_case
from pipelines.review.ending import refuse_unsaid
from pipelines.review.frozen import standing_submission
from pipelines.review.history import Item
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.roster import Role
from pipelines.review.sampling import ReviewPlan
from pipelines.review.sealed_rows import sealed_rows
from pipelines.review.sealed_words import seal_words
from pipelines.review.standing_plan import new_plan
from pipelines.review.states import Action
from pipelines.review.tier import standing_tier
from pipelines.sealed import seal
from pipelines.task import Task, Tier


def pass_qc(matter: Matter, item: Item, actor: str, checks: Mapping[str, bool], now: datetime) -> ReviewPlan:
    """Pass a submission on to the attorney, and fix which of its rows must be decided.

    Args:
        actor: roster id of a QC person who neither drafted nor submitted the item; below the high tier a
            preparer may, also their own.
        checks: by id of the task definition's checkpoints, whether each was confirmed; all must be.

    Returns:
        the review plan. Its seed follows from the submission and the matter's key, so that nobody draws the
        sample twice; what was drawn from an earlier revision is drawn again.

    Raises:
        GateRefusal: not in quality control, not this person's to do, or a checkpoint is not confirmed
            (logged); the item is void if anything it is bound to has changed.
    """
    with open_case(matter, item, actor, Action.PASS_QC, now) as case:
        submission = standing_submission(case)
        _refuse_checker(case, submission.tier)
        task = load_approved(case.office.templates, item.deliverable).task
        checklist = _confirmed(case, task, checks)
        seed = keyed(case.matter, "sample", case.history.submission)
        plan = new_plan(case.matter, case.tx.entries, case.history, submission.tier, seed)
        case.record(
            checklist=checklist,
            plan=seal(case.matter.sealed, plan.as_bytes()),
            seed=seed,
            tier=plan.tier.value,
            rows=len(sealed_rows(case.matter, case.history).rows),
            required=len(plan.required),
            sampled=len(plan.sampled),
        )
        return plan


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


def _confirmed(case: Case, task: Task, checks: Mapping[str, bool]) -> str:
    """Digest of the sealed checklist, if every checkpoint of the task definition is confirmed."""
    left = [c.id for c in task.checkpoints if checks.get(c.id) is not True]
    unknown = sorted(set(checks) - {c.id for c in task.checkpoints})
    if left or unknown:
        named = f"not confirmed: {', '.join(left)}" if left else f"not known: {', '.join(unknown)}"
        case.refuse(
            Refusal(
                Rule.CHECKLIST,
                f"The checklist of {case.item} is not complete: {named}.",
                "Do what each checkpoint says, then confirm it; or return the draft.",
            )
        )
    return seal_words(case, "\n".join(f"{c.id}: {c.text}" for c in task.checkpoints))


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
