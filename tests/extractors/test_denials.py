"""Denials and normal findings are told from complaints, by the examples of the lexicon, both ways."""

from __future__ import annotations

import pytest

from extractors.denials import denied_or_normal
from extractors.lexicon import load

DATA = load("denials")


def asked(text: str) -> bool:
    """Whether the part between the marks is denied or normal."""
    start = text.index("⟨")
    plain = text.replace("⟨", "").replace("⟩", "")
    return denied_or_normal(plain, start, text.index("⟩") - 1)


@pytest.mark.parametrize("text", DATA["denied"])
def test_a_part_is_denied_or_normal(text: str) -> None:
    assert asked(text)


@pytest.mark.parametrize("text", DATA["asserted"])
def test_a_part_is_named_with_a_fault_or_plainly(text: str) -> None:
    assert not asked(text)


@pytest.mark.parametrize(
    "text",
    ["She does not have neck pain.", "She doesn't have neck pain.", "There isn’t any neck pain."],
)
def test_a_denied_verb_and_a_contraction_deny(text: str) -> None:
    at = text.index("neck")
    assert denied_or_normal(text, at, at + 4)


def test_a_verb_behind_a_finished_denial_still_turns() -> None:
    text = "She does not work but has neck pain."
    at = text.index("neck")
    assert not denied_or_normal(text, at, at + 4)
