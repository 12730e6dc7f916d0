"""Where on a page things are stamped: zones that never touch each other.

    ┌──────────────────────────────┐
    │ sticker              sticker │   a corner, clear of what the court keeps for its own stamp
    │                              │
    │ sticker              sticker │
    │           footer             │   row 1 and up: what does not fit beside the others
    │ tier      number      bates  │   row 0, a quarter of an inch over the edge
    └──────────────────────────────┘

Answers: the box of a line of text at the foot, rows for the lines of one page, the box of a sticker in a
corner, the zones a court keeps. All on the displayed page, in points from its top left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from extractors.pages import Box
from pipelines.exhibits.court_profile import Corner, StampZone
from pipelines.exhibits.stamp_font import ABOVE, BELOW

EDGE = 18.0
"""Between the page's edge and a stamp: what office printers leave white."""
FOOT = 12.0
"""Between the page's edge and the lowest row, whose letters hang a little higher."""
ROW = 13.0
SIZE = 9.0
"""Of the letters at the foot."""
GAP = 14.0
"""Between two lines in one row."""
CLEAR = 4.0
"""White kept around a sticker."""

_UPPER = frozenset({Corner.UPPER_LEFT, Corner.UPPER_RIGHT})
_LEFT = frozenset({Corner.UPPER_LEFT, Corner.LOWER_LEFT})


class Side(IntEnum):
    """Where in its row a line stands; the order in which rows are filled."""

    CENTRE = 0
    RIGHT = 1
    LEFT = 2


def is_upper(corner: Corner) -> bool:
    """Whether it is one of the upper two."""
    return corner in _UPPER


def line_box(
    page: tuple[float, float], text_width: float, side: Side, row: int = 0, size: float = SIZE
) -> Box:
    """The box of a line ``text_width`` wide at the foot of a page of this width and height."""
    width, height = page
    middle, right = (width - text_width) / 2, width - EDGE - text_width
    left = {Side.LEFT: EDGE, Side.CENTRE: middle, Side.RIGHT: right}[side]
    bottom = height - FOOT - row * ROW
    return Box(left, bottom - (ABOVE + BELOW) * size, left + text_width, bottom)


def rows(page_width: float, widths: Mapping[Side, float]) -> tuple[dict[Side, int], int]:
    """The row of each line, and how many rows that makes: the number of the row for a footer of its own.

    The page number keeps row 0 whatever else there is; a line that would come nearer than `GAP` to another of
    its row goes to the next.
    """
    found: dict[Side, int] = {}
    taken: dict[int, list[tuple[float, float]]] = {}
    for side in sorted(widths):
        box = line_box((page_width, 0.0), widths[side], side)
        row = 0
        while any(box.x0 < x1 + GAP and x0 < box.x1 + GAP for x0, x1 in taken.get(row, ())):
            row += 1
        taken.setdefault(row, []).append((box.x0, box.x1))
        found[side] = row
    return found, max(taken, default=-1) + 1


def foot_height(row_count: int) -> float:
    """Height that so many rows take, with white above them."""
    return FOOT + row_count * ROW + CLEAR if row_count else 0.0


def sticker_box(page: tuple[float, float], size: tuple[float, float], corner: Corner, foot: float) -> Box:
    """The box of a sticker of this width and height in a corner; in a lower one, over the ``foot``."""
    (width, height), (across, down) = page, size
    x = EDGE if corner in _LEFT else width - EDGE - across
    y = EDGE if corner in _UPPER else height - max(foot, EDGE) - down
    return Box(x, y, x + across, y + down)


def kept_clear(page: tuple[float, float], zones: Sequence[StampZone]) -> tuple[Box, ...]:
    """The court's zones on this page, whichever page of a filing they are for: an exhibit's first page may be
    the first page of a file as well as a later one."""
    width, height = page
    found = []
    for zone in zones:
        x = 0.0 if zone.corner in _LEFT else width - zone.width
        y = 0.0 if zone.corner in _UPPER else height - zone.height
        found.append(Box(max(x, 0.0), max(y, 0.0), min(x + zone.width, width), min(y + zone.height, height)))
    return tuple(found)


def touch(one: Box, other: Box) -> bool:
    """Whether two boxes have a part in common."""
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom and other.top < one.bottom
