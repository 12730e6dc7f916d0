"""Every rule for a clause type fires on its examples and stays silent on its counter-examples."""

from __future__ import annotations

import time
from typing import Any

import pytest

from extractors.contracts.clause_rules import clause_book, fired
from extractors.contracts.clause_types import ClauseType
from extractors.lexicon import load
from tests.extractors.contracts.spans import Span

RULES: list[dict[str, Any]] = load("clause_cues")["rule"]
KEYS = {"type", "name", "heading", "cues", "near", "also", "unless", "examples", "counter"}


def names_fired(text: str) -> set[str]:
    """The rules that an example meets; "▸" stands between the heading and the sentence, if it has one."""
    heading, _, sentence = text.rpartition(" ▸ ")
    return {hit.rule_name for hit in clause_book().met(sentence, heading)}


@pytest.mark.parametrize(("rule", "text"), [(r["name"], e) for r in RULES for e in r["examples"]])
def test_a_rule_fires_on_its_examples(rule: str, text: str) -> None:
    assert rule in names_fired(text)


@pytest.mark.parametrize(("rule", "text"), [(r["name"], e) for r in RULES for e in r["counter"]])
def test_a_rule_is_silent_on_its_counter_examples(rule: str, text: str) -> None:
    assert rule not in names_fired(text)


def test_every_rule_is_tried_both_ways_and_has_a_name_of_its_own() -> None:
    assert [r["name"] for r in RULES if not r["examples"] or not r["counter"]] == []
    assert len({r["name"] for r in RULES}) == len(RULES)
    assert {key for r in RULES for key in r} <= KEYS


def test_every_type_that_is_a_sentence_has_a_rule() -> None:
    names = {ClauseType.DOCUMENT_NAME, ClauseType.PARTIES}
    assert {r["type"] for r in RULES} == {kind.value for kind in ClauseType if kind not in names}


def test_rules_come_in_the_order_of_the_types() -> None:
    order = [kind.value for kind in ClauseType]
    places = [order.index(rule.type) for rule in clause_book().rules]
    assert places == sorted(places)


def test_a_hit_marks_the_words_that_fired_wherever_the_sentence_stands() -> None:
    text = "Preface.\n\nThis Agreement shall be GOVERNED BY\nthe laws of Ohio."
    hits = fired(text, [Span(0, 8), Span(10, len(text))])
    assert hits[0] == ()
    assert [text[h.start : h.end] for h in hits[1] if h.type == "Governing Law"] == ["GOVERNED BY\nthe laws"]


def test_a_day_is_marked_alone() -> None:
    text = "This Agreement is made and entered into as of the 3rd day of March, 2011 by both."
    (hit,) = [h for h in clause_book().met(text) if h.type == "Agreement Date"]
    assert text[hit.start : hit.end] == "3rd day of March, 2011"


@pytest.mark.parametrize("filling", [" ", "_", "( ", "may not assign ", "in no event shall ", "$1,000 ", "a"])
def test_long_odd_sentences_take_time_in_proportion_to_their_length(filling: str) -> None:
    def seconds(length: int) -> float:
        text = "Neither party may " + filling * (length // len(filling)) + " license"
        before = time.process_time()
        clause_book().met(text)
        return time.process_time() - before

    clause_book().met(filling)
    assert seconds(200_000) < 12 * max(seconds(20_000), 0.02)
