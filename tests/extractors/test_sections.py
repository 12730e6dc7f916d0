"""Quotes stand under the template's headings, word for word, and stop where the finding stops."""

from __future__ import annotations

from extractors.facts import PageKind
from extractors.sections import QUOTE_LIMIT, headings_of, passages_of
from tests.made_pages import page


def quotes(text: str, kind: PageKind = PageKind.NOTE, carried: str = "") -> list[tuple[str, str, bool]]:
    made = page(text)
    found, _ = passages_of(made, 0, len(made.text), kind, carried)
    for passage in found:
        passage.citation.verify(made)
    return [(p.heading, p.citation.quote, p.cut) for p in found]


def test_each_heading_quotes_up_to_the_next() -> None:
    text = "CHIEF COMPLAINT: Neck pain\nsince the crash.\nVITALS: BP 120/80\nASSESSMENT: Strain. PLAN: Rest."
    assert quotes(text) == [
        ("Complaint", "Neck pain\nsince the crash.", False),
        ("Diagnosis", "Strain.", False),
        ("Treatment / plan", "Rest.", False),
    ]


def test_an_imaging_report_has_its_impression_as_such() -> None:
    text = "FINDINGS: Disc bulge.\nIMPRESSION: L4-5 bulge."
    assert quotes(text, PageKind.IMAGING) == [
        ("Examination", "Disc bulge.", False),
        ("Imaging impression", "L4-5 bulge.", False),
    ]
    assert quotes(text)[1][0] == "Diagnosis"


def test_a_signature_is_no_finding() -> None:
    text = "PLAN: Rest.\nElectronically signed by Ada Roe, MD\n04/06/2021"
    assert quotes(text) == [("Treatment / plan", "Rest.", False)]


def test_a_long_section_is_cut_at_a_sentence_and_says_so_but_a_diagnosis_never() -> None:
    sentence = "The muscle is tender on the left and on the right. "
    long = sentence * 30
    heading, quote, cut = quotes("EXAMINATION: " + long)[0]
    assert (heading, cut) == ("Examination", True)
    assert len(quote) <= QUOTE_LIMIT
    assert quote.endswith(".")
    assert quotes("ASSESSMENT: " + long) == [("Diagnosis", long.strip(), False)]


def test_a_section_left_open_goes_on_over_the_page_end() -> None:
    made = page("PLAN: Therapy two times")
    _, carried = passages_of(made, 0, len(made.text), PageKind.NOTE)
    assert quotes("a week for a month.\nASSESSMENT: Strain.", carried=carried) == [
        ("Treatment / plan", "a week for a month.", False),
        ("Diagnosis", "Strain.", False),
    ]


def test_words_that_are_no_headings_are_not_taken_for_some() -> None:
    made = page("He has a plan for the summer.\nAssessment of damages will follow: none yet.")
    assert headings_of(made, 0, len(made.text), PageKind.NOTE) == ()
