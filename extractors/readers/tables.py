"""Ruled tables: rows kept whole where the words alone do not tell which line they stand on.

Answers: when a cell of several lines stands beside cells set lower or between its lines, which words are
one row. Two steps, because finding cells properly costs far more than reading the page: the drawn rules
tell whether any row is staggered, and only then are the cells found by pdfplumber. Refuses tables without
rules: their rows are the visual rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

from extractors.pages import Box
from extractors.readers.library_logs import silence
from extractors.readers.pdf_objects import Shape
from extractors.readers.placed import PlacedWord
from extractors.readers.rows import Item, Row, rows_of

MIN_RULES = 6
"""A ruled table with a row of two cells has at least this many lines (a box counts as four)."""

MAX_TABLE_ROWS = 2_000
MAX_RULES = 3_000

_THIN = 2.5  # points
_LEAST_RULE = 8.0  # points
_LEVEL = 0.4
_GRID_SEGMENTS = 8

TableRow = tuple[Box, ...]
"""The cells of one row, from left to right, on the page as displayed (points)."""


def has_staggered_row(shapes: Sequence[Shape], words: Sequence[PlacedWord]) -> bool:
    """Whether the rules drawn on a page seem to hold a row whose cells do not start level.

    A whole grid drawn as one path cannot be looked into; it counts as a yes when words stand in it.
    """
    across, down = _rules(shapes)
    if len(across) + len(down) < MIN_RULES:
        return any(s.stroked and s.segments > _GRID_SEGMENTS for s in shapes)
    levels = _clustered(r.top for r in across)
    bands: dict[int, list[PlacedWord]] = {}
    for word in words:
        if not word.turn:
            bands.setdefault(bisect_right(levels, (word.box.top + word.box.bottom) / 2), []).append(word)
    for band, inside in sorted(bands.items()):
        if 0 < band < len(levels) and levels[band] - levels[band - 1] >= _LEAST_RULE:
            middle = (levels[band - 1] + levels[band]) / 2
            edges = _clustered(r.x0 for r in down if r.top <= middle <= r.bottom)
            if len(edges) >= 3 and _is_staggered(_by_column(inside, edges)):
                return True
    return False


def _by_column(words: Sequence[PlacedWord], edges: Sequence[float]) -> list[list[PlacedWord]]:
    """Words between each two upright rules."""
    columns: list[list[PlacedWord]] = [[] for _ in range(len(edges) + 1)]
    for word in words:
        columns[bisect_right(edges, (word.box.x0 + word.box.x1) / 2)].append(word)
    return columns[1:-1]


def _rules(shapes: Sequence[Shape]) -> tuple[list[Box], list[Box]]:
    """Level and upright rules among the shapes, the edges of stroked boxes included."""
    across: list[Box] = []
    down: list[Box] = []
    for shape in shapes[:MAX_RULES]:
        box = shape.box
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if high <= _THIN and wide >= _LEAST_RULE:
            across.append(box)
        elif wide <= _THIN and high >= _LEAST_RULE:
            down.append(box)
        elif shape.stroked and min(wide, high) >= _LEAST_RULE and shape.segments <= _GRID_SEGMENTS:
            across += [Box(box.x0, y, box.x1, y) for y in (box.top, box.bottom)]
            down += [Box(x, box.top, x, box.bottom) for x in (box.x0, box.x1)]
    return across, down


def _clustered(values: Iterable[float]) -> list[float]:
    """Values in order, those within the thickness of a rule taken together."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _THIN:
            found.append(value)
    return found


def ruled_rows(path: Path, number: int, width: float, height: float) -> list[TableRow]:
    """Rows of the ruled tables on page ``number`` (from 1), by their lines; none when nothing is found.

    Args:
        path: the file.
        number: the physical page.
        width: of the page as displayed, in points; a reader that sees another page is not believed.
        height: the same, down.
    """
    import pdfplumber

    silence("pdfminer", "pdfplumber")
    try:
        with pdfplumber.open(path, pages=[number]) as untrusted_pdf:
            page = untrusted_pdf.pages[0]
            if abs(float(page.width) - width) > 1 or abs(float(page.height) - height) > 1:
                return []
            left, top = float(page.bbox[0]), float(page.bbox[1])
            found = page.find_tables({"vertical_strategy": "lines", "horizontal_strategy": "lines"})
            rows = [
                tuple(
                    Box(c[0] - left, c[1] - top, c[2] - left, c[3] - top) for c in row.cells if c is not None
                )
                for table in found
                for row in table.rows[:MAX_TABLE_ROWS]
            ]
            page.close()
    except Exception:  # a malformed page makes this parser raise almost anything; the rows stay as they are
        return []
    return [row for row in rows if len(row) >= 2]


def keep_rows_whole(
    lines: Sequence[Sequence[PlacedWord]], table_rows: Sequence[TableRow]
) -> list[list[PlacedWord]]:
    """Lines with each staggered table row made one line: its cells from left to right.

    Rows whose cells stand level are left as they are, one line for each visual row; so are stamps set
    across a table.
    """
    words = [w for line in lines for w in line]
    result = [list(line) for line in lines]
    for row in table_rows:
        cells = [[w for w in words if _stands_in(w, cell)] for cell in row]
        if not _is_staggered(cells):
            continue
        whole = [w for cell in cells for w in _in_order(cell)]
        taken = {id(w) for w in whole}
        place = next(i for i, line in enumerate(result) if any(id(w) in taken for w in line))
        result = [[w for w in line if id(w) not in taken] for line in result]
        result.insert(place, whole)
    return [line for line in result if line]


def _stands_in(word: PlacedWord, cell: Box) -> bool:
    if word.turn:
        return False
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
    return cell.x0 <= x < cell.x1 and cell.top <= y < cell.bottom


def _is_staggered(cells: Sequence[Sequence[PlacedWord]]) -> bool:
    """Whether a cell of several lines stands beside one that does not start level with it."""
    rows = [_cell_rows(cell) for cell in cells if cell]
    if len(rows) < 2 or max(len(r) for r in rows) < 2:
        return False
    size = median(item.height for cell in rows for row in cell for item in row)
    starts = [_middle(cell[0]) for cell in rows]
    return max(starts) - min(starts) > _LEVEL * size


def _middle(row: Row) -> float:
    return median((i.top + i.bottom) / 2 for i in row)


def _cell_rows(cell: Sequence[PlacedWord]) -> list[Row]:
    return rows_of(Item(w.box.x0, w.box.top, w.box.x1, w.box.bottom, w) for w in cell)


def _in_order(cell: Sequence[PlacedWord]) -> list[PlacedWord]:
    return [item.word for row in _cell_rows(cell) for item in row]
