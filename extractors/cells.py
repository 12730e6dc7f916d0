"""Cuts a printed line into its cells at wide gaps: headers and forms put several fields on one line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.pages import Line

GAP_IN_HEIGHTS = 1.3
"""A gap wider than this many letter heights separates two fields (a word space is about a third)."""

_TEXT_GAP = re.compile(r"\s{3,}|\t+|\s+\|\s+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of a line: its span in the page text and its text."""

    start: int
    end: int
    text: str


def cells(line: Line) -> tuple[Cell, ...]:
    """The cells of a line, left to right; one cell where nothing separates."""
    if not line.words:
        return _by_spaces(line)
    found: list[Cell] = []
    first = line.words[0]
    previous = first
    for word in line.words[1:]:
        height = max(previous.box.bottom - previous.box.top, 4.0)
        if word.box.x0 - previous.box.x1 > GAP_IN_HEIGHTS * height:
            found.append(_cell(line, first.start, previous.end))
            first = word
        previous = word
    found.append(_cell(line, first.start, previous.end))
    return tuple(found)


def _cell(line: Line, start: int, end: int) -> Cell:
    return Cell(start, end, line.text[start - line.start : end - line.start])


def _by_spaces(line: Line) -> tuple[Cell, ...]:
    found: list[Cell] = []
    at = 0
    for match in [*_TEXT_GAP.finditer(line.text), None]:
        end = match.start() if match else len(line.text)
        text = line.text[at:end]
        if text.strip():
            lead = len(text) - len(text.lstrip())
            start = line.start + at + lead
            found.append(Cell(start, start + len(text.strip()), text.strip()))
        at = match.end() if match else end
    return tuple(found)
