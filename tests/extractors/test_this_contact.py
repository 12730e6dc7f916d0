"""A note records its own contact; what else its header and its tables date is none of its own."""

from __future__ import annotations

import pytest

from extractors.document_facts import ClientFacts
from extractors.identity import Owner, mentions
from extractors.page_kinds import page_of
from tests.made_pages import BORN, INCIDENT, days, page, read

_HEAD = "Stride Physical Therapy\nPatient: Rosalind Quimby\nDOB: 09/21/1967\n"
_THERAPY = (
    "PHYSICAL THERAPY DAILY NOTE\nSUBJECTIVE: Knee sore.\nOBJECTIVE: Motion limited.\n"
    "PLAN: Continue.\nElectronically signed by Ines Vale, PT"
)
_VISIT = "Encounter Date: 03/04/2021\nOFFICE VISIT\nCHIEF COMPLAINT: Neck pain.\n"
_END = "ASSESSMENT: Strain.\nElectronically signed by Ada Roe, MD"


@pytest.mark.parametrize(
    "others",
    [
        "Surgery Date: 01/15/2021\nInitial Evaluation Date: 02/01/2021",
        "Date of Surgery: 01/15/2021",
        "Last office visit: 02/20/2021",
        "Next Appointment Date: 03/11/2021",
    ],
)
def test_a_header_dates_other_events_too(others: str) -> None:
    before = read(f"{_HEAD}{others}\nDate of Service: 03/04/2021\n{_THERAPY}")
    behind = read(f"{_HEAD}Date of Service: 03/04/2021\n{others}\n{_THERAPY}")
    assert days(before) == days(behind) == [("2021-03-04", (1,))]


@pytest.mark.parametrize("label", ["Surgery Date", "Initial Evaluation Date", "Date of Procedure"])
def test_alone_such_a_date_is_the_contact(label: str) -> None:
    assert days(read(f"{_HEAD}{label}: 02/01/2021\n{_THERAPY}")) == [("2021-02-01", (1,))]


_TABLES = [
    "SURGICAL HISTORY\nDate   Procedure   Provider\n03/04/2010   Appendectomy   Smith\n",
    "Immunizations\nDate   Vaccine   Status\n03/04/2010   Tdap   Given\n05/06/2012   Flu   Given\n",
    "RESULTS\n02/01/2021 MRI cervical spine: bulge.\n02/05/2021 X-ray: negative.\n02/09/2021 EMG: normal.\n",
]


@pytest.mark.parametrize("table", _TABLES)
def test_the_tables_of_a_note_list_no_visits(table: str) -> None:
    assert days(read(_HEAD + _VISIT + table + _END)) == [("2021-03-04", (1,))]
    assert days(read(_HEAD + _VISIT, table + _END)) == [("2021-03-04", (1, 2))]


def test_a_note_that_goes_on_with_vital_signs_is_no_flow_sheet() -> None:
    second = f"VITALS\nBP 120/80 Pulse 70 Temp 98.6 Resp 16\nNeck: tender on the right side.\n{_END}"
    assert days(read(_HEAD + _VISIT, second)) == [("2021-03-04", (1, 2))]


def test_a_blank_stretch_longer_than_a_quote_costs_no_draft() -> None:
    facts = read("Date of Service: 03/04/2021\n" + "\n" * 1500 + "PLAN: Return in two weeks.")
    (encounter,) = facts.encounters
    assert [p.citation.quote for p in encounter.passages] == ["Return in two weeks."]


@pytest.mark.parametrize("printed", ["JOSE NUNEZ", "José Núñez", "Nunez, Jose"])
def test_accents_make_nobody_a_stranger(printed: str) -> None:
    who = ClientFacts("José Núñez", (), BORN, INCIDENT)
    signed = "Electronically signed by Inés Peña, MD"
    facts = read(f"Bay Clinic\nPatient: {printed}\nDOB: 09/21/1967\n{_VISIT}{signed}", who=who)
    assert facts.owners == (Owner.CLIENT,)
    assert [e.provider and e.provider.value for e in facts.encounters] == ["Inés Peña, MD"]


def test_a_stranger_with_an_accent_is_a_stranger() -> None:
    facts = read(f"Bay Clinic\nPatient: Íñigo Muñoz\nDOB: 01/02/1950\n{_VISIT}{_END}")
    assert facts.owners == (Owner.OTHER,)


def test_a_short_name_is_not_found_inside_other_words() -> None:
    assert not mentions(page("He planned to sleep."), ("Ann Lee",))
    assert mentions(page("Return to: ANN LEE"), ("Ann Lee",))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Cedar Point Family Practice PA\n210 Oak St, Tyler, TX 75701\n", "Cedar Point Family Practice PA"),
        (
            "RUN DATE: 04/01/21   Pine Ridge Medical Center EDM **LIVE**   PAGE 1\n",
            "Pine Ridge Medical Center",
        ),
        ("Bay Clinic\n12 Elm St, Tyler, TX 75701\nAda Roe\nPrimary Care Physician\n", "Bay Clinic"),
    ],
)
def test_a_letterhead_s_own_words_and_nothing_else_name_the_facility(text: str, name: str) -> None:
    (encounter,) = read(text + _VISIT + _END).encounters
    assert encounter.facility is not None
    assert encounter.facility.value == name


def test_a_date_is_no_page_number() -> None:
    assert page_of("Seen at 5 p 3/4/2021") is None
    assert page_of("p. 3/4") == (3, 4)


def test_words_that_end_like_a_number_s_label_hide_no_date() -> None:
    facts = read("Template 03/04/2021\nSerial 05-10-15")
    assert [d.iso for d in facts.pages[0].dates] == ["2021-03-04"]
