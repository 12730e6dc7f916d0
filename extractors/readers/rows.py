"""Visual rows: words that stand side by side, however far apart.

Answers: which words share a row. Tolerates mixed sizes, superscripts and the drift of a page that
was not quite straight. Refuses to order rows into columns (`columns`, `reading_order`).
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

from extractors.readers.placed import PlacedWord

_LOOK_BACK = 4
_TALL = 1.7
_MOST_COMPARED = 2_000_000


class Item(NamedTuple):
    """A word with its upright box (points, y downwards)."""

    x0: float
    top: float
    x1: float
    bottom: float
    word: PlacedWord

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


Row = list[Item]


def rows_of(items: Iterable[Item]) -> list[Row]:
    """Rows from top to bottom, each from left to right.

    Words much taller than most (a headline, a drop cap, a logo) are placed last: they join the row whose
    base line they share, and otherwise make a row of their own, so that they never glue two rows together.
    """
    ordered = sorted(items, key=lambda i: (i.top + i.bottom, i.x0))
    if not ordered:
        return []
    usual = median(i.height for i in ordered)
    open_rows: list[_OpenRow] = []
    for item in ordered:
        if item.height <= _TALL * usual:
            _join(open_rows, item)
    tall_rows: list[_OpenRow] = []
    tall = [item for item in ordered if item.height > _TALL * usual]
    placeable = len(tall) * len(open_rows) <= _MOST_COMPARED  # no page of print comes near
    for item in tall:
        if not (placeable and _joins_base_line(open_rows, item)):
            _join(tall_rows, item)
    found = sorted(open_rows + tall_rows, key=lambda r: (r.top + r.bottom, r.items[0].x0))
    return [sorted(row.items, key=lambda i: (i.x0, i.top)) for row in found]


class _OpenRow:
    """A row being filled; its band is that of its tallest usual word."""

    __slots__ = ("bottom", "items", "top")

    def __init__(self, item: Item) -> None:
        self.items = [item]
        self.top = item.top
        self.bottom = item.bottom

    def shared(self, item: Item) -> float:
        """Vertical overlap as a share of the lower of the two heights."""
        lower = min(self.bottom - self.top, item.bottom - item.top)
        overlap = min(self.bottom, item.bottom) - max(self.top, item.top)
        return overlap / lower if lower > 0 else 0.0

    def add(self, item: Item) -> None:
        self.items.append(item)
        if item.height > self.bottom - self.top:
            self.top, self.bottom = item.top, item.bottom


def _join(rows: list[_OpenRow], item: Item) -> None:
    best: _OpenRow | None = None
    best_share = 0.5
    for row in rows[-_LOOK_BACK:]:
        share = row.shared(item)
        if share >= best_share:
            best, best_share = row, share
    if best is None:
        rows.append(_OpenRow(item))
    else:
        best.add(item)


def _joins_base_line(rows: list[_OpenRow], item: Item) -> bool:
    """Put a tall word into the row it stands on, if there is one."""
    for row in rows:
        near = abs(row.bottom - item.bottom) <= 0.5 * (row.bottom - row.top)
        if near and row.shared(item) >= 0.5:
            row.items.append(item)
            return True
    return False
