"""Sums with their currency; none is repaired."""

from __future__ import annotations

import pytest

from extractors.contracts.values.money import sums_in


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("$1,500", "$1,500"),
        ("US$ 500,000.00", "USD 500,000"),
        ("EUR 2.5 million", "EUR 2,500,000"),
        ("£12.50", "GBP 12.50"),
        ("One Million Dollars ($1,000,000)", "$1,000,000"),
        ("five hundred thousand U.S. dollars (US$500,000)", "USD 500,000"),
        ("Two Hundred Fifty Thousand and no/100 Dollars ($250,000.00)", "$250,000"),
        ("5 million dollars", "$5,000,000"),
    ],
)
def test_a_sum_is_read_once_with_its_currency(text: str, normal: str) -> None:
    [found] = sums_in(text)
    assert (found.normal, text[found.start : found.end]) == (normal, text)


@pytest.mark.parametrize("text", ["fifty thousand dollars ($5,000)", "€10.000"])
def test_a_sum_that_can_be_read_two_ways_has_no_amount(text: str) -> None:
    [found] = sums_in(text)
    assert (found.amount, found.normal) == (None, "")


@pytest.mark.parametrize(
    "text", ["1,500 units", "ten percent (10%)", "dollars", "$*** per loss", "Section 5"]
)
def test_what_is_no_sum_is_none(text: str) -> None:
    assert sums_in(text) == ()


def test_sums_stand_in_the_order_of_the_text() -> None:
    assert [s.normal for s in sums_in("two thousand dollars, then $30, then EUR 4")] == [
        "$2,000",
        "$30",
        "EUR 4",
    ]
