"""Every rule of the lexicons does what its examples say, and does not do what its counter-examples show."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.date_cues import label_role
from extractors.date_roles import dates_of
from extractors.date_values import MatterDates
from extractors.facts import DateMention, DateRole, PageKind
from extractors.lexicon import load, normal, normal_words
from extractors.page_kinds import classify
from extractors.sections import is_heading
from tests.made_pages import page

ROLES: list[dict[str, Any]] = load("date_roles")["role"]
KINDS: list[dict[str, Any]] = load("page_kinds")["kind"]


def marked(text: str) -> DateMention | None:
    """What is read of the date between ⟨ and ⟩, on a page of no particular kind."""
    start = text.index("⟨")
    plain = text.replace("⟨", "").replace("⟩", "")
    mentions = dates_of(page(plain), PageKind.NOTE, MatterDates(None, None))
    return next((m for m in mentions if m.citation.start == start), None)


@pytest.mark.parametrize(("role", "text"), [(r["role"], e) for r in ROLES for e in r["examples"]])
def test_a_date_gets_the_role_of_its_rule(role: str, text: str) -> None:
    found = marked(text)
    assert found is not None, "the date is not read at all"
    assert found.role.value == role, found.rule


@pytest.mark.parametrize(("role", "text"), [(r["role"], e) for r in ROLES for e in r["counter"]])
def test_a_date_under_another_cue_does_not_get_the_role(role: str, text: str) -> None:
    found = marked(text)
    assert found is not None, "the date is not read at all"
    assert found.role.value != role, found.rule


def test_every_role_of_the_lexicon_is_a_role_of_the_house_and_is_tested_both_ways() -> None:
    assert [r["role"] for r in ROLES if not r["examples"] or not r["counter"]] == []
    assert {r["role"] for r in ROLES} <= {role.value for role in DateRole}


def test_no_label_is_claimed_by_two_roles() -> None:
    claimed: dict[str, set[str]] = {}
    for rule in ROLES:
        for phrase in rule.get("label", []):
            claimed.setdefault(normal(phrase), set()).add(rule["role"])
    assert {phrase: roles for phrase, roles in claimed.items() if len(roles) > 1} == {}


@pytest.mark.parametrize(
    ("kind", "text"),
    [(r["kind"], e) for r in KINDS if r["kind"] != "diagram" for e in r.get("examples", [])],
)
def test_a_page_gets_the_kind_of_its_rule(kind: str, text: str) -> None:
    verdict = classify(page(text))
    assert verdict.kind.value == kind, verdict.rule


def test_every_kind_of_the_lexicon_has_an_example() -> None:
    assert [r["kind"] for r in KINDS if not r.get("examples")] == []


@pytest.mark.parametrize(
    "text",
    [
        "The weather on the coast was fair and the road to the harbour was dry that morning.",
        "Neighbours met at noon. They spoke of the garden and of the new fence by the lane.",
    ],
)
def test_plain_prose_is_no_paper_of_the_house(text: str) -> None:
    assert classify(page(text)).kind is PageKind.OTHER


def test_longer_labels_beat_shorter_ones_and_near_misses_count_only_in_scans() -> None:
    assert label_role(normal_words("Print date"), False) == (DateRole.PRINTED, "label “print date”")
    assert label_role(normal_words("Date of Bitth"), False) is None
    near = label_role(normal_words("Date of Bitth"), True)
    assert near is not None
    assert near[0] is DateRole.BIRTH


@pytest.mark.parametrize("text", ["CHIEF COMPLAINT", "Assessment & Plan", "h.p.i."])
def test_headings_are_known_in_any_dress(text: str) -> None:
    assert is_heading(text)
