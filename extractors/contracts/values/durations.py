"""Lengths of time that contracts print: "thirty (30) days", "a five-year period", "half a year".

Answers each with its count and unit as printed, and which day lies one such length after another. Business
days are told apart and never counted on a calendar: holidays are not printed in the contract. Where the
words and the figures of a length differ it has no count. "Annually" is a rhythm, not a length.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from extractors.contracts.values.written_numbers import NUMBER, number_of


class Unit(StrEnum):
    """The unit that a length is printed in; the value is its singular."""

    DAY = "day"
    BUSINESS_DAY = "business day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Duration:
    """``text[start:end]`` as a length of time; ``count`` is None where its words and its figures differ."""

    start: int
    end: int
    count: int | None
    unit: Unit

    @property
    def normal(self) -> str:
        """Such as "30 days", "1 year"; "" without a count."""
        if self.count is None:
            return ""
        return f"{self.count} {self.unit.value}{'' if self.count == 1 else 's'}"


_S = r"\s{0,12}"
_QUALIFIER = r"(?:(?:additional|further|full|consecutive|successive|complete|whole)\s{1,12}){0,2}"
_UNIT = (
    r"(?P<business>business|working|banking|trading)?(?(business)\s{1,12})"
    r"(?:calendar\s{1,12})?(?P<unit>day|week|month|quarter|year)(?P<plural>[’']?s?[’']?)(?![a-z])"
)
_NUMBERED = re.compile(
    rf"(?P<number>{NUMBER.pattern}){_S}[-–~]?{_S}{_QUALIFIER}(?:calendar\s{{1,12}})?{_UNIT}"
    # "two years (2)": the figures behind the unit.
    rf"(?:{_S}\((?P<late>\d{{1,3}})\))?",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?<![a-z])(?:one[- ])?half(?:\s{1,12}(?:a|of\s{1,12}a))?[-\s]{1,12}year(?![a-z])", re.IGNORECASE
)
# "a year", "an additional month": one; "a month" of a rate ("$5 a month") stands behind a sum.
_ONE = re.compile(
    r"(?<![a-z])(?:for|of|within|least|than|upon|on)\s{1,12}(?P<length>(?:a|an)\s{1,12}"
    r"(?:(?:additional|further|full|single)\s{1,12})?(?P<unit>day|week|month|quarter|year)(?:'s)?)(?![a-z])",
    re.IGNORECASE,
)


def durations_in(text: str) -> tuple[Duration, ...]:
    """The lengths of time of a text, in order, not overlapping. "2005 Year" and ordinals are none."""
    found = [d for m in _NUMBERED.finditer(text) if (d := _numbered(m))]
    for match in _HALF.finditer(text):
        found.append(Duration(match.start(), match.end(), 6, Unit.MONTH))
    for match in _ONE.finditer(text):
        found.append(Duration(match.start("length"), match.end("length"), 1, Unit(match["unit"].lower())))
    kept: list[Duration] = []
    for item in sorted(found, key=lambda d: (d.start, -d.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(kept)


def _numbered(match: re.Match[str]) -> Duration | None:
    count = number_of(match["number"])
    if count is not None and not 0 < count < 1000:
        return None
    if match["late"] and count is not None and int(match["late"]) != count:
        count = None
    unit = Unit.BUSINESS_DAY if match["business"] else Unit(match["unit"].lower())
    return Duration(match.start(), match.end(), count, unit)


def after(day: date, duration: Duration) -> date | None:
    """The day one length after ``day``: the same day of a later month or year, or that month's last day.

    None for business days, for a length without a count and beyond the calendar's end.
    """
    return _moved(day, duration, 1)


def before(day: date, duration: Duration) -> date | None:
    """The day one length before ``day``, as `after` counts."""
    return _moved(day, duration, -1)


def _moved(day: date, duration: Duration, sign: int) -> date | None:
    if duration.count is None or duration.unit is Unit.BUSINESS_DAY:
        return None
    count = sign * duration.count
    if duration.unit in (Unit.DAY, Unit.WEEK):
        moved = day.toordinal() + count * (7 if duration.unit is Unit.WEEK else 1)
        return date.fromordinal(moved) if 0 < moved <= date.max.toordinal() else None
    per_unit = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}[duration.unit]
    months = day.year * 12 + day.month - 1 + count * per_unit
    year, month = months // 12, months % 12 + 1
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
