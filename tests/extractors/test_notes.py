"""Notes begin and end where records begin and end them: several on a page, one over several pages."""

from __future__ import annotations

import pytest

from extractors.facts import DateRole, PageKind
from tests.made_pages import STAY, STRANGER, UNDATED, days, read, therapy, visit

HEAD = "Stride Physical Therapy\n88 Mill Street, Port Ellery, FL 33481\nPatient: Rosalind Quimby\n"
FIRST = (
    "Larkspur Family Medicine\nPatient: Rosalind Quimby\nDATE OF VISIT: 04/06/2021\nOFFICE VISIT\n"
    "CHIEF COMPLAINT: Neck pain since the crash.\nPHYSICAL EXAMINATION: Tender over the neck."
)
SECOND = (
    "Strength is full in both arms and the reflexes are equal.\nASSESSMENT: Cervical strain.\n"
    "PLAN: Therapy for six weeks.\nElectronically signed by Odalys T. Brightwater, MD"
)


def entry(day: str, score: int) -> str:
    return (
        f"DATE: {day} Visit #: {score}\nSUBJECTIVE: Neck pain {score}/10 today.\n"
        "OBJECTIVE: Tender trapezius.\n"
        "TREATMENT: Manual therapy (97140)\nElectronically signed by Ines Vale, PT"
    )


def test_each_of_many_notes_on_a_page_keeps_its_own_words() -> None:
    facts = read(HEAD + "\n".join([entry("04/06/2021", 6), entry("04/08/2021", 5), entry("04/13/2021", 4)]))
    assert days(facts) == [("2021-04-06", (1,)), ("2021-04-08", (1,)), ("2021-04-13", (1,))]
    complaints = [
        next(p.citation.quote for p in e.passages if p.heading == "Complaint") for e in facts.encounters
    ]
    assert complaints == ["Neck pain 6/10 today.", "Neck pain 5/10 today.", "Neck pain 4/10 today."]
    assert [e.provider.value for e in facts.encounters if e.provider] == ["Ines Vale, PT"] * 3


@pytest.mark.parametrize(
    "numbers", [("", ""), ("\nPage 1 of 2", "\nPage 2 of 2"), ("\nPage 7 of 40", "\nPage 8 of 40")]
)
def test_a_note_goes_on_over_the_page_end(numbers: tuple[str, str]) -> None:
    facts = read(FIRST + numbers[0], SECOND + numbers[1])
    assert days(facts) == [("2021-04-06", (1, 2))]
    assert [p.citation.quote for p in facts.encounters[0].passages if p.heading == "Diagnosis"] == [
        "Cervical strain."
    ]
    assert facts.undated == ()


def test_a_header_repeated_on_the_next_page_begins_no_second_note() -> None:
    head = "Larkspur Family Medicine\nPatient: Rosalind Quimby\nDATE OF VISIT: 04/06/2021\n"
    assert days(read(FIRST + "\nPage 1 of 2", head + SECOND + "\nPage 2 of 2")) == [("2021-04-06", (1, 2))]


def test_the_same_header_with_another_day_begins_another_note() -> None:
    assert days(read(therapy("04/06/2021"), therapy("04/08/2021"))) == [
        ("2021-04-06", (1,)),
        ("2021-04-08", (2,)),
    ]


def test_a_blank_page_does_not_end_a_note() -> None:
    assert days(read(FIRST, None, SECOND)) == [("2021-04-06", (1, 3))]


def test_a_page_after_a_signature_is_not_taken_into_the_note() -> None:
    facts = read(
        visit("04/06/2021"),
        "PHYSICAL EXAMINATION: Tender over the neck.\nASSESSMENT: Cervical strain.\nPLAN: Rest.",
    )
    assert days(facts) == [("2021-04-06", (1,))]
    assert facts.undated == (2,)


def test_a_clinical_page_without_any_date_is_named_not_dropped() -> None:
    facts = read(UNDATED)
    assert facts.encounters == ()
    assert facts.undated == (1,)


def test_a_new_run_of_pages_does_not_continue_the_note_before() -> None:
    facts = read(FIRST + "\nPage 1 of 2", SECOND + "\nPage 1 of 3")
    assert days(facts) == [("2021-04-06", (1,))]


def test_another_patients_page_between_is_never_bridged() -> None:
    facts = read(FIRST + "\nPage 1 of 2", STRANGER, SECOND + "\nPage 2 of 2")
    assert facts.owners[1] == "other patient"
    assert all(2 not in e.pages for e in facts.encounters)
    assert days(facts) == [("2021-04-06", (1,))]
    assert facts.undated == (3,)


def test_a_work_slip_is_a_contact_of_its_own_day_not_of_the_days_it_excuses() -> None:
    slip = (
        "Larkspur Family Medicine\n1200 Harbor Road, Port Ellery, FL 33480\nWORK STATUS CERTIFICATE\n"
        "This certifies that Rosalind Quimby has been under my care and is unable to return to work\n"
        "from 04/07/2021 through 04/20/2021.\nDate: 04/06/2021\nOdalys T. Brightwater, MD"
    )
    facts = read(slip)
    assert [(e.date.iso, e.kind) for e in facts.encounters] == [("2021-04-06", PageKind.WORK_STATUS)]


def test_a_consultants_letter_is_dated_by_its_date_line_and_says_so() -> None:
    letter = (
        "Harbor Orthopedic Associates\n12 Pine Street, Port Ellery, FL 33480\nApril 6, 2021\n"
        "RE: Rosalind Quimby\n"
        "Dear Dr. Brightwater:\nThank you for referring Ms. Quimby. She complains of low back pain.\n"
        "IMPRESSION: Lumbar strain.\nSincerely,\nTobin Marsh, MD"
    )
    facts = read(letter)
    assert [(e.date.iso, e.date.role) for e in facts.encounters] == [("2021-04-06", DateRole.LETTER)]


def test_a_letter_date_never_beats_a_printed_date_of_service() -> None:
    letter = (
        "Harbor Orthopedic Associates\nApril 9, 2021\nRE: Rosalind Quimby\nDate of Service: 04/06/2021\n"
        "Dear Dr. Brightwater:\nCHIEF COMPLAINT: low back pain.\n"
        "ASSESSMENT: Lumbar strain.\nSincerely,\nTobin Marsh, MD"
    )
    assert days(read(letter)) == [("2021-04-06", (1,))]


def test_a_stay_has_both_its_ends() -> None:
    encounter = read(STAY).encounters[0]
    assert (encounter.date.iso, encounter.end and encounter.end.iso) == ("2021-03-01", "2021-03-04")


def test_signed_printed_and_next_appointment_dates_begin_no_note() -> None:
    text = visit("04/06/2021") + " on 04/09/2021\nNext appointment: 04/20/2021\nPrinted by svc on 05/01/2021"
    assert days(read(text)) == [("2021-04-06", (1,))]


def test_an_addendum_marks_the_note_and_begins_none() -> None:
    text = visit("04/06/2021").replace("PLAN:", "This note was amended on 04/08/2021 by Ada Roe, MD.\nPLAN:")
    facts = read(text)
    assert days(facts) == [("2021-04-06", (1,))]
    assert facts.encounters[0].amended is not None
    assert facts.encounters[0].amended.iso == "2021-04-08"
