"""Page furniture in a bare text, which has no pages: numbers between its lines, filing lines, headers.

Answers: what is left in a text of the pages that it once was printed on.
Refuses to take a number for a page number unless it says so or the numbers before and after it count on, a
page's length apart; refuses to drop a line for being repeated unless it stands where pages end.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from extractors.contracts.page_marks import Span, filing_in, page_number, runs_on, says_page
from extractors.contracts.rows import parted
from extractors.pages import Page

_PAGE_LENGTH = (500, 12_000)
"""Characters between two page numbers that follow each other: less is a list, more is chance."""
_BESIDE = 4
"""Lines before and after the end of a page that may run on from page to page."""
_TIMES = 3
"""Page ends that a line must stand beside to be one that runs on."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a line between wide blanks. ``at`` counts characters from the beginning of the text;
    ``tail``: it is the last word of its line, and may be a page number only before a filing line."""

    page: int
    start: int
    end: int
    text: str
    at: int
    tail: bool


def bare_furniture(pages: Sequence[Page]) -> tuple[tuple[Span, ...], ...]:
    """For each page of a text without geometry the spans that are furniture, in order."""
    parts = tuple(_parts(pages))
    marks = _marks(parts)
    marks |= _repeated(parts, marks)
    found: list[list[Span]] = [[] for _ in pages]
    for index in sorted(marks):
        part = parts[index]
        found[part.page].append((part.start, part.end))
    return tuple(tuple(spans) for spans in found)


def _parts(pages: Sequence[Page]) -> Iterator[_Part]:
    before = 0
    for index, page in enumerate(pages):
        for line in page.lines():
            for start, end in parted(line.text):
                for a, b, tail in _cut(line.text, start, end):
                    place = line.start + a
                    yield _Part(index, place, line.start + b, line.text[a:b], before + place, tail)
        before += len(page.text) + 1


def _cut(line: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """A part of a line, cut before a filing line and before a number at its end."""
    filing = filing_in(line[start:end])
    stop = start + filing[0] if filing else end
    text = line[start:stop].rstrip()
    words = text.rsplit(maxsplit=1)
    if len(words) == 2 and words[1].isalnum() and page_number(words[1]) and not page_number(text):
        yield start, start + len(words[0]), False
        yield start + len(text) - len(words[1]), start + len(text), True
    elif text:
        yield start, start + len(text), False
    if filing:
        yield stop, end, False


def _marks(parts: Sequence[_Part]) -> set[int]:
    """The parts that are filing lines or page numbers."""
    marks = {i for i, part in enumerate(parts) if filing_in(part.text) or says_page(part.text)}
    numbers: list[tuple[int, int, tuple[str, int]]] = []
    for i, part in enumerate(parts):
        number = page_number(part.text)
        ends_page = i + 1 < len(parts) and filing_in(parts[i + 1].text) is not None
        if number and (ends_page or not part.tail):
            numbers.append((part.at, i, number))
    marks.update(_counting(numbers))
    return marks


def _counting(numbers: Sequence[tuple[int, int, tuple[str, int]]]) -> Iterator[int]:
    """The parts among (place, part, number) that count on, a page's length apart, `_TIMES` in a row."""
    behind = _lengths(numbers, -1)
    ahead = _lengths([(-at, part, number) for at, part, number in reversed(numbers)], 1)
    for (_, part, _), before, after in zip(numbers, behind, reversed(ahead), strict=True):
        if before + after > _TIMES:
            yield part


def _lengths(numbers: Sequence[tuple[int, int, tuple[str, int]]], step: int) -> list[int]:
    """How many numbers in a row end with each, every one ``step`` more than the next: places ascend."""
    places = [at for at, _, _ in numbers]
    least, most = _PAGE_LENGTH
    found: list[int] = []
    for at, _, (style, value) in numbers:
        near = range(bisect_left(places, at - most), bisect_left(places, at - least + 1))
        found.append(1 + max((found[i] for i in near if numbers[i][2] == (style, value + step)), default=0))
    return found


def _repeated(parts: Sequence[_Part], marks: set[int]) -> set[int]:
    """The lines beside page ends that run on from page to page; of those after one, the first is kept."""
    keys = [" ".join(part.text.lower().split()) for part in parts]
    found: set[int] = set()
    for step, keeps_first in ((-1, False), (1, True)):
        beside = [_beside(mark, step, marks, len(parts)) for mark in sorted(marks)]
        times = Counter(keys[index] for run in beside for index in run)
        running = {key for key, count in times.items() if count >= _TIMES and runs_on(key)}
        met: set[str] = set()
        for run in beside:
            for index in run:
                if keys[index] not in running:
                    break
                if not keeps_first or keys[index] in met:
                    found.add(index)
                met.add(keys[index])
    return found


def _beside(mark: int, step: int, marks: set[int], count: int) -> list[int]:
    """The lines on one side of a page's end, up to the next one."""
    near = range(mark + step, mark + step * (_BESIDE + 1), step)
    return list(takewhile(lambda index: 0 <= index < count and index not in marks, near))
