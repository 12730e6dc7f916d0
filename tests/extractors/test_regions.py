"""Every part of the body is named with its side; what only sounds like one is none."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.lexicon import load
from extractors.regions import every_part_of, parts_of
from extractors.sentences import words_of

EVERY: list[dict[str, Any]] = load("regions")["every_example"]


@pytest.mark.parametrize("example", EVERY, ids=[e["text"][:30] for e in EVERY])
def test_every_part_is_named(example: dict[str, Any]) -> None:
    found = [f"{p.side} {p.name}".strip() for p in every_part_of(words_of(example["text"]).joined)]
    assert found == example["names"]


def test_no_contradiction_is_told_of_wide_parts() -> None:
    assert parts_of("left arm pain and rib fractures") == ()
    assert [p.name for p in every_part_of("left arm pain and rib fractures")] == ["arm", "chest / ribs"]


@pytest.mark.parametrize(
    "text",
    [
        "he left the office right away and is back to work",
        "hand therapy two times a week with a hand surgeon",
        "head of household with a head on collision",
        "walked 150 feet and stands 6 foot 2",
        "face to face visit with eye contact",
        "leg press and heel raises",
    ],
)
def test_these_words_name_no_part(text: str) -> None:
    assert every_part_of(text) == ()
