"""Facility names as printed: letterheads, footers, labelled fields, boxes of claim forms.

Names stay as printed. A name found nowhere on its page is left out here; whether a neighbouring page of the
same print run lends its name is decided in `encounters`, and said on the row.
"""

from __future__ import annotations

import re

from extractors.cell_places import placed
from extractors.cells import cells
from extractors.citations import cite
from extractors.facility_fields import column_facilities, field_facilities
from extractors.facts import Printed
from extractors.letterheads import addressee_lines, letterheads, others_cells
from extractors.lexicon import normal
from extractors.pages import Page

_WORD = 4
_CLAIM_BOX = re.compile(r"service facility location|billing provider info", re.IGNORECASE)


def claim_facilities_of(page: Page) -> tuple[Printed, ...]:
    """The names in boxes 32 and 33 of a CMS-1500 claim, often cut short by the box; "SAME AS 33" is none."""
    found: list[Printed] = []
    lines = page.lines()
    for index, line in enumerate(lines[:-1]):
        for position, cell in enumerate(cells(line)):
            if not _CLAIM_BOX.search(cell.text):
                continue
            below = cells(lines[index + 1])
            value = below[min(position, len(below) - 1)] if below else None
            if value is None or _CLAIM_BOX.search(value.text) or not re.match(r"[A-Za-z]", value.text):
                continue
            if len(value.text) > 3 and not normal(value.text).startswith("same"):
                found.append(Printed(value.text, cite(page, value.start, value.end)))
    return tuple(found)


def facility_of(page: Page, not_names: tuple[str, ...] = ()) -> Printed | None:
    """The facility whose paper this is, from labelled fields, letterhead or footer.

    Args:
        page: the page.
        not_names: names that are people here (the client's), never a facility.
    """
    places = placed(page)
    found: list[tuple[int, Printed]] = []
    addressee, others = addressee_lines(places.lines), others_cells(places)
    for index, row in enumerate(places.rows):
        for place in row if index not in addressee else ():
            if place.cell.start in others:
                continue
            fields = tuple(field_facilities(page, places, place, not_names))
            found += fields or letterheads(page, places, place, not_names)
    if not found:
        return None
    best = max(found, key=lambda s: s[0])[1]
    # A field cuts a name at its line's end; where the page prints the whole of it, that is its name.
    return next((p for _, p in found if _is_whole(p.value, best.value)), best)


def facility_within(page: Page, start: int, end: int, not_names: tuple[str, ...] = ()) -> Printed | None:
    """The facility that one of several notes on a page names in a field or in its row of a list of visits."""
    places = placed(page)
    found = list(column_facilities(page, places, start, end, not_names))
    for row in places.rows:
        for place in row:
            if start <= place.cell.start < end:
                found += field_facilities(page, places, place, not_names)
    return max(found, key=lambda s: s[0])[1] if found else None


def _is_whole(longer: str, name: str) -> bool:
    """Whether a candidate is the name itself with more of it printed, before or behind."""
    whole, part = normal(longer), normal(name)
    if len(whole) <= len(part):
        return False
    before = whole.removesuffix(" " + part)
    # A site's code before a laboratory's name is no part of it.
    return whole.startswith(part) or (before != whole and any(len(w) >= _WORD for w in before.split()))
