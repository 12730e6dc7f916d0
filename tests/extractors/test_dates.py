"""Dates are read in every form records print, with the precision printed; what only looks like one is not."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.date_roles import dates_of
from extractors.date_values import MatterDates
from extractors.dates import FoundDate, find_dates, find_partial_dates, resolve_century
from extractors.facts import DateMention, DateRole, PageKind, Precision
from extractors.pages import Layer
from tests.made_pages import BORN, INCIDENT, page

NEAR = date(2021, 3, 1)


def one(text: str) -> FoundDate:
    found = find_dates(text)
    assert len(found) == 1, found
    return found[0]


def read_as(text: str) -> str | None:
    found = find_dates(text)
    if not found:
        return None
    assert len(found) == 1, found
    span = resolve_century(found[0], birth=False, near=NEAR, born=BORN)
    return span[0].isoformat() if span else None


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2021",
        "3/4/2021",
        "3/4/21",
        "3-4-21",
        "03-04-2021",
        "2021-03-04",
        "2021/03/04",
        "03.04.2021",
        "3 / 4 / 2021",
        "March 4, 2021",
        "March 4 2021",
        "MARCH 04, 2021",
        "Mar. 4, 2021",
        "March 4th, 2021",
        "Mar 4, '21",
        "4 March 2021",
        "4-Mar-2021",
        "04MAR2021",
        "04MAR21",
        "04-MAR-21",
        "4th day of March, 2021",
        "the 4th day of March 2021",
        "Thursday, March 4, 2021",
        "4 de marzo de 2021",
        "(03/04/2021)",
        "03/04/2021.",
        "DOS:03/04/2021",
        "03/04/2021 14:10",
        "3/4/21, seen",
        "O3/O4/2O2l",
        "03/04/2O21",
        "3/4/2021's note",
    ],
)
def test_forms_of_one_day(text: str) -> None:
    assert read_as(text) == "2021-03-04"
    assert one(text).precision is Precision.DAY


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("9/9/2O20", "2020-09-09"),
        ("l2/01/2020", "2020-12-01"),
        ("14th day of June, 2022", "2022-06-14"),
        ("02/29/2020", "2020-02-29"),
        ("Sept. 21, 2019", "2019-09-21"),
        ("5 de marzo de 2021", "2021-03-05"),
        ("12/31/1999", "1999-12-31"),
        ("1/1/1900", "1900-01-01"),
    ],
)
def test_hard_cases_that_must_be_read(text: str, iso: str) -> None:
    assert read_as(text) == iso


@pytest.mark.parametrize("text", ["3/1-3/5/2021", "March 1-5, 2021", "Mar 1 to Mar 5, 2021"])
def test_a_range_printed_as_one_keeps_both_ends(text: str) -> None:
    found = one(text)
    assert (found.year, found.month, found.day, found.until) == (2021, 3, 1, (3, 5))


@pytest.mark.parametrize(
    "text",
    [
        "BP 120/80",
        "5/10 pain",
        "2/3",
        "4/5 strength",
        "20/40",
        "L4-5",
        "C5/6",
        "10/12 sessions",
        "3/4 inch",
        "10/325 mg",
        "555-12-1234",
        "(555) 010-0134",
        "99213-25",
        "33-4-6",
        "O.C.G.A. § 33-4-6",
        "Tr. 101:5-10",
        "GCS (4/5/6)",
        "serial 5-10-15",
        "Serial No. 5-10-15",
        "Lot: 3/4/21",
        "NDC 0093-1015-01",
        "12-34-5678",
        "1-800-555-0100",
        "2.5.10",
        "192.168.1.10",
        "L3-4-5",
        "C4/5/6",
        "5/5/5 strength",
        "1/2/3",
        "30-60-90",
        "20/20/20",
        "T10/11/12",
        "$3/4/21",
        "page 3/4/5",
        "SSN 123-45-6789",
        "ZIP 33480-2021",
        "phone 03-04-2021",
        "12:30",
        "noon",
        "May 13",
        "10/12",
        "in 2019",
        "xx/xx/2021",
        "98.6",
        "3/21",
    ],
)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    "text",
    ["02/30/2021", "02/29/2021", "04/31/2021", "00/10/2021", "10/00/2021", "Feb 30, 2021", "13/13/2021"],
)
def test_impossible_days_are_not_bent(text: str) -> None:
    assert all(f.precision is not Precision.DAY for f in find_dates(text))


@pytest.mark.parametrize("text", ["03/2021", "March 2021", "March of 2021", "Mar, 2021"])
def test_a_month_stays_a_month(text: str) -> None:
    found = one(text)
    assert found.precision is Precision.MONTH
    assert resolve_century(found, birth=False, near=None, born=None) == (date(2021, 3, 1), date(2021, 3, 31))


def test_day_first_is_read_and_flagged() -> None:
    found = one("13/02/2021")
    assert (found.year, found.month, found.day, found.ambiguous) == (2021, 2, 13, True)
    assert not one("02/13/2021").ambiguous


@pytest.mark.parametrize(
    ("text", "birth", "near", "born", "year"),
    [
        ("5/1/50", True, NEAR, None, 1950),
        ("5/1/20", True, NEAR, None, 2020),
        ("5/1/22", True, NEAR, None, 1922),
        ("3/7/22", False, NEAR, BORN, 2022),
        ("9/21/98", False, NEAR, BORN, 1998),
        ("3/7/99", False, date(2001, 1, 1), BORN, 1999),
        ("3/7/20", False, date(1999, 1, 1), None, 2020),
        ("3/7/22", False, None, None, 2022),
        ("3/7/72", False, None, None, 1972),
    ],
)
def test_the_century_of_two_digits_is_decided_by_role(
    text: str, birth: bool, near: date | None, born: date | None, year: int
) -> None:
    span = resolve_century(one(text), birth=birth, near=near, born=born)
    assert span is not None
    assert span[0].year == year


def test_the_29th_of_february_of_a_year_without_one_is_no_date() -> None:
    assert resolve_century(one("2/29/00"), birth=True, near=date(1990, 1, 1), born=None) is None


def test_claim_forms_print_dates_in_boxes_and_hospitals_run_them_on() -> None:
    text = "03 04 21 03 05 2021 11 99213"
    assert find_dates(text) == ()
    assert [(f.month, f.day) for f in find_dates(text, boxed=True)] == [(3, 4), (3, 5)]
    assert find_dates("20210304") == ()
    assert [(f.year, f.month, f.day) for f in find_dates("20210304", boxed=True)] == [(2021, 3, 4)]
    assert [(f.month, f.day) for f in find_dates("030421 030521", boxed=True)] == [(3, 4), (3, 5)]
    assert find_dates("030421", boxed=True) == ()
    assert [(f.month, f.day) for f in find_dates("030421 030521", run_on=True)] == [(3, 4), (3, 5)]
    assert find_dates("1023456789 133256 999999", boxed=True, run_on=True) == ()


def test_month_and_day_without_a_year_are_found_only_when_asked_for() -> None:
    assert [(m, d) for _, _, m, d in find_partial_dates("4/6 tx\n4-13 tx\nApr 20 tx")] == [
        (4, 6),
        (4, 13),
        (4, 20),
    ]
    assert list(find_partial_dates("4/6/21 and 4/6/2021 and Apr 20, 2021")) == []


@pytest.mark.parametrize(
    "unit",
    ["1/1/1/", "1/", "1-1-", "1 1 1 ", "May ", "12 / ", "'", "O", "9", "1 day of ", "3/4/2021 ", "\n", "de "],
)
def test_the_cost_is_linear_in_the_text(unit: str) -> None:
    def seconds(text: str) -> float:
        begin = time.process_time()
        find_dates(text, boxed=True, run_on=True)
        return time.process_time() - begin

    short = unit * (20_000 // len(unit))
    # Ten times the text may cost twelve times the time; machines are not quiet, so twice that, a floor, and
    # two more attempts.
    assert any(seconds(short * 10) <= max(12 * seconds(short) * 2, 0.5) for _ in range(3))


SOME_TEXT = st.lists(
    st.one_of(
        st.dates(date(1900, 1, 1), date(2099, 12, 31)).flatmap(
            lambda d: st.sampled_from(
                ["%m/%d/%Y", "%m-%d-%y", "%B %d, %Y", "%d%b%Y", "%Y-%m-%d", "%m/%Y"]
            ).map(d.strftime)
        ),
        st.text(alphabet="0123456789/-., OlIMayr'\n\tº$", max_size=12),
    ),
    max_size=12,
).map(" ".join)


@given(SOME_TEXT, st.booleans())
@settings(max_examples=300, deadline=None)
def test_every_span_lies_in_the_text_and_reads_the_same_again(text: str, forms: bool) -> None:
    end = 0
    for found in find_dates(text, boxed=forms, run_on=forms):
        assert end <= found.span_start < found.span_end <= len(text)
        end = found.span_end
        printed = text[found.span_start : found.span_end]
        again = find_dates(printed, boxed=forms, run_on=forms)
        assert [(f.year, f.month, f.day, f.precision) for f in again] == [
            (found.year, found.month, found.day, found.precision)
        ]


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%m/%d/%Y", "%B %d, %Y", "%d-%b-%Y", "%Y-%m-%d"]),
)
@settings(max_examples=200, deadline=None)
def test_a_full_date_is_read_as_itself(day: date, form: str) -> None:
    found = one(f"Seen on {day.strftime(form)} again")
    assert resolve_century(found, birth=False, near=None, born=None) == (day, day)


# --- roles on a page ----------------------------------------------------------------------------------------


def roles(
    text: str, kind: PageKind = PageKind.NOTE, layer: Layer = Layer.NATIVE
) -> list[tuple[str, DateRole]]:
    return [(m.iso, m.role) for m in mentions(text, kind, layer)]


def mentions(
    text: str, kind: PageKind = PageKind.NOTE, layer: Layer = Layer.NATIVE
) -> tuple[DateMention, ...]:
    return dates_of(page(text, layer=layer), kind, MatterDates(BORN, INCIDENT))


def test_a_date_without_evidence_never_dates_an_encounter() -> None:
    found = roles("The weather had been dry until 04/06/2021 when the rain began again in the whole county.")
    assert [role for _, role in found] == [DateRole.HISTORY]


def test_the_birth_date_is_known_by_its_value_and_the_incident_too() -> None:
    assert roles("Statement 09/21/1967")[0][1] is DateRole.BIRTH
    assert roles("He tells of 03/01/2021 and of the pain since.")[0][1] is DateRole.INCIDENT
    assert roles("Date of Service: 03/01/2021")[0][1] is DateRole.SERVICE


def test_a_cell_under_its_label_takes_the_label_over_it() -> None:
    text = (
        "DATE OF BIRTH          DATE OF VISIT          PRINTED\n"
        "01/02/1950             04/06/2021             04/09/2021"
    )
    assert [r for _, r in roles(text)] == [DateRole.BIRTH, DateRole.SERVICE, DateRole.PRINTED]


def test_a_bare_date_means_what_its_paper_means() -> None:
    assert roles("Name Ann\nDate: 04/06/2021", PageKind.CONSENT)[0][1] is DateRole.SIGNED
    assert roles("Name Ann\nDate: 04/06/2021", PageKind.THERAPY)[0][1] is DateRole.SERVICE
    assert roles("Name Ann\nDate: 04/06/2021", PageKind.FAX_COVER)[0][1] is DateRole.FAXED


def test_the_second_day_of_a_range_has_the_role_of_the_first() -> None:
    found = mentions("Dates of Service: 04/06/2021 to 04/09/2021")
    assert [m.role for m in found] == [DateRole.SERVICE, DateRole.SERVICE]


def test_a_fax_line_at_the_edge_of_a_page_is_no_visit() -> None:
    text = (
        "04/09/2021 10:14 FROM: 555-555-0134 TO: 555-555-0188 P. 3/40\nLarkspur\n"
        "Date of Service: 04/06/2021\nSeen."
    )
    assert roles(text) == [("2021-04-09", DateRole.FAXED), ("2021-04-06", DateRole.SERVICE)]


def test_cards_that_print_the_year_once_are_read_under_it_and_only_then() -> None:
    card = "Chiropractic travel card\nYEAR 2021\n4/6 adjusted C5, tolerated\n4/13 adjusted C5, better"
    assert [iso for iso, _ in roles(card, PageKind.THERAPY)] == ["2021-04-06", "2021-04-13"]
    assert roles(card.replace("YEAR 2021\n", ""), PageKind.THERAPY) == []


def test_each_mention_cites_its_own_characters() -> None:
    text = "Date of Service: 04/06/2021 Printed: 04/09/2021"
    made = page(text)
    for mention in dates_of(made, PageKind.NOTE, MatterDates(BORN, INCIDENT)):
        mention.citation.verify(made)
        assert mention.rule
