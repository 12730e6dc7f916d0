"""Page furniture of a contract: running headers and footers, page numbers, filing lines, line numbers.

Answers: which parts of a page belong to the paper it is printed on and not to what the parties agreed.
Refuses to drop anything for its place alone: a page number must count pages, a header must run on. A header
is kept on the first page, and where it stands first unlike its copies, because a title may be printed again
above every page, unless the title that it holds stands below it; headings of attachments and articles are
kept always.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractors.bates import bates_of
from extractors.contracts.bare_furniture import bare_furniture
from extractors.contracts.page_marks import Span, page_number, runs_on
from extractors.pages import Layer, Line, Page

_EDGE = 6
"""Lines at the top and at the bottom of a page that may be furniture, counted from the edge."""
_NEAR = 2
"""Pages on either side that a header runs on to: left and right pages may carry different ones."""
_LEAST_PAGES = 3
"""Pages that must carry a header or footer, if there are so many."""
_PROSE_PAGES = 4
"""Pages that must carry a line of prose before it is a footer: signature pages repeat their prose."""
_PROSE_WORDS = 10
_LARGE_PART = 3
"""One page in so many must carry a line that stands at different heights: pages end where they may."""
_BARE_LINE = 12.0
"""Points that stand for a line where a page has no geometry."""
_DEPTH, _OCR_DEPTH = 3.0, 9.0
"""Points by which two copies of a line may differ in their distance from the edge, printed and read."""
_ALIKE = 90.0
"""Letters in a hundred that two copies of a line read from images must share; prose must be the same."""
_NUMBER = re.compile(r"\bpage \d+(?: of \d+)?|^\d{1,4}\b|\b\d{1,4}$")
_LEAST_NUMBERED = 10
"""Lines in a row that must carry a number of their own before these are line numbers."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line near the edge of a page: what it would be known by on another page, and how far from the edge it
    stands, in points."""

    line: Line
    key: str
    depth: float


_Edges = Sequence[Sequence[_Printed]]
"""For each page its lines at one edge, from the edge inwards."""


def furniture(pages: Sequence[Page]) -> tuple[tuple[Span, ...], ...]:
    """For each page the spans of its text that are furniture, in order and not overlapping."""
    bare = bare_furniture(pages)
    lines = [tuple(line for line in page.lines() if line.text.strip()) for page in pages]
    tops = [_edge(own[:_EDGE], 0.0) for own in lines]
    feet = [_edge(own[: -_EDGE - 1 : -1], page.height) for page, own in zip(pages, lines, strict=True)]
    bates = bates_of(pages)
    offsets = _page_offsets(pages, (tops, feet))
    met: list[str] = []
    found: list[tuple[Span, ...]] = []
    for index, page in enumerate(pages):
        spans = [*bare[index], *_line_numbers(lines[index])]
        for edges, first_stays in ((tops, True), (feet, False)):
            for printed in edges[index]:
                line = printed.line
                if _runs_on(printed, index, edges, pages):
                    new = first_stays and not any(_same(printed.key, key, page) for key in met)
                    met.extend([printed.key] * new)
                    stays = index == 0 or not _level(printed, index, edges, page)
                    if new and stays and not _titled_below(line, lines[index]):
                        continue
                elif not (
                    line.text.strip() == bates[index]
                    or _counts(line, page, offsets)
                    or _within(line, bare[index])
                ):
                    break
                spans.append((line.start, line.end))
        found.append(_apart(spans))
    return tuple(found)


def _titled_below(line: Line, lines: Sequence[Line]) -> bool:
    """Whether the next line of the page is a title that a header holds among other words."""
    below = next((other.text for other in lines if other.start > line.start), "")
    header, title = (" ".join(text.lower().split()) for text in (line.text, below))
    return len(title.split()) > 1 and header != title and f" {title} " in f" {header} "


def _counts(line: Line, page: Page, offsets: frozenset[tuple[str, int]]) -> bool:
    """Whether a line holds a number and nothing else, and the number counts the document's pages."""
    number = page_number(line.text)
    return number is not None and (number[0], number[1] - page.number) in offsets


def _within(line: Line, spans: Sequence[Span]) -> bool:
    end = line.start + len(line.text.rstrip())
    start = line.start + len(line.text) - len(line.text.lstrip())
    return any(a <= start and end <= b for a, b in spans)


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            start, end = found[-1][0], max(end, found.pop()[1])
        found.append((start, end))
    return tuple(found)


def _edge(lines: Sequence[Line], edge: float) -> list[_Printed]:
    found: list[_Printed] = []
    for place, line in enumerate(lines):
        text = " ".join(line.text.lower().split())
        key = _NUMBER.sub("#", text)
        depth = abs(line.words[0].box.top - edge) if line.words else place * _BARE_LINE
        found.append(_Printed(line, key if any(c.isalpha() for c in key) else text, depth))
    return found


def _page_offsets(pages: Sequence[Page], edges: Sequence[_Edges]) -> frozenset[tuple[str, int]]:
    """(style, number less physical page) that two pages share, or that is 0: numbers that count pages."""
    seen: Counter[tuple[str, int]] = Counter()
    for page, *own in zip(pages, *edges, strict=True):
        numbers = [page_number(printed.line.text) for edge in own for printed in edge]
        seen.update({(style, value - page.number) for style, value in filter(None, numbers)})
    return frozenset(offset for offset, times in seen.items() if times > 1 or offset == ("", 0))


def _runs_on(printed: _Printed, index: int, edges: _Edges, pages: Sequence[Page]) -> bool:
    """Whether a large part of the pages have the line at this edge, or some near by at the same height."""
    key = printed.key
    if not runs_on(key):
        return False
    page = pages[index]
    least = _PROSE_PAGES if _is_prose(key) else max(2, min(_LEAST_PAGES, len(edges)))
    copies = {i for i, edge in enumerate(edges) if any(_same(other.key, key, page) for other in edge)}
    if len(copies) >= max(least, len(edges) / _LARGE_PART):
        return True
    level = _level(printed, index, edges, page)
    return len(level) + 1 >= least and any(abs(i - index) <= _NEAR for i in level)


def _level(printed: _Printed, index: int, edges: _Edges, page: Page) -> set[int]:
    """The other pages that have the line as far from their edge as this page has it."""
    reach = _OCR_DEPTH if page.layer is Layer.OCR else _DEPTH
    return {
        i
        for i, edge in enumerate(edges)
        if i != index
        and any(
            abs(other.depth - printed.depth) <= reach and _same(other.key, printed.key, page)
            for other in edge
        )
    }


def _is_prose(key: str) -> bool:
    return len(key.split()) >= _PROSE_WORDS


def _same(one: str, other: str, page: Page) -> bool:
    """Whether two keys are of one line, which was misread perhaps where the page is an image."""
    if one == other or page.layer is not Layer.OCR or _is_prose(one):
        return one == other
    return fuzz.ratio(one, other) >= _ALIKE


def _line_numbers(lines: Sequence[Line]) -> Iterator[Span]:
    """The numbers before the lines of a page that counts its lines: 1, 2, 3 … beside each."""
    counted: list[Line] = []
    for line in lines:
        if line.words and line.words[0].text == str(len(counted) + 1):
            counted.append(line)
    if len(counted) >= _LEAST_NUMBERED and len(counted) * 10 >= len(lines) * 7:
        for line in counted:
            yield line.start, line.words[0].end
