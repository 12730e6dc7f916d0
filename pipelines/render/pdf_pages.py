"""Blocks of a Word file laid on pages: what stands where, before anything is drawn.

Answers: for each page the pieces of rows and paragraphs with their places. Header rows come again on every
page, rows that must stay whole go to the next page while one can hold them, what is kept with the next stays
with it. One pass: the time grows with the number of rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum

from pipelines.render.pdf_stacks import Stack, stacked
from pipelines.render.word_blocks import Block, Cell, Edges, Paragraph, Table, WordFile


@dataclass(frozen=True, slots=True)
class Column:
    """A cell, or the page's text column: ``x`` of its left edge, inner margins (top, right, bottom, left)."""

    x: float
    width: float
    padding: tuple[float, float, float, float]
    stack: Stack
    edges: Edges
    fill: str


@dataclass(frozen=True, slots=True)
class Strap:
    """What is laid as one: a table row or a paragraph. ``gap`` stands above it unless it opens a page;
    ``headers`` are the rows repeated above it on a new page; ``whole``: never parted, for a page
    can hold it."""

    columns: tuple[Column, ...]
    gap: float
    headers: tuple[Strap, ...]
    whole: bool
    keep_next: bool
    new_page: bool
    last: bool

    @property
    def height(self) -> float:
        """Of all of it."""
        return max((c.padding[0] + c.stack.height + c.padding[2] for c in self.columns), default=0.0)

    @property
    def smallest(self) -> float:
        """Of the least of it that may stand at the foot of a page."""
        if self.whole:
            return self.height
        parts = (c.padding[0] + c.stack.smallest + c.padding[2] for c in self.columns)
        return min(self.height, max(parts, default=0.0))


@dataclass(frozen=True, slots=True)
class Laid:
    """The part of a strap that stands on a page: of each column the strips ``first`` to ``past`` (that one
    not included). ``closes``: a ruled line goes below it."""

    strap: Strap
    y: float
    height: float
    first: tuple[int, ...]
    past: tuple[int, ...]
    closes: bool = False


def pages(word: WordFile, height: float) -> tuple[tuple[Laid, ...], ...]:
    """Every page's contents, ``y`` from the top of the text. ``height`` is that of a page's text."""
    layout = _Layout(height)
    straps = _straps(word.blocks, word.sheet.text_width, height)
    for i, strap in enumerate(straps):
        if strap.new_page or (not (i and straps[i - 1].keep_next) and not layout.holds(straps, i)):
            layout.turn(strap)
        layout.place(strap)
    return layout.finished()


class _Layout:
    """Pages as they fill."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._done: list[tuple[Laid, ...]] = []
        self._page: list[Laid] = []
        self._y = 0.0
        self._opened = 0

    @property
    def _fresh(self) -> bool:
        """Whether the page holds nothing but repeated header rows."""
        return len(self._page) == self._opened

    def holds(self, straps: Sequence[Strap], at: int) -> bool:
        """Whether this page holds the strap and all that is kept with it; true also if no page could."""
        if self._fresh:
            return True
        needed = 0.0
        for strap in straps[at:]:
            part = strap.height if strap.keep_next else strap.smallest
            needed += strap.gap + part
            if needed > self._height:
                return self._y + straps[at].gap + straps[at].smallest <= self._height
            if not strap.keep_next:
                break
        return self._y + needed <= self._height

    def turn(self, strap: Strap | None) -> None:
        """Begin a new page, with the strap's header rows at its top."""
        if self._page:
            last = self._page[-1]
            self._page[-1] = Laid(last.strap, last.y, last.height, last.first, last.past, closes=True)
            self._done.append(tuple(self._page))
        self._page, self._y = [], 0.0
        for header in strap.headers if strap is not None else ():
            ends = tuple(len(c.stack.strips) for c in header.columns)
            begins = tuple(0 for _ in ends)
            self._page.append(Laid(header, self._y, header.height, begins, ends, closes=True))
            self._y += header.height
        self._opened = len(self._page)

    def place(self, strap: Strap) -> None:
        """Put the strap on this page, and on the next ones what does not fit."""
        gap = 0.0 if self._fresh else strap.gap
        if self._y + gap + strap.height <= self._height:
            self._put(strap, gap, strap.height, tuple(0 for _ in strap.columns), _ends(strap))
            return
        if not self._fresh and strap.whole:
            self.turn(strap)
            self.place(strap)
            return
        self._part(strap)

    def _part(self, strap: Strap) -> None:
        first = tuple(0 for _ in strap.columns)
        while True:
            gap = 0.0 if self._fresh else strap.gap
            room = self._height - self._y - gap
            past = _reach(strap, first, room, force=False)
            if self._fresh and not _moves(strap, first, past):
                past = _reach(strap, first, room, force=True)
            if _moves(strap, first, past):
                self._put(strap, gap, _part_height(strap, first, past), first, past)
                first = past
            if first == _ends(strap):
                return
            self.turn(strap)

    def _put(
        self, strap: Strap, gap: float, height: float, first: tuple[int, ...], past: tuple[int, ...]
    ) -> None:
        closes = strap.last and past == _ends(strap)
        self._page.append(Laid(strap, self._y + gap, height, first, past, closes))
        self._y += gap + height

    def finished(self) -> tuple[tuple[Laid, ...], ...]:
        """All pages; at least one."""
        if self._page or not self._done:
            self._done.append(tuple(self._page))
        return tuple(self._done)


