"""Setting how much is at stake in a deliverable: raised by whoever works on it, lowered by one alone.

Answers: the tier as set, with a reason that is kept. Refuses, in the ledger first: to lower it for anyone but
a supervising attorney, to set what stands already, and to touch it once a revision is submitted.
"""

from __future__ import annotations

from datetime import datetime

from pipelines.approved import load_approved
from pipelines.matter import Matter
from pipelines.review.case import open_case
from pipelines.review.ending import refuse_unsaid
from pipelines.review.history import Item
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.roster import Role
from pipelines.review.sealed_words import seal_words
from pipelines.review.states import Work
from pipelines.review.tier import SET, lowers, tier_of
from pipelines.task import Tier


def set_tier(matter: Matter, item: Item, tier: Tier, actor: str, reason: str, now: datetime) -> Tier:
    """Set the tier of a draft and of the revisions of its deliverable that come after it.

    Args:
        reason: why, in words; sealed in the matter.

    Returns:
        the tier as it was before.

    Raises:
        GateRefusal: see the module; logged.
        TemplateError: the office's template, which states the first tier, is not usable.
        UsageError: no reason was given.
    """
    refuse_unsaid(reason)
    with open_case(matter, item, actor, Work.SET_TIER, now) as case:
        task_tier = load_approved(case.office.templates, item.deliverable).task.tier
        before = tier_of(case.tx.entries, item.deliverable, task_tier)
        if before is tier:
            case.refuse(
                Refusal(Rule.NOTHING_CHANGED, f"{item} is of the {tier} tier already.", "Leave it at that.")
            )
        if lowers(before, tier) and not case.has(Role.SUPERVISING_ATTORNEY):
            case.refuse(
                Refusal(
                    Rule.TIER_LOWERED,
                    f"{actor!r} may not lower the tier of {item} from {before} to {tier}.",
                    "Ask a supervising attorney.",
                )
            )
        told = {"from": before.value, "task": task_tier.value, "decision": seal_words(case, reason)}
        case.note(SET, tier=tier.value, **told)
        return before
