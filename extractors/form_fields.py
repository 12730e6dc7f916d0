"""Boxes of printed forms: what stands under, beside or behind a known label, each with its place.

Answers: the value of each box whose label the lexicon names, read in the ways forms print them ("Label:
value", a label with its value below, or in the next cell). Refuses to read prose as boxes: a label
without a colon must open its cell, and its value may not go on like a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractors.cells import Cell, cells
from extractors.citations import cite
from extractors.facts import Printed
from extractors.lexicon import load, normal
from extractors.pages import Line, Page


@dataclass(frozen=True, slots=True)
class FormField:
    """One box: the lexicon's ``key``, its ``label`` and ``value`` as printed. ``whole`` spans both (and the
    unit's number before them) where they stand together, else it is the value alone. ``unit`` is the number
    of the unit whose box it is, "" if none is printed near."""

    key: str
    label: str
    value: Printed
    whole: Printed
    unit: str


@dataclass(frozen=True, slots=True)
class _Label:
    start: int
    end: int
    key: str
    text: str
    colon: bool


_UNIT = r"(?:(?:unit|vehicle|veh|party|driver|operator|v|u)\s*(?:no\.?|#)?\s*\d{1,2}\s*[-:–)]?\s*)?"
_VALUE_WORDS = 24
_WRAPPED_WORDS = 6
_ROWS_APART = 3
_SAME_BOX = 0.5
_SHORT_LABEL = 4
"""A label of so few letters without a colon ("ON", "AT") is one only in capitals."""
_SENTENCE = re.compile(r"^(?:[a-z]{2,}\s|of\s|was\s|is\s)")


@cache
def _labels(table: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    keys: dict[str, str] = {}
    for key, phrases in load("event_fields")[table].items():
        for phrase in phrases:
            keys.setdefault(normal(phrase), key)
    spelled = (
        r"[^A-Za-z0-9\n:]{1,4}".join(re.escape(w) + r"['’]?" for w in label.split())
        for label in sorted(keys, key=lambda k: (-len(k), k))
    )
    # A word of a label may be printed with an apostrophe inside: "Driver's Name".
    alternatives = "|".join(
        s.replace("drivers", r"driver['’]?s").replace("officers", r"officer['’]?s") for s in spelled
    )
    pattern = rf"(?<![A-Za-z0-9'’-]){_UNIT}(?P<label>{alternatives})\)?(?![A-Za-z0-9])(?P<colon>\s*[:#]+)?"
    return re.compile(pattern, re.IGNORECASE), keys


def fields_of(page: Page, table: str, outside: Sequence[tuple[int, int]] = ()) -> tuple[FormField, ...]:
    """The boxes of a page in the order of the page.

    Args:
        page: the page.
        table: the lexicon's table of labels (``report``, ``run``).
        outside: spans of prose, where no box is looked for.
    """
    lines = page.lines()
    rows = [cells(line) for line in lines]
    labels = [
        () if _covered(line, outside) else _labels_of(line, rows[i], table) for i, line in enumerate(lines)
    ]
    found: list[FormField] = []
    for index, line in enumerate(lines):
        for nth, label in enumerate(labels[index]):
            if label.key == "other":
                continue
            value = _value(page, lines, rows, labels, index, nth)
            if value is None:
                continue
            start, end = value
            printed = _printed(page, start, end)
            joined = page.text[label.end : start].strip(" \n:#.-–")
            first = _unit_before(line, rows[index], label.start)
            whole = _printed(page, first, end) if not joined and start > label.start else printed
            unit = _unit_of(lines, index, label.start)
            found.append(FormField(label.key, label.text, printed, whole, unit))
            wrapped = _wrapped(page, (start, end), lines, rows, labels, index)
            if wrapped:
                more = _printed(page, *wrapped)
                found.append(FormField(label.key, label.text, more, more, unit))
    return tuple(found)


def _covered(line: Line, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= line.start < end for start, end in spans)


def _labels_of(line: Line, row: Sequence[Cell], table: str) -> tuple[_Label, ...]:
    pattern, keys = _labels(table)
    begins = {cell.start for cell in row}
    found: list[_Label] = []
    for match in pattern.finditer(line.text):
        start, end = line.start + match.start(), line.start + match.end()
        colon = match["colon"] is not None
        if not colon:
            if start not in begins or (len(match["label"]) <= _SHORT_LABEL and not match["label"].isupper()):
                continue
            rest = line.text[match.end() :].lstrip(" .-–")
            if _SENTENCE.match(rest) and not match["label"].isupper():
                continue
        found.append(_Label(start, end, keys[_key(match["label"])], match["label"], colon))
    return tuple(found)


def _key(label: str) -> str:
    return normal(label)


def _value(
    page: Page,
    lines: Sequence[Line],
    rows: Sequence[Sequence[Cell]],
    labels: Sequence[Sequence[_Label]],
    index: int,
    nth: int,
) -> tuple[int, int] | None:
    """The span of a label's value: behind it, in the next cell, or under it."""
    label = labels[index][nth]
    row = rows[index]
    at = next((i for i, cell in enumerate(row) if cell.start < label.end <= cell.end + 1), None)
    if at is None:
        return None
    following = labels[index][nth + 1].start if nth + 1 < len(labels[index]) else lines[index].end
    span = _trimmed(page, label.end, min(row[at].end, following))
    if span:
        return span
    below = _below(page, row, at, rows[index + 1]) if index + 1 < len(rows) and rows[index + 1] else None
    beside = row[at + 1] if at + 1 < len(row) and row[at + 1].start < following else None
    is_label = below is not None and any(one.start == below.start for one in labels[index + 1])
    if beside and (below is None or is_label or not _is_label_row(row, rows[index + 1])):
        return _trimmed(page, beside.start, min(beside.end, following))
    if below is None:
        return None
    ends = [one.start for one in labels[index + 1] if below.start <= one.start]
    if ends and ends[0] == below.start:
        return None  # a label stands there: the box is empty
    return _trimmed(page, below.start, min([below.end, *ends]))


