"""The outline of made-up contracts: what opens a section, what does not, and where an offset stands."""

from __future__ import annotations

import pytest

from extractors.contracts.sections import Outline, sections

CONTRACT = """\
SUPPLY AGREEMENT

This Supply Agreement is made between Tallow Mills and Brightwater Foods.

RECITALS

A. Tallow makes flour.

B. Brightwater bakes, and under Section 3.1 buys.

NOW, THEREFORE, the parties agree as follows:

ARTICLE I

Definitions

Section 1.01. Terms. The words below are used throughout.

Section 1.02. Reading. In this Agreement (a) headings are for ease; and (b) "or" includes "and".

ARTICLE II

Supply and Price

Section 2.01. Orders. Brightwater shall order by the fifth day. Orders under Section 1.01 and
Section 2.02 bind. (a) Form. Orders are in writing. (b) Time. Orders count when received:

(i) at the mill; or

(ii) at the office.

Section 2.02. PRICE. The price is 2.5 crowns a sack.

12

Section 2.03 Tallow may sell to others.

IN WITNESS WHEREOF, the parties have signed.

Tallow Mills

By: ______

EXHIBIT A

Sacks

1. Size. Forty kilograms.

2. Cloth. Jute.
"""


def numbers(outline: Outline) -> list[str]:
    return [section.number for section in outline.sections if section.number]


@pytest.fixture(scope="module")
def outline() -> Outline:
    return sections(CONTRACT)


def test_every_number_that_opens_a_section_is_found_and_no_reference_is(outline: Outline) -> None:
    assert numbers(outline) == [
        *("A", "B", "ARTICLE I", "1.01", "1.02", "ARTICLE II", "2.01", "2.01(a)", "2.01(b)", "2.01(b)(i)"),
        *("2.01(b)(ii)", "2.02", "2.03", "EXHIBIT A", "1", "2"),
    ]


def test_headings_are_what_is_printed_where_they_stand(outline: Outline) -> None:
    for section in outline.sections:
        assert CONTRACT.startswith(section.heading, section.heading_start)
    headings = {section.number: section.heading for section in outline.sections}
    assert headings["ARTICLE I"] == "Definitions"
    assert headings["ARTICLE II"] == "Supply and Price"
    assert headings["1.01"] == "Terms"
    assert headings["2.01(b)"] == "Time"
    assert headings["2.02"] == "PRICE"
    assert headings["2.03"] == "", "nothing tells where a heading without a mark would end"
    assert headings["EXHIBIT A"] == "Sacks"


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("The words below", "1.01 Terms"),
        ("at the office", "2.01(b)(ii) Time"),
        ("crowns a sack", "2.02 PRICE"),
        ("sell to others", "2.03 Supply and Price"),
        ("Tallow makes", "A RECITALS"),
        ("Forty", "1 Size"),
        ("By: ____", ""),
    ],
)
def test_an_offset_stands_under_its_number_and_the_nearest_heading(
    outline: Outline, words: str, heading: str
) -> None:
    assert outline.heading_at(CONTRACT.index(words)) == heading


def test_inner_sections_lie_within_outer_ones_and_cover_their_text(outline: Outline) -> None:
    for section in outline.sections:
        for around in outline.at(section.start):
            assert around.start <= section.start < section.end <= around.end
    assert CONTRACT[slice(outline.at(CONTRACT.index("Forty"))[0].start, None)].startswith("EXHIBIT A")


def test_a_table_of_contents_opens_nothing_and_is_remembered() -> None:
    text = (
        "TABLE OF CONTENTS\n\n1. Term 2\n\n2. Fees 3\n\n2.1 Rates 3\n\n2.2 Interest 4\n\n3. Notices 5\n\n"
        "4. Surety 9\n\nMINDER AGREEMENT\n\n1. Term. This begins today.\n\n2. Fees.\n\n"
        "2.1 Rates. Ten crowns.\n\n"
        "2.2 Interest. None.\n\n3. Notices. By post."
    )
    outline = sections(text)
    assert numbers(outline) == ["1", "2", "2.1", "2.2", "3"]
    assert outline.sections[0].start > text.index("MINDER")
    assert "4" in outline.listed


def test_numbers_run_into_one_paragraph_are_followed_by_their_sequence() -> None:
    text = (
        "1.0 Scope. The mill grinds 2.5 sacks. 2.0 Care. Care is due under Section 4. 5 sacks are spare. "
        "2.1 Storage. Dry. 2.2 Rest. 3. Law. Of the sea."
    )
    assert numbers(sections(text)) == ["1.0", "2.0", "2.1", "2.2", "3"]


@pytest.mark.parametrize(
    "text",
    [
        "Payment is due as said in\nSection 4.2 above and in Article 5 of the Code.",
        "The fee is\n\n2.5% of the price and\n\n3,000 crowns.",
        "5\n\nThe parties meet at\n12 Mill Lane.",
        "The court, J. Smith, B. Brown (c) 2011, held so.",
    ],
)
def test_references_amounts_pages_and_names_open_no_section(text: str) -> None:
    assert numbers(sections(text)) == []


def test_a_title_in_capitals_without_a_number_is_a_part_and_a_party_is_none() -> None:
    text = "GENERAL TERMS\n\nAll is as said in the papers of the mill.\n\nTALLOW MILLS, INC.\n\nBy: ____"
    outline = sections(text)
    assert [(s.number, s.heading) for s in outline.sections] == [("", "GENERAL TERMS")]
    assert outline.heading_at(text.index("as said")) == "GENERAL TERMS"


def test_a_paragraph_that_ends_in_sec_is_no_prefix_of_the_number_below() -> None:
    text = "2.2 Sacks. They were listed with the SEC.\n\n2.3 Cloth. Jute."
    outline = sections(text)
    assert [(s.number, s.start) for s in outline.sections] == [("2.2", 0), ("2.3", text.index("2.3"))]


def test_an_empty_text_has_no_sections() -> None:
    assert sections("") == Outline((), frozenset(), 0, 0)
