"""How much is at stake in a deliverable, and who said so.

Answers: the tier of a deliverable as it now stands: that of its task definition, or what a person set with a
reason. Refuses: to lower it for anyone but a supervising attorney; to let a tier that was lowered while the
task definition had another one count for less than the definition asks now; to let a task definition lower
what a person raised; to change it once a revision is submitted, whose own entry fixes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from extractors.errors import LedgerError
from pipelines.approved import load_approved
from pipelines.ledger_chain import Entry
from pipelines.review.history import History
from pipelines.task import Tier

SET = "tier.set"
_STAKES = (Tier.LOW, Tier.MEDIUM, Tier.HIGH)


def tier_of(entries: Iterable[Entry], deliverable: str, task_tier: Tier) -> Tier:
    """The deliverable's tier: the last that was set, but where the task definition had another tier then, no
    lower than it has now; that of the task definition if none was set.

    Raises:
        LedgerError: the ledger records a tier that there is not.
    """
    tier = task_tier
    for entry in entries:
        if entry.event == SET and entry.details.get("deliverable") == deliverable:
            said = _recorded(entry, "tier")
            same = _recorded(entry, "task") is task_tier
            tier = task_tier if not same and lowers(task_tier, said) else said
    return tier


def standing_tier(templates: Path, entries: Sequence[Entry], history: History) -> Tier:
    """The item's tier: fixed by its submission; before that, that of its deliverable now.

    Raises:
        LedgerError: the ledger records a tier that there is not.
        TemplateError: nothing is submitted, and the office's template is not usable.
    """
    if history.submitted is not None:
        return _recorded(history.submitted, "tier")
    task_tier = load_approved(templates, history.item.deliverable).task.tier
    return tier_of(entries, history.item.deliverable, task_tier)


def lowers(before: Tier, after: Tier) -> bool:
    """Whether ``after`` asks for less review than ``before``."""
    return _STAKES.index(after) < _STAKES.index(before)


def _recorded(entry: Entry, key: str) -> Tier:
    try:
        return Tier(str(entry.details.get(key)))
    except ValueError:
        raise LedgerError(
            "The ledger records a tier that there is not.",
            "Somebody wrote to it past the gate: restore the matter's folder from a backup.",
        ) from None
