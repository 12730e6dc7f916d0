"""A word on a page before it has an offset: what readers hand to the reading order.

Answers: where a word stands, which way it runs, how sure the reader is. Knows nothing of files.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from extractors.pages import Box

RIGHT_ANGLES = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """One word, its box on the page as displayed (points, top-left origin).

    ``turn`` is the clockwise angle in whole degrees (0-359) by which the word is turned as displayed: 0 for
    most, 90, 180 or 270 on turned pages, anything else for slanted stamps and watermarks.
    ``confidence`` (0-1) is that of its line; ``None`` for native text.
    """

    text: str
    box: Box
    turn: int = 0
    confidence: float | None = None


def upright_box(box: Box, turn: int, width: float, height: float) -> Box:
    """The box as it stands when the page (``width`` x ``height`` points) is turned so that words running
    at ``turn`` are upright. For a slanted word, whose box is larger than the word, it is the word's own."""
    if turn == 0:
        return box
    if turn == 90:
        return Box(box.top, width - box.x1, box.bottom, width - box.x0)
    if turn == 180:
        return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    if turn == 270:
        return Box(height - box.bottom, box.x0, height - box.top, box.x1)
    return _straightened(box, math.radians(turn))


def _straightened(box: Box, angle: float) -> Box:
    """The upright word whose turned corners reach as far as the box: two equations, two unknowns.

    Near 45 degrees the equations say nothing; a word is then taken to be four times as long as high.
    """
    cos, sin = abs(math.cos(angle)), abs(math.sin(angle))
    across, down = box.x1 - box.x0, box.bottom - box.top
    spread = cos * cos - sin * sin
    if abs(spread) > 0.2:
        length, size = (across * cos - down * sin) / spread, (down * cos - across * sin) / spread
    else:
        size = (across + down) / (5 * (cos + sin))
        length = 4 * size
    length, size = max(length, 1.0), max(size, 1.0)
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    along = x * math.cos(angle) + y * math.sin(angle)
    below = y * math.cos(angle) - x * math.sin(angle)
    return Box(along - length / 2, below - size / 2, along + length / 2, below + size / 2)
