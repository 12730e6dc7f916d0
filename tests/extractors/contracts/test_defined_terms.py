"""Terms of made-up contracts: defined twice, never used, used and never defined."""

from __future__ import annotations

import pytest

from extractors.contracts.defined_terms import TermFlaw, defined_twice, definitions, never_defined, never_used
from extractors.contracts.sections import sections
from extractors.lexicon import load

DEFINED = (
    'This Agreement (the "Agreement") is made by Tallow (the "Miller") and Brightwater (the "Baker").\n\n'
    '1.1 "Sack" means forty kilograms of flour.\n\n1.2 "Mill" has the meaning given in Section 4.\n\n'
    "Under this Agreement the Miller sells each Sack from the Mill to the Baker.\n\n"
)


def terms(flaws: tuple[TermFlaw, ...], text: str) -> list[str]:
    for flaw in flaws:
        assert all(" ".join(text[start:end].split()).startswith(flaw.term[:3]) for start, end in flaw.spans)
    return [flaw.term for flaw in flaws]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('the buyer (the "Baker")', [("Baker", True)]),
        ('(collectively, the "Parties" and each a "Party")', [("Parties", True), ("Party", True)]),
        ('(hereinafter referred to as the "Mill")', [("Mill", True)]),
        ("“Sack” means jute", [("Sack", True)]),
        ('"Rate" shall have the meaning set forth in Section 3', [("Rate", False)]),
        ('"Rate" means the rate as set forth in Section 3', [("Rate", True)]),
        ("1.4 Sack Fee shall mean ten crowns", [("Sack Fee", True)]),
        ('he said "Sacks are heavy" and left', []),
        ('(such as the word "Sacks" on the bag)', []),
    ],
)
def test_definitions_are_read_in_the_forms_that_contracts_use(
    text: str, expected: list[tuple[str, bool]]
) -> None:
    assert [(d.term, d.full) for d in definitions(text)] == expected


@pytest.mark.parametrize(
    ("more", "twice"),
    [
        ('5. "Sack" means a bag.', ["Sack"]),
        ('5. The sacks (each a "Sack") are full.', ["Sack"]),
        ('5. "Sack" has the meaning given in Section 1.1.', []),
        ('5. As used in this Section 5, "Sack" means a bag.', []),
        ('5. If the jute is wet, then "Sack" means a barrel.', []),
        ('5. "Agreement" means this Agreement.', []),
        ('EXHIBIT A\n\nBarrels\n\n"Sack" means a bag.', []),
    ],
)
def test_a_meaning_given_twice_for_the_whole_paper_is_found(more: str, twice: list[str]) -> None:
    text = DEFINED + more
    assert terms(defined_twice(text, sections(text)), text) == twice


@pytest.mark.parametrize(
    ("more", "unused"),
    [
        ('1.3 "Spare Pool" means ten barrels.', ["Spare Pool"]),
        ('1.3 "Spare Pool" means ten barrels. The spare pools are full.', []),
        ('1.3 "Spare Pool" or "Reserve" means ten barrels. The Reserve is full.', []),
        ('1.3 "Deliver" means to bring. Delivery is due.', []),
        ("The sea agency (the “FDA”) rules.", []),
        ('1.3 "Quay" has the meaning given in Section 9.', []),
    ],
)
def test_a_term_that_stands_nowhere_else_is_found(more: str, unused: list[str]) -> None:
    text = DEFINED + more
    assert terms(never_used(text), text) == unused


@pytest.mark.parametrize(
    ("more", "undefined"),
    [
        ("The Miller answers each Priority Incident in an hour.", ["Priority Incident"]),
        ("They sell in the Territory and beyond the Territory.", ["Territory"]),
        ("They sell in the Territory.", []),
        ("They sell in the Territory and beyond the Territory, which is the isle (the Territory).", []),
        ('They sell in the Territory and beyond the Territory. "Territory" means the isle.', []),
        ("They pay the Service Fee.\n\nService Fee: ten crowns.", []),
        ("They write to the Internal Revenue Service each year.", []),
        ("They meet each Board of Directors and the Term Sheet Committee.", []),
        ("They pay the Service Fee. Capitalized terms not defined herein are those of the Lease.", []),
        ("They pay the Service Fee as defined in the Lease.", []),
    ],
)
def test_a_term_of_contract_language_without_definition_is_found(more: str, undefined: list[str]) -> None:
    text = DEFINED + more
    assert terms(never_defined(text, sections(text)), text) == undefined


def test_a_paper_that_defines_nothing_is_not_asked_for_definitions() -> None:
    text = "They pay the Service Fee in the Territory and the Territory alone."
    assert never_defined(text, sections(text)) == ()


def test_an_exhibit_of_that_title_is_what_the_words_mean() -> None:
    text = DEFINED + "They keep the Service Standards.\n\nEXHIBIT A\n\nService Standards\n\nDaily."
    assert never_defined(text, sections(text)) == ()


def test_every_word_of_the_lexicon_is_found_and_stands_once() -> None:
    heads = load("contract_terms")["heads"]
    for key in ("words", "in_phrases"):
        assert len(set(heads[key])) == len(heads[key])
        for word in heads[key]:
            text = DEFINED + f"They keep each Odd {word} and watch the Odd {word} here."
            flaws = never_defined(text, sections(text))
            assert [flaw.term.split()[-1] for flaw in flaws] == [word.split()[-1]], word
