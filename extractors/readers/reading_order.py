"""In which order the words of a page are read: one list per visual row, or per row of a column.

Answers: the lines of a page. Rows of tables, ledgers and forms stay whole, however wide their gaps;
running text set in columns, or beside a sidebar, is read column by column. Refuses to guess at meaning:
it sees words and boxes only.

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

from extractors.readers.columns import find_columns
from extractors.readers.placed import PlacedWord, upright_box
from extractors.readers.rows import Item, Row, rows_of
from extractors.readers.sidebars import find_sidebar

MAX_NESTING = 8
"""Columns within columns, at most: real pages have two levels."""


def reading_lines(words: Sequence[PlacedWord], width: float, height: float) -> list[list[PlacedWord]]:
    """Lines in reading order, each from left to right.

    Args:
        words: the words of one page, in any order.
        width: of the page as displayed, in points.
        height: of the page as displayed, in points.

    Words running another way than most (a stamp in the margin, a slanted one across the page) follow after
    the others, each way as a page of its own.
    """
    lines: list[list[PlacedWord]] = []
    for turn, group in _by_turn(words):
        items = [
            Item(box.x0, box.top, box.x1, box.bottom, word)
            for word in group
            for box in (upright_box(word.box, turn, width, height),)
        ]
        lines.extend([item.word for item in row] for row in _read(rows_of(items), MAX_NESTING))
    return lines


def _by_turn(words: Sequence[PlacedWord]) -> list[tuple[int, list[PlacedWord]]]:
    """Words by the way they run, most words first; ways a degree apart are one (a hand-set stamp)."""
    counts = Counter(w.turn for w in words)
    usual = sorted(counts, key=lambda turn: (-counts[turn], turn))
    leader: dict[int, int] = {}
    for turn in usual:
        near = [t for t in leader.values() if abs((turn - t + 180) % 360 - 180) <= 1]
        leader[turn] = near[0] if near else turn
    ways = [turn for turn in usual if leader[turn] == turn]
    return [(way, [w for w in words if leader[w.turn] == way]) for way in ways]


def _read(rows: list[Row], nesting: int) -> list[Row]:
    """Rows as they are, with each stretch of prose columns replaced by its columns in turn."""
    columns = (find_columns(rows) or find_sidebar(rows)) if nesting else None
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
