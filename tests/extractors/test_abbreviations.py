"""Abbreviations are found as printed, with every usual reading; words in capitals are no abbreviations."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.abbreviations import abbreviations_of
from extractors.lexicon import load

DATA = load("abbreviations")
EXAMPLES: list[dict[str, Any]] = DATA["example"]


@pytest.mark.parametrize("example", EXAMPLES, ids=[e["text"][:30] for e in EXAMPLES])
def test_the_lexicon_finds_its_examples(example: dict[str, Any]) -> None:
    found = {p.abbreviation.name for p in abbreviations_of(example["text"])}
    assert sorted(found) == example["found"]


def test_every_entry_is_found_in_each_of_its_forms() -> None:
    for entry in DATA["abbreviation"]:
        for form in (entry["print"], *entry.get("forms", [])):
            text = f"noted {form} today"
            found = [(p.abbreviation.name, text[p.start : p.end]) for p in abbreviations_of(text)]
            assert found == [(entry["print"], form)]


def test_no_form_belongs_to_two_entries() -> None:
    forms = [f for e in DATA["abbreviation"] for f in (e["print"], *e.get("forms", []))]
    assert sorted(f for f in set(forms) if forms.count(f) > 1) == []


def test_all_readings_are_given_and_none_is_chosen() -> None:
    (found,) = abbreviations_of("Refer to PT")
    assert found.abbreviation.readings == ("physical therapy", "patient", "prothrombin time")
