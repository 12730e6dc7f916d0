"""A narrow column of notes beside the running text: read apart, although its rows overlap the text's.

Answers: where such a sidebar stands. Rows of tables and forms share a base line; a sidebar set beside text
does not, because each side breaks its lines by itself. Only that proof parts them: one side of running text,
and base lines that miss each other again and again.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractors.readers.columns import (
    Columns,
    Segment,
    aligned_edges,
    body_of,
    continues,
    free_stretches,
    gutter_is_clear,
    segments_of,
    side_by_side,
)
from extractors.readers.rows import Row

_FEWEST_ROWS = 8
_APART = 0.2
"""Base lines further apart than this share of the usual height are two lines."""
_FEWEST_APART = 3
_INDEPENDENT = 0.4
_LONG_LINE, _FEWEST_LONG, _FEWEST_RUNNING = 7, 4, 1


def find_sidebar(rows: Sequence[Row]) -> Columns | None:
    """The largest stretch of rows in which a sidebar stands beside running text, or ``None``."""
    if len(rows) < _FEWEST_ROWS:
        return None
    height = median(item.height for row in rows for item in row)
    segments = [segments_of(index, row, height) for index, row in enumerate(rows)]
    best: Columns | None = None
    for edge in aligned_edges(segments, height):
        gutter = edge - 0.4 * height
        for first, end in free_stretches(rows, gutter):
            if end - first < _FEWEST_ROWS or not _stand_apart(segments[first:end], edge, gutter, height):
                continue
            if best is None or end - first > best.end - best.first:
                best = Columns(first, end, gutter, ((first, end),))
    return best


def _stand_apart(stretch: Sequence[Sequence[Segment]], edge: float, gutter: float, height: float) -> bool:
    left: list[Segment] = []
    right: list[Segment] = []
    apart = alone = 0
    for row in stretch:
        before = [s for s in row if s.x0 < gutter]
        after = [s for s in row if s.x0 >= gutter]
        left += before[-1:]
        right += after[:1]
        if before and after:
            apart += abs(_base(before[-1]) - _base(after[0])) > _APART * height
        else:
            alone += 1
    if len(left) < _FEWEST_ROWS // 2 or len(right) < _FEWEST_ROWS // 2 or apart < _FEWEST_APART:
        return False
    if apart + alone < _INDEPENDENT * len(stretch):
        return False
    if not side_by_side(left, right) or not gutter_is_clear(left, edge, height):
        return False
    return _runs_on(left) or _runs_on(right)


def _runs_on(side: Sequence[Segment]) -> bool:
    """Whether a side holds running text: long lines, several of which go on in the next."""
    lines = [body_of(segment) for segment in side]
    long = sum(len(line) >= _LONG_LINE for line in lines)
    running = sum(continues(upper, lower) for upper, lower in pairwise(lines) if upper and lower)
    return long >= _FEWEST_LONG and running >= _FEWEST_RUNNING


def _base(segment: Segment) -> float:
    return median(item.bottom for item in segment.items)
