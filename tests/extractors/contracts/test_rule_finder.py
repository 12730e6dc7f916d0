"""Clauses by rules alone: what is marked, how sure it is, and that its figures are those of the rules."""

from __future__ import annotations

import pytest

from extractors.contracts.clause_rules import clause_book
from extractors.contracts.clause_types import ClauseType
from extractors.contracts.rule_finder import (
    ALIAS,
    PARTY,
    THRESHOLD,
    TITLE,
    confidence,
    hits_by_rules,
)
from extractors.contracts.sentences import sentences
from extractors.lexicon import load

FIGURES = load("clause_rule_figures")["figure"]
CONTRACT = """Exhibit 10.4

WIDGET SUPPLY AGREEMENT

This Agreement is made and entered into as of March 3, 2011 by and between Birch Mills, Inc., an Ohio
corporation ("Supplier"), and Quill & Sons LLC ("Buyer").

1. Assignment. Neither party may assign this Agreement without the prior written consent of the other.

2. Governing Law. This Agreement shall be governed by and construed in accordance with the laws of the State
of Ohio, without regard to conflicts of laws.

3. Deliveries. Supplier paints its trucks green.
"""


def found(kind: ClauseType) -> dict[str, tuple[float, tuple[str, ...]]]:
    hits = hits_by_rules(CONTRACT, sentences(CONTRACT))
    return {CONTRACT[h.start : h.end]: (h.confidence, h.because) for h in hits if h.type == kind.value}


def test_names_and_days_are_marked_alone_and_clauses_as_sentences() -> None:
    assert list(found(ClauseType.DOCUMENT_NAME)) == ["WIDGET SUPPLY AGREEMENT"]
    assert set(found(ClauseType.PARTIES)) == {"Birch Mills, Inc.", "Supplier", "Quill & Sons LLC", "Buyer"}
    assert "March 3, 2011" in found(ClauseType.AGREEMENT_DATE)
    (law,) = found(ClauseType.GOVERNING_LAW)
    assert law.endswith("without regard to conflicts of laws.")


def test_a_hit_says_by_which_rules_and_is_as_sure_as_they_proved_together() -> None:
    ((sure, because),) = found(ClauseType.GOVERNING_LAW).values()
    assert set(because) == {
        "governed by the law of a place",
        "without regard to conflict of laws",
        "under the heading of governing law",
    }
    (figure,) = [f for f in FIGURES if f["type"] == "Governing Law" and f["rules"] == sorted(because)]
    assert sure == round((figure["right"] + 1) / (figure["hits"] + 3), 2)
    assert sure > THRESHOLD


def test_hits_come_in_the_order_of_types_and_places() -> None:
    hits = hits_by_rules(CONTRACT, sentences(CONTRACT))
    order = [kind.value for kind in ClauseType]
    keys = [(order.index(h.type), h.start, h.end) for h in hits]
    assert keys == sorted(set(keys))
    assert {CONTRACT[h.start : h.end] for h in hits} & {"Supplier paints its trucks green."} == set()


def test_a_heading_alone_is_no_clause() -> None:
    text = "2. SUPPLY\n\n2.2 Minimum Purchase. Buyer shall purchase at least 400 sacks in each Contract Year."
    hits = [h for h in hits_by_rules(text, sentences(text)) if h.type == "Minimum Commitment"]
    assert [text[h.start : h.end].startswith("Buyer") for h in hits] == [True]


def test_rules_seldom_seen_together_are_as_sure_as_the_best_of_them() -> None:
    together = ("made or dated as of a day", "a day named the effective date")
    one = max(confidence("Effective Date", (name,)) for name in together)
    assert confidence("Effective Date", together) == one
    assert confidence("Effective Date", ("no such rule",)) == 0


def test_every_figure_is_of_a_rule_that_is_there_and_adds_up() -> None:
    known = {(rule.type, rule.name) for rule in clause_book().rules}
    known |= {("Document Name", TITLE), ("Parties", PARTY), ("Parties", ALIAS)}
    assert [f for f in FIGURES for name in f["rules"] if (f["type"], name) not in known] == []
    assert [f for f in FIGURES if not 0 <= f["right"] <= f["hits"] or f["rules"] != sorted(f["rules"])] == []


def test_every_rule_was_measured() -> None:
    alone = {(f["type"], f["rules"][0]) for f in FIGURES if len(f["rules"]) == 1}
    assert {(rule.type, rule.name) for rule in clause_book().rules} <= alone


@pytest.mark.parametrize("text", ["", "\n\n", "word", "AGREEMENT\n" * 300, "x" * 20_000, "of " * 7_000])
def test_texts_that_are_no_contracts_are_taken_quietly(text: str) -> None:
    hits_by_rules(text, sentences(text))
