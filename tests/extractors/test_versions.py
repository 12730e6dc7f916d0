"""Rules of the lexicons of liability do what their examples say; whom the words mean is never guessed."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.event_cues import heading_of
from extractors.lexicon import load
from extractors.sentences import words_of
from extractors.versions import CLIENT, OTHER, PLACE, Version, speeds_differ, versions_of

VERSIONS: list[dict[str, Any]] = load("versions")["version"]
CUES: list[dict[str, Any]] = load("event_cues")["cue"]
NAMED = dict.fromkeys(("unit 1", "driver 1", "hastings", "i", "my", "he"), OTHER) | {"unit 2": CLIENT}


def versions(text: str, people: dict[str, str] | None = None) -> tuple[Version, ...]:
    return versions_of(words_of(text).joined, NAMED if people is None else people)


def said(text: str, people: dict[str, str] | None = None) -> dict[tuple[str, str], str]:
    return {(v.field, v.of): v.value for v in versions(text, people)}


@pytest.mark.parametrize(
    ("field", "value", "text"), [(v["field"], v["value"], e) for v in VERSIONS for e in v["examples"]]
)
def test_a_version_is_met_by_its_examples(field: str, value: str, text: str) -> None:
    assert (field, value) in [(v.field, v.value) for v in versions(text)]


@pytest.mark.parametrize(
    ("field", "value", "text"), [(v["field"], v["value"], e) for v in VERSIONS for e in v["counter"]]
)
def test_a_version_is_not_met_by_its_counter_examples(field: str, value: str, text: str) -> None:
    assert (field, value) not in [(v.field, v.value) for v in versions(text)]


@pytest.mark.parametrize(("heading", "text"), [(c["heading"], e) for c in CUES for e in c["examples"]])
def test_a_sentence_of_a_letter_gets_its_heading(heading: str, text: str) -> None:
    assert heading_of(words_of(text).joined) == heading


@pytest.mark.parametrize(("heading", "text"), [(c["heading"], e) for c in CUES for e in c["counter"]])
def test_a_sentence_on_other_things_does_not(heading: str, text: str) -> None:
    assert heading_of(words_of(text).joined) != heading


def test_the_person_meant_is_the_one_named_nearest_before() -> None:
    text = "Unit 1 struck the left side of Unit 2, which was stopped for a red light."
    assert said(text) == {
        ("signal", CLIENT): "red",
        ("stopping", CLIENT): "stopped",
        ("point of impact", CLIENT): "side",
    }


@pytest.mark.parametrize(
    "text",
    [
        "The light was green.",
        "Unit 1 hit a pole after the truck ran the red light.",
        "Unit 1 said she ran the red light and he had a green light.",
        "Unit 1 did not have a green light.",
        "Unit 1 had a green light that had turned red, then a red light.",
    ],
)
def test_nobody_named_an_unknown_vehicle_a_denial_or_two_values_give_nothing(text: str) -> None:
    people = {"unit 1": OTHER, "unit 2": CLIENT}
    assert ("signal", OTHER) not in said(text, people)


def test_speeds_are_in_dispute_only_when_far_apart() -> None:
    assert said("Unit 1 was going 35 to 40 mph.") == {("speed", OTHER): "35-40"}
    assert said("The speed limit at Unit 1 is 35 mph.") == {}
    assert speeds_differ("30", "40")
    assert not speeds_differ("35-40", "45")


def test_the_place_needs_nobody() -> None:
    assert said("The floor was wet and there was no wet floor sign.", {}) == {
        ("floor", PLACE): "wet or spilled on",
        ("warning sign", PLACE): "none",
    }


@pytest.mark.parametrize(
    "text",
    [
        "In a prior accident my light was red.",
        "If my light was red I would have stopped.",
        "I don't think my light was green.",
        "I wouldn't say my light was red.",
        "Assume that my light was red.",
    ],
)
def test_another_event_an_if_and_a_contracted_denial_are_no_version(text: str) -> None:
    assert said(text, {"my": CLIENT}) == {}
