"""The formulas of the figures, in words, each with a version and the day from which it holds.

Answers: what a figure means. A figure without its formula is an opinion, and one whose formula changed in
silence cannot be compared with last year's: whoever changes what is counted raises the version and the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """How a figure's value is read."""

    SHARE = "share"
    PER_ITEM = "each"
    DAYS = "business days"
    SECONDS = "seconds"


@dataclass(frozen=True, slots=True)
class Formula:
    """``shows`` is the value's formula, ``but`` what a reader must know to not misread it."""

    key: str
    name: str
    shows: str
    but: str
    unit: Unit
    version: int = 1
    effective: str = "2026-11-22"

    @property
    def stamp(self) -> str:
        """Key and version: what a figure in a file refers to."""
        return f"{self.key}/{self.version}"


ROW_ACCURACY = Formula(
    "row_accuracy",
    "Row accuracy",
    "rows accepted unchanged ÷ rows decided",
    "A row counts once, by what stood on it first; rows carried over from a revision are left out.",
    Unit.SHARE,
)
CRITICAL_ACCURACY = Formula(
    "critical_row_accuracy",
    "Row accuracy, critical rows",
    "critical rows accepted unchanged ÷ critical rows decided",
    "Critical: the row holds a fact that must not be wrong.",
    Unit.SHARE,
)
CRITICAL_ERRORS = Formula(
    "critical_error_rate",
    "Critical-error rate",
    "critical rows corrected or rejected for more than wording ÷ rows decided",
    "Not shown under 30 rows. The range is Wilson's, with 95 % confidence.",
    Unit.SHARE,
)
FIRST_PASS = Formula(
    "first_pass_yield",
    "First-pass yield",
    "deliverables approved without a return for error ÷ deliverables approved",
    "Changes of wording are no errors; nor is a draft made anew because an input or template changed.",
    Unit.SHARE,
)
REVISIONS = Formula(
    "revision_frequency",
    "Revisions beyond the first",
    "Σ(revisions − 1) ÷ deliverables approved",
    "Counts every revision, for whatever cause; causes are listed apart.",
    Unit.PER_ITEM,
)
RETURNED = Formula(
    "returned_share",
    "Returned at least once",
    "deliverables with a return ÷ deliverables approved",
    "A return: sent back, rejected, returned by QC, or corrected in review, also for wording.",
    Unit.SHARE,
)
ON_TIME = Formula(
    "turnaround_compliance",
    "Decided on time",
    "submissions decided by their due day ÷ submissions due",
    "Due: the task's turnaround in business days, from submission; the clock stands while an item is "
    "escalated, and a correction does not restart it.",
    Unit.SHARE,
)
MEDIAN_DAYS = Formula(
    "turnaround_median",
    "Time to decision, median",
    "business days from submission to the attorney's decision: half took no longer",
    "Working hours only, without the time held by an escalation.",
    Unit.DAYS,
)
SLOW_DAYS = Formula(
    "turnaround_p90",
    "Time to decision, 90th percentile",
    "business days from submission to the attorney's decision: nine in ten took no longer",
    "Working hours only, without the time held by an escalation.",
    Unit.DAYS,
)
ESCALATIONS = Formula(
    "escalation_rate",
    "Questions asked for each deliverable",
    "escalations ÷ deliverables drafted",
    "Zero is a warning, not a goal.",
    Unit.PER_ITEM,
)
ESCALATIONS_BY_ROWS = Formula(
    "escalations_per_1000_rows",
    "Questions asked for 1,000 rows",
    "1,000 × escalations ÷ rows decided",
    "Zero is a warning, not a goal.",
    Unit.PER_ITEM,
)
ANSWERS_ON_TIME = Formula(
    "answered_within_clock",
    "Questions answered in time",
    "answered by their due time ÷ answered, or open and past it",
    "Questions that are not due yet do not count.",
    Unit.SHARE,
)
ESCAPES = Formula(
    "escape_rate",
    "Errors found after release",
    "errors reported after release ÷ rows released",
    "The only figure that measures the review itself. It is as good as the habit of reporting.",
    Unit.SHARE,
)
OVERRIDES = Formula(
    "override_rate",
    "Rows changed by the reviewer",
    "rows corrected or rejected ÷ rows decided",
    "Under 2 % at the high tier calls for a look: people follow what a machine proposes.",
    Unit.SHARE,
)
OPENED = Formula(
    "source_open_rate",
    "Decided with the source shown",
    "rows decided whose source had been shown to the reviewer ÷ rows decided",
    "At the high tier the gate asks for every one.",
    Unit.SHARE,
)
PACE = Formula(
    "seconds_per_row",
    "Seconds for a row, median",
    "seconds that the review page measured for a decided row: half took no longer",
    "A very quick pace is a reason to look, not a fault.",
    Unit.SECONDS,
)

FORMULAS = (
    *(ROW_ACCURACY, CRITICAL_ACCURACY, CRITICAL_ERRORS, ESCAPES, OVERRIDES, OPENED, PACE),
    *(FIRST_PASS, REVISIONS, RETURNED, ON_TIME, MEDIAN_DAYS, SLOW_DAYS),
    *(ESCALATIONS, ESCALATIONS_BY_ROWS, ANSWERS_ON_TIME),
)
"""In the order in which they print: the work first, then its course, then its questions."""
