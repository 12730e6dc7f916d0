"""Mechanisms and parts of the body are read by their lexicons' examples, not by their counter-examples."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.lexicon import load
from extractors.mechanisms import claims_of, introduces, of_another_event, presents
from extractors.regions import parts_of
from extractors.sentences import words_of

MECHANISMS: list[dict[str, Any]] = load("mechanisms")["mechanism"]
PARTS: list[dict[str, Any]] = load("regions")["example"]


def claims(text: str) -> set[tuple[str, str]]:
    """(Field, value) pairs of a sentence."""
    return {(field, value) for field, value, _ in claims_of(words_of(text).joined)}


@pytest.mark.parametrize(
    ("field", "value", "text"), [(r["field"], r["value"], e) for r in MECHANISMS for e in r["examples"]]
)
def test_a_sentence_claims_its_value(field: str, value: str, text: str) -> None:
    assert (field, value) in claims(text)


@pytest.mark.parametrize(
    ("field", "value", "text"), [(r["field"], r["value"], e) for r in MECHANISMS for e in r["counter"]]
)
def test_other_words_do_not_claim_it(field: str, value: str, text: str) -> None:
    assert (field, value) not in claims(text)


def test_two_values_of_one_field_are_no_claim() -> None:
    assert claims("Stopped and got hit from behind, then broadsided.") == set()
    assert claims("A pedestrian struck by a car fell.") == set()


def test_values_name_one_field_each_and_all_are_tested_both_ways() -> None:
    assert len({r["value"] for r in MECHANISMS}) == len(MECHANISMS)
    assert [r for r in MECHANISMS if not r["examples"] or not r["counter"]] == []


def test_an_earlier_event_and_somebody_else_s_are_known() -> None:
    assert of_another_event("two years ago he fell")
    assert of_another_event("her husband was driving")
    assert not of_another_event("the patient fell on an icy walkway")
    assert presents("he is a pedestrian who sustained injuries in a crash")
    assert not presents("no falls")
    assert introduces("a 47 year old man who fell")
    assert not introduces("he sustained a fall in the rest room")


@pytest.mark.parametrize(("text", "names"), [(e["text"], e["names"]) for e in PARTS])
def test_parts_are_named_with_the_side_beside_them(text: str, names: list[str]) -> None:
    found = [f"{p.side} {p.name}".strip() for p in parts_of(words_of(text).joined)]
    assert found == names
