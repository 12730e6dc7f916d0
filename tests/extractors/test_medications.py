"""Drugs are read as prescriptions print them; allergies, denials and laboratory values are none."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.lexicon import load
from extractors.medications import medications_of
from tests.made_pages import page

EXAMPLES: list[dict[str, Any]] = load("medications")["example"]


def read(text: str, *, listed: bool = False) -> list[str]:
    """What is read, as ``drug | strength | directions | status``."""
    found = medications_of(page(text), 0, len(text), listed=listed)
    return [" | ".join((m.drug, m.strength, m.directions, m.status)) for m in found]


@pytest.mark.parametrize("example", EXAMPLES, ids=[e["text"][:30] for e in EXAMPLES])
def test_the_lexicon_reads_its_examples(example: dict[str, Any]) -> None:
    assert read(example["text"]) == example["names"]


def test_everything_read_stands_in_the_quote() -> None:
    for example in EXAMPLES:
        text = example["text"]
        for found in medications_of(page(text), 0, len(text)):
            quote = " ".join(found.citation.quote.split())
            for value in (found.drug, found.strength, found.directions, found.status):
                assert value in quote


def test_a_name_alone_counts_only_under_a_heading_of_medications() -> None:
    text = "Docusate, senna, and a multivitamin."
    assert read(text) == []
    assert read(text, listed=True) == ["Docusate |  |  | ", "senna |  |  | ", "multivitamin |  |  | "]


def test_no_word_of_the_lexicon_is_both_a_name_and_never_one() -> None:
    data = load("medications")
    assert set(data["names"]) & set(data["never"]) == set()


@pytest.mark.parametrize(
    "text",
    [
        "ALLERGIES: Sulfa, codeine 30 mg, morphine",
        "Known drug allergies: penicillin causes hives.",
        "She denies use of hydrocodone, oxycodone or alcohol.",
        "Patient is allergic to ibuprofen 800 mg.",
        "No oxycodone was given.",
        "Walk 50 mg",
        "Leg press 40# and 10 g weights daily",
        "Total cholesterol 196.4 mg/dL tablet",
    ],
)
def test_allergies_denials_and_other_figures_are_no_medication(text: str) -> None:
    assert read(text) == []


def test_directions_go_on_over_a_line_end_but_not_into_a_new_entry() -> None:
    assert read("Start naproxen 500 mg\ntwice daily.") == ["naproxen | 500 mg | twice daily | Start"]
    assert read("Start naproxen 500 mg\nInjection of the shoulder next week.") == [
        "naproxen | 500 mg |  | Start"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Allergies: penicillin, sulfa, codeine, aspirin, morphine, latex, iodine, shellfish, peanuts, cats, "
        "tramadol 50 mg, oxycodone 5 mg.",
        "Adverse reactions - morphine 10 mg, codeine 30 mg",
        "Intolerances: codeine 30 mg",
        "She has not been taking gabapentin 300 mg.",
        "She didn't take ibuprofen 800 mg.",
        "Her husband takes lisinopril 10 mg.",
    ],
)
def test_what_is_not_borne_not_taken_or_somebody_elses_is_no_medication(text: str) -> None:
    assert read(text) == []


def test_a_status_behind_the_strength_is_shown_whole() -> None:
    assert read("Ibuprofen 800 mg (not taking)") == ["Ibuprofen | 800 mg |  | not taking"]
    assert read("Gabapentin 300 mg was discontinued.") == ["Gabapentin | 300 mg |  | was discontinued"]
