"""Pages of two houses scanned together do not run on into each other; pages of one run do."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.document_facts import ClientFacts, read_facts
from extractors.facts import DocumentFacts
from extractors.pages import Document, Page, Source

SHA = "b" * 64
_FIRST = (
    "Larch Family Clinic\n12 Mill Road, Toller, OH 43999\nPROGRESS NOTE\n"
    "Mabel Quince   DOB: 02/02/1968   MRN: 4455\nDate of service: 05/06/2021\n"
    "Chief complaint: neck pain.\nExam: tender.\nAssessment: strain."
)
_SECOND = (
    "Plan: therapy twice a week for six weeks, and a recheck after that; she is to call before then if it is "
    "worse, and to keep to light duty until the recheck.\nTom Voss, DO"
)


def facts_of(*texts: str) -> DocumentFacts:
    pages = tuple(Page(SHA, i, 612, 792, text) for i, text in enumerate(texts, 1))
    document = Document(Source(SHA, ("a.pdf",), "application/pdf", 1), pages)
    return read_facts(document, ClientFacts("Mabel Quince", (), date(1968, 2, 2), date(2021, 5, 1)))


@pytest.mark.parametrize(
    "head",
    [
        "Bend Spine Institute\n9 Dock Street, Orwell, VT 05760\nMabel Quince   DOB: 02/02/1968",
        "Mabel Quince   DOB: 02/02/1968   MRN: 90-7712",
        "Bend Spine Institute\nMabel Quince   DOB: 02/02/1968   MRN: 90-7712",
    ],
)
def test_a_page_of_another_chart_does_not_go_on_with_the_note_before(head: str) -> None:
    facts = facts_of(_FIRST, f"{head}\n{_SECOND}")
    assert [e.pages for e in facts.encounters] == [(1,)]
    assert all(e.provider is None for e in facts.encounters)
    assert facts.undated == (2,)


@pytest.mark.parametrize(
    "head",
    [
        "Mabel Quince   DOB: 02/02/1968   MRN: 4455",
        "Larch Clinic\nMabel Quince   MRN: 4455",
        "Mabel Quince   DOB: 02/02/1968   MRN: 445S",
        "Mabel Quince\nPharmacy: Bend Drugs",
    ],
)
def test_a_page_of_the_same_chart_goes_on(head: str) -> None:
    facts = facts_of(_FIRST, f"{head}\n{_SECOND}")
    assert [e.pages for e in facts.encounters] == [(1, 2)]


def test_a_chart_with_another_number_takes_no_name_from_a_neighbour() -> None:
    other = "Mabel Quince   MRN: 90-7712\nDate of service: 06/09/2021\nChief complaint: pain.\nExam: ok."
    facts = facts_of(f"{_FIRST}\nElectronically signed by Ada Roe, MD", other)
    assert [e.facility.value if e.facility else "" for e in facts.encounters] == ["Larch Family Clinic", ""]


def test_the_first_and_last_day_of_what_a_print_out_lists_are_no_visit() -> None:
    text = (
        "Larch Family Clinic\n12 Mill Road, Toller, OH 43999\nMabel Quince   DOB: 02/02/1968\n"
        "Enc. Dates: 05/06/2021 - 06/09/2021\n"
        "05/06/2021 - Office Visit in Family Medicine\nProvider: Ada Roe, MD\nExam: tender neck.\n"
        "05/20/2021 - Telephone Encounter in Family Medicine\nAsks for a work note.\n"
        "06/09/2021 - Office Visit in Physical Medicine\nProvider: Tom Voss, DO\nExam: better.\n"
        "Electronically signed by Tom Voss, DO"
    )
    found = [(e.date.iso, e.end, e.provider.value if e.provider else "") for e in facts_of(text).encounters]
    assert (found[0], found[-1]) == (
        ("2021-05-06", None, "Ada Roe, MD"),
        ("2021-06-09", None, "Tom Voss, DO"),
    )
    assert all(name != "Tom Voss, DO" for iso, _, name in found if iso == "2021-05-20")
