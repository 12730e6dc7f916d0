"""In which order the words of a page are read: one list per visual row, or per row of a column.

Answers: the lines of a page. Rows of tables, ledgers and forms stay whole, however wide their gaps;
running text set in columns is read column by column. Refuses to guess at meaning: it sees words and
boxes only.

    ┌──────────────────────────┐
    │ Patient: …      DOB: …   │   a row of labels: one line
    │ The quick brown │ over.  │   columns of running text: left first,
    │ fox jumps, and  │ It was │   then right
    │ 3/1  99213       120.00  │   a ledger row: one line
    └──────────────────────────┘
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from extractors.readers.columns import find_columns
from extractors.readers.placed import SLANTED, PlacedWord, upright_box
from extractors.readers.rows import Item, Row, rows_of

MAX_NESTING = 8
"""Columns within columns, at most: real pages have two levels."""


def reading_lines(words: Sequence[PlacedWord], width: float, height: float) -> list[list[PlacedWord]]:
    """Lines in reading order, each from left to right.

    Args:
        words: the words of one page, in any order.
        width: of the page as displayed, in points.
        height: of the page as displayed, in points.

    Words running another way than most (a stamp in the margin) follow after the others, each way as a
    page of its own; slanted ones come last.
    """
    lines: list[list[PlacedWord]] = []
    turns = Counter(w.turn for w in words)
    for turn, _ in sorted(turns.items(), key=lambda item: (item[0] == SLANTED, -item[1], item[0])):
        items = [
            Item(box.x0, box.top, box.x1, box.bottom, word)
            for word in words
            if word.turn == turn
            for box in (upright_box(word.box, max(turn, 0), width, height),)
        ]
        lines.extend([item.word for item in row] for row in _read(rows_of(items), MAX_NESTING))
    return lines


def _read(rows: list[Row], nesting: int) -> list[Row]:
    """Rows as they are, with each stretch of prose columns replaced by its columns in turn."""
    columns = find_columns(rows) if nesting else None
    if columns is None:
        return rows
    read: list[Row] = _read(rows[: columns.first], nesting - 1)
    for band in columns.bands:
        stretch = rows[band[0] : band[1]]
        left = [item for row in stretch for item in row if item.middle < columns.gutter]
        right = [item for row in stretch for item in row if item.middle >= columns.gutter]
        read.extend(_read(rows_of(left), nesting - 1))
        read.extend(_read(rows_of(right), nesting - 1))
    read.extend(_read(rows[columns.end :], nesting - 1))
    return read


def typical_height(rows: Sequence[Row]) -> float:
    """Median word height of some rows, in points."""
    return median(item.height for row in rows for item in row)
