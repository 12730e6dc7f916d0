"""Where a printed date stands: its line, its cell, its neighbours, the table around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.cells import Cell, cells
from extractors.date_cues import label_role
from extractors.dates import FoundDate
from extractors.facts import DateRole, PageKind
from extractors.lexicon import normal, normal_words
from extractors.pages import Layer, Line, Page

Verdict = tuple[DateRole, str]
"""A role and the rule that gave it."""
NEAR_TOP = 16
"""Lines from the top within which a note's header and a letter's date line stand."""
BULLETS = " |*-•#.\t"
RUNNING_WORD = re.compile(r"(?<![\w'’-])[a-z]{3,}")
"""A lower-case word: several on a line make it prose."""
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\.?,?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a date stands: its line, its cells and other dates, the columns of the table around it."""

    page: Page
    kind: PageKind
    lines: tuple[Line, ...]
    cells: tuple[Cell, ...]
    index: int
    dates: tuple[FoundDate, ...]
    nth: int
    columns: tuple[DateRole, ...]

    @property
    def item(self) -> FoundDate:
        return self.dates[self.nth]

    @property
    def line(self) -> Line:
        return self.lines[self.index]

    @property
    def left(self) -> str:
        """The line's text before the date, from the date before it on."""
        return _WEEKDAY.sub("", self.page.text[self._left_start : self.item.span_start])

    @property
    def cell_left(self) -> str:
        """As `left`, but from the last wide gap of the line on."""
        starts = [c.start for c in self.cells if c.start <= self.item.span_start]
        return _WEEKDAY.sub("", self.page.text[max([self._left_start, *starts]) : self.item.span_start])

    @property
    def _left_start(self) -> int:
        return self.dates[self.nth - 1].span_end if self.nth else self.line.start

    @property
    def cell_before(self) -> str:
        """The cell of the line before the date's own; "" when there is none."""
        before = [c for c in self.cells if c.end <= self.item.span_start]
        return before[-1].text if before else ""

    @property
    def begins_cell(self) -> bool:
        return not self.cell_left.strip(BULLETS)

    @property
    def right(self) -> str:
        """The rest of the line."""
        return self.page.text[self.item.span_end : self.line.end]

    @property
    def scanned(self) -> bool:
        return self.page.layer is Layer.OCR


_SIGNATURE = re.compile(r"\bsign(?:ature|ed)\b|\bwitness\b", re.IGNORECASE)


def label_over(place: Place) -> Verdict | None:
    """The role that the label over a date gives: the words right above it, or the cell that begins there."""
    for words in (_words_above(place), _cell_above(place)):
        labelled = label_role(normal_words(words), place.scanned) if words else None
        if labelled:
            return labelled[0], f"under {labelled[1]}"
        if words and normal(words) == "date" and _SIGNATURE.search(place.lines[place.index - 1].text):
            return DateRole.SIGNED, "under “Date” beside a signature"
    return None


def _cell_above(place: Place) -> str | None:
    """The whole cell of the line above, when it begins where the date does and holds no number but its own
    ("14. DATE OF CURRENT ILLNESS, INJURY")."""
    words = place.page.words_in(place.item.span_start, place.item.span_end)
    upper = place.lines[place.index - 1] if place.index else None
    if not words or upper is None or not upper.words:
        return None
    height = max(words[0].box.bottom - words[0].box.top, 1.0)
    if words[0].box.top - upper.words[0].box.bottom > 3 * height:
        return None
    for cell in cells(upper):
        first = next(w for w in upper.words if w.start >= cell.start)
        if abs(first.box.x0 - words[0].box.x0) <= height and not re.search(r"\d", cell.text.lstrip(_BOX_NO)):
            return cell.text
    return None


_BOX_NO = "0123456789abcd. "


def _words_above(place: Place) -> str | None:
    """The words of the line above that stand over the date (by geometry where there is any)."""
    if not place.index:
        return None
    words = place.page.words_in(place.item.span_start, place.item.span_end)
    upper = place.lines[place.index - 1]
    if not words or not upper.words:
        return upper.text if len(upper.text.split()) <= 9 else None
    left, right = words[0].box.x0, words[-1].box.x1
    height = max(words[0].box.bottom - words[0].box.top, 1.0)
    if words[0].box.top - upper.words[0].box.bottom > 3 * height:
        return None
    cell = [w for w in upper.words if w.box.x1 > left - height and w.box.x0 < right + height]
    return " ".join(w.text for w in cell) or None
