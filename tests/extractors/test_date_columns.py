"""Cards whose columns are year, month and day: the year is printed once and holds until the next."""

from __future__ import annotations

import pytest

from extractors.date_columns import dates_in_columns
from tests.made_pages import page


def days(*rows: str) -> list[tuple[str, str]]:
    text = "\n".join(rows)
    return [
        (f"{d.year}-{d.month:02}-{d.day:02}", text[d.span_start : d.span_end])
        for d in dates_in_columns(page(text).lines())
    ]


def test_the_year_holds_until_the_next_one() -> None:
    assert days(
        "Yr Mo Day Subj. Findings Dr",
        "2004 10 27 LBP 8, R leg L4 WK",
        "12 3 sore L5 WK",
        "2005 1 5 LBP 4 SK",
        "1 19 LBP 3 WK",
    ) == [
        ("2004-10-27", "2004 10 27"),
        ("2004-12-03", "12 3"),
        ("2005-01-05", "2005 1 5"),
        ("2005-01-19", "1 19"),
    ]


def test_other_orders_and_names_of_months() -> None:
    assert days("Month Day Year Remarks", "Oct. 27 2004 sore", "Nov 3 better") == [
        ("2004-10-27", "Oct. 27 2004"),
        ("2004-11-03", "Nov 3"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("10 27 sore", "2004 10 27 sore"),  # no heading
        ("Yr Mo Day Remarks", "10 27 sore"),  # no year yet
        ("Yr Mo Day Remarks", "2004 13 27 sore", "2004 2 30 sore"),  # no such day
        ("Yr Mo Day Remarks", "2004 10 27"),  # nothing recorded
        ("Day Mo Visits", "10 27 sore"),
    ],
)
def test_what_is_no_dated_row(rows: tuple[str, ...]) -> None:
    assert days(*rows) == []
