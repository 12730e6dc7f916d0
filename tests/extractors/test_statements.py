"""Every entry of the registers' lexicons takes its examples and leaves its counter-examples."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.citations import cite
from extractors.facts import PageKind
from extractors.lexicon import load
from extractors.orders import only_orders, order_of
from extractors.sentences import Sentence, around, sentences_of, words_of
from extractors.statements import LONGEST_STATEMENT, is_silent, statement_of
from tests.made_pages import page

STATEMENTS: list[dict[str, Any]] = load("statements")["statement"]
ORDERS: list[dict[str, Any]] = load("orders")["order"]


def subjects(text: str) -> set[str]:
    """What a line of a note speaks of."""
    here = page(text)
    found = [
        statement_of(here, s, words_of(here.text[s.start : s.end], s.start))
        for s in sentences_of(here, 0, len(here.text), PageKind.NOTE)
    ]
    return {subject for statement in found if statement for subject in statement.subjects}


def acts(text: str) -> set[str]:
    """What a line of a note orders."""
    here = page(text)
    found = [
        order_of(here, s, words_of(here.text[s.start : s.end], s.start))
        for s in sentences_of(here, 0, len(here.text), PageKind.NOTE)
    ]
    return {act for order in found if order for act in order.acts}


@pytest.mark.parametrize(("subject", "text"), [(r["subject"], e) for r in STATEMENTS for e in r["examples"]])
def test_a_statement_speaks_of_its_subject(subject: str, text: str) -> None:
    assert subject in subjects(text)


@pytest.mark.parametrize(("subject", "text"), [(r["subject"], e) for r in STATEMENTS for e in r["counter"]])
def test_other_words_do_not_speak_of_it(subject: str, text: str) -> None:
    assert subject not in subjects(text)


@pytest.mark.parametrize(("act", "text"), [(r["act"], e) for r in ORDERS for e in r["examples"]])
def test_an_order_is_one(act: str, text: str) -> None:
    assert act in acts(text)


@pytest.mark.parametrize(("act", "text"), [(r["act"], e) for r in ORDERS for e in r["counter"]])
def test_other_words_order_nothing(act: str, text: str) -> None:
    assert act not in acts(text)


def test_every_entry_is_tested_both_ways_and_only_names_what_it_is_about() -> None:
    assert [e for e in (*STATEMENTS, *ORDERS) if not e["examples"] or not e["counter"]] == []
    judging = {"favorable", "favourable", "adverse", "good", "bad", "helpful", "harmful"}
    assert {w for r in STATEMENTS for w in r["subject"].split()} & judging == set()


@pytest.mark.parametrize("text", load("statements")["silent"]["examples"])
def test_talk_of_risks_and_consent_is_never_quoted(text: str) -> None:
    assert is_silent(Sentence(0, len(text), "", ""), words_of(text))


@pytest.mark.parametrize("text", load("statements")["silent"]["counter"])
def test_an_opinion_is_not_silenced(text: str) -> None:
    assert not is_silent(Sentence(0, len(text), "", ""), words_of(text))


def test_a_sentence_keeps_its_negation_and_its_line_ends() -> None:
    here = page("ASSESSMENT: Strain.\nI do not believe that the tear is\ncausally related to the fall. Ice.")
    found = [
        statement_of(here, s, words_of(here.text[s.start : s.end], s.start))
        for s in sentences_of(here, 0, len(here.text), PageKind.NOTE)
    ]
    assert [s.citation.quote for s in found if s] == [
        "I do not believe that the tear is\ncausally related to the fall."
    ]


def test_a_family_s_history_is_no_history_of_the_client() -> None:
    assert subjects("FAMILY HISTORY: History of back pain, pre-existing arthritis.") == set()


def test_a_very_long_sentence_is_quoted_around_its_cue_in_whole_words() -> None:
    text = "a " * 200 + "the tear is causally related to the fall " + "and so on " * 60
    words = words_of(text)
    start, end = around(words, 0, len(text), words.joined.index("causally"), LONGEST_STATEMENT)
    assert end - start <= LONGEST_STATEMENT
    assert "causally related to the fall" in text[start:end]
    assert text[start - 1] == " "
    assert text[end] == " "
    assert cite(page(text.strip()), start, end).quote


def test_list_items_labels_and_short_lines_end_a_sentence() -> None:
    text = (
        "ASSESSMENT\n1. Cervical strain due to the accident\n2. Diabetes\n- Continue metformin\n"
        "Weight: 150\nThe patient was told at length that he should see us again after he had\nrested. Done."
    )
    here = page(text)
    assert [here.text[s.start : s.end] for s in sentences_of(here, 0, len(here.text), PageKind.NOTE)] == [
        "1. Cervical strain due to the accident",
        "2. Diabetes",
        "- Continue metformin",
        "Weight: 150",
        "The patient was told at length that he should see us again after he had\nrested.",
        "Done.",
    ]


def test_titles_initials_and_list_numbers_end_no_sentence() -> None:
    here = page("Dr. A. Vale saw him on Mar. 3 at St. Anne. 2. Neck strain. He left.")
    assert [here.text[s.start : s.end] for s in sentences_of(here, 0, len(here.text), PageKind.NOTE)] == [
        "Dr. A. Vale saw him on Mar. 3 at St. Anne.",
        "2. Neck strain.",
        "He left.",
    ]


def test_a_sentence_that_tells_of_a_study_done_is_no_order() -> None:
    assert only_orders("An MRI was ordered at Quay Imaging for 04/02/2021, order for MRI placed.")
    assert not only_orders("The MRI ordered at Quay Imaging on 04/02/2021 was reviewed.")
