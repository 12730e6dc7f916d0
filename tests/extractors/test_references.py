"""Facilities that a note says somebody else's record is from: named houses, on one line, beside a date."""

from __future__ import annotations

from datetime import date

from extractors.document_facts import ClientFacts, read_facts
from extractors.pages import Document, Page, Source

SHA = "a" * 64


def named(sentence: str) -> list[str]:
    text = (
        "Larch Family Clinic\n12 Mill Road, Toller, OH 43999\nPatient: Mabel Quince   DOB: 02/02/1968\n"
        f"Date of service: 05/06/2021\nHPI: {sentence}\nExam: tender.\nAssessment: strain.\nPlan: therapy."
    )
    document = Document(Source(SHA, ("a.pdf",), "application/pdf", 1), (Page(SHA, 1, 612, 792, text),))
    facts = read_facts(document, ClientFacts("Mabel Quince", (), date(1968, 2, 2), date(2021, 5, 1)))
    return [reference.facility.value for reference in facts.references]


def test_names_the_house_of_another_record() -> None:
    assert named("She was seen at Bend Urgent Care on 05/02/2021 and sent home.") == ["Bend Urgent Care"]


def test_a_kind_of_practice_names_no_house() -> None:
    assert named("She was seen at Family Practice on 05/02/2021 and sent home.") == []


def test_a_name_ends_before_the_next_line_s_label() -> None:
    found = named("On 05/02/2021 she was sent home by the Bend Urgent Care\nPatient Name: Mabel Quince")
    assert found == ["Bend Urgent Care"]