def _is_label_row(row: Sequence[Cell], under: Sequence[Cell]) -> bool:
    """Whether a line prints labels only, some of which the lexicon may not know: capitals without figures,
    or as many cells without figures as the line below has cells with some."""
    if any(re.search(r"\d|:", cell.text) for cell in row):
        return False
    figures = any(re.search(r"\d", cell.text) for cell in under)
    return all(cell.text.isupper() for cell in row) or (len(under) == len(row) and figures)


def _wrapped(
    page: Page,
    span: tuple[int, int],
    lines: Sequence[Line],
    rows: Sequence[Sequence[Cell]],
    labels: Sequence[Sequence[_Label]],
    index: int,
) -> tuple[int, int] | None:
    """The next line of a box whose value goes on there: in small letters, or alone and close under it."""
    if index + 1 >= len(lines) or labels[index + 1] or span[0] > lines[index].end:
        return None
    box = page.box_of(*span)
    own = next((c for c in rows[index] if c.start <= span[0] < c.end), None)
    own_box = page.box_of(own.start, own.end) if own else None
    left = own_box.x0 if own_box else 0.0
    for cell in rows[index + 1]:
        under = page.box_of(cell.start, cell.end)
        aligned = box is None or under is None or left - 8 <= under.x0 <= box.x0 + 8
        if not aligned or len(cell.text.split()) > _WRAPPED_WORDS:
            continue
        if re.match(r"[a-z]", cell.text):
            return cell.start, cell.end
        # Beside other boxes a line of its own that stands as close as lines of one paragraph belongs to one.
        alone = len(rows[index + 1]) == 1 and len(rows[index]) > 1 and not re.search(r"[\d:]", cell.text)
        close = box and under and under.top - box.bottom < _SAME_BOX * (box.bottom - box.top)
        if alone and close and not cell.text.isupper():
            return cell.start, cell.end
    return None


def _below(page: Page, row: Sequence[Cell], at: int, under: Sequence[Cell]) -> Cell | None:
    """The cell under a label: between its left edge and that of the label to its right."""
    own = page.box_of(row[at].start, row[at].end)
    if own is None:
        return under[at] if len(under) == len(row) else under[0] if len(row) == 1 else None
    right = page.box_of(row[at + 1].start, row[at + 1].end) if at + 1 < len(row) else None
    near: list[tuple[float, int, Cell]] = []
    for nth, cell in enumerate(under):
        box = page.box_of(cell.start, cell.end)
        if box is None or box.top - own.bottom > _ROWS_APART * (own.bottom - own.top):
            continue
        overlap = min(own.x1, box.x1) - max(own.x0, box.x0)
        in_column = own.x0 - 8 <= box.x0 and (right is None or box.x0 < right.x0 - 4)
        if overlap > 0 or in_column:
            near.append((-overlap, nth, cell))
    return min(near)[2] if near else None


def _trimmed(page: Page, start: int, end: int) -> tuple[int, int] | None:
    text = page.text[start:end]
    left = len(text) - len(text.lstrip(" \t.:#-–|,"))
    right = len(text.rstrip(" \t|,;-–"))
    if right <= left or len(text[left:right].split()) > _VALUE_WORDS:
        return None
    return start + left, start + right


def _unit_before(line: Line, row: Sequence[Cell], at: int) -> int:
    """Where the unit's number begins that stands in the cell before a label, else the label itself."""
    for cell, following in pairwise(row):
        if following.start == at and re.fullmatch(
            r"(?:unit|vehicle|party|veh|driver|operator)\s*(?:no\.?|#)?\s*\d{1,2}", cell.text, re.IGNORECASE
        ):
            return cell.start
    return at


_UNIT_NUMBER = re.compile(
    r"\b(?:unit|vehicle|veh|party|driver|operator|v|u)\s*(?:no\.?|#)?\s*(\d{1,2})\b", re.IGNORECASE
)
_LINES_ABOVE = 4


def _unit_of(lines: Sequence[Line], index: int, at: int) -> str:
    """The unit's number printed before a label on its line, in it, or at the start of a line above."""
    line = lines[index]
    for match in reversed(list(_UNIT_NUMBER.finditer(line.text))):
        if line.start + match.start() <= at:
            return match[1]
    for above in reversed(lines[max(0, index - _LINES_ABOVE) : index]):
        opened = _UNIT_NUMBER.match(above.text.lstrip())
        if opened:
            return opened[1]
    return ""


def _printed(page: Page, start: int, end: int) -> Printed:
    citation = cite(page, start, end)
    return Printed(" ".join(citation.quote.split()), citation)
