"""The printed rows of a contract, in reading order, without the furniture of its pages.

Answers: each row's text, where it stands on its page, and the space it is set in, in points where the page
has geometry and in characters where it is bare text. Wide runs of blanks part a bare text's line: files that
lost their line ends keep them as blanks.
Refuses to say which rows belong together: that is `paragraphs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.pages import Line, Page

_WIDE = re.compile(r"[ \t\u00a0]{4,}")
"""Blanks that may stand for a line end; two or three follow a sentence in typing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row: ``pages[page].text[start:end] == text``, trimmed.

    ``left``, ``right``, ``top``, ``height`` and ``character`` (the width of one) are points on a page with
    geometry; elsewhere ``left``, ``right`` count characters, ``top`` is None and ``page_width`` 0. What parts
    it from the row before: ``gap``, blank lines where there is no geometry; ``cut``, wide blanks in one line;
    ``turn``, a page's end.
    """

    page: int
    start: int
    end: int
    text: str
    left: float
    right: float
    top: float | None
    height: float
    character: float
    page_width: float
    gap: bool
    cut: bool
    turn: bool


def rows_of(pages: Sequence[Page], furniture: Sequence[Sequence[tuple[int, int]]]) -> tuple[Row, ...]:
    """The rows of all pages, furniture and blank lines left out."""
    rows: list[Row] = []
    for index, (page, spans) in enumerate(zip(pages, furniture, strict=True)):
        gap, turn = False, bool(page.words)  # pages without geometry are counted out, not printed
        for line in page.lines():
            if not line.text.strip():
                gap = True
                continue
            first = True
            for start, end in _kept(line, spans):
                for a, b in ((start, end),) if line.words else parted(page.text[start:end], start):
                    rows.append(_row(index, page, line, a, b, gap, not first, turn))
                    gap, turn, first = False, False, False
            turn = turn or any(line.start <= a < line.end and b == line.end for a, b in spans)
    return tuple(rows)


def parted(text: str, offset: int = 0) -> Iterator[tuple[int, int]]:
    """The parts of a line between wide blanks, trimmed, as spans counted from ``offset``."""
    at = 0
    while at < len(text):
        wide = _WIDE.search(text, at)
        end = wide.start() if wide else len(text)
        part = text[at:end]
        if part.strip():
            start = at + len(part) - len(part.lstrip())
            yield offset + start, offset + start + len(part.strip())
        at = wide.end() if wide else end


def _kept(line: Line, furniture: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What of a line is no furniture, as trimmed spans of its page."""
    at = line.start
    for a, b in (*(s for s in furniture if line.start <= s[0] < line.end), (line.end, line.end)):
        text = line.text[at - line.start : a - line.start]
        if text.strip():
            start = at + len(text) - len(text.lstrip())
            yield start, start + len(text.strip())
        at = max(at, b)


def _row(index: int, page: Page, line: Line, start: int, end: int, gap: bool, cut: bool, turn: bool) -> Row:
    text = page.text[start:end]
    box = page.box_of(start, end) if line.words else None
    if box is None:
        left = float(start - line.start)
        return Row(index, start, end, text, left, left + len(text), None, 1.0, 1.0, 0.0, gap, cut, turn)
    character = (box.x1 - box.x0) / len(text)
    height = box.bottom - box.top
    return Row(
        index, start, end, text, box.x0, box.x1, box.top, height, character, page.width, False, cut, turn
    )
