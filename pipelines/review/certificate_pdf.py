"""The certificate as ``certificate.pdf``: letter pages to print, file or hand over.

Answers: the words of a `Certificate` on pages, the same bytes for the same words on any machine. Refuses
nothing: what is too long for a line is cut into lines, what is too long for a page goes on on the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pipelines.render.pdf_canvas import still_canvas
from pipelines.render.pdf_fonts import ASCENT, face_of, line_height
from pipelines.render.plain_lines import wrapped
from pipelines.render.word_blocks import Letters
from pipelines.review.certificate_words import CHECK, LIMIT, TITLE, Certificate, Section

_WIDTH, _HEIGHT = 612.0, 792.0
_LEFT, _TOP, _BOTTOM = 66.0, 60.0, 66.0
_ROOM = _WIDTH - 2 * _LEFT
_TEXT, _SMALL, _DIGEST = Letters(10), Letters(8.5), Letters(7)
_BOLD, _HEADING, _NAME = Letters(10, bold=True), Letters(11.5, bold=True), Letters(18, bold=True)
_GREY = 0.35
_GAP = 3.0
"""Above and below a line of a table, in points."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A line of text, its left end ``x`` and baseline ``y`` from the page's top left corner, in points."""

    x: float
    y: float
    text: str
    letters: Letters
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class _Rule:
    """A horizontal or vertical line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class _Cell:
    """A text in a column of a table."""

    x: float
    width: float
    text: str
    letters: Letters = _TEXT
    grey: float = 0.0
    right: bool = False


class _Flow:
    """Pages filled from the top; ``y`` is how far down the page the next thing stands."""

    def __init__(self) -> None:
        self.pages: list[list[_Words | _Rule]] = [[]]
        self.y = _TOP

    def need(self, height: float) -> None:
        """Go on on a new page where this one has no such room."""
        if self.y + height > _HEIGHT - _BOTTOM and self.y > _TOP:
            self.pages.append([])
            self.y = _TOP

    def put(self, *things: _Words | _Rule) -> None:
        self.pages[-1].extend(things)

    def rule(self, width: float, grey: float = 0.0) -> None:
        self.put(_Rule(_LEFT, self.y, _WIDTH - _LEFT, self.y, width, grey))

    def row(self, cells: Sequence[_Cell]) -> None:
        """Cells side by side; they stay on one page where a page can hold them."""
        lines = [_lines(c.text, c.letters, c.width) for c in cells]
        size = max(c.letters.size for c in cells)
        step = line_height(size)
        count = max(map(len, lines))
        self.need(min(count * step, _HEIGHT - _TOP - _BOTTOM))
        for number in range(count):
            self.need(step)
            for cell, own in zip(cells, lines, strict=True):
                if number < len(own):
                    words = own[number]
                    back = cell.width - _measure(words, cell.letters) if cell.right else 0.0
                    self.put(_Words(cell.x + back, self.y + ASCENT * size, words, cell.letters, cell.grey))
            self.y += step

    def paragraph(
        self, text: str, letters: Letters = _TEXT, *, indent: float = 0.0, after: float = 0.0
    ) -> None:
        self.row([_Cell(_LEFT + indent, _ROOM - 2 * indent, text, letters)])
        self.y += after

    def middle(self, text: str, letters: Letters, after: float = 0.0) -> None:
        """Lines in the middle of the page."""
        for words in _lines(text, letters, _ROOM):
            self.need(line_height(letters.size))
            x = _LEFT + (_ROOM - _measure(words, letters)) / 2
            self.put(_Words(x, self.y + ASCENT * letters.size, words, letters))
            self.y += line_height(letters.size)
        self.y += after

    def heading(self, text: str) -> None:
        self.need(70)  # with its first lines
        self.y += 14
        self.paragraph(text, _HEADING, after=3)

    def table(self, rows: Sequence[Sequence[_Cell]]) -> None:
        for cells in rows:
            self.y += _GAP
            self.row(cells)
            self.y += _GAP
            self.rule(0.4, 0.75)


def certificate_pdf(words: Certificate) -> bytes:
    """``certificate.pdf``, letter size, with the page's number at each foot."""
    flow = _Flow()
    _head(flow, words)
    for section in words.sections:
        _section(flow, section, _TEXT)
    flow.heading("Approved files")
    titles = _file("File", "Bytes", "SHA-256", _SMALL, _GREY)
    flow.table([titles, *(_file(f.name, f"{f.size:,}", f.sha256, _DIGEST) for f in words.files)])
    _section(flow, words.record, _DIGEST)
    flow.need(90)
    flow.y += 14
    flow.paragraph(CHECK, _SMALL, after=5)
    flow.paragraph(LIMIT, _SMALL)
    return _drawn(flow.pages, words)


