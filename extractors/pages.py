"""A document as the rest of the house sees it: pages of words, each word with its box and its offset.

Units: PDF points (1/72 inch), origin at the top left of the page as displayed (after /Rotate),
pages numbered physically from 1. ``Page.text`` is the reading order: words joined by one space
within a line, lines joined by ``"\\n"``. ``text[w.start : w.start + len(w.text)] == w.text`` for every
word, so any span of text maps back to boxes on the page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from typing import Any

CONFIDENCE_FLOOR = 0.90
"""Line confidence below which text read from an image is marked, never asserted (scale 0-1)."""


class Layer(StrEnum):
    """Where a page's text came from."""

    NATIVE = "native"
    OCR = "ocr"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, top-left origin."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: Box) -> Box:
        """The smallest box holding both."""
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )

    def as_list(self) -> list[float]:
        """``[x0, top, x1, bottom]`` rounded to a hundredth of a point, for JSON."""
        return [round(self.x0, 2), round(self.top, 2), round(self.x1, 2), round(self.bottom, 2)]


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word: its text, its place on the page, its offset in ``Page.text``.

    ``confidence`` (0-1) is that of the line it was read in; ``None`` for native text.
    """

    text: str
    box: Box
    start: int
    confidence: float | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


_start_of, _end_of = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of ``Page.text``: its span and its words (words may be empty on text-only pages)."""

    start: int
    end: int
    text: str
    words: tuple[Word, ...]

    @property
    def box(self) -> Box | None:
        box: Box | None = None
        for word in self.words:
            box = word.box if box is None else box.union(word.box)
        return box


@dataclass(frozen=True, slots=True)
class Page:
    """One physical page. ``words`` stand in the order of the text, and none overlaps the next.

    ``marks`` are reader's remarks for the page ledger, in the program's own words
    ("hidden text layer disagrees with the image", "read at 90°"); never record text.
    """

    source: str
    number: int
    width: float
    height: float
    text: str
    words: tuple[Word, ...] = ()
    layer: Layer = Layer.NATIVE
    confidence: float | None = None
    marks: tuple[str, ...] = ()

    def lines(self) -> tuple[Line, ...]:
        """The page's lines in reading order."""
        lines: list[Line] = []
        at = 0
        word_index = 0
        for text in self.text.split("\n"):
            end = at + len(text)
            words: list[Word] = []
            while word_index < len(self.words) and self.words[word_index].start < end:
                words.append(self.words[word_index])
                word_index += 1
            lines.append(Line(at, end, text, tuple(words)))
            at = end + 1
        return tuple(lines)

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """Words that overlap ``text[start:end]``."""
        first = bisect_right(self.words, start, key=_end_of)
        past = bisect_left(self.words, end, lo=first, key=_start_of)
        return self.words[first:past]

    def box_of(self, start: int, end: int) -> Box | None:
        """The box around ``text[start:end]``; ``None`` where the format has no geometry."""
        box: Box | None = None
        for word in self.words_in(start, end):
            box = word.box if box is None else box.union(word.box)
        return box

    def confidence_of(self, start: int, end: int) -> float | None:
        """The lowest confidence of the words of a span; ``None`` for native text."""
        found = [w.confidence for w in self.words_in(start, end) if w.confidence is not None]
        return min(found) if found else self.confidence


@dataclass(frozen=True, slots=True)
class Source:
    """One file by its bytes: the same bytes under two names are one source with two names."""

    sha256: str
    names: tuple[str, ...]
    media_type: str
    size: int

    @property
    def name(self) -> str:
        """The name used in citations: the first in sorted order, so that it never depends on arrival."""
        return min(self.names)


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a document that could not be read (a page, a form, an attachment), and why."""

    page: int | None
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source and its pages in physical order. ``pages`` covers every page, unread ones included
    (layer ``none``, empty text, a mark), so that the page count is the file's own."""

    source: Source
    pages: tuple[Page, ...]
    unread: tuple[Unread, ...] = ()
    remarks: tuple[str, ...] = field(default=())
    """Document-level remarks in the program's words, e.g. "JavaScript present, not run"."""


def lay_out(lines: Sequence[Sequence[tuple[str, Box, float | None]]]) -> tuple[str, tuple[Word, ...]]:
    """Join lines of (text, box, confidence) into ``Page.text`` and offset-bearing words."""
    parts: list[str] = []
    words: list[Word] = []
    at = 0
    for line in lines:
        if parts:
            parts.append("\n")
            at += 1
        for i, (text, box, confidence) in enumerate(line):
            if i:
                parts.append(" ")
                at += 1
            words.append(Word(text, box, at, confidence))
            parts.append(text)
            at += len(text)
    return "".join(parts), tuple(words)


def document_to_json(document: Document) -> dict[str, Any]:
    """A plain-JSON form for the worker pipe and the page cache; inverse of `document_from_json`."""
    return {
        "source": {
            "sha256": document.source.sha256,
            "names": list(document.source.names),
            "media_type": document.source.media_type,
            "size": document.source.size,
        },
        "pages": [page_to_json(p) for p in document.pages],
        "unread": [[u.page, u.reason, u.remedy] for u in document.unread],
        "remarks": list(document.remarks),
    }


def document_from_json(data: Mapping[str, Any]) -> Document:
    """Rebuild a document; raises ``KeyError``/``TypeError``/``ValueError`` on a malformed value."""
    s = data["source"]
    source = Source(str(s["sha256"]), tuple(s["names"]), str(s["media_type"]), int(s["size"]))
    return Document(
        source,
        tuple(page_from_json(source.sha256, p) for p in data["pages"]),
        tuple(Unread(p, r, m) for p, r, m in data["unread"]),
        tuple(data["remarks"]),
    )


def page_to_json(page: Page) -> dict[str, Any]:
    """A page without its source digest (the key it is stored under)."""
    return {
        "number": page.number,
        "size": [round(page.width, 2), round(page.height, 2)],
        "text": page.text,
        "words": [[w.start, len(w.text), *w.box.as_list(), w.confidence] for w in page.words],
        "layer": page.layer.value,
        "confidence": page.confidence,
        "marks": list(page.marks),
    }


def page_from_json(sha256: str, data: Mapping[str, Any]) -> Page:
    """Inverse of `page_to_json`; offsets outside the text raise ``ValueError``."""
    text = str(data["text"])
    words: list[Word] = []
    for start, length, x0, top, x1, bottom, confidence in data["words"]:
        if not 0 <= start <= start + length <= len(text):
            raise ValueError("word outside the page text")
        words.append(Word(text[start : start + length], Box(x0, top, x1, bottom), start, confidence))
    width, height = data["size"]
    return Page(
        sha256,
        int(data["number"]),
        float(width),
        float(height),
        text,
        tuple(words),
        Layer(data["layer"]),
        data["confidence"],
        tuple(data["marks"]),
    )
