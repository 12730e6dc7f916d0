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
