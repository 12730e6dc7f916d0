"""Signature lines of made-up contracts that hold no signature text."""

from __future__ import annotations

import pytest

from extractors.contracts.sections import sections
from extractors.contracts.signature_blocks import unsigned

BODY = "1. Grain. The Miller grinds the grain of the Baker, who pays for it.\n\n" * 10


def lines(block: str) -> int:
    text = BODY + block
    spans = unsigned(text, sections(text))
    assert all(text[start:end].lower().startswith(("by", "per")) for start, end in spans)
    return len(spans)


@pytest.mark.parametrize(
    ("block", "count"),
    [
        ("TALLOW MILLS\n\nBy: ______\n\nName: Ada Tallow\n\nTitle: Miller", 1),
        ("TALLOW MILLS By: Name: Ada Tallow Title: Miller BRIGHTWATER By: Name: Bo Bright", 2),
        ("By:\n\nName:\n\nTitle:", 1),
        ("Per: ____________\n\nDate: ______", 1),
        (
            "MILLS\n\nBy: /s/ Ada\n\nName: Ada\n\nBRIGHTWATER\n\nBy: ______\n\nName: Bo Bright",
            1,
        ),
    ],
)
def test_a_line_without_signature_text_is_found(block: str, count: int) -> None:
    assert lines(block) == count


@pytest.mark.parametrize(
    "block",
    [
        "TALLOW MILLS\n\nBy: /s/ Ada Tallow\n\nName: Ada Tallow",
        "By:\n\n/s/ Ada Tallow\n\nName: Ada Tallow",
        "By: ____ By: ____\n\n/s/ Ada Tallow   /s/ Bo Bright",
        "By: Tallow Holding, its general partner\n\nBy: /s/ Ada Tallow\n\nName: Ada Tallow",
        "By: Ada Tallow\n\nThe parties agree.",
        "All of this was understood and agreed to by:\n\nthe Miller and the Baker.",
        "EXHIBIT A\n\nForm of Order\n\nBy: ______\n\nName: ______",
    ],
)
def test_signed_lines_entities_names_and_attached_forms_are_not(block: str) -> None:
    assert lines(block) == 0
