"""Dates of the papers that a calendar could take: those of the abstract, and deadlines printed as a day.

Answers: each with the passages it rests on and how it was worked out. Leaves out the day a paper was made,
which asks nothing of anyone, and deadlines counted from an event: no paper says when that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from extractors.contracts.clause_types import ClauseType
from pipelines.clauses.report import AbstractRow, DatedRow, ObligationRow, all_of, words_of
from pipelines.clauses.row_ids import row_id

_MADE = frozenset({ClauseType.AGREEMENT_DATE.value.casefold()})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DUE = re.compile(rf"(?:by|on) ({_DAY.pattern})")
"""A day from which on something is due or allowed ("after 2022-01-01") is no deadline."""
_LONGEST_ACTION = 80
"""Characters of what is to be done that stand in a calendar entry's title."""


def dated_rows(abstract: Sequence[AbstractRow], obligations: Sequence[ObligationRow]) -> tuple[DatedRow, ...]:
    """The dates, each once; nobody stands for them yet."""
    found: dict[str, DatedRow] = {}
    for row in (*_of_abstract(abstract), *_of_obligations(obligations)):
        found.setdefault(row.id, row)
    return tuple(found.values())


def _of_abstract(rows: Sequence[AbstractRow]) -> Iterator[DatedRow]:
    for row in rows:
        if row.field.casefold() not in _MADE and row.passages and _is_day(row.value):
            id_ = row_id("D", f"{row.field} {row.value}", all_of(row.passages))
            how = "; ".join(row.computed_from)
            yield DatedRow(id_, row.sha256, row.field, row.value, how, "", "", "", "", row.passages)


def _of_obligations(rows: Sequence[ObligationRow]) -> Iterator[DatedRow]:
    for row in rows:
        due = _DUE.fullmatch(row.deadline_value)
        if due and _is_day(due[1]):
            what = " ".join(filter(None, (words_of(row.obligor), row.modality, _short(words_of(row.action)))))
            id_ = row_id("D", f"{row.id} {due[1]}", row.citations)
            yield DatedRow(id_, row.sha256, what, due[1], "", "", "", "", "", (row.citations,))


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return _DAY.fullmatch(value) is not None


def _short(words: str) -> str:
    if len(words) <= _LONGEST_ACTION:
        return words
    return words[:_LONGEST_ACTION].rsplit(" ", 1)[0] + " …"
