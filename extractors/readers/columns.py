"""Running text set in columns: where it starts and ends, and where the gutter stands.

Answers: which stretch of rows is to be read by column. The test is for *prose*: on both sides of an
aligned edge, lines of several words that run on from one to the next. Whatever is not clearly prose
(ledgers, label and value pairs, claim forms, schedules) is refused, and keeps its rows whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.readers.rows import Item, Row

MIN_LINES = 4
"""Lines a column must have on each side; fewer are read as rows."""

_GAP = 0.9
"""A gap between words wider than this many word heights may be a gutter."""

_LINE_NUMBER = re.compile(r"\d{1,3}[.):]?$")
_WORDLIKE = re.compile(r"[^\W\d_]{2,}", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows ``first`` up to ``end`` are two columns parted at x = ``gutter`` (points).

    ``bands`` are (first, end) row spans to be read left, then right, one after the other: a single band
    for columns of text, one for each row of a table whose cells hold running text.
    """

    first: int
    end: int
    gutter: float
    bands: tuple[tuple[int, int], ...]


class Segment(NamedTuple):
    """Words of one row without a wide gap between them."""

    row: int
    items: tuple[Item, ...]

    @property
    def x0(self) -> float:
        return self.items[0].x0

    @property
    def x1(self) -> float:
        return max(i.x1 for i in self.items)


def find_columns(rows: Sequence[Row]) -> Columns | None:
    """The largest stretch of prose columns among some rows; ``None`` when there is none."""
    if len(rows) < MIN_LINES:
        return None
    height = median(item.height for row in rows for item in row)
    segments = [segments_of(index, row, height) for index, row in enumerate(rows)]
    best: Columns | None = None
    for edge in aligned_edges(segments, height):
        for first, end in free_stretches(rows, edge - 0.4 * height):
            found = _as_prose(rows, segments, first, end, edge, height)
            if found is not None and (best is None or found.end - found.first > best.end - best.first):
                best = found
    return best


def segments_of(index: int, row: Row, height: float) -> list[Segment]:
    """The parts of a row between its wide gaps."""
    parts: list[list[Item]] = [[row[0]]]
    reach = row[0].x1
    for item in row[1:]:
        if item.x0 - reach >= _GAP * height:
            parts.append([])
        parts[-1].append(item)
        reach = max(reach, item.x1)
    return [Segment(index, tuple(part)) for part in parts]


def aligned_edges(segments: Sequence[Sequence[Segment]], height: float) -> list[float]:
    """Left edges shared by at least `MIN_LINES` segments, the page's own left edge excepted."""
    starts = sorted(s.x0 for row in segments for s in row)
    tolerance = 0.4 * height
    edges: list[tuple[int, float]] = []
    i = 0
    while i < len(starts):
        j = i
        while j < len(starts) and starts[j] - starts[i] <= tolerance:
            j += 1
        if j - i >= MIN_LINES and starts[i] - starts[0] > 8 * height:
            edges.append((j - i, starts[i]))
        i = j
    edges.sort(key=lambda e: (-e[0], e[1]))
    return [edge for _, edge in edges[:8]]


def free_stretches(rows: Sequence[Row], x: float) -> list[tuple[int, int]]:
    """Maximal spans of rows in which no word crosses ``x``."""
    spans: list[tuple[int, int]] = []
    first: int | None = None
    for index, row in enumerate(rows):
        if any(item.x0 < x < item.x1 for item in row):
            if first is not None:
                spans.append((first, index))
            first = None
        elif first is None:
            first = index
    if first is not None:
        spans.append((first, len(rows)))
    return [s for s in spans if s[1] - s[0] >= MIN_LINES]


def _as_prose(
    rows: Sequence[Row],
    segments: Sequence[Sequence[Segment]],
    first: int,
    end: int,
    edge: float,
    height: float,
) -> Columns | None:
    gutter = edge - 0.4 * height
    first, end = _trim(rows, segments, first, end, gutter)
    left: list[Segment] = []
    right: list[Segment] = []
    every: list[Segment] = []
    for index in range(first, end):
        before = [s for s in segments[index] if s.x0 < gutter]
        after = [s for s in segments[index] if s.x0 >= gutter]
        every.extend(segments[index])
        if before:
            left.append(before[-1])
        if after:
            right.append(after[0])
    if len(left) < MIN_LINES or len(right) < MIN_LINES:
        return None
    if not side_by_side(left, right) or not gutter_is_clear(left, edge, height):
        return None
    if sum(_words(s) >= 3 for s in every) < 0.7 * len(every):
        return None
    if not (is_prose(left) and is_prose(right)):
        return None
    return Columns(first, end, gutter, _bands(rows, first, end, gutter, height))


