"""The printed rows of a contract, in reading order, without the furniture of its pages.

Answers: each row's text, where it stands on its page, and the space it is set in, in points where the page has
geometry and in characters where it is bare text. Wide runs of blanks part a bare text's line: files that lost
their line ends keep them as blanks.
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

    ``left``, ``right``, ``top`` and ``character`` (the width of one) are points on a page with geometry;
    elsewhere ``left``, ``right`` count characters, ``top`` is None and ``page_width`` 0. ``gap``: blank lines
    stand before it. ``cut``: only blanks part it from the row before, in one line of text.
    """

    page: int
    start: int
    end: int
    text: str
    left: float
    right: float
    top: float | None
    character: float
    page_width: float
    gap: bool
    cut: bool


def rows_of(pages: Sequence[Page], furniture: Sequence[Sequence[tuple[int, int]]]) -> tuple[Row, ...]:
    """The rows of all pages, furniture and blank lines left out."""
    rows: list[Row] = []
    for index, (page, spans) in enumerate(zip(pages, furniture, strict=True)):
        left_out = set(spans)
        gap = False
        for line in page.lines():
            if not line.text.strip():
                gap = True
            elif (line.start, line.end) not in left_out:
                rows.extend(_rows_of_line(index, page, line, gap))
                gap = False
    return tuple(rows)


def _rows_of_line(index: int, page: Page, line: Line, gap: bool) -> Iterator[Row]:
    box = line.box
    if box is not None:
        start = line.start + len(line.text) - len(line.text.lstrip())
        text = line.text.strip()
        character = (box.x1 - box.x0) / len(text)
        yield Row(
            index, start, start + len(text), text, box.x0, box.x1, box.top, character, page.width, gap, False
        )
        return
    at = 0
    first = True
    while at < len(line.text):
        wide = _WIDE.search(line.text, at)
        end = wide.start() if wide else len(line.text)
        part = line.text[at:end]
        text = part.strip()
        if text:
            left = at + len(part) - len(part.lstrip())
            yield Row(
                index,
                line.start + left,
                line.start + left + len(text),
                text,
                float(left),
                float(left + len(text)),
                None,
                1.0,
                0.0,
                gap and first,
                not first,
            )
            first = False
        at = wide.end() if wide else end
