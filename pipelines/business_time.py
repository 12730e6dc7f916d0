"""Time as an office counts it: working hours and business days in the office's own zone.

Answers: when something is due, and how much working time lies between two moments. Pure: the moment and the
hours are given. Refuses hours in which nobody ever works, zones that the machine does not know, and moments
without a zone. A day on which the clocks change counts its hours as the clock on the wall shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from extractors.errors import UsageError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONGEST_CLOSURE = 60
"""Days in a row without a working day, after which hours are taken for a mistake."""


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """From ``opens`` to ``closes`` on each of ``days`` (of `WEEKDAYS`) that is none of ``holidays``; the
    times are those of ``zone``, an IANA name such as ``America/New_York``."""

    zone: str = "America/New_York"
    opens: time = time(9)
    closes: time = time(17)
    days: tuple[str, ...] = WEEKDAYS[:5]
    holidays: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        if not self.opens < self.closes:
            raise UsageError("Working hours end before they begin.", "Correct opens and closes.")
        if not self.days or set(self.days) - set(WEEKDAYS) or len(set(self.days)) != len(self.days):
            raise UsageError("Working days are not a list of weekdays.", f"Use {', '.join(WEEKDAYS)}.")
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise UsageError(
                f"The time zone {self.zone!r} is not known.", "Use a name such as America/New_York."
            ) from None

    def works_on(self, day: date) -> bool:
        """Whether it is a working day."""
        return WEEKDAYS[day.weekday()] in self.days and day not in self.holidays


def due_in_hours(start: datetime, hours: int, working: WorkingHours) -> datetime:
    """The moment (UTC, to the second) at which that many working hours after ``start`` have passed."""
    left = timedelta(hours=hours)
    for opens, closes in _sessions(start, working):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    raise AssertionError("working days never end")


def due_in_days(start: datetime, days: int, working: WorkingHours) -> datetime:
    """Closing time (UTC) of the ``days``-th business day after the day of ``start``, which never counts."""
    day = _local(start, working).date()
    for _ in range(days):
        day = _next_working_day(day + timedelta(days=1), working)
    return _moment(day, working.closes, working)


def working_time(start: datetime, end: datetime, working: WorkingHours) -> timedelta:
    """The working time between the two; zero if ``end`` is not after ``start``."""
    end = end.astimezone(UTC).replace(microsecond=0)
    total = timedelta()
    for opens, closes in _sessions(start, working):
        if opens >= end:
            return total
        total += min(closes, end) - opens
    raise AssertionError("working days never end")


def business_days(start: datetime, end: datetime, working: WorkingHours) -> int:
    """How many business days the day of ``end`` lies after that of ``start``; 0 where it does not."""
    first, last = _local(start, working).date(), _local(end, working).date()
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(working.works_on(day) for day in days)


def _sessions(start: datetime, working: WorkingHours) -> Iterator[tuple[datetime, datetime]]:
    """What is left of the working day of ``start``, then every working day after it, in UTC."""
    start = start.astimezone(UTC).replace(microsecond=0)
    day = _local(start, working).date()
    while True:
        day = _next_working_day(day, working)
        opens, closes = _moment(day, working.opens, working), _moment(day, working.closes, working)
        if closes > start:
            yield max(opens, start), closes
        day += timedelta(days=1)


def _next_working_day(day: date, working: WorkingHours) -> date:
    """The day itself, or the first working day after it.

    Raises:
        UsageError: none within two months: the holidays leave nothing to work on.
    """
    for ahead in range(_LONGEST_CLOSURE):
        if working.works_on(day + timedelta(days=ahead)):
            return day + timedelta(days=ahead)
    raise UsageError("The office has no working day within two months.", "Correct its holidays.")


def _local(moment: datetime, working: WorkingHours) -> datetime:
    if moment.tzinfo is None:
        raise UsageError("The time has no time zone.", "Give the time with its zone.")
    return moment.astimezone(ZoneInfo(working.zone))


def _moment(day: date, at: time, working: WorkingHours) -> datetime:
    return datetime.combine(day, at, ZoneInfo(working.zone)).astimezone(UTC)