def _trim(
    rows: Sequence[Row], segments: Sequence[Sequence[Segment]], first: int, end: int, gutter: float
) -> tuple[int, int]:
    """Leave out rows at both ends that are pairs of short items (labels and values, table heads)."""

    def is_pair(index: int) -> bool:
        row = segments[index]
        sides = {s.x0 >= gutter for s in row}
        return len(sides) == 2 and any(_words(s) < 4 or _labelled(s) for s in row)

    def apart(upper: int, lower: int) -> bool:
        gap = min(i.top for i in rows[lower]) - max(i.bottom for i in rows[upper])
        return gap > 0.6 * median(i.height for i in rows[upper])

    while end - first >= MIN_LINES and is_pair(first):
        head = first
        while head + 1 < end and is_pair(head) and not apart(head, head + 1):
            head += 1
        if not (is_pair(head) and head + 1 < end) and not any(_labelled(s) for s in segments[first]):
            break
        first = head + 1 if is_pair(head) else first + 1
    while end - first >= MIN_LINES and is_pair(end - 1) and apart(end - 2, end - 1):
        end -= 1
    return first, end


def side_by_side(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Both sides run over mostly the same height."""
    spans = [
        (min(i.top for s in side for i in s.items), max(i.bottom for s in side for i in s.items))
        for side in (left, right)
    ]
    shared = min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0])
    return shared >= 0.6 * min(spans[0][1] - spans[0][0], spans[1][1] - spans[1][0])


def gutter_is_clear(left: Sequence[Segment], edge: float, height: float) -> bool:
    """Nine lines in ten end well before the right column begins."""
    ends = sorted(s.x1 for s in left)
    return edge - ends[int(0.9 * (len(ends) - 1))] >= 0.8 * height


def is_prose(side: Sequence[Segment]) -> bool:
    """Lines of several words, mostly letters, of like width, that run on from one to the next."""
    bodies = [body_of(s) for s in side]
    lines = [b for b in bodies if b]
    if len(lines) < MIN_LINES or median(len(b) for b in lines) < 3.5:
        return False
    tokens = [t for b in lines for t in b]
    if sum(bool(_WORDLIKE.search(t)) and not any(c.isdigit() for c in t) for t in tokens) < 0.6 * len(tokens):
        return False
    if sum(_labelled(s) for s in side) > 0.34 * len(side):
        return False
    width = max(s.x1 for s in side) - min(s.x0 for s in side)
    fill = median(s.x1 - s.x0 for s in side) / width if width > 0 else 0.0
    if fill < 0.6:
        return False
    running = sum(continues(upper, lower) for upper, lower in pairwise(lines))
    share = running / (len(lines) - 1)
    return share >= 0.3 or (fill >= 0.85 and share >= 0.15 and len(lines) >= 8)


def body_of(segment: Segment) -> list[str]:
    """The words of a line without the line number of a pleading or transcript."""
    words = [i.word.text for i in segment.items]
    return words[1:] if len(words) > 1 and _LINE_NUMBER.match(words[0]) else words


def continues(upper: list[str], lower: list[str]) -> bool:
    """A line that goes on in the next: no full stop at its end, no capital or label at the next's start."""
    runs_on = upper[-1][-1] not in ".:;!?)"
    return runs_on and (lower[0][0].islower() or (upper[-1][-1] in ",-" and lower[0][0].isalpha()))


def _labelled(segment: Segment) -> bool:
    """A line that opens with a label of one to three words and a colon."""
    return any(i.word.text.endswith(":") for i in segment.items[:3])


def _words(segment: Segment) -> int:
    return len(segment.items)


def _bands(
    rows: Sequence[Row], first: int, end: int, gutter: float, height: float
) -> tuple[tuple[int, int], ...]:
    """One band, unless white space cuts both sides at once, again and again: then cells of a table."""
    cuts = [first]
    for index in range(first + 1, end):
        gap = min(i.top for i in rows[index]) - max(i.bottom for i in rows[index - 1])
        if gap > 0.5 * height:
            cuts.append(index)
    cuts.append(end)
    bands = [(a, b) for a, b in pairwise(cuts) if b > a]

    def two_sided(band: tuple[int, int]) -> bool:
        return len({item.middle >= gutter for row in rows[band[0] : band[1]] for item in row}) == 2

    def opens_level(band: tuple[int, int]) -> bool:
        return len({item.middle >= gutter for item in rows[band[0]]}) == 2

    table_like = (
        len(bands) >= 3
        and (end - first) / len(bands) <= 5
        and all(two_sided(b) and opens_level(b) for b in bands)
    )
    return tuple(bands) if table_like else ((first, end),)
