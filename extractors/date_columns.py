"""Dates whose parts stand in columns of their own: cards headed "Yr Mo Day", where the year is printed once.

Answers: the date of each row, its year from the last row that prints one. Refuses a row before any year, and
numbers that are no month and day.
"""

from __future__ import annotations

import re
from calendar import monthrange

from extractors.dates import FoundDate
from extractors.facts import Precision
from extractors.pages import Line

_PARTS = {
    **dict.fromkeys(("yr", "year"), "year"),
    **dict.fromkeys(("mo", "mon", "month"), "month"),
    **dict.fromkeys(("day", "da", "dy"), "day"),
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TOKEN = re.compile(r"[^\s|]+")


def dates_in_columns(lines: tuple[Line, ...]) -> tuple[FoundDate, ...]:
    """The dates of all rows under such a heading, in order; each spans what its row prints of the date."""
    order: tuple[str, ...] = ()
    year: int | None = None
    found: list[FoundDate] = []
    for line in lines:
        tokens = list(_TOKEN.finditer(line.text))
        heading = tuple(_PARTS.get(t[0].lower().strip(".:"), "") for t in tokens[:3])
        if set(heading) == {"year", "month", "day"}:
            order, year = heading, None
            continue
        if not order or len(tokens) < 2:
            continue
        whole = _parts(order, [t[0] for t in tokens[:3]])
        rest = tuple(part for part in order if part != "year")
        if whole:
            size, year = 3, whole["year"]
        else:
            whole, size = _parts(rest, [t[0] for t in tokens[:2]]), 2
        if not whole or year is None or len(tokens) == size:
            continue
        month, day = whole["month"], whole["day"]
        if day <= monthrange(year, month)[1]:
            span = line.start + tokens[0].start(), line.start + tokens[size - 1].end()
            found.append(FoundDate(*span, year, month, day, Precision.DAY, "under a year"))
    return tuple(found)


def _parts(order: tuple[str, ...], tokens: list[str]) -> dict[str, int] | None:
    """The parts by name, if every token is one."""
    if len(tokens) < len(order):
        return None
    values = {part: _value(part, token.rstrip(".,")) for part, token in zip(order, tokens, strict=False)}
    kept = {part: value for part, value in values.items() if value is not None}
    return kept if len(kept) == len(order) else None


def _value(part: str, token: str) -> int | None:
    if part == "year":
        return int(token) if re.fullmatch(r"(?:19|20)\d\d", token) else None
    if part == "month" and token[:3].lower() in _MONTHS and token.isalpha():
        return _MONTHS.index(token[:3].lower()) + 1
    most = 12 if part == "month" else 31
    return int(token) if re.fullmatch(r"\d{1,2}", token) and 1 <= int(token) <= most else None