def _file(name: str, size: str, digest: str, letters: Letters, grey: float = 0.0) -> list[_Cell]:
    return [
        _Cell(_LEFT, 166, name, _SMALL, grey),
        _Cell(_LEFT + 170, 50, size, _SMALL, grey, right=True),
        _Cell(_LEFT + 230, _ROOM - 230, digest, letters, grey),
    ]


def _head(flow: _Flow, words: Certificate) -> None:
    flow.rule(1.6)
    flow.y += 3
    flow.rule(0.5)
    flow.y += 16
    flow.middle(TITLE, _NAME, after=7)
    flow.middle(words.caption, _TEXT, after=2)
    flow.middle(words.subject, _TEXT, after=12)
    flow.rule(0.5)
    flow.y += 16
    flow.paragraph(words.signed, _BOLD, after=9)
    top = flow.y
    flow.paragraph(words.statement, indent=14)
    flow.put(_Rule(_LEFT + 2, top, _LEFT + 2, flow.y, 2.0))
    if words.notice:
        flow.y += 12
        top = flow.y
        flow.y += 6
        flow.paragraph(words.notice, _BOLD, indent=10)
        flow.y += 6
        right = _WIDTH - _LEFT
        flow.put(
            *(_Rule(_LEFT, y, right, y, 1.2) for y in (top, flow.y)),
            *(_Rule(x, top, x, flow.y, 1.2) for x in (_LEFT, right)),
        )


def _section(flow: _Flow, section: Section, letters: Letters) -> None:
    flow.heading(section.heading)
    label = 150.0
    names = _TEXT if letters is _TEXT else _SMALL
    flow.table(
        [
            [
                _Cell(_LEFT, label - 10, name, names, _GREY),
                _Cell(_LEFT + label, _ROOM - label, value, letters),
            ]
            for name, value in section.lines
        ]
    )


def _drawn(pages: Sequence[Sequence[_Words | _Rule]], words: Certificate) -> bytes:
    out = BytesIO()
    canvas = still_canvas(out, (_WIDTH, _HEIGHT), TITLE, repr(pages).encode("utf-8", "backslashreplace"))
    for number, things in enumerate(pages, 1):
        place = f"page {number} of {len(pages)}"
        foot = _HEIGHT - 38
        _draw(canvas, _Rule(_LEFT, foot - 12, _WIDTH - _LEFT, foot - 12, 0.5))
        named = next(iter(_lines(f"{words.caption}, {words.subject}", _SMALL, _ROOM - 70)))
        _draw(canvas, _Words(_LEFT, foot, named, _SMALL, _GREY))
        _draw(canvas, _Words(_WIDTH - _LEFT - _measure(place, _SMALL), foot, place, _SMALL, _GREY))
        for thing in things:
            _draw(canvas, thing)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Any, thing: _Words | _Rule) -> None:
    if isinstance(thing, _Rule):
        canvas.setStrokeGray(thing.grey)
        canvas.setLineWidth(thing.width)
        ends = (thing.x1, _HEIGHT - thing.y1, thing.x2, _HEIGHT - thing.y2)
        canvas.line(*(round(v, 2) for v in ends))
        return
    canvas.setFillGray(thing.grey)
    canvas.setFont(face_of(thing.letters).name, thing.letters.size)
    canvas.drawString(round(thing.x, 2), round(_HEIGHT - thing.y, 2), thing.text)


def _lines(text: str, letters: Letters, width: float) -> list[str]:
    """The text in lines no wider than that, at least one."""
    face = face_of(letters)
    return [
        part for line in face.shown(text).split("\n") for part in wrapped(face, line, letters.size, width)
    ]


def _measure(words: str, letters: Letters) -> float:
    return face_of(letters).width(words, letters.size)
