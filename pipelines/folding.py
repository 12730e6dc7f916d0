"""Rows of a treatment chronology joined and ordered as the house wants them; nothing goes without a word.

Answers: one row for the visits of a facility on a day, whoever saw them; one row for a course of routine
therapy, which lists every date attended and quotes its first and last visit; the order of rows. Refuses to
fold what is not routine: evaluations, re-evaluations and discharge visits, rows without a facility, a course
that the date of incident or a treatment gap parts. All pages stay cited, every flag stays, and an amount is
the sum of what was joined. The row has the id of its first visit.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from extractors.facts import PageKind
from pipelines.house import PreIncident, SameDay, Therapy
from pipelines.merging import VISIT, Group, class_of
from pipelines.rows import APART, DOUBTFUL_DATE, Row, SourceCitation, TreatmentRow, VerbatimFinding
from pipelines.same_names import same_facility
from pipelines.task import Sort, Task

AnyRow = TypeVar("AnyRow", bound=Row)

DATES_ATTENDED = "Dates attended"
_NOT_ROUTINE = re.compile(r"\beval|\bre-?eval|initial|discharge|\bre-?exam|progress (report|summary)", re.I)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A row, the encounter behind it (the first of those that were joined), and the ids it stands for."""

    row: TreatmentRow
    group: Group
    ids: tuple[str, ...]


def folded(
    rows: Sequence[TreatmentRow], groups: Sequence[Group], task: Task, incident: date | None
) -> tuple[Drafted, ...]:
    """The rows, joined as the house wants them, still by date.

    Args:
        rows: one for each group, parallel to ``groups``.
        groups: the encounters behind them.
        task: its house settings, headings and gap threshold.
        incident: a course is never folded across it.
    """
    items = [Drafted(row, group, (row.id,)) for row, group in zip(rows, groups, strict=True)]
    if task.house.therapy is Therapy.FOLDED:
        items = _courses(items, task, incident)
    if task.house.same_day is SameDay.EACH_FACILITY:
        items = _days(items, task)
    return tuple(items)


def ordered(rows: Sequence[AnyRow], task: Task, incident: date | None) -> tuple[AnyRow, ...]:
    """Rows by date in the house's direction; those before the incident last, where they stand apart."""
    # Rows of one day keep their order in both directions: EMS stands before the emergency department.
    placed = sorted(rows, key=lambda r: r.date_start, reverse=task.sort is Sort.DATE_DESCENDING)
    if task.house.pre_incident is PreIncident.APART and incident:
        placed.sort(key=lambda r: r.date_start < incident.isoformat())
    return tuple(placed)


def _days(items: Sequence[Drafted], task: Task) -> list[Drafted]:
    """One row for the visits of a facility on a day; studies and procedures stay rows of their own."""
    joined: list[list[Drafted]] = []
    by_day: dict[tuple[str, str], list[list[Drafted]]] = defaultdict(list)
    for item in items:
        row = item.row
        visit = class_of(item.group.lead) == VISIT and bool(row.facility)
        today = by_day[(row.date_start, row.date_end)] if visit else []
        home = next((j for j in today if same_facility(j[0].row.facility, row.facility)), None)
        if home is None:
            home = []
            joined.append(home)
            today.append(home)
        home.append(item)
    return [_one(j, _joined([d.row for d in j], task)) if len(j) > 1 else j[0] for j in joined]


def _one(items: Sequence[Drafted], row: TreatmentRow) -> Drafted:
    return Drafted(row, items[0].group, tuple(i for item in items for i in item.ids))


def _courses(items: Sequence[Drafted], task: Task, incident: date | None) -> list[Drafted]:
    """Routine therapy visits of one facility, as long as no gap and not the incident lies between them."""
    courses: list[list[Drafted]] = []
    running: list[list[Drafted]] = []
    for item in items:
        home = None
        if _routine(item):
            running = [c for c in running if _goes_on(c[-1], item, task, incident)]
            home = next((c for c in running if same_facility(c[-1].row.facility, item.row.facility)), None)
        if home is None:
            home = []
            courses.append(home)
            if _routine(item):
                running.append(home)
        home.append(item)
    return [_one(c, _course([d.row for d in c], task)) if len(c) > 1 else c[0] for c in courses]


def _goes_on(last: Drafted, item: Drafted, task: Task, incident: date | None) -> bool:
    if incident and last.group.start < incident <= item.group.start:
        return False
    return item.group.start - last.group.end <= timedelta(days=task.gap_threshold_days)


def _routine(item: Drafted) -> bool:
    return (
        item.group.lead.kind is PageKind.THERAPY
        and bool(item.row.facility)
        and not _NOT_ROUTINE.search(item.row.type)
    )


def _course(rows: Sequence[TreatmentRow], task: Task) -> TreatmentRow:
    """The row of a course: its dates as printed, then what its first and its last visit say."""
    attended = tuple(
        VerbatimFinding(DATES_ATTENDED, row.citations[0], DOUBTFUL_DATE in row.flags) for row in rows
    )
    between = [replace(row, findings=()) for row in rows[1:-1]]
    told = _joined([replace(rows[0], findings=(*attended, *rows[0].findings)), *between, rows[-1]], task)
    flag = f"{len(rows)} visits in one row: the findings of the first and the last are quoted"
    return replace(told, date_end=max(row.date_end for row in rows), flags=(flag, *told.flags))


def _joined(rows: Sequence[TreatmentRow], task: Task) -> TreatmentRow:
    """The first row with what the others add."""
    headings = (DATES_ATTENDED, *task.headings)
    amounts = [row.billed for row in rows if row.billed is not None]
    partly = 0 < len(amounts) < len(rows)
    return replace(
        rows[0],
        provider=APART.join(_each(rows, lambda row: (row.provider,) if row.provider else ())),
        type=APART.join(_each(rows, lambda row: (row.type,))),
        findings=tuple(
            sorted((f for row in rows for f in row.findings), key=lambda f: headings.index(f.heading))
        ),
        icd10=_each(rows, lambda row: row.icd10),
        cpt=_each(rows, lambda row: row.cpt),
        billed=sum(amounts, Decimal(0)) if amounts else None,
        citations=_citations(rows),
        flags=(
            *_each(rows, lambda row: row.flags),
            *((f"the amount is that of {len(amounts)} of {len(rows)} visits",) if partly else ()),
        ),
    )


def _each(rows: Sequence[TreatmentRow], values: Callable[[TreatmentRow], tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for row in rows for value in values(row)))


def _citations(rows: Sequence[TreatmentRow]) -> tuple[SourceCitation, ...]:
    return tuple(dict.fromkeys(c for row in rows for c in row.citations))