def _ends(strap: Strap) -> tuple[int, ...]:
    return tuple(len(column.stack.strips) for column in strap.columns)


def _moves(strap: Strap, first: tuple[int, ...], past: tuple[int, ...]) -> bool:
    """Whether every column that has something left puts some of it here."""
    return (
        all(q > p or q == end for p, q, end in zip(first, past, _ends(strap), strict=True)) and past != first
    )


def _reach(strap: Strap, first: tuple[int, ...], room: float, *, force: bool) -> tuple[int, ...]:
    return tuple(
        column.stack.reach(start, room - column.padding[0] - column.padding[2], force=force)
        for column, start in zip(strap.columns, first, strict=True)
    )


def _part_height(strap: Strap, first: tuple[int, ...], past: tuple[int, ...]) -> float:
    heights = [0.0]
    for column, start, end in zip(strap.columns, first, past, strict=True):
        strips = column.stack.strips
        inner = strips[end - 1].bottom - column.stack.origin(start) if end > start else 0.0
        heights.append(column.padding[0] + inner + column.padding[2])
    return max(heights)


def _straps(blocks: Sequence[Block], width: float, page: float) -> tuple[Strap, ...]:
    """Every paragraph and row of the body as a strap, for pages with ``page`` points of text."""
    made: list[Strap] = []
    after = 0.0
    for block in blocks:
        if isinstance(block, Table):
            made += _table(block, after, page)
            after = 0.0
        else:
            made.append(_text(block, width, after))
            after = block.setting.after
    return tuple(made)


def _text(paragraph: Paragraph, width: float, after: float) -> Strap:
    stack = stacked((paragraph,), width, top=-paragraph.setting.before)
    setting = paragraph.setting
    height = stack.height - setting.before - setting.after  # both are gaps between straps
    flat = Stack(stack.paragraphs, stack.strips, width, height)
    column = Column(0.0, width, (0.0, 0.0, 0.0, 0.0), flat, Edges(), "")
    gap = max(setting.before, after)
    return Strap((column,), gap, (), setting.keep_lines, setting.keep_next, setting.new_page, last=False)


def _table(table: Table, after: float, page: float) -> list[Strap]:
    made: list[Strap] = []
    headers: tuple[Strap, ...] = ()
    lefts = [table.left]
    for width in table.widths:
        lefts.append(lefts[-1] + width)
    last = len(table.rows) - 1
    for i, row in enumerate(table.rows):
        columns = tuple(_cell(cell, lefts, table.padding) for cell in row.cells)
        header = row.header and len(headers) == i
        gap = after if i == 0 else 0.0
        strap = Strap(columns, gap, () if header else headers, row.whole, row.keep_next, False, i == last)
        if strap.whole and strap.height + fsum(h.height for h in strap.headers) > page:
            strap = replace(strap, whole=False)
        made.append(strap)
        if header and fsum(h.height for h in (*headers, strap)) <= page / 2:
            headers = (*headers, strap)  # rows that fill the page are not repeated: nothing would follow
    return made


def _cell(cell: Cell, lefts: Sequence[float], padding: tuple[float, float, float, float]) -> Column:
    left = lefts[min(cell.column, len(lefts) - 1)]
    width = lefts[min(cell.column + cell.columns, len(lefts) - 1)] - left
    stack = stacked(cell.paragraphs, max(width - padding[1] - padding[3], 1.0))
    return Column(left, width, padding, stack, cell.edges, cell.fill)
