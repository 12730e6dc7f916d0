"""Descriptions that argue are shown with their words; neutral ones are left alone."""

from __future__ import annotations

import pytest

from extractors.lexicon import load
from pipelines.exhibits.neutral import LONGEST, argumentative, too_long

EXAMPLES = load("argument")


@pytest.mark.parametrize("example", EXAMPLES["argues"], ids=lambda e: e["text"])
def test_argument_is_shown_word_by_word(example: dict[str, object]) -> None:
    assert list(argumentative(str(example["text"]))) == example["found"]


@pytest.mark.parametrize("example", EXAMPLES["says_what_it_is"], ids=lambda e: e["text"])
def test_a_description_that_says_what_a_paper_is_is_left_alone(example: dict[str, object]) -> None:
    assert argumentative(str(example["text"])) == ()


@pytest.mark.parametrize("phrase", EXAMPLES["words"])
def test_every_word_of_the_lexicon_is_found(phrase: str) -> None:
    word = phrase.replace("*", "")
    assert argumentative(f"Report, {word} entry") == (word,)
    assert argumentative(f"Report, “{word}” entry") == ()


@pytest.mark.parametrize("phrase", EXAMPLES["neutral"])
def test_names_of_offences_and_claims_argue_nothing(phrase: str) -> None:
    assert argumentative(f"Papers on {phrase}, 2024") == ()


def test_each_word_is_shown_once_in_the_order_of_the_text() -> None:
    assert argumentative("Obvious lie! Clearly obvious! Clearly.") == ("Obvious", "!", "Clearly", "obvious")


def test_the_longest_description_has_200_characters() -> None:
    assert not too_long("x" * LONGEST)
    assert too_long("x" * (LONGEST + 1))
