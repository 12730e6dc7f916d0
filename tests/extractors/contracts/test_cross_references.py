"""References of made-up contracts that lead nowhere, and those that lead somewhere or to another paper."""

from __future__ import annotations

import pytest

from extractors.contracts.cross_references import broken, references
from extractors.contracts.sections import sections

BODY = """\
MILLING AGREEMENT

1. Grain. The Miller grinds the grain of the Baker as Section 2.1 says.

2. Fees.

2.1 Rate. Ten crowns, or the rate under Section 3(b).

2.2 Due Date. The tenth day.

3. Care.

(a) Dry. The grain is kept dry.

(b) Clean. The grain is kept clean.

4. Law. The law of the sea governs Sections 1, 2.2 and 3(a). {more}
"""


def lost(more: str) -> list[str]:
    text = BODY.format(more=more)
    found = broken(text, sections(text))
    assert all(reference.number in text[reference.start : reference.end] for reference in found)
    return [reference.number for reference in found]


@pytest.mark.parametrize(
    ("more", "numbers"),
    [
        ("The Baker pays as Section 7.4 provides.", ["7.4"]),
        ("The Baker pays under Sections 2.1, 2.5 and 4.", ["2.5"]),
        ("The notice of Section 3(d) is due.", ["3(d)"]),
        ("Article IX of this Agreement survives.", ["IX"]),
        ("See clause 2.9 (Interest) above.", ["2.9"]),
        ("Section 6 and Section 6 again.", ["6", "6"]),
    ],
)
def test_a_number_that_no_section_prints_is_found(more: str, numbers: list[str]) -> None:
    assert lost(more) == numbers


@pytest.mark.parametrize(
    "more",
    [
        "Sections 2.1 through 2.2 and Section 3(a) survive.",
        "Section 9.3 of the Lease stays in force.",
        "Section 365(n) of the Bankruptcy Code applies.",
        "They file under Section 13(d) of the Grain Act and Section 12 thereof.",
        "The Grain Code, Section 55, applies, as does 15 U.S.C. Section 78.",
        "The wheel turns in that Section 8 as such Section 8 says.",
        "The mill stands in Section 47, Township 4 South.",
        "Sections 8.2(c)(i) through (viii) of the Indenture bind.",
        "Article 30 of Directive 95/46 binds.",
        "This paragraph\n\n4.1 stands alone.",
    ],
)
def test_what_is_there_and_what_another_paper_holds_is_not_flagged(more: str) -> None:
    assert lost(more) == []


def test_a_number_between_two_that_are_there_was_lost_in_reading_and_is_not_flagged() -> None:
    text = (
        BODY.format(more="Section 6 holds.")
        + "\n\n5. Rest. None.\n\n7. Peace. Kept.\n\n8. End. As Section 9 says."
    )
    assert [r.number for r in broken(text, sections(text))] == ["9"]


def test_an_amendment_refers_to_what_it_amends() -> None:
    text = "FIRST AMENDMENT\n\n" + BODY.format(more="Section 14.2 of this kind is hereby amended.")
    assert broken(text, sections(text)) == ()


def test_where_most_references_find_nothing_the_numbering_was_misread_and_none_is_flagged() -> None:
    more = " ".join(f"Section 4{n} binds." for n in range(9))
    assert lost(more) == []


def test_a_paper_without_numbers_has_no_broken_reference() -> None:
    text = "The Miller pays as Section 4 says, and Section 5."
    assert broken(text, sections(text)) == ()


def test_each_number_of_an_enumeration_is_a_reference_with_its_own_span() -> None:
    text = "as Sections 2.1, 3(a) and 14 provide"
    assert [(r.number, text[r.start : r.end]) for r in references(text)] == [
        ("2.1", "Sections 2.1"),
        ("3(a)", "3(a)"),
        ("14", "14"),
    ]
