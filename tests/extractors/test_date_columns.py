"""Cards whose columns are year, month and day: the year is printed once and holds until the next."""

from __future__ import annotations

import pytest

from extractors.date_columns import dates_in_columns
from tests.made_pages import page, read


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


SHEET = """Harbor Point Rehab
12 Wharf Lane, Port Ellery, FL 33480
EXERCISE FLOW SHEET 2021
Patient: Rosalind Quimby   DOB: 09/21/1967
Date            3/4     3/6     3/9     3/11
Pain            6/10    5/10    5/10    4/10
Bike            5 min   5 min   6 min   8 min
Initials        KR      KR      TD      KR
KR = Kara Rusk, PT   TD = Tom Dell, PTA"""
ATTENDED = ["2021-03-04", "2021-03-06", "2021-03-09", "2021-03-11"]


@pytest.mark.parametrize(
    "text",
    [
        SHEET,
        SHEET.replace(" 2021", "").replace("3/4     3/6     3/9     3/11", "3/4/21  3/6/21  3/9/21  3/11/21"),
        SHEET.replace("Date  ", "Visit date"),
    ],
)
def test_each_column_of_a_flow_sheet_is_a_visit(text: str) -> None:
    encounters = read(text).encounters
    assert [e.date.iso for e in encounters] == ATTENDED
    assert not any(e.passages for e in encounters)
    names = [e.provider.value for e in encounters if e.provider]
    assert names == ["Kara Rusk, PT", "Kara Rusk, PT", "Tom Dell, PTA", "Kara Rusk, PT"]


def test_a_hospitals_flow_sheet_and_a_sentence_are_no_columns_of_visits() -> None:
    ward = SHEET.replace("EXERCISE FLOW SHEET", "VITAL SIGNS FLOW SHEET")
    assert read(ward).encounters == ()
    told = SHEET.replace("Date   ", "Dates seen were before")
    assert read(told).encounters == ()
