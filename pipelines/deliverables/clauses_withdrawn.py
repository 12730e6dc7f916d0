"""A clause report without the rows that a reviewer withdrew; what they held stays accounted for.

Answers: the report again. The passage of a contract's last clause of a type becomes the nearest one of a type
not found, the sentence of a duty one left out, a page that nothing cites any more a page without a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from pipelines.clauses.report import (
    Cited,
    ClauseReport,
    ClauseRow,
    DatedRow,
    FlagRow,
    LeftOutRow,
    NotFoundRow,
    ObligationRow,
)
from pipelines.page_ledger import CITED, EXCLUDED
from pipelines.rows import PageEntry

WITHDRAWN = "withdrawn on review"
_PAGE = "the row that cited this page was withdrawn on review"

Withdrawn = ClauseRow | ObligationRow | DatedRow | FlagRow
T = TypeVar("T")


def withdrawn_rows(report: ClauseReport, gone: Sequence[Withdrawn]) -> ClauseReport:
    """The report without those rows of it."""
    changed = replace(
        report,
        clauses=_without(report.clauses, gone),
        obligations=_without(report.obligations, gone),
        dates=_without(report.dates, gone),
        flags=_without(report.flags, gone),
    )
    changed = replace(
        changed,
        not_found=_not_found(changed, [row for row in gone if isinstance(row, ClauseRow)]),
        left_out=_left_out(changed, [row for row in gone if isinstance(row, ObligationRow)]),
    )
    return replace(changed, pages=_pages(report, changed))


def _without(rows: tuple[T, ...], gone: Sequence[Withdrawn]) -> tuple[T, ...]:
    return tuple(row for row in rows if row not in gone)


def _not_found(report: ClauseReport, gone: Sequence[ClauseRow]) -> tuple[NotFoundRow, ...]:
    """With a line for each type that a contract has no clause of any more: the passage that was taken for
    one is what came nearest."""
    left = {(row.sha256, row.type, row.own) for row in report.clauses}
    measured = {(row.type, row.own): row.missed for row in report.not_found}
    added: dict[tuple[str, str, bool], NotFoundRow] = {}
    for row in sorted(gone, key=lambda one: -(one.confidence or 0.0)):
        key = (row.sha256, row.type, row.own)
        if key not in left and key not in added:
            missed = measured.get((row.type, row.own))
            added[key] = NotFoundRow(*key, row.citations, row.confidence or 0.0, missed)
    rows = list(report.not_found)
    for line in added.values():
        rows.insert(_behind(rows, line.sha256), line)
    return tuple(rows)


def _left_out(report: ClauseReport, gone: Sequence[ObligationRow]) -> tuple[LeftOutRow, ...]:
    """With the sentence of each withdrawn duty, once and in its place, unless another duty of it stands."""
    stands = {row.citations for row in report.obligations}
    rows = list(report.left_out)
    for sha256, cited in dict.fromkeys((row.sha256, row.citations) for row in gone):
        if cited not in stands:
            later = (
                i for i, r in enumerate(rows) if r.sha256 == sha256 and _place(r.citations) > _place(cited)
            )
            rows.insert(next(later, _behind(rows, sha256)), LeftOutRow(sha256, WITHDRAWN, cited))
    return tuple(rows)


def _behind(rows: Sequence[NotFoundRow | LeftOutRow], sha256: str) -> int:
    """Where a further row of that paper belongs: behind those it has."""
    return max((i + 1 for i, row in enumerate(rows) if row.sha256 == sha256), default=len(rows))


def _place(cited: Cited) -> tuple[int, int]:
    return (cited[0].citation.page, cited[0].citation.start) if cited else (0, 0)


def _pages(before: ClauseReport, now: ClauseReport) -> tuple[PageEntry, ...]:
    lost = _cited(before) - _cited(now)
    return tuple(
        replace(entry, disposition=EXCLUDED, reason=_PAGE)
        if entry.disposition == CITED and (entry.sha256, entry.page) in lost
        else entry
        for entry in before.pages
    )


def _cited(report: ClauseReport) -> frozenset[tuple[str, int]]:
    """The pages that the report counts as cited: by its rows, not by what merely came near."""
    passages = [row.citations for row in report.papers]
    passages += [row.citations for row in report.clauses]
    passages += [p for row in report.obligations for p in row.passages]
    passages += [p for row in report.abstract for p in row.passages]
    passages += [p for row in report.flags for p in row.passages]
    return frozenset((c.citation.sha256, c.citation.page) for cited in passages for c in cited)
