"""Deadlines fall within the office's hours: nights, week-ends, holidays and clock changes count right."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import UsageError
from pipelines.business_time import (
    WorkingHours,
    business_days,
    due_in_days,
    due_in_hours,
    working_time,
)

UTC_OFFICE = WorkingHours("UTC")
NEW_YORK = WorkingHours()
FRIDAY = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-03-02 10:00", 4, "2026-03-02 14:00"),
        ("2026-03-02 13:00", 4, "2026-03-02 17:00"),
        ("2026-03-02 15:00", 4, "2026-03-03 11:00"),
        ("2026-03-02 03:00", 4, "2026-03-02 13:00"),
        ("2026-03-02 17:00", 1, "2026-03-03 10:00"),
        ("2026-03-06 15:00", 4, "2026-03-09 11:00"),
        ("2026-03-07 12:00", 4, "2026-03-09 13:00"),
        ("2026-03-02 10:00", 20, "2026-03-04 14:00"),
    ],
)
def test_hours_pass_only_while_the_office_works(start: str, hours: int, due: str) -> None:
    assert due_in_hours(at(start), hours, UTC_OFFICE) == at(due)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-03-02 08:00", 1, "2026-03-03 17:00"),
        ("2026-03-02 23:00", 1, "2026-03-03 17:00"),
        ("2026-03-06 15:00", 1, "2026-03-09 17:00"),
        ("2026-03-07 12:00", 2, "2026-03-10 17:00"),
        ("2026-03-02 08:00", 5, "2026-03-09 17:00"),
    ],
)
def test_business_days_end_at_closing_time(start: str, days: int, due: str) -> None:
    assert due_in_days(at(start), days, UTC_OFFICE) == at(due)
    assert business_days(at(start), at(due), UTC_OFFICE) == days


def test_a_holiday_is_no_working_day() -> None:
    closed = WorkingHours("UTC", holidays=(date(2026, 3, 9),))
    assert due_in_hours(FRIDAY, 4, closed) == at("2026-03-10 11:00")
    assert due_in_days(FRIDAY, 1, closed) == at("2026-03-10 17:00")


def test_the_offices_own_zone_and_its_change_of_clocks_count() -> None:
    # On 8 March 2026 the clocks of New York go forward: its nine o'clock is 13:00 UTC instead of 14:00.
    assert due_in_hours(at("2026-03-06 21:00"), 2, NEW_YORK) == at("2026-03-09 14:00")
    assert due_in_days(at("2026-03-05 15:00"), 1, NEW_YORK) == at("2026-03-06 22:00")
    assert due_in_days(FRIDAY, 1, NEW_YORK) == at("2026-03-09 21:00")
    # At one in the morning UTC it is still the day before there.
    assert due_in_days(at("2026-03-03 01:00"), 1, NEW_YORK) == at("2026-03-03 22:00")


def test_time_at_night_is_no_working_time() -> None:
    assert working_time(at("2026-03-02 16:00"), at("2026-03-03 10:30"), UTC_OFFICE) == timedelta(hours=2.5)
    assert working_time(at("2026-03-02 18:00"), at("2026-03-02 23:00"), UTC_OFFICE) == timedelta()
    assert working_time(at("2026-03-03 10:00"), at("2026-03-02 10:00"), UTC_OFFICE) == timedelta()


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)),
    st.integers(1, 60),
    st.sampled_from([UTC_OFFICE, NEW_YORK, WorkingHours("Asia/Kolkata", time(8, 30), time(12), ("sat",))]),
)
def test_what_is_due_in_some_hours_is_that_much_working_time_away(
    start: datetime, hours: int, working: WorkingHours
) -> None:
    start = start.replace(microsecond=0, tzinfo=UTC)
    due = due_in_hours(start, hours, working)
    assert working_time(start, due, working) == timedelta(hours=hours)
    assert working_time(start, due - timedelta(seconds=1), working) < timedelta(hours=hours)


def test_hours_that_cannot_be_are_refused() -> None:
    with pytest.raises(UsageError, match="end before they begin"):
        WorkingHours(opens=time(17), closes=time(9))
    with pytest.raises(UsageError, match="list of weekdays"):
        WorkingHours(days=("mon", "mon"))
    with pytest.raises(UsageError, match="'Mars/Base' is not known"):
        WorkingHours("Mars/Base")
    with pytest.raises(UsageError, match="no time zone"):
        due_in_days(datetime(2026, 3, 2), 1, UTC_OFFICE)


def test_an_office_that_never_opens_is_refused_rather_than_waited_for() -> None:
    every_monday = tuple(date(2026, 3, 2) + timedelta(weeks=n) for n in range(20))
    closed = WorkingHours("UTC", days=("mon",), holidays=every_monday)
    with pytest.raises(UsageError, match="no working day within two months"):
        due_in_hours(FRIDAY, 1, closed)
