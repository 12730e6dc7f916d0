"""Finds printed dates and reads them; refuses date-like numbers.

Typed patterns and an own builder rather than a general date parser: those complete missing parts from today's
date, turn "5/10" pain scores into dates and read 5/1/50 as 2050. A date here has three parts, or a month
name, or a four-digit year beside a month; a bare ``d/d`` is never one (see ``find_partial_dates`` for cards
that print a year once). Every pattern is linear in the text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractors.date_patterns import (
    BOXED,
    COMPACT,
    NOT_A_DATE_AFTER,
    NOT_A_SHORT_DATE_AFTER,
    NOT_A_SHORT_DATE_BEFORE,
    PARTIAL,
    RANGES,
    RUN_ON,
    RUN_ON_FROM,
    RUN_ON_TO,
    SINGLE,
)
from extractors.facts import Precision

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TO_DIGIT = str.maketrans("OoIlSBg", "0011589")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A printed date before it has a role: span, first and last day meant, precision.

    ``two_digit_year`` asks for a century (see `resolve_century`); ``ambiguous`` marks day-first readings;
    ``turned`` one whose year follows from the order of a card's entries; ``form`` names the pattern.
    """

    span_start: int
    span_end: int
    year: int
    month: int
    day: int
    precision: Precision
    form: str
    two_digit_year: bool = False
    ambiguous: bool = False
    turned: bool = False
    until: tuple[int, int] | None = None
    """Month and day of the last day, for a range printed as one ("March 1-5, 2021"); when it lies before
    the first day, in the year after ("12/28-1/3/23" prints the year of its end)."""


def find_dates(text: str, *, boxed: bool = False, run_on: bool = False) -> tuple[FoundDate, ...]:
    """All dates printed in ``text``, in order, never overlapping.

    Args:
        text: a page's text.
        boxed: also read ``MM DD YY`` as claim forms print it, ``YYYYMMDD`` of electronic ones, and pairs of
            ``MMDDYY`` (from, to).
        run_on: also read ``MMDDYY`` as hospital claims (UB-04) print it.
    """
    patterns = [*RANGES, *SINGLE]
    if boxed:
        patterns += [("boxed", BOXED), ("compact", COMPACT), ("run on", RUN_ON_FROM), ("run on", RUN_ON_TO)]
    if run_on:
        patterns.append(("run on", RUN_ON))
    taken: list[FoundDate] = []
    covered = bytearray(len(text) + 1)
    for form, pattern in patterns:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(covered[start:end]) or _inside_a_number(text, start, covered):
                continue
            found = _spanish(match) if form == "spanish" else _build(form, match)
            if found is None or NOT_A_DATE_AFTER.search(text, max(0, start - 24), start):
                continue
            if form == "mdy" and found.two_digit_year and _named_or_counted(text, start, end):
                continue
            taken.append(found)
            covered[start:end] = b"\x01" * (end - start)
    return tuple(sorted(taken, key=lambda f: f.span_start))


