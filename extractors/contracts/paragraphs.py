"""Paragraphs of a contract: which printed lines belong together.

Answers: for each printed row whether a paragraph begins with it.
Refuses to reorder: rows come in the reading order of their pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.pages import Box, Page


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row: ``pages[page].text[start:end] == text``; ``gap``: blank lines stand before it."""

    page: int
    start: int
    end: int
    text: str
    box: Box | None
    gap: bool


def rows_of(pages: Sequence[Page], furniture: Sequence[Sequence[tuple[int, int]]]) -> tuple[Row, ...]:
    """The rows of all pages, furniture and blank lines left out."""
    rows: list[Row] = []
    for index, (page, spans) in enumerate(zip(pages, furniture, strict=True)):
        left_out = set(spans)
        gap = False
        for line in page.lines():
            text = line.text.strip()
            if not text:
                gap = True
            elif (line.start, line.end) not in left_out:
                start = line.start + len(line.text) - len(line.text.lstrip())
                rows.append(Row(index, start, start + len(text), text, line.box, gap))
                gap = False
    return tuple(rows)


def openings(rows: Sequence[Row]) -> tuple[bool, ...]:
    """Whether a paragraph begins with each row."""
    found: list[bool] = []
    before: Row | None = None
    for row in rows:
        found.append(before is None or _parted(before, row))
        before = row
    return tuple(found)


def _parted(before: Row, row: Row) -> bool:
    if row.gap or before.page != row.page:
        return not row.text[:1].islower()
    if before.box is None or row.box is None:
        return False
    height = row.box.bottom - row.box.top
    return row.box.top - before.box.bottom > 0.6 * height
