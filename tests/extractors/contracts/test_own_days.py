"""Whether a date is the one that a made-up paper was made on."""

from __future__ import annotations

import pytest

from extractors.contracts.own_days import blank_day, is_own_day

DAY = "May 1, 2025"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ('This Lease (this "Lease") is made and entered into as of May 1, 2025', True),
        ("THIS SUPPLY AGREEMENT, dated May 1, 2025", True),
        ("the parties have executed this Agreement as of May 1, 2025", True),
        ("Dated as of May 1, 2025", True),
        ("This Amendment amends the Lease that was made on May 1, 2025", False),
        ("This Agreement is effective as of May 1, 2025", False),
        ("subject to the Credit Agreement dated as of May 1, 2025", False),
        ("This Agreement ends on May 1, 2025", False),
    ],
)
def test_the_paper_says_that_it_was_made_on_a_day(text: str, own: bool) -> None:
    assert is_own_day(text, text.index(DAY)) is own


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ('This Lease (this "Lease") is made on [date], 2025 by Tern LLC.', "[date]"),
        ("THIS AGREEMENT is made this ____ day of May, 2025.", "____"),
        ("This Lease is made on May 1, 2025. Rent is [amount].", None),
        ("It replaces the Lease made on [date].", None),
    ],
)
def test_a_day_left_blank_is_found(text: str, blank: str | None) -> None:
    span = blank_day(text)
    assert (text[slice(*span)] if span else None) == blank