def find_partial_dates(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Month/day pairs without a year: (start, end, month, day). For cards under a year heading only."""
    for match in PARTIAL.finditer(text):
        month = int(match["m"]) if match["m"] else _month_number(match["mon"])
        day = int(match["d"] or match["d2"])
        if 1 <= day <= 31:
            yield match.start(), match.end(), month, day


def _named_or_counted(text: str, start: int, end: int) -> bool:
    """Whether the words around three short numbers say that they are a room, a chart number, a count."""
    before = NOT_A_SHORT_DATE_AFTER.search(text, max(0, start - 24), start)
    return bool(before or NOT_A_SHORT_DATE_BEFORE.match(text, end))


def _inside_a_number(text: str, start: int, covered: bytearray) -> bool:
    """Whether a date begins behind a digit and a dash: part of a longer number, unless a date ends there."""
    behind = start >= 2 and text[start - 1] == "-" and text[start - 2].isdigit()
    return behind and not covered[start - 2]


def _month_number(name: str) -> int:
    short = name[:3].lower().replace("0", "o")
    return _MONTHS.index("jul" if short in ("ju1", "jui") else short) + 1


def _number(digits: str) -> int | None:
    plain = digits.translate(_TO_DIGIT)
    # A group that is mostly letters is a word, not a misread number.
    letters = sum(not c.isdigit() for c in digits)
    if not plain.isdecimal() or (letters and letters * 2 > len(digits)):
        return None
    return int(plain)


def _build(form: str, match: re.Match[str]) -> FoundDate | None:
    groups = match.groupdict()
    printed_year = groups["y"].lstrip("'")
    year = _number(printed_year)
    month = _month_number(groups["mon"]) if groups.get("mon") else _number(groups["m"])
    day = _number(groups["d"]) if groups.get("d") else 1
    if year is None or month is None or day is None:
        return None
    short = len(printed_year) == 2
    if not short and not 1900 <= year <= 2099:
        return None
    if short and groups.get("sep") == ".":  # 2.5.10 is a section number more often than a day
        return None
    until: tuple[int, int] | None = None
    if groups.get("d2"):
        last_month = _month_number(groups["mon2"]) if groups.get("mon2") else int(groups.get("m2") or month)
        until = (last_month, int(groups["d2"]))
        if not 1 <= last_month <= 12 or until[1] > monthrange(2000, last_month)[1]:
            return None
        if until < (month, day):
            if not 0 < (last_month - month) % 12 <= _LONGEST_OVER_NEW_YEAR:
                return None
            year = (year - 1) % 100 if short else year - 1
    if form == "month y" and match["mon"] == "may":
        return None  # "the patient may 2021 …": a verb
    ambiguous = False
    if form == "mdy" and month > 12 and day <= 12:
        month, day, ambiguous = day, month, True
    probe_year = 2000 + year if short else year
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(probe_year, month)[1]:
        return None
    precision = Precision.MONTH if form in ("month y", "m/y") else Precision.DAY
    return FoundDate(
        match.start(), match.end(), year, month, day, precision, form, short, ambiguous, until=until
    )


_LONGEST_OVER_NEW_YEAR = 3
"""Months: a range that ends earlier in the year than it begins goes over New Year, not backwards."""


def _spanish(match: re.Match[str]) -> FoundDate | None:
    """Spanish long dates on intake forms: the one case where a parser beats a table, and where all parts
    are printed, so that nothing can be completed from today's date."""
    import dateparser

    settings: dict[str, object] = {
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "DATE_ORDER": "DMY",
    }
    parsed = dateparser.parse(match[0].replace("º", ""), languages=["es"], settings=settings)
    if parsed is None:
        return None
    return FoundDate(
        match.start(), match.end(), parsed.year, parsed.month, parsed.day, Precision.DAY, "spanish"
    )


def resolve_century(
    found: FoundDate, *, birth: bool, near: date | None, born: date | None
) -> tuple[date, date] | None:
    """First and last day meant, with the century of a two-digit year decided by role, never by today.

    A birth date lies before ``near`` (the incident, or a full-year date of the file); any other date of a
    record takes the century that puts it nearest to ``near`` and not before the client was born. Without
    anything to compare, 00-49 are read as 20xx.

    Returns:
        ``None`` when the day does not exist in that year (29 February).
    """
    year = found.year
    if found.two_digit_year:
        candidates = [1900 + year, 2000 + year]
        if birth and born is not None and born.year in candidates:
            year = born.year
        elif birth and near is not None:
            past = [y for y in candidates if y <= near.year]
            year = max(past) if past else candidates[0]
        elif birth:
            year = candidates[0]
        elif near is not None:
            # Nothing in a file lies decades after the incident, nothing of the client before the birth.
            alive = [y for y in candidates if (born is None or y >= born.year) and y <= near.year + 25]
            year = min(alive or candidates, key=lambda y: abs(y - near.year))
        else:
            year = candidates[1] if year < 50 else candidates[0]
    last = monthrange(year, found.month)[1]
    if found.precision is Precision.MONTH:
        return date(year, found.month, 1), date(year, found.month, last)
    if found.day > last:
        return None
    first = date(year, found.month, found.day)
    if found.until is None:
        return first, first
    until_month, until_day = found.until
    year += found.until < (found.month, found.day)
    if until_day > monthrange(year, until_month)[1]:
        return None
    return first, date(year, until_month, until_day)
