"""What a date's own value decides: misprints, doubts, precision, the century, the turn of the year."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.date_roles import dates_of
from extractors.date_values import MatterDates
from extractors.dates import find_dates, resolve_century
from extractors.facts import DateMention, DateRole, Doubt, PageKind, Precision
from tests.made_pages import BORN, INCIDENT, days, page, read


def mentions(text: str, kind: PageKind = PageKind.NOTE) -> tuple[DateMention, ...]:
    return dates_of(page(text), kind, MatterDates(BORN, INCIDENT))


def said(text: str, kind: PageKind = PageKind.NOTE) -> list[tuple[str, DateRole]]:
    return [(m.iso, m.role) for m in mentions(text, kind)]


def test_a_service_before_birth_or_decades_after_the_incident_is_a_misprint() -> None:
    assert said("Date of Service: 04/06/1921") == [("1921-04-06", DateRole.UNKNOWN)]
    assert said("Date of Service: 04/06/2052") == [("2052-04-06", DateRole.UNKNOWN)]
    assert said("Date of Service: 04/06/2031") == [("2031-04-06", DateRole.SERVICE)]


def test_a_year_nobody_writes_is_no_date_and_its_page_is_undated() -> None:
    facts = read(
        "Larkspur Clinic\nPatient: Rosalind Quimby\nDate of Service: 04/06/2202\nOFFICE VISIT\nHPI: pain."
    )
    assert facts.encounters == ()
    assert facts.undated == (1,)


@pytest.mark.parametrize(
    "words", ["on or about", "on/about", "ON OR ABOUT", "approximately", "around", "o/a"]
)
def test_a_day_told_about_keeps_that_as_its_precision_and_dates_no_encounter(words: str) -> None:
    text = f"Larkspur Clinic\nOFFICE VISIT\nDate of Service: {words} 04/06/2021\nHPI: neck pain."
    found = mentions(text)
    assert [(m.iso, m.precision, m.role) for m in found] == [
        ("2021-04-06", Precision.ABOUT, DateRole.SERVICE)
    ]
    assert read(text).encounters == ()


def test_a_day_told_exactly_is_a_day() -> None:
    assert mentions("He asked about it. Date of Service: 04/06/2021")[0].precision is Precision.DAY


def test_a_page_that_prints_days_first_leaves_its_other_dates_in_either_order() -> None:
    text = "Seen by Dr. Poe\nDate of Service: {}\nPrinted: 25/06/2021"
    assert [m.doubt for m in mentions(text.format("03/04/2021"))] == [Doubt.EITHER_ORDER, Doubt.DAY_FIRST]
    assert [m.doubt for m in mentions(text.format("04/04/2021"))] == [None, Doubt.DAY_FIRST]
    assert [m.doubt for m in mentions(text.format("April 3, 2021"))] == [None, Doubt.DAY_FIRST]
    # One date that can only be month first: the page is American, and its odd date a slip.
    assert [m.doubt for m in mentions(text.format("03/04/2021") + "\nSigned: 06/26/2021")] == [
        None,
        Doubt.DAY_FIRST,
        None,
    ]


CARD = """Chiropractic treatment card
Patient: Rosalind Quimby
YEAR 2021
11/30 adjusted C5, tolerated
12/28 adjusted C5, better
{}1/4 adjusted C5, better
1/11 adjusted C5, same"""


def test_a_card_that_goes_on_over_new_year_turns_the_year_and_says_so() -> None:
    found = mentions(CARD.format(""), PageKind.THERAPY)
    assert [m.iso for m in found] == ["2021-11-30", "2021-12-28", "2022-01-04", "2022-01-11"]
    assert [m.doubt for m in found] == [None, None, Doubt.TURN_OF_YEAR, Doubt.TURN_OF_YEAR]


def test_a_new_year_heading_needs_no_turning() -> None:
    found = mentions(CARD.format("2022\n"), PageKind.THERAPY)
    assert [m.iso for m in found] == ["2021-11-30", "2021-12-28", "2022-01-04", "2022-01-11"]
    assert {m.doubt for m in found} == {None}


def test_entries_out_of_order_within_a_year_turn_nothing() -> None:
    card = "Treatment card\nYEAR 2021\n8/3 tx\n6/14 tx entered late\n9/2 tx"
    assert [m.iso for m in mentions(card, PageKind.THERAPY)] == ["2021-08-03", "2021-06-14", "2021-09-02"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12/28-1/3/23", date(2022, 12, 28), date(2023, 1, 3)),
        ("12/28-1/3/2023", date(2022, 12, 28), date(2023, 1, 3)),
        ("December 28 - January 3, 2023", date(2022, 12, 28), date(2023, 1, 3)),
        ("3/1-3/5/2021", date(2021, 3, 1), date(2021, 3, 5)),
    ],
)
def test_a_range_printed_with_one_year_may_go_over_new_year(text: str, first: date, last: date) -> None:
    (found,) = find_dates(text)
    assert resolve_century(found, birth=False, near=INCIDENT, born=BORN) == (first, last)


@pytest.mark.parametrize("text", ["March 5-1, 2021", "9/10-3/2/2021"])
def test_a_range_that_goes_backwards_is_none(text: str) -> None:
    assert all(f.until is None for f in find_dates(text))


@pytest.mark.parametrize(
    "text",
    [
        "Dates of service 12/28/22-01/03/23",
        "Dates of Service: 12/28/2022 - 01/03/2023",
        "DOS from 12/28/22 through 1/3/23",
        "Service dates: 12/28/22 thru 01/03/23",
        "Dates of service December 28, 2022 to January 3, 2023",
    ],
)
def test_two_full_dates_of_a_range_share_a_role(text: str) -> None:
    assert said(text) == [("2022-12-28", DateRole.SERVICE), ("2023-01-03", DateRole.SERVICE)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("DOB: 5/1/34", "1934-05-01"),
        ("DOB: 5/1/39", "1939-05-01"),
        ("DOB: 5/1/68", "1968-05-01"),
        ("DOB: 5/1/15", "2015-05-01"),
        ("DOB: 5/1/22", "1922-05-01"),
        ("Date of Service: 5/1/34", "2034-05-01"),
        ("Date of Service: 5/1/21", "2021-05-01"),
        ("Date of Service: 5/1/98", "1998-05-01"),
    ],
)
def test_two_digits_mean_the_century_of_their_role(text: str, iso: str) -> None:
    assert [m.iso for m in mentions(text)] == [iso]


def test_an_accident_long_before_the_incident_is_history_unless_a_label_asks_for_it() -> None:
    assert said("She had a prior work injury on 05/12/2012.")[0][1] is DateRole.HISTORY
    assert said("Date of injury: 05/12/2012")[0][1] is DateRole.INCIDENT
    assert said("injury on 02/27/2021")[0][1] is DateRole.INCIDENT


def test_a_stay_is_one_encounter_with_both_ends() -> None:
    text = "\n".join(
        [
            "Larkspur Regional Hospital",
            "DISCHARGE SUMMARY",
            "Patient: Rosalind Quimby",
            "Dates of hospitalization: 12/28/2021 to 01/03/2022",
            "HOSPITAL COURSE: Observed.",
            "Electronically signed by Ada Roe, MD",
        ]
    )
    (stay,) = read(text).encounters
    assert (stay.date.iso, stay.end.iso if stay.end else None) == ("2021-12-28", "2022-01-03")
    assert days(read(text)) == [("2021-12-28", (1,))]


YEARS = (
    "MRI in 2014 was normal.",
    "Lumbar fusion 2011.",
    "Headaches since 2009.",
    "Hurt his back in the summer of 2010.",
    "In late 2015 he moved.",
    "A 2013 MRI showed nothing.",
    "s/p appendectomy (1998)",
    "during 2016 she had therapy",
)
NO_YEARS = (
    "gave 2010 mL of saline",
    "at 2015 the patient was moved",
    "2014 Harbor Road",
    "in 2000 mL of saline",
    "Room 2011",
    "CPT 2014",
    "MRN 2014 2015",
    "lifted in 1950 lbs steps",
    "Form 2019 rev",
    "in 2019-20 AMA",
    "$2,014.00 in charges",
)


@pytest.mark.parametrize("text", YEARS)
def test_a_year_alone_is_history_of_a_year(text: str) -> None:
    (found,) = mentions(text)
    assert (found.precision, found.role, len(found.iso)) == (Precision.YEAR, DateRole.HISTORY, 4)
    assert (found.start.month, found.end.month) == (1, 12)
    assert found.citation.quote == found.iso


@pytest.mark.parametrize("text", NO_YEARS)
def test_four_digits_that_are_no_year(text: str) -> None:
    assert mentions(text) == ()


def test_papers_that_tell_hours_mean_hours_by_since() -> None:
    assert mentions("Chest pain since 2010", PageKind.EMERGENCY) == ()
