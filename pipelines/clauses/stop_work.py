"""Which stop-work triggers of the task definition a clause report meets.

Answers: each trigger met, with what was counted. Refuses a trigger that nothing here could meet: it would be
a rule that everyone believes in and nothing applies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractors.errors import TemplateError
from pipelines.clauses.report import ClauseReport
from pipelines.page_ledger import NO_TEXT
from pipelines.task import StopWorkTrigger, Task

CONFIRMED_DATE_ABSENT = "confirmed_date_absent"
"""The kind of flag for a confirmed date that the papers no longer give."""


def _flagged(kind: str) -> Callable[[ClauseReport], int]:
    return lambda report: sum(flag.kind == kind for flag in report.flags)


KINDS: Mapping[str, Callable[[ClauseReport], int]] = {
    "set_aside": lambda report: len(report.set_aside),
    "unreadable": lambda report: sum(page.disposition == NO_TEXT for page in report.pages),
    "rules_only": lambda report: int(not report.finder.sha256),
    CONFIRMED_DATE_ABSENT: _flagged(CONFIRMED_DATE_ABSENT),
}
"""Kinds that a trigger may name, and how many of them a report holds."""


def triggers_met(report: ClauseReport, task: Task) -> tuple[tuple[StopWorkTrigger, int], ...]:
    """The triggers met, in the task's order, with what was counted.

    Raises:
        TemplateError: a trigger names a kind that no clause report can hold.
    """
    met = []
    for trigger in task.stop_work_triggers:
        strangers = [kind for kind in trigger.kinds if kind not in KINDS]
        if strangers:
            raise TemplateError(
                f"task.toml, stop_work_triggers: nothing is ever {strangers[0]!r} in a clause report.",
                f"Use one of: {', '.join(KINDS)}; then have the template approved again.",
            )
        count = sum(KINDS[kind](report) for kind in trigger.kinds)
        if count:
            met.append((trigger, count))
    return tuple(met)
