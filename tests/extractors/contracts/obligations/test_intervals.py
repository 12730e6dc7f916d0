"""How often something recurs, and what only names a thing."""

from __future__ import annotations

import pytest

from extractors.contracts.obligations.intervals import intervals_in


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("invoice the Buyer monthly for the work", "monthly", "monthly"),
        ("meet at least once each calendar quarter", "at least once each calendar quarter", "quarterly"),
        ("report every two (2) weeks", "every two (2) weeks", "every 2 weeks"),
        ("report on a quarterly basis", "on a quarterly basis", "quarterly"),
        ("audit it no more than once annually", "no more than once annually", "annually"),
        ("meet twice per year", "twice per year", "semi-annually"),
    ],
)
def test_an_interval_is_found_and_spelled(text: str, printed: str, value: str) -> None:
    assert [(text[x.start : x.end], x.value) for x in intervals_in(text)] == [(printed, value)]


@pytest.mark.parametrize(
    "text",
    [
        "pay the monthly fee",
        "pay interest of 5% per year",
        "revise it from time to time",
        "sell a day ticket",
    ],
)
def test_what_recurs_not(text: str) -> None:
    assert intervals_in(text) == ()
