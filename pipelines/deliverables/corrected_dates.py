"""A date that a reviewer types for a row, read strictly and cited where a page of the row prints it.

Answers: the row with another date or span. Reads ``2024-03-05``, ``03/05/2024``, their months and years, and
two of them with ``to`` or a dash between. Refuses what is no date of the calendar and an end before its
beginning. Where no cited page prints the date, a flag says so: the attorney answers for it.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from typing import TypeVar

from extractors.citations import cite
from extractors.dates import find_dates
from extractors.errors import UsageError
from extractors.facts import Precision
from pipelines.deliverables.printed_words import pages_of
from pipelines.review_rows import PageOf
from pipelines.rows import Row, SourceCitation

NOT_PRINTED = "the corrected date was not found printed on a cited page"
_BETWEEN = re.compile(r"\s+(?:to|-|–|—)\s+")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_US = re.compile(r"(?:(\d{1,2})/)?(?:(\d{1,2})/)?(\d{4})")
_PRECISION = {10: Precision.DAY, 7: Precision.MONTH, 4: Precision.YEAR}

R = TypeVar("R", bound=Row)


def corrected_dates(row: R, text: str, page_of: PageOf) -> R:
    """The row with that date or span.

    Raises:
        UsageError: it is no date, or ends before it begins.
    """
    parts = _BETWEEN.split(text.strip())
    if len(parts) > 2:
        raise _no_date(text)
    start, until = _iso(parts[0], text), _iso(parts[-1], text)
    end = _last_day(until)
    if end < start:
        raise UsageError("The date ends before it begins.", "Give the earlier day first.")
    found = _printed(start, row, page_of)
    flags = tuple(flag for flag in row.flags if flag != NOT_PRINTED)
    return replace(
        row,
        date_start=start,
        date_end=end,
        date_precision=_PRECISION[len(start)].value,
        citations=tuple(dict.fromkeys((found, *row.citations))) if found else row.citations,
        flags=flags if found else (*flags, NOT_PRINTED),
    )


def _iso(text: str, whole: str) -> str:
    iso, us = _ISO.fullmatch(text), _US.fullmatch(text)
    if iso:
        year, month, day = iso.groups()
    elif us:
        month, day, year = us.groups()
    else:
        raise _no_date(whole)
    known = year + (f"-{int(month):02d}" if month else "") + (f"-{int(day):02d}" if day else "")
    try:
        calendar_day = (int(year), int(month or 1), int(day or 1))
        if calendar_day[0] < 1 or not 1 <= calendar_day[2] <= calendar.monthrange(*calendar_day[:2])[1]:
            raise ValueError
    except (ValueError, calendar.IllegalMonthError):
        raise _no_date(whole) from None
    return known


def _last_day(iso: str) -> str:
    """The last day that the date means, as the rows of papers have it."""
    if len(iso) == 4:
        return f"{iso}-12-31"
    if len(iso) == 7:
        return f"{iso}-{calendar.monthrange(int(iso[:4]), int(iso[5:]))[1]:02d}"
    return iso


def _printed(iso: str, row: Row, page_of: PageOf) -> SourceCitation | None:
    """Where a page of the row prints the date."""
    for one, page in pages_of(row.citations, page_of):
        for found in find_dates(page.text):
            parts = (f"{found.year:04d}", f"-{found.month:02d}", f"-{found.day:02d}")
            precise = {Precision.YEAR: 1, Precision.MONTH: 2}.get(found.precision, 3)
            if "".join(parts[:precise]) == iso and not found.two_digit_year:
                citation = cite(page, found.span_start, found.span_end)
                return SourceCitation(citation, one.source, one.bates, citation.box(page))
    return None


def _no_date(text: str) -> UsageError:
    return UsageError(f"{text.strip()!r} is no date.", "Write it as 2024-03-05 or 03/05/2024.")
