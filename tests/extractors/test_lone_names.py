"""The name left over at a page's edge: found where nothing else names the house."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.document_facts import ClientFacts, read_facts
from extractors.facility_shapes import facility_like
from extractors.lone_names import lone_name
from extractors.pages import Document, Page, Source

SHA = "d" * 64
_NOTE = (
    "Patient: Mabel Quince   DOB: 02/02/1968\nDate of service: 05/06/2021\nChief complaint: neck pain.\n"
    "Exam: tender.\nAssessment: strain.\nPlan: therapy.\nElectronically signed by Ada Roe, MD"
)


def name_on(text: str) -> str:
    found = lone_name(Page(SHA, 1, 612, 792, text), ("mabel quince",), ())
    return found.value if found else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"LARCHMERE GENERAL\nEMERGENCY PROVIDER REPORT\n{_NOTE}", "LARCHMERE GENERAL"),
        (f"The Larch House: Progress Note\n{_NOTE}", "The Larch House"),
        (f"Progress Note - Larch Bend\n{_NOTE}", "Larch Bend"),
        (f"PROGRESS NOTE\n{_NOTE}\nLarch Bend - Dr. Ada Roe - Toller, Ohio", "Larch Bend"),
        (f"PROGRESS NOTE\n{_NOTE}\nLocation: Larch South\nPage 1", "Larch South"),
        (f"LarchNow\nPROGRESS NOTE\n{_NOTE}", "LarchNow"),
    ],
)
def test_finds_the_name_that_is_left_over(text: str, name: str) -> None:
    assert name_on(text) == name


@pytest.mark.parametrize(
    "line",
    [
        "Wound Check",
        "Quince, Mabel",
        "M. Quince",
        "Ada Roe",
        "MRI BRAIN",
        "Time In Time Out",
        "Larch",
        "She came back to Larch Bend",
        "Dr. Ada Roe",
        "Page Two",
        "Emergency Department",
    ],
)
def test_refuses_what_else_stands_at_a_page_s_edge(line: str) -> None:
    assert name_on(f"{line}\nPROGRESS NOTE\n{_NOTE}") == ""


def test_a_later_page_of_a_run_takes_its_first_page_s_name() -> None:
    texts = (
        f"Larch Family Clinic\n12 Mill Road, Toller, OH 43999\nPage 1 of 2\n{_NOTE[:150]}",
        "Open Country\nPROGRESS NOTE (continued)\nPage 2 of 2\nPlan: ice.\nSigned: Ada Roe, MD",
    )
    pages = tuple(Page(SHA, i, 612, 792, t) for i, t in enumerate(texts, 1))
    document = Document(Source(SHA, ("a.pdf",), "application/pdf", 1), pages)
    facts = read_facts(document, ClientFacts("Mabel Quince", (), date(1968, 2, 2), date(2021, 5, 1)))
    assert [e.facility.value for e in facts.encounters if e.facility] == ["Larch Family Clinic"]
    assert facts.pages[1].facility is None


def test_the_value_of_a_label_beside_it_is_no_name_of_the_house() -> None:
    assert name_on(f"OFFICE VISIT\nSeen by:     Larch Bend     Room:     Two\n{_NOTE}") == ""


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("MRI RIGHT SHOULDER", False),
        ("X-Ray Cervical Spine", False),
        ("CT Head Without Contrast", False),
        ("MRI Center of Mercer", True),
        ("X-Ray Associates of Port Ellery", True),
        ("CT Imaging Group", True),
    ],
)
def test_a_study_names_no_house(text: str, house: bool) -> None:
    assert facility_like(text, ()) is house


@pytest.mark.parametrize("logo", [False, True])
def test_a_sentence_before_a_telephone_names_no_house(logo: bool) -> None:
    assert not facility_like("Please call me with questions at", (), logo)
    assert facility_like("back in motion physical therapy", (), logo) is logo
