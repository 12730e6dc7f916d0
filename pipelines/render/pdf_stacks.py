"""Paragraphs stacked in a column, and where the column may be parted over two pages.

Answers: lines and figures with their places from the top of the column. A paragraph of up to three lines, and
the first and last two of a longer one, stay together; so do paragraphs that their style keeps with the next,
and bold lines with what they head.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.render.figure import Figure
from pipelines.render.pdf_lines import SetLine, set_lines
from pipelines.render.word_blocks import Edge, Paragraph, Picture

_TOGETHER = 2
"""Lines of a paragraph that are never alone at the end or the start of a page."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One line, or one figure or picture (drawn ``scale`` times its size), between ``top`` and ``bottom``.
    ``opens``: the column may be parted above it. ``paragraph`` counts from 0."""

    top: float
    bottom: float
    line: SetLine | None
    figure: Figure | Picture | None
    scale: float
    opens: bool
    paragraph: int


@dataclass(frozen=True, slots=True)
class Stack:
    """A column of paragraphs ``width`` points wide. ``height`` includes the space below the last."""

    paragraphs: tuple[Paragraph, ...]
    strips: tuple[Strip, ...]
    width: float
    height: float

    def origin(self, first: int) -> float:
        """The column's top on a page whose first strip is this one: no space stands at a page's top."""
        return self.strips[first].top if first else 0.0

    def reach(self, first: int, room: float, *, force: bool = False) -> int:
        """How many strips, counted from the top, stand above a break that leaves ``room`` points for those
        from ``first`` on. ``force``: at least one, and breaks anywhere."""
        strips, end = self.strips, len(self.strips)
        if first >= end:
            return end
        origin, fits, best = self.origin(first), first, first
        while fits < end and strips[fits].bottom - origin <= room:
            fits += 1
            if fits == end or strips[fits].opens:
                best = fits
        return max(fits, first + 1) if force else best

    @property
    def smallest(self) -> float:
        """Height of the least of it that may stand at the foot of a page."""
        last = 0
        while last + 1 < len(self.strips) and not self.strips[last + 1].opens:
            last += 1
        return self.strips[last].bottom if self.strips else 0.0


def stacked(
    paragraphs: Sequence[Paragraph], width: float, computed: Mapping[str, str] | None = None, top: float = 0.0
) -> Stack:
    """The paragraphs one below the other from ``top`` on. Between two, the larger of their spaces counts."""
    strips: list[Strip] = []
    y, after, kept = top, 0.0, False
    for number, paragraph in enumerate(paragraphs):
        setting = paragraph.setting
        y += max(setting.before, after) + _border(setting.above)
        begins = len(strips)
        for figure in paragraph.figures:
            scale = min(1.0, width / figure.width)
            bottom = y + figure.height * scale
            strips.append(Strip(y, bottom, None, figure, scale, len(strips) > begins or not kept, number))
            y = bottom
        lines = set_lines(paragraph, width, computed) if paragraph.spans or not paragraph.figures else ()
        for i, line in enumerate(lines):
            opens = not kept if len(strips) == begins else _may_part(i, len(lines), whole=setting.keep_lines)
            strips.append(Strip(y, y + line.height, line, None, 1.0, opens, number))
            y += line.height
        y += _border(setting.below)
        after, kept = setting.after, setting.keep_next or _heads(paragraph)
    return Stack(tuple(paragraphs), tuple(strips), width, y + after - top)


def _heads(paragraph: Paragraph) -> bool:
    """Whether a paragraph heads the next: all of it is bold."""
    return bool(paragraph.spans) and all(span.letters.bold for span in paragraph.spans)


def _may_part(line: int, lines: int, *, whole: bool) -> bool:
    return not whole and _TOGETHER <= line <= lines - _TOGETHER


def _border(edge: Edge | None) -> float:
    return edge.width + edge.space if edge is not None else 0.0
