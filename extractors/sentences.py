"""Sentences of a page: where each begins and ends, the heading it stands under, its words with their places.

Answers: what is the smallest passage that can be quoted around a word without losing its "not". Refuses to
join what a form keeps apart: list items, labelled lines, table rows and headings end a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.facts import PageKind
from extractors.lexicon import normal
from extractors.pages import Page
from extractors.sections import headings_of


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a passage: ``joined`` is lower case without punctuation, one space between words;
    ``places`` are the offsets in the page text of each word."""

    joined: str
    places: tuple[tuple[int, int], ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the page text of ``joined[start:end]``, whole words."""
        first, last = self.joined.count(" ", 0, start), self.joined.count(" ", 0, max(start, end - 1))
        return self.places[first][0], self.places[last][1]


@dataclass(frozen=True, slots=True)
class Sentence:
    """``page.text[start:end]``; ``heading`` is the template's heading ("" if none), ``label`` the printed
    one, normalised."""

    start: int
    end: int
    heading: str
    label: str


_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9.'’`]*")
_DOTS = re.compile(r"[.'’`]")


def words_of(text: str, at: int = 0) -> Words:
    """The words of ``text``, which begins at offset ``at`` of its page."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        parts.append(_DOTS.sub("", match[0].lower()))
        places.append((at + match.start(), at + match.end()))
    return Words(" ".join(parts), tuple(places))


def sentences_of(page: Page, start: int, end: int, kind: PageKind) -> Iterator[Sentence]:
    """The sentences of ``page.text[start:end]`` in order, blank ones left out.

    Args:
        page: the page.
        start: first character that may be quoted.
        end: end of what may be quoted.
        kind: the page's kind, which gives some headings their meaning.
    """
    headings = headings_of(page, start, end, kind)
    stops = [h.start for h in headings] + [end]
    yield from _cut(page.text, start, stops[0], "", "")
    for index, heading in enumerate(headings):
        same_line = bool(page.text[heading.body : _line_end(page.text, heading.body)].strip(" :-"))
        first = heading.start if same_line else heading.body
        yield from _cut(page.text, first, stops[index + 1], heading.heading, normal(heading.printed))


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


_FULL_STOP = re.compile(r"[.!?][\"')\]]*(?=\s+[\"'(\[]?[A-Z0-9•*-])")
_NO_STOP = re.compile(
    r"(?:\b(?:(?i:Dr|Mr|Mrs|Ms|Ofc|Sgt|Det|Lt|Capt|Cpl|Tpr|Dep|Insp|Hon|Prof|Rev|Hwy|Rte|vs|et al)"
    r"|v|St|Jr|Sr|No|Ex|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Co|approx|p\.o"
    r"|[A-Z])|(?:^|[.;:]\s|\n)\s*\d{1,2})\.$"
)
_NEW_LINE_ITEM = re.compile(r"\s*(?:[-•*·▪]\s|\d{1,2}[.)]\s|[A-Z][A-Za-z0-9/ &()'’-]{1,40}:(?:\s|$)|\s*$)")
_DENIAL = re.compile(
    r"\b(?:no|not|nor|none|never|without|neither|denies|denied|denying|negative|unlikely|unrelated|cannot"
    r"|ruled out|(?:was|is|did|were|are|had|do|does|would|could|have|has|ca)nt)\b"
)
_SHORT_LINE = 0.55
"""A line that ends this far before the right edge was ended by its writer, not by the margin."""


def _cut(text: str, start: int, end: int, heading: str, label: str) -> Iterator[Sentence]:
    cuts = sorted({*_full_stops(text, start, end), *_line_cuts(text, start, end), end})
    at = start
    for cut in cuts:
        piece = text[at:cut]
        left = at + len(piece) - len(piece.lstrip())
        right = at + len(piece.rstrip())
        if right > left:
            yield Sentence(left, right, heading, label)
        at = cut


def _full_stops(text: str, start: int, end: int) -> Iterator[int]:
    for match in _FULL_STOP.finditer(text, start, end):
        if not _NO_STOP.search(text[max(start, match.start() - 12) : match.start() + 1]):
            yield match.end()


def _line_cuts(text: str, start: int, end: int) -> Iterator[int]:
    ends: list[int] = []
    at = text.find("\n", start, end)
    while at >= 0:
        ends.append(at)
        at = text.find("\n", at + 1, end)
    if not ends:
        return
    begins = [start, *(e + 1 for e in ends)]
    width = max(e - b for b, e in zip(begins, [*ends, end], strict=True))
    for begin, stop in zip(begins, ends, strict=False):
        following = text[stop + 1 : min(end, stop + 60)].split("\n", 1)[0]
        short = stop - begin < _SHORT_LINE * width and following[:1].isupper()
        if short or _NEW_LINE_ITEM.match(following):
            yield stop


def around(words: Words, start: int, end: int, at: int, longest: int) -> tuple[int, int]:
    """Offsets of about ``longest`` characters of a passage, whole words, with ``joined[at]`` amid them.

    A word of denial that would be cut off ("denies", "not", "unlikely") within twice that length is kept,
    with all that stands between: no quote may say the opposite of its sentence.

    Args:
        words: the passage's words.
        start: its first offset in the page text.
        end: its last offset.
        at: the place of the cue in ``words.joined``.
        longest: characters to quote; a shorter passage is kept whole.
    """
    if end - start <= longest:
        return start, end
    cue = words.places[words.joined.count(" ", 0, at)][0]
    left = max(start, min(cue - longest // 2, end - longest))
    begins, ends = [p[0] for p in words.places], [p[1] for p in words.places]
    first = words.places[min(bisect_right(begins, left - 1), len(begins) - 1)][0] if left > start else start
    last_word = bisect_right(ends, first + longest) - 1
    last = end if first + longest >= end else ends[max(last_word, 0)]
    denials = [words.place(m.start(), m.end()) for m in _DENIAL.finditer(words.joined)]
    near = [(a, b) for a, b in denials if first - 2 * longest <= a and b <= last + 2 * longest]
    return min((first, *(a for a, _ in near))), max((last, *(b for _, b in near)))
