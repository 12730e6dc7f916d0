"""Which rows came, changed and went between two revisions, by their ids.

Answers: for a changed row each column with what left it and what came; for a withdrawn one why, where its
sources tell. A row whose sources are called otherwise now, and that says the same, did not change. Guesses no
pair: a row under another id is another row, and the withdrawn one names it where both stand on one page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from pipelines.delta.paper_changes import GONE
from pipelines.delta.values import ChangedRow, FieldChange, WithdrawnRow
from pipelines.review_rows import ReviewRow
from pipelines.rows import SourceCitation

SOURCE = "Source"
REMARKS = "Remarks"
BESIDE = "Beside the text"
OWN_WORDS = frozenset({SOURCE, REMARKS, BESIDE})
"""Columns that hold the program's words, not a row's."""
_NUMBERED = re.compile(r" \d+\Z")
"""A heading under which a row quotes twice has a number behind it (`pipelines.deliverables.row_columns`)."""

Rows = Sequence[ReviewRow]


def added_rows(before: Rows, now: Rows) -> tuple[ReviewRow, ...]:
    """Rows whose id is new, in the order in which they print."""
    known = {row.id for row in before}
    return tuple(row for row in now if row.id not in known)


def changed_rows(before: Rows, now: Rows) -> tuple[ChangedRow, ...]:
    """Rows of both revisions that say something else now."""
    old = {row.id: row for row in before}
    return tuple(
        ChangedRow(row, _changes(old[row.id], row))
        for row in now
        if row.id in old and old[row.id].content != row.content
    )


def withdrawn_rows(
    before: Rows, now: Rows, held: Collection[str], why: Mapping[str, str]
) -> tuple[WithdrawnRow, ...]:
    """Rows whose id is gone.

    Args:
        held: digests of the sources that the later revision draws on.
        why: in words, why a source is withdrawn, by its digest.
    """
    kept = {row.id for row in now}
    on_page: dict[tuple[str, int], list[str]] = defaultdict(list)
    known = {row.id for row in before}
    for row in now:
        if row.id not in known:
            for page in _pages(row):
                on_page[page].append(row.heading)
    return tuple(WithdrawnRow(row, _why(row, held, why, on_page)) for row in before if row.id not in kept)


def _why(
    row: ReviewRow,
    held: Collection[str],
    why: Mapping[str, str],
    on_page: Mapping[tuple[str, int], Sequence[str]],
) -> str:
    gone = {
        c.source: why.get(c.citation.sha256, GONE) for c in row.citations if c.citation.sha256 not in held
    }
    told = [f"{source}: {gone[source][:1].lower()}{gone[source][1:]}" for source in sorted(gone)]
    heirs = dict.fromkeys(heading for page in _pages(row) for heading in on_page.get(page, ()))
    if heirs:
        told.append(f"Its page now stands in {', '.join(heirs)}")
    return "; ".join(told)


def _pages(row: ReviewRow) -> Iterable[tuple[str, int]]:
    return dict.fromkeys((cited.citation.sha256, cited.citation.page) for cited in row.citations)


def _changes(before: ReviewRow, now: ReviewRow) -> tuple[FieldChange, ...]:
    old, new = _columns(before.fields), _columns(now.fields)
    found = [_change(column, old[column], new[column]) for column in dict.fromkeys((*new, *old))]
    found.append(_change(REMARKS, before.flags, now.flags))
    found.append(_change(SOURCE, _labels(before, now), _labels(now, before)))
    told = tuple(change for change in found if change.gone or change.new)
    return told or (FieldChange(BESIDE, (), ("What it points to, or how a date or quote was read.",)),)


def _columns(fields: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The texts of each column, those of numbered ones together."""
    columns: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for column, text in fields:
        if text:
            columns[_NUMBERED.sub("", column)] += (text,)
    return columns


def _change(column: str, before: Sequence[str], now: Sequence[str]) -> FieldChange:
    return FieldChange(column, _left_over(before, now), _left_over(now, before))


def _left_over(these: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Those without a counterpart, in order."""
    counterparts = Counter(others)
    left = []
    for text in these:
        if counterparts[text]:
            counterparts[text] -= 1
        else:
            left.append(text)
    return tuple(left)


def _labels(row: ReviewRow, other: ReviewRow) -> tuple[str, ...]:
    """How the pages are cited that the other row does not cite, whatever their files are called."""
    known = {_place(cited) for cited in other.citations}
    return tuple(dict.fromkeys(cited.label for cited in row.citations if _place(cited) not in known))


def _place(cited: SourceCitation) -> tuple[str, int]:
    return cited.citation.sha256, cited.citation.page
