"""Dates in tables: columns by their headings, logs of visits by their rows, cards by the year above them."""

from __future__ import annotations

import re
from calendar import monthrange

from extractors.cells import cells
from extractors.date_cues import label_roles
from extractors.dates import FoundDate, find_partial_dates
from extractors.facts import DateRole, PageKind, Precision
from extractors.lexicon import normal, normal_words
from extractors.pages import Line

_YEAR_HEADING = re.compile(
    r"^\s*(?:year|yr|calendar year)?\s*[:#]?\s*(?P<y>(?:19|20)\d\d)\s*(?:$|visits|treatments|continued)"
    r"|\byear\s*:?\s*(?P<y2>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


# A sheet's own title with the year of all its entries: "EXERCISE FLOW SHEET 2021".
_YEAR_IN_TITLE = re.compile(
    r"^\D*\b(?:flow ?sheets?|logs?|records?|cards?|charts?|attendance|exercises?|treatments?|visits?"
    r"|sessions?)\b\D*(?P<y>(?:19|20)\d\d)\D*$",
    re.IGNORECASE,
)
_ACROSS = re.compile(
    r"^[\s|]*(?:dates?|visit dates?|dates? of (?:visit|service|treatment|session)s?|dos|tx dates?"
    r"|treatment dates?|session dates?)[\s:|#]+(?=[\dA-Z])",
    re.IGNORECASE,
)
_FEWEST_ACROSS = 3


COLUMN_OF_VISITS = "heads a column of visits"


def runs_across(text: str, dates: int) -> bool:
    """Whether a line heads columns of visits, one for each of its dates: "Date  3/4  3/6  3/9"."""
    label = _ACROSS.match(text)
    return dates >= _FEWEST_ACROSS and label is not None and not _RUNNING.search(text[label.end() :])


_RUNNING = re.compile(r"(?<![\w'’-])[a-z]{4,}")
"""A running word: a line with one is no row of dates."""
_LATE, _EARLY = 10, 3
"""Months between which a card goes on over New Year."""


def dates_under_years(lines: tuple[Line, ...], found: tuple[FoundDate, ...]) -> tuple[FoundDate, ...]:
    """Entries of therapy and chiropractic cards: month and day begin the line, the year is a heading above.

    Read only where the page prints such a heading; without one a month/day stays unread, never completed.
    Entries that go on from the last months of the year to the first are of the next year, and say so.
    """
    year: int | None = None
    turned, last_month = False, 0
    taken = {f.span_start for f in found}
    entries: list[FoundDate] = []
    for line in lines:
        heading = _YEAR_HEADING.search(line.text)
        titled = None if heading else _YEAR_IN_TITLE.match(line.text)
        if heading or titled:
            year = int(titled["y"]) if titled else int(heading["y"] or heading["y2"]) if heading else year
            turned, last_month = False, 0
            continue
        if year is None:
            continue
        partial = tuple(find_partial_dates(line.text))
        across = runs_across(line.text, len(partial))
        for start, end, month, day in partial:
            if not across and (line.text[:start].strip(" |*-•#") or line.start + start in taken):
                break
            if last_month >= _LATE and month <= _EARLY:
                year, turned = year + 1, True
            if day <= monthrange(year, month)[1]:
                span = line.start + start, line.start + end
                entries.append(
                    FoundDate(*span, year, month, day, Precision.DAY, "under a year", turned=turned)
                )
                last_month = month
            if not across:
                break
    return tuple(entries)


_TABLE_HEAD = frozenset(
    [
        "amount",
        "charge",
        "charges",
        "qty",
        "units",
        "description",
        "procedure",
        "code",
        "cpt",
        "provider",
        "type",
        "status",
        "drug",
        "rx",
        "prescriber",
        "price",
        "test",
        "result",
        "time",
        "balance",
        "bal",
        "dx",
        "payment",
        "service",
    ]
)
# Alone in a cell these head sums and revenue codes; beside another word ("payment date") they name a date.
_NO_DATES = frozenset({"payment", "adjustment", "rev"})
_HEAD_ROLES = {
    "date": DateRole.SERVICE,
    "from": DateRole.SERVICE,
    "to": DateRole.SERVICE,
    "thru": DateRole.SERVICE,
    "through": DateRole.SERVICE,
}


def column_roles(line: Line) -> tuple[DateRole, ...]:
    """Roles of the date columns of a table heading, left to right; empty when the line is no heading."""
    words = normal_words(line.text)
    if (
        not 3 <= len(words) <= 16
        or sum(w in _TABLE_HEAD for w in words) < 2
        or any(w.isdigit() and len(w) > 2 for w in words)
    ):
        return ()
    labels = label_roles()
    heads = [normal(c.text) for c in cells(line)]
    by_cell = [None if h in _NO_DATES else labels.get(h) or _HEAD_ROLES.get(h) for h in heads]
    if len(by_cell) >= 3:
        return tuple(role for role in by_cell if role is not None)
    roles: list[DateRole] = []
    i = 0
    while i < len(words):
        for size in (3, 2, 1):
            label = " ".join(words[i : i + size])
            role = labels.get(label) or _HEAD_ROLES.get(label)
            useful = role is not None and (
                size > 1
                or words[i] not in {"service", "visit", "last", "d", "t", "payment", "adjustment", "follow"}
            )
            if useful and role is not None:
                roles.append(role)
                i += size
                break
        else:
            i += 1
    return tuple(roles)


ROW_KINDS = frozenset(
    {PageKind.LEDGER, PageKind.PHARMACY, PageKind.APPOINTMENTS, PageKind.EOB, PageKind.UB04}
)


def row_role(kind: PageKind, column: DateRole) -> DateRole:
    """What a column's role means on this kind of paper."""
    if kind is PageKind.APPOINTMENTS:
        return DateRole.APPOINTMENT
    if kind is PageKind.PHARMACY:
        return DateRole.FILLED if column in (DateRole.SERVICE, DateRole.UNKNOWN) else column
    if column is DateRole.SERVICE:
        return DateRole.BILLED_SERVICE
    return column


_ROW_START = re.compile(
    r"^[\s|*•-]*(?:\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|\d{4}-\d\d-\d\d|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}"
    r"|\d{1,2}[- ]?[A-Z][A-Za-z]{2}[- ]?\d{2,4})\b"
)
_TABLE_OF_VISITS = re.compile(
    r"^\s*(?:date|dos|visit date|date of service|tx date)\b(?![ ]*:)[^.:]*$", re.IGNORECASE
)


_VITALS = frozenset(
    {"bp", "ht", "wt", "pulse", "hr", "temp", "resp", "rr", "spo2", "bmi", "height", "weight", "o2"}
)


def _heads_visits(text: str) -> bool:
    """Whether a line heads a log of visits; a table of vital signs has dates too."""
    words = normal_words(text)
    return bool(_TABLE_OF_VISITS.match(text)) and len(words) >= 3 and len(_VITALS.intersection(words)) < 2


def _broken_off(before: str, text: str) -> bool:
    """Whether a line begins with a date only because the sentence before it was broken there."""
    unfinished = len(before.rstrip()) >= 50 and before.rstrip()[-1:] not in ".:;)"
    return unfinished and bool(re.search(r"\d(?:[,.;)]|\s+[a-z]{2,})", text[:40]))


def in_dated_rows(lines: tuple[Line, ...], index: int) -> bool:
    """Whether a page's lines begin with dates often enough to be a log of visits: a heading "Date …" above
    and another such row, or three rows and more."""
    rows = [
        i
        for i, line in enumerate(lines)
        if _ROW_START.match(line.text) and not (i and _broken_off(lines[i - 1].text, line.text))
    ]
    headed = any(_heads_visits(line.text) for line in lines[:index])
    return (headed and len(rows) >= 1) or len(rows) >= 3
