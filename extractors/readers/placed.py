"""A word on a page before it has an offset: what readers hand to the reading order.

Answers: where a word stands, which way it runs, how sure the reader is. Knows nothing of files.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.pages import Box

UPRIGHT = 0
SLANTED = -1
"""A word that runs at no right angle to the page, such as a diagonal watermark."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """One word, its box on the page as displayed (points, top-left origin).

    ``turn`` is the clockwise angle by which the word is turned as displayed: 0, 90, 180, 270, or
    `SLANTED`. ``confidence`` (0-1) is that of its line; ``None`` for native text.
    """

    text: str
    box: Box
    turn: int = UPRIGHT
    confidence: float | None = None


def upright_box(box: Box, turn: int, width: float, height: float) -> Box:
    """The box as it stands when the page (``width`` x ``height`` points) is turned so that words
    running at ``turn`` are upright."""
    if turn == 90:
        return Box(box.top, width - box.x1, box.bottom, width - box.x0)
    if turn == 180:
        return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    if turn == 270:
        return Box(height - box.bottom, box.x0, height - box.top, box.x1)
    return box


def turned_box(box: Box, turn: int, width: float, height: float) -> Box:
    """Inverse of `upright_box`; ``width`` and ``height`` are those of the page as displayed."""
    if turn == 90:
        return Box(width - box.bottom, box.x0, width - box.top, box.x1)
    if turn == 180:
        return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    if turn == 270:
        return Box(box.top, height - box.x1, box.bottom, height - box.x0)
    return box
