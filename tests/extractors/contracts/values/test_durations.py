"""Lengths of time: as they are printed, and what lies one of them after a day."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.contracts.values.durations import Duration, Unit, after, before, durations_in


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("thirty (30) days", "30 days"),
        ("one (I) year", "1 year"),
        ("two years (2)", "2 years"),
        ("four (4) -year period", "4 years"),
        ("a five-year term", "5 years"),
        ("twenty-five (25) years", "25 years"),
        ("one hundred twenty (120) days", "120 days"),
        ("30 calendar days", "30 days"),
        ("ten (10) business days'", "10 business days"),
        ("twelve full calendar months", "12 months"),
        ("90   (ninety)   days", "90 days"),
        ("an additional period of half a year", "6 months"),
        ("for an additional month of service", "1 month"),
    ],
)
def test_a_length_is_read_with_its_unit(text: str, normal: str) -> None:
    [found] = durations_in(text)
    assert found.normal == normal


@pytest.mark.parametrize(
    "text", ["the 1940 Act year", "Year 3", "$5 a month", "the second day", "0 days", "2019 year"]
)
def test_what_is_no_length_is_none(text: str) -> None:
    assert durations_in(text) == ()


@pytest.mark.parametrize("text", ["thirty (60) days", "three years (2)"])
def test_words_and_figures_that_differ_have_no_count(text: str) -> None:
    [found] = durations_in(text)
    assert (found.count, found.normal) == (None, "")


def test_months_end_where_the_month_ends() -> None:
    month = Duration(0, 0, 1, Unit.MONTH)
    assert after(date(2019, 1, 31), month) == date(2019, 2, 28)
    assert before(date(2020, 3, 31), month) == date(2020, 2, 29)
    assert after(date(2016, 2, 29), Duration(0, 0, 1, Unit.YEAR)) == date(2017, 2, 28)


def test_weeks_and_quarters_are_counted() -> None:
    assert after(date(2020, 1, 1), Duration(0, 0, 12, Unit.WEEK)) == date(2020, 3, 25)
    assert after(date(2020, 1, 1), Duration(0, 0, 2, Unit.QUARTER)) == date(2020, 7, 1)


def test_business_days_and_days_beyond_the_calendar_are_not_counted() -> None:
    assert after(date(2020, 1, 1), Duration(0, 0, 10, Unit.BUSINESS_DAY)) is None
    assert after(date(9999, 6, 1), Duration(0, 0, 1, Unit.YEAR)) is None
    assert before(date(1, 1, 5), Duration(0, 0, 30, Unit.DAY)) is None
