"""Facilities in labelled fields: "Clinic: …", a label's cell beside or above its value, "seen by … at …".

A label that can only mean the place of this visit is believed whatever the value's words; one that may mean
a ward, a street or a part of the body only when the value holds a facility's word. Refuses other people's
places: ordering, referring, sent to, transferred from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.cell_places import Place, PlacedPage
from extractors.citations import cite
from extractors.facility_shapes import cut, facility_like, only_generic, title_case, worded
from extractors.facts import Printed
from extractors.form_words import is_title_or_label, label_words
from extractors.lexicon import name_words, normal
from extractors.pages import Page

_SURE, _LIKELY, _WEAK, _LEAST = 7, 5, 4, 2
_COLUMNS, _ROWS = 3, 80
"""Cells in a row that heads a table, and rows that a page's table can have."""

# The next field on the line: one word and a colon, or the usual two-word labels.
_NEXT_FIELD = re.compile(
    r"\s{2,}|\s+(?:(?:Visit|Patient|Date|Service|Attending|Account|Encounter|Provider|Print|Order\w*"
    r"|Referring)\s+)?"
    r"[A-Z][A-Za-z./#]{1,24}:|\s+Date of \w+|\s+\(\d{3}\)|\s+\d{3}-\d{3}|[;|]"
)
_ANOTHER_PLACE = re.compile(
    r"\b(?:refer\w*|transfer\w*|receiving|destination|sending|sent|prior|previous|outside|primary care"
    r"|employ\w*|mailing|home|order\w*|request\w*|authoriz\w*|client|bill to|remit\w*|pharmacy|school"
    r"|discharge\w*|incident|accident|injury|pain|collection|birth)\b"
)
_SEEN_AT = re.compile(
    r"^(?:(?:seen|evaluated|treated|examined)\b.{4,60}?\bat"
    r"|.{0,40}\b(?:visit|encounter|appointment|admission)\s+(?:at|in))\s+(?P<name>(?-i:[A-Z]).*?)"
    r"(?:\s+(?:on|with|by|for|from)\b.*|\s+-\s.*|[,;(].*|\s+\d.*|\s{2,}.*)?$",
    re.IGNORECASE,
)


def field_facilities(
    page: Page, places: PlacedPage, place: Place, not_names: tuple[str, ...]
) -> Iterator[tuple[int, Printed]]:
    """The facilities that a cell names, or that it is the label of, with the strength of the evidence."""
    text = place.cell.text
    labelled = labelled_value(text)
    if labelled is not None:
        label, start, end = labelled
        yield from _named(page, label, place.cell.start + start, place.cell.start + end, not_names, _SURE)
        return
    seen = _SEEN_AT.match(text)
    if seen and title_case(seen["name"]):
        start, end = (place.cell.start + at for at in seen.span("name"))
        yield from _named(page, "", start, end, not_names, _LIKELY)
    elif label_words(text) in _labels() and label_strength(text):
        for value in _values(places, place):
            found = tuple(_named(page, text, value.cell.start, value.cell.end, not_names, _LIKELY))
            yield from found
            if found:
                return


def _values(places: PlacedPage, place: Place) -> Iterator[Place]:
    """The cell beside a label, unless it is a label too, and the cell beneath."""
    row = places.rows[place.line]
    if sum(is_title_or_label(p.cell.text) for p in row) * 2 <= len(row):
        yield from [p for p in row if p.x0 > place.x0][:1]
    yield from places.beneath(place)[:1]


def column_facilities(
    page: Page, places: PlacedPage, start: int, end: int, not_names: tuple[str, ...]
) -> Iterator[tuple[int, Printed]]:
    """The facilities in a list of visits' own column, in the rows of ``text[start:end]``."""
    for row in places.rows:
        for head in row if len(row) >= _COLUMNS else ():
            label = head.cell.text
            if head.cell.start >= end or label_words(label) not in _labels() or not label_strength(label):
                continue
            for value in (p for cells in places.column(head, head.line + _ROWS) for p in cells):
                if start <= value.cell.start < end:
                    yield from _named(page, label, value.cell.start, value.cell.end, not_names, _LIKELY)


def label_strength(label: str) -> int:
    """How surely a label names the place of the visit; 0 when it does not."""
    plain = normal(label)
    if _ANOTHER_PLACE.search(plain):
        return 0
    if plain.startswith("performing"):
        return _WEAK
    if _ends_with(plain, name_words("facility", "sure")):
        return _SURE
    return _LIKELY if _ends_with(plain, name_words("facility", "labels")) else 0


@cache
def _labels() -> frozenset[str]:
    return frozenset((*name_words("facility", "sure"), *name_words("facility", "labels")))


def _ends_with(plain: str, labels: tuple[str, ...]) -> bool:
    return any(plain == w or plain.endswith(" " + w) for w in labels)


def _named(
    page: Page, label: str, start: int, end: int, not_names: tuple[str, ...], most: int
) -> Iterator[tuple[int, Printed]]:
    name = cut(page.text[start:end])
    start += max(page.text[start:end].find(name), 0)
    sure = label_strength(label) >= _SURE
    if is_title_or_label(name) or only_generic(name):
        return  # "Department: Emergency Medicine" is a ward, no facility
    if not facility_like(name, not_names, sure and title_case(name)):
        return
    if worded(name):
        strength = _SURE if label_strength(label) != _WEAK else _WEAK
    elif sure and not any(c.isdigit() for c in name):
        strength = _LIKELY if most == _SURE else _LEAST
    else:
        return
    yield min(strength, most), Printed(name, cite(page, start, start + len(name)))


def labelled_value(text: str) -> tuple[str, int, int] | None:
    """A facility's label followed by a colon inside a cell's text, and the span of its value."""
    for match in re.finditer(r"([A-Za-z0-9][A-Za-z0-9 ./'’#-]{1,40}?)\s*:\s*", text):
        if not label_strength(match[1]):
            continue
        rest = text[match.end() :]
        stop = _NEXT_FIELD.search(rest)
        value = (rest[: stop.start()] if stop else rest).strip(" ,;-")
        if value:
            start = match.end() + rest.find(value)
            return match[1], start, start + len(value)
    return None
