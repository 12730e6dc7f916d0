"""Which stop-work triggers of the task definition an exhibit set meets.

Answers: each trigger met, with what was counted. Refuses a trigger that nothing here could meet: it would be
a rule that everyone believes in and nothing applies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractors.errors import TemplateError
from pipelines.exhibits.exhibit_set import ExhibitSet, Outcome
from pipelines.task import StopWorkTrigger, Task

KINDS: Mapping[str, Callable[[ExhibitSet], int]] = {
    "held": lambda s: sum(bool(row.held) for row in s.rows),
    "set_aside": lambda s: len(s.set_aside),
    "failed_check": lambda s: sum(check.outcome is Outcome.FAIL for check in s.checks),
    "unchecked": lambda s: sum(check.outcome is Outcome.NOT_CHECKED for check in s.checks),
    "proposed": lambda s: int(s.proposed),
}
"""Kinds of findings that a trigger may name, and how many of them a set holds."""


def triggers_met(exhibit_set: ExhibitSet, task: Task) -> tuple[tuple[StopWorkTrigger, int], ...]:
    """The triggers met, in the task's order, with what was counted.

    Raises:
        TemplateError: a trigger names a kind that no exhibit set can hold.
    """
    met = []
    for trigger in task.stop_work_triggers:
        strangers = [kind for kind in trigger.kinds if kind not in KINDS]
        if strangers:
            raise TemplateError(
                f"task.toml, stop_work_triggers: nothing is ever {strangers[0]!r} in an exhibit set.",
                f"Use one of: {', '.join(KINDS)}; then have the template approved again.",
            )
        count = sum(KINDS[kind](exhibit_set) for kind in trigger.kinds)
        if count:
            met.append((trigger, count))
    return tuple(met)
