"""When a watch looks again: every so often, or at the times of a cron line in the office's own zone.

Answers: the next moment after a given one. Pure: the moment and the zone are given. Refuses lengths of time
and cron lines that it cannot read, and dates that never come (30 February). On the day when clocks go
forward a time that does not exist counts as the moment it would have been; when they go back, the first of
the two counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from extractors.errors import UsageError

LEAST = timedelta(seconds=1)
MOST = timedelta(days=31)

_LENGTH = re.compile(r"([0-9]{1,6})([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_PART = re.compile(r"(?:\*|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:/([0-9]{1,2}))?")
_LEAP_CYCLE = 8 * 366
"""Days after which a date that has not come never comes: 29 February may be eight years away."""


@dataclass(frozen=True, slots=True)
class Every:
    """Again so long after the last look began."""

    length: timedelta

    def after(self, moment: datetime) -> datetime:
        return moment + self.length


@dataclass(frozen=True, slots=True)
class Cron:
    """A cron line. ``either_day`` is cron's rule: where both day fields are narrowed, one is enough."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool
    zone: str

    def after(self, moment: datetime) -> datetime:
        """The first time after the moment, which has a zone.

        Raises:
            UsageError: there is none.
        """
        zone = ZoneInfo(self.zone)
        today = moment.astimezone(zone).date()
        # From yesterday on: where clocks are set, a time of yesterday may be a moment of today.
        for ahead in range(-1, _LEAP_CYCLE):
            day = today + timedelta(days=ahead)
            later = [at for at in self._times(day, zone) if at > moment]
            if later:
                return min(later)
        raise UsageError("The cron line names a date that never comes.", "Correct it.")

    def _times(self, day: date, zone: ZoneInfo) -> Iterator[datetime]:
        if not self._on(day):
            return
        for hour in self.hours:
            for minute in self.minutes:
                yield datetime.combine(day, time(hour, minute), zone).astimezone(UTC)

    def _on(self, day: date) -> bool:
        if day.month not in self.months:
            return False
        of_month, of_week = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return of_month or of_week if self.either_day else of_month and of_week


Schedule = Every | Cron


def every(text: str) -> Every:
    """A length of time such as ``90s``, ``15m``, ``2h`` or ``1d``.

    Raises:
        UsageError: it is none, or not between a second and a month.
    """
    told = _LENGTH.fullmatch(text.strip().lower())
    length = timedelta(seconds=int(told[1]) * _SECONDS[told[2]]) if told else timedelta()
    if not LEAST <= length <= MOST:
        raise UsageError(f"{text!r} is no length of time.", "Write it as 90s, 15m, 2h or 1d; 31d at most.")
    return Every(length)


def cron(text: str, zone: str) -> Cron:
    """A cron line of five fields: minute, hour, day of the month, month, day of the week.

    Args:
        text: e.g. ``0 2 * * *``; lists, ranges, steps, and English names of months and days are read.
        zone: IANA name of the zone whose clock is meant.

    Raises:
        UsageError: it cannot be read.
    """
    fields = text.lower().split()
    if len(fields) != 5:
        raise _unreadable(text)
    try:
        minutes, hours, days, months, weekdays = (
            _field(field, low, high, names)
            for field, (low, high, names) in zip(
                fields, ((0, 59, ()), (0, 23, ()), (1, 31, ()), (1, 12, _MONTHS), (0, 7, _DAYS)), strict=True
            )
        )
    except ValueError:
        raise _unreadable(text) from None
    either = not fields[2].startswith("*") and not fields[4].startswith("*")
    sundays = frozenset(day % 7 for day in weekdays)
    return Cron(tuple(sorted(minutes)), tuple(sorted(hours)), days, months, sundays, either, zone)


def _field(field: str, low: int, high: int, names: tuple[str, ...]) -> frozenset[int]:
    """The numbers of one field; ``ValueError`` where there is something else in it."""
    found: set[int] = set()
    for part in field.split(","):
        told = _PART.fullmatch(part)
        if told is None:
            raise ValueError(part)
        first, last, step = told[1], told[2], int(told[3] or 1)
        begin = low if first is None else _number(first, low, names)
        open_end = first is None or (last is None and told[3])
        end = high if open_end else _number(last or first or "", low, names)
        if not (low <= begin <= end <= high and step):
            raise ValueError(part)
        found.update(range(begin, end + 1, step))
    return frozenset(found)


def _number(word: str, low: int, names: tuple[str, ...]) -> int:
    return names.index(word) + low if word in names else int(word)


def _unreadable(text: str) -> UsageError:
    return UsageError(
        f"{text!r} is no cron line.",
        'Write minute, hour, day, month and weekday, e.g. "0 2 * * *" for each night at two.',
    )
