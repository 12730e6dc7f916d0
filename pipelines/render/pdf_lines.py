"""A paragraph broken into lines of a given width: at spaces, and after the hyphens of figures.

Answers: lines of placed pieces of text. A word longer than the line is broken where the line ends. Nothing is
hyphenated, stretched or left out; only the spaces at which a line ends are not drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

from pipelines.render.pdf_fonts import ASCENT, Face, face_of, line_height
from pipelines.render.word_blocks import Letters, Paragraph, Span, Tab

_PART = "[^ \\n\\t–—-]+"
_IN_A_WORD = r"(?<=[^\W\d_])-(?=[^\W_])"
_TOKEN = re.compile(rf"\n|\t| +|[-–—]*{_PART}(?:{_IN_A_WORD}{_PART})*[-–—]*|[-–—]+")
"""What is not parted. A hyphen after a letter ends no line: readers of PDFs, Chrome's among them, take it for
hyphenation, and what they copy or find has lost it (``CMS1500``)."""
_TAB_EVERY = 36.0
_TIGHT = 0.01
"""Points by which rounding may overfill a line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look, ``x`` from the left edge of the column."""

    x: float
    width: float
    text: str
    letters: Letters
    face: Face
    link: str


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as set: ``baseline`` from its top, both in points."""

    height: float
    baseline: float
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class _Bit:
    """Part of a word in one look."""

    text: str
    width: float
    span: Span
    face: Face


@dataclass(slots=True)
class _Segment:
    """What stands between two tabs of a line."""

    tab: Tab | None = None
    bits: list[_Bit] = field(default_factory=list)
    width: float = 0.0

    def begins(self, x: float) -> float:
        """Where it stands if what is before it ends at ``x``."""
        if self.tab is None:
            return x
        back = {"left": 0.0, "center": self.width / 2, "right": self.width}[self.tab.align]
        return max(x, self.tab.at - back)


def set_lines(
    paragraph: Paragraph, width: float, computed: Mapping[str, str] | None = None
) -> tuple[SetLine, ...]:
    """The paragraph's lines in a column of ``width`` points. ``computed`` gives the values of its fields."""
    return tuple(_Setter(paragraph, width).lines(computed or {}))


class _Setter:
    """Sets one paragraph, greedily."""

    def __init__(self, paragraph: Paragraph, width: float) -> None:
        setting = paragraph.setting
        self._paragraph, self._setting = paragraph, setting
        self._room = max(width - setting.left - setting.right, 1.0)
        self._first = True
        self._start()
        self._word: list[_Bit] = []

    def lines(self, computed: Mapping[str, str]) -> Iterator[SetLine]:
        for span in self._paragraph.spans:
            face = face_of(span.letters)
            text = computed.get(span.field, span.text) if span.field else span.text
            for token in _TOKEN.findall(face.shown(text.upper() if span.letters.caps else text)):
                if token == "\n":
                    yield from self._place_word()
                    yield self._finished(wrapped=False)
                elif token == "\t":
                    yield from self._place_word()
                    self._tab()
                elif token[0] == " ":
                    yield from self._place_word()
                    if self._at or not self._wrapped:
                        self._spaces.append(self._bit(token, span, face))
                else:
                    self._word.append(self._bit(token, span, face))
                    if token[-1] in "-–—":
                        yield from self._place_word()
        yield from self._place_word()
        if self._at or not self._wrapped:
            yield self._finished(wrapped=False)

    def _start(self) -> None:
        self._segments = [_Segment()]
        self._spaces: list[_Bit] = []
        self._at = 0.0
        self._wrapped = False

    def _bit(self, text: str, span: Span, face: Face) -> _Bit:
        return _Bit(text, face.width(text, span.letters.size), span, face)

    @property
    def _margin(self) -> float:
        """Where this line begins."""
        return self._setting.left + (self._setting.first if self._first else 0.0)

    @property
    def _line_room(self) -> float:
        return self._room - (self._setting.first if self._first else 0.0)

    def _place_word(self) -> Iterator[SetLine]:
        """Put the waiting word on this line, or on the next if it does not fit."""
        if not self._word:
            return
        word, self._word = self._word, []
        needed = fsum(bit.width for bit in word)
        before = fsum(bit.width for bit in self._spaces)
        if self._at and self._at + before + needed > self._line_room + _TIGHT:
            yield self._finished(wrapped=True)
        for bit in self._spaces:
            self._put(bit)
        self._spaces = []
        if self._at + needed <= self._line_room + _TIGHT:
            for bit in word:
                self._put(bit)
        else:
            yield from self._broken(word)

    def _broken(self, word: Sequence[_Bit]) -> Iterator[SetLine]:
        """A word longer than a line, broken where each line ends."""
        for bit in word:
            size, rest = bit.span.letters.size, bit.text
            while rest:
                taken, used = 0, 0.0
                for character in rest:
                    more = bit.face.width(character, size)
                    if self._at + used + more > self._line_room + _TIGHT and (self._at or taken):
                        break
                    taken, used = taken + 1, used + more
                if taken:
                    self._put(_Bit(rest[:taken], used, bit.span, bit.face))
                rest = rest[taken:]
                if rest:
                    yield self._finished(wrapped=True)

    def _put(self, bit: _Bit) -> None:
        segment = self._segments[-1]
        segment.bits.append(bit)
        segment.width += bit.width
        self._at += bit.width

    def _tab(self) -> None:
        for bit in self._spaces:
            self._put(bit)
        self._spaces = []
        at = self._margin
        for segment in self._segments:
            at = segment.begins(at) + segment.width
        stop = next((t for t in self._setting.tabs if t.at > at + _TIGHT), None)
        stop = stop or Tab("left", (at // _TAB_EVERY + 1) * _TAB_EVERY)
        self._segments.append(_Segment(stop))
        self._at = max(stop.at if stop.align == "left" else at, at) - self._margin

    def _finished(self, *, wrapped: bool) -> SetLine:
        """The line as it stands; the next begins."""
        setting, segments, x = self._setting, self._segments, self._margin
        if len(segments) == 1 and setting.align != "left":
            slack = self._line_room - segments[0].width
            x += slack if setting.align == "right" else slack / 2
        pieces: list[Piece] = []
        for segment in segments:
            x = _pieces(segment, segment.begins(x), pieces)
        sizes = [p.letters.size for p in pieces] or [self._paragraph.mark.size]
        natural = line_height(max(sizes))
        height = max(natural * setting.line, setting.line_least)
        self._start()
        self._wrapped, self._first = wrapped, False
        return SetLine(height, height - natural + ASCENT * max(sizes), tuple(pieces))


def _pieces(segment: _Segment, x: float, pieces: list[Piece]) -> float:
    """Add the segment's pieces from ``x`` on, neighbours of one span as one; gives where they end."""
    bits = segment.bits
    i = 0
    while i < len(bits):
        j, width = i, 0.0
        while j < len(bits) and bits[j].span is bits[i].span:
            width += bits[j].width
            j += 1
        text = "".join(bit.text for bit in bits[i:j])
        span = bits[i].span
        pieces.append(Piece(x, width, text, span.letters, bits[i].face, span.link))
        x += width
        i = j
    return x
