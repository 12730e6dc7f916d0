"""Where the cells of a page stand: which are beside, which are beneath another, in points or in columns.

Answers for headers in two columns, labels above values and tables. On text without geometry a cell's
place is its column in characters, which is right for typewritten pages and harmless on others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extractors.cells import Cell, cells
from extractors.pages import Line, Page

_NEAR_IN_HEIGHTS = 2.4
"""A cell stands beneath another when the white between them is less than this many letter heights."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, the index of its line, and its edges (points, or characters and lines without geometry)."""

    cell: Cell
    line: int
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True)
class PlacedPage:
    """The lines of a page and their cells with places."""

    lines: tuple[Line, ...]
    rows: tuple[tuple[Place, ...], ...]

    @cached_property
    def letter_height(self) -> float:
        """The middle letter height of the page's lines; 0 without geometry."""
        heights = sorted(
            line.words[0].box.bottom - line.words[0].box.top for line in self.lines if line.words
        )
        return heights[len(heights) // 2] if heights else 0.0

    def beneath(self, place: Place, depth: int = 1) -> tuple[Place, ...]:
        """The cells under a cell, at most ``depth`` rows of them, each near the one above it."""
        found: list[Place] = []
        bottom = place.bottom
        for row in self.rows[place.line + 1 : place.line + 1 + 3 * depth]:
            under = [p for p in row if min(p.x1, place.x1) > max(p.x0, place.x0) and p.top >= bottom - 1]
            if not under:
                continue
            if under[0].top - bottom > _NEAR_IN_HEIGHTS * max(min(place.height, under[0].height), 1.0):
                break
            found += under
            bottom = max(p.bottom for p in under)
            depth -= 1
            if not depth:
                break
        return tuple(found)

    def above(self, place: Place) -> Place | None:
        """The nearest cell over a cell."""
        for row in reversed(self.rows[max(0, place.line - 3) : place.line]):
            over = [p for p in row if min(p.x1, place.x1) > max(p.x0, place.x0)]
            if over:
                near = place.top - over[0].bottom <= _NEAR_IN_HEIGHTS * max(over[0].height, 1.0)
                return over[0] if near else None
        return None

    def column(self, head: Place, until: int | None = None) -> Iterator[tuple[Place, ...]]:
        """Per row under a table's heading, up to line ``until``, the cells that begin in its column."""
        right = min((p.x0 for p in self.rows[head.line] if p.x0 > head.x0), default=float("inf"))
        slack = 0.4 * head.height
        for row in self.rows[head.line + 1 : until]:
            yield tuple(p for p in row if head.x0 - slack <= p.x0 < right - slack)


def placed(page: Page) -> PlacedPage:
    """The cells of a page with their places."""
    lines = page.lines()
    rows = [tuple(_place(line, i, c) for c in cells(line)) for i, line in enumerate(lines)]
    for index, line in enumerate(lines[:-2]):
        starts = _column_starts(rows[index + 1], rows[index + 2]) if line.words else ()
        if starts:
            rows[index] = tuple(part for place in rows[index] for part in _split(line, place, starts))
    return PlacedPage(lines, tuple(rows))


_TABLE_CELLS, _ALIGNED = 3, 1.5


def _column_starts(one: tuple[Place, ...], other: tuple[Place, ...]) -> tuple[float, ...]:
    """Where the cells of two rows of a table begin alike, in points."""
    if min(len(one), len(other)) < _TABLE_CELLS:
        return ()
    return tuple(p.x0 for p in one if any(abs(p.x0 - q.x0) <= _ALIGNED for q in other))


def _split(line: Line, place: Place, starts: tuple[float, ...]) -> Iterator[Place]:
    """A heading's cell cut where the columns under it begin: bold headings leave narrow gaps."""
    words = [w for w in line.words if w.start < place.cell.end and w.end > place.cell.start]
    first = 0
    for number in range(1, len(words) + 1):
        ends = number == len(words)
        if ends or any(abs(words[number].box.x0 - x) <= _ALIGNED for x in starts):
            start, end = words[first].start, words[number - 1].end
            text = line.text[start - line.start : end - line.start]
            yield _place(line, place.line, Cell(start, end, text))
            first = number


def _place(line: Line, index: int, cell: Cell) -> Place:
    words = [w for w in line.words if w.start < cell.end and w.end > cell.start]
    if not words:
        left = float(cell.start - line.start)
        return Place(cell, index, left, left + len(cell.text), float(index), index + 1.0)
    return Place(
        cell,
        index,
        min(w.box.x0 for w in words),
        max(w.box.x1 for w in words),
        min(w.box.top for w in words),
        max(w.box.bottom for w in words),
    )
