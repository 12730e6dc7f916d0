"""The registers of words quote once, cite every copy, pair what cannot both be right, and resolve nothing."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.lexicon import load
from extractors.sentences import words_of
from pipelines.copied_forward import LEAST_CHARACTERS
from pipelines.history_contradictions import denied_parts, told_parts
from pipelines.rows import TreatmentChronology
from tests.made_pages import STRANGER, document, scan, visit
from tests.pipelines.made_matter import draft, findings

OPINION = "The disc herniation is causally related to the collision, not to the pre-existing changes."


def note(
    day: str,
    *,
    history: str = "",
    complaint: str = "Pain.",
    assessment: str = "Strain.",
    plan: str = "Return in two weeks.",
    exam: str = "Tender.",
    facility: str = "Larkspur Family Medicine",
    extra: str = "",
) -> str:
    """An office note about the injury of 03/01/2021, with these passages."""
    return "\n".join(
        [
            facility,
            "1200 Harbor Road, Suite 4, Port Ellery, FL 33480",
            "Patient: Rosalind Quimby",
            "DOB: 09/21/1967",
            f"Date of Service: {day}",
            "OFFICE VISIT",
            "Date of Injury: 03/01/2021",
            *([extra] if extra else []),
            f"CHIEF COMPLAINT: {complaint}",
            *([f"HISTORY OF PRESENT ILLNESS: {history}"] if history else []),
            f"PHYSICAL EXAMINATION: {exam}",
            f"ASSESSMENT: {assessment}",
            f"PLAN: {plan}",
            "Electronically signed by Odalys T. Brightwater, MD",
        ]
    )


def pairs(*texts: str) -> list[tuple[Any, Any, Any]]:
    """(Field, first, second) of every contradiction of a matter with one file for each text."""
    chronology = draft(*(document(f"{i}.pdf", text) for i, text in enumerate(texts)))
    found = [dict(f.data) for f in findings(chronology, "contradiction")]
    return [(d["field"], d["first"], d["second"]) for d in found]


def statements(chronology: TreatmentChronology) -> list[tuple[str, list[str]]]:
    """(Quote, places) of every statement."""
    return [
        (" ".join(f.citations[0].citation.quote.split()), [c.label for c in f.citations])
        for f in findings(chronology, "statement")
    ]


# Statements


def test_an_opinion_is_quoted_whole_with_who_said_it_when() -> None:
    chronology = draft(document("v.pdf", note("03/17/2021", assessment=OPINION)))
    found = findings(chronology, "statement")
    assert [f.message for f in found] == [
        "2021-03-17, Odalys T. Brightwater, MD: causation, pre-existing condition."
    ]
    assert found[0].citations[0].citation.quote == f"ASSESSMENT: {OPINION}"


def test_a_copy_is_cited_and_not_quoted_again() -> None:
    text = note("03/17/2021", assessment=OPINION, exam="Tender over the paraspinal muscles. " * 6)
    chronology = draft(document("a.pdf", text), scan("b.pdf", text))
    assert [places for _, places in statements(chronology)] == [["a.pdf, p. 1", "b.pdf, p. 1"]]


def test_statements_stand_in_order_of_date_whatever_they_say() -> None:
    against = "These complaints are unrelated to the accident."
    chronology = draft(
        document("a.pdf", note("05/05/2021", assessment=OPINION)),
        document("b.pdf", note("03/17/2021", assessment=against)),
    )
    assert [q.removeprefix("ASSESSMENT: ") for q, _ in statements(chronology)] == [against, OPINION]


def test_another_patient_is_never_quoted() -> None:
    theirs = STRANGER.replace("ASSESSMENT: Gout.", f"ASSESSMENT: {OPINION}")
    assert statements(draft(document("v.pdf", visit("03/17/2021"), theirs))) == []


def test_bills_letters_and_consents_are_not_searched() -> None:
    consent = "\n".join(
        [
            "CONSENT TO TREATMENT",
            "Patient: Rosalind Quimby",
            "I hereby consent to treatment. Complications may be permanent and due to the injury.",
            "Signature: ____________ Witness: ____________",
        ]
    )
    assert statements(draft(document("v.pdf", visit("03/17/2021"), consent))) == []


# Orders


def test_what_is_ordered_is_listed_as_ordered() -> None:
    chronology = draft(document("v.pdf", note("03/17/2021", plan="MRI of the neck ordered. Ice.")))
    found = findings(chronology, "ordered")
    assert [dict(f.data)["date"] for f in found] == ["2021-03-17"]
    assert found[0].citations[0].citation.quote == "PLAN: MRI of the neck ordered."
    assert len(chronology.rows) == 1


def test_what_was_done_is_not_listed_as_ordered() -> None:
    done = "The MRI ordered at the last visit was reviewed and shows no tear."
    assert findings(draft(document("v.pdf", note("03/17/2021", plan=done))), "ordered") == []


def test_an_appointment_ahead_is_no_record_to_ask_for() -> None:
    ahead = "Referral to Dr. Ames at Bayview Pain Center, consult on 04/12/2021."
    chronology = draft(document("v.pdf", note("03/17/2021", plan=ahead)))
    assert findings(chronology, "referenced_absent") == []
    assert len(findings(chronology, "ordered")) == 1


# Contradictions: mechanism and date


def test_a_fall_in_one_note_and_a_crash_in_another_are_paired() -> None:
    fall = note("03/03/2021", history="She slipped and fell on a wet floor on 03/01/2021.")
    crash = note("03/17/2021", history="She was involved in a motor vehicle collision on March 1, 2021.")
    assert pairs(fall, crash) == [("kind of event", "fall", "motor vehicle")]


def test_both_quotes_are_cited_and_neither_is_preferred() -> None:
    fall = note("03/03/2021", history="She slipped and fell on 03/01/2021.")
    crash = note("03/17/2021", history="She was in a car accident on March 1, 2021.")
    found = findings(draft(document("a.pdf", fall), document("b.pdf", crash)), "contradiction")
    assert [c.citation.quote for c in found[0].citations] == [
        "HISTORY OF PRESENT ILLNESS: She slipped and fell on 03/01/2021.",
        "HISTORY OF PRESENT ILLNESS: She was in a car accident on March 1, 2021.",
    ]
    assert found[0].message == (
        "Kind of event: fall in the note of 2021-03-03, motor vehicle in the note of 2021-03-17."
    )


@pytest.mark.parametrize(
    ("one", "other", "field"),
    [
        (
            "She was the restrained driver of a car struck from behind on 03/01/2021.",
            "She was the restrained driver of a car that was T-boned on 03/01/2021.",
            "direction of impact",
        ),
        (
            "She was the restrained driver of a car on 03/01/2021.",
            "She was a restrained passenger in a car on 03/01/2021.",
            "seat in the vehicle",
        ),
        (
            "On 03/01/2021 she was wearing her seat belt.",
            "On 03/01/2021 she was not wearing a seat belt.",
            "seat belt",
        ),
    ],
)
def test_what_happened_is_compared_field_by_field(one: str, other: str, field: str) -> None:
    assert [p[0] for p in pairs(note("03/03/2021", history=one), note("03/17/2021", history=other))] == [
        field
    ]


@pytest.mark.parametrize(
    "other",
    [
        "She has had no falls since.",
        "Last week she fell at home when the knee buckled.",
        "Two years ago she slipped and fell on ice.",
        "She fell on 04/02/2021 and bruised a hip.",
        "In the rest room he sustained a fall.",
        "Her husband was driving and fell ill.",
        "The impact was to the driver's side.",
    ],
)
def test_another_event_contradicts_nothing(other: str) -> None:
    crash = note("03/03/2021", history="She was the restrained driver in a collision on 03/01/2021.")
    assert pairs(crash, note("04/17/2021", history=other)) == []


def test_a_copy_contradicts_nothing() -> None:
    text = note("03/03/2021", history="She slipped and fell on 03/01/2021.", exam="Tender. " * 20)
    assert pairs(text, text + " ") == []


def test_another_date_of_injury_is_paired_with_the_matter_s() -> None:
    other = note("03/17/2021").replace("Date of Injury: 03/01/2021", "Date of Injury: 02/11/2021")
    assert pairs(note("03/03/2021"), other) == [("date of injury", "2021-03-01", "2021-02-11")]


@pytest.mark.parametrize(
    "other",
    [
        "She had a prior accident on 02/11/2021.",
        "A history of injury on 05/02/2019.",
        "Her surgery is scheduled for 06/01/2021.",
    ],
)
def test_dates_of_other_things_are_no_date_of_injury(other: str) -> None:
    assert pairs(note("03/03/2021"), note("03/17/2021", history=other)) == []


def test_a_scan_that_misreads_one_digit_contradicts_nothing() -> None:
    other = note("03/17/2021").replace("Date of Injury: 03/01/2021", "Date of Injury: 03/07/2021")
    chronology = draft(document("a.pdf", note("03/03/2021")), scan("b.pdf", other))
    assert findings(chronology, "contradiction") == []


# Contradictions: side


def test_complaint_and_diagnosis_of_different_sides_are_paired() -> None:
    text = note("03/17/2021", complaint="Left shoulder pain.", assessment="Right shoulder strain.")
    assert pairs(text) == [("side", "left", "right")]


@pytest.mark.parametrize(
    ("complaint", "assessment"),
    [
        ("Left shoulder pain.", "Left shoulder strain. Right knee contusion."),
        ("Left shoulder pain.", "Strain of both shoulders."),
        ("Left and right shoulder pain.", "Right shoulder strain."),
        ("Left shoulder pain.", "No right shoulder injury."),
        ("Left shoulder pain, she is right hand dominant.", "Left shoulder strain."),
    ],
)
def test_sides_that_do_not_exclude_each_other_are_no_pair(complaint: str, assessment: str) -> None:
    assert pairs(note("03/17/2021", complaint=complaint, assessment=assessment)) == []


def test_versions_of_a_note_that_differ_in_side_are_paired() -> None:
    before = note("03/17/2021", exam="Spurling is positive on the left today.")
    after = note(
        "03/17/2021",
        exam="Spurling is positive on the right today.",
        extra="AMENDED NOTE: This note was amended on 04/01/2021. Laterality corrected.",
    )
    assert pairs(before, after) == [("side", "left", "right as amended")]


def imaging(side: str) -> str:
    """A study of a shoulder."""
    return "\n".join(
        [
            "Larkspur Imaging Center",
            "9 Harbor Road, Port Ellery, FL 33480",
            "RADIOLOGY REPORT",
            "Patient: Rosalind Quimby",
            f"Exam: MRI {side} shoulder",
            "Date of Exam: 03/20/2021",
            "TECHNIQUE: Multiplanar.",
            "FINDINGS: Rotator cuff is intact.",
            f"IMPRESSION: Normal MRI of the {side} shoulder.",
            "Electronically signed by Ivo Lens, MD",
        ]
    )


def test_a_study_on_the_side_no_record_names_is_paired() -> None:
    told = note("03/17/2021", complaint="Left shoulder pain.", assessment="Left shoulder strain.")
    assert pairs(told, imaging("right")) == [("side", "left", "right")]
    assert pairs(told, imaging("left")) == []


def test_a_study_on_a_side_that_some_record_names_is_no_pair() -> None:
    left = note("03/17/2021", complaint="Left shoulder pain.", assessment="Left shoulder strain.")
    right = note("04/17/2021", complaint="Right shoulder pain.", assessment="Right shoulder strain.")
    assert pairs(left, right, imaging("right")) == []


# Contradictions: history


def test_a_denied_history_is_paired_with_the_earlier_record() -> None:
    earlier = note("01/05/2019", complaint="Neck pain.", assessment="Cervical strain.").replace(
        "Date of Injury: 03/01/2021\n", ""
    )
    later = note("03/17/2021", history="She denies any prior neck pain.")
    assert pairs(earlier, later) == [("prior history", "denied", "recorded")]


@pytest.mark.parametrize(
    "later",
    [
        "She denies prior knee pain.",
        "She denies prior injuries.",
        "She denies neck pain today.",
        "She denies prior neck pain other than in 2019.",
        "There is no prior imaging of the neck for comparison.",
    ],
)
def test_what_is_not_denied_is_no_pair(later: str) -> None:
    earlier = note("01/05/2019", complaint="Neck pain.", assessment="Cervical strain.").replace(
        "Date of Injury: 03/01/2021\n", ""
    )
    assert pairs(earlier, note("03/17/2021", history=later)) == []


@pytest.mark.parametrize("example", load("history")["example"], ids=lambda e: e["text"])
def test_denied_and_told_parts_are_read_by_the_lexicon_s_examples(example: dict[str, Any]) -> None:
    joined = words_of(example["text"]).joined
    assert [name for name, _ in denied_parts(joined)] == example["denied"]
    assert [name for name, _ in told_parts(joined)] == example["told"]


# Copied forward

EXAM = (
    "She sits with her head tilted and turns her whole body to look aside. Motion of the neck is limited to "
    "30 degrees of rotation with guarding at the end of range. Palpation finds spasm of the trapezius and of "
    "the levator. Strength of the arms is full and reflexes are brisk and even."
)


def test_a_note_that_repeats_an_earlier_one_is_marked_and_kept() -> None:
    again = EXAM.replace("30", "40")
    chronology = draft(
        document("v.pdf", note("03/17/2021", exam=EXAM), note("04/17/2021", exam=again)),
    )
    found = findings(chronology, "copied_forward")
    assert [(dict(f.data)["repeats"], dict(f.data)["date"]) for f in found] == [("2021-03-17", "2021-04-17")]
    assert [c.label for c in found[0].citations] == ["v.pdf, p. 1", "v.pdf, p. 2"]
    assert ["copied forward" in r.flags for r in chronology.rows] == [False, True]
    assert all(any("tilted" in f.quote for f in r.findings) for r in chronology.rows)


@pytest.mark.parametrize(
    ("day", "exam", "facility"),
    [
        ("04/17/2021", "Motion is full. " + EXAM[:120], "Larkspur Family Medicine"),
        ("04/17/2021", EXAM, "Quarry Road Orthopedics"),
        ("03/17/2021", EXAM, "Larkspur Family Medicine"),
    ],
    ids=["short", "another facility", "same day"],
)
def test_other_repetition_is_not_marked(day: str, exam: str, facility: str) -> None:
    assert len(EXAM) > LEAST_CHARACTERS
    chronology = draft(
        document("a.pdf", note("03/17/2021", exam=EXAM)),
        document("b.pdf", note(day, exam=exam, facility=facility)),
    )
    assert findings(chronology, "copied_forward") == []


def test_instructions_given_at_every_visit_are_not_marked() -> None:
    chronology = draft(
        document("v.pdf", note("03/17/2021", plan=EXAM), note("04/17/2021", plan=EXAM)),
    )
    assert findings(chronology, "copied_forward") == []


def test_the_order_in_which_files_arrive_changes_nothing() -> None:
    files = [
        document("a.pdf", note("03/17/2021", exam=EXAM, assessment=OPINION)),
        document("b.pdf", note("04/17/2021", exam=EXAM, history="She fell on 03/01/2021.")),
        document("c.pdf", note("05/17/2021", history="She was in a car accident on 03/01/2021.")),
    ]
    assert draft(*files).findings == draft(*reversed(files)).findings
