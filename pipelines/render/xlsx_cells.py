"""Texts longer than a spreadsheet's cell can hold or a row can show, in pieces; nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

CELL_LIMIT = 32_000
"""Characters per cell; Excel's own limit is 32,767."""
SMALL_LETTERS = 1.3
"""Letters of the cells' size that fit into one unit of column width."""
MOST_LINES = 34
"""Lines of the tallest row: Excel shows no more than 409 points of one."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to ``target``, relative to the workbook."""

    text: str
    target: str


Value = str | int | Decimal | date | float | Link | None


def cells(text: str, width: int) -> Iterator[str]:
    """The text in pieces that a cell can hold and a row can show, broken at lines, else at white space."""
    cell: list[str] = []
    for line in text.split("\n"):
        for piece in _pieces(line, min(CELL_LIMIT, width * MOST_LINES)):
            so_far = "\n".join([*cell, piece])
            if cell and (height(so_far, width) > MOST_LINES or len(so_far) > CELL_LIMIT):
                yield "\n".join(cell)
                cell = []
            cell.append(piece)
    yield "\n".join(cell)


def spread(values: tuple[Value, ...]) -> Iterator[tuple[Value, ...]]:
    """The line itself; as several lines where a text is longer than a cell can hold.

    Long texts go on, short ones stand in each line, an amount stands once.
    """
    long = {
        at: tuple(_pieces(text, CELL_LIMIT))
        for at, value in enumerate(values)
        if len(text := value.text if isinstance(value, Link) else str(value)) > CELL_LIMIT
    }
    without_amounts = tuple(None if isinstance(value, Decimal) else value for value in values)
    for part in range(max(map(len, long.values()), default=1)):
        yield tuple(
            "".join(long[at][part : part + 1]) if at in long else value
            for at, value in enumerate(values if part == 0 else without_amounts)
        )


def _pieces(line: str, limit: int) -> Iterator[str]:
    while len(line) > limit:
        cut = line.rfind(" ", 1, limit)
        cut = cut if cut > 0 else limit
        yield line[:cut]
        line = line[cut:].lstrip()
    yield line


def height(text: str, width: int) -> int:
    """About how many lines a wrapped text takes in a column of this width (in the book's default letters)."""
    letters = int(width * SMALL_LETTERS)
    return sum(1 + len(line) // letters for line in text.split("\n"))
