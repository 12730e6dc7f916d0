"""Numbers in words and figures."""

from __future__ import annotations

import pytest

from extractors.contracts.values.written_numbers import number_of, ordinal_value, words_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("thirty (30)", 30),
        ("one (I)", 1),
        ("1,200", 1200),
        ("forty-five", 45),
        ("30 (thirty)", 30),
        ("two [2]", 2),
    ],
)
def test_a_number(text: str, value: int) -> None:
    assert number_of(text) == value


@pytest.mark.parametrize("text", ["thirty (60)", "", "many", "2.5", "twelve and more"])
def test_no_number(text: str) -> None:
    assert number_of(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two thousand and three", 2003),
        ("nineteen ninety eight", 1998),
        ("one hundred twenty", 120),
        ("twelve million five hundred thousand", 12_500_000),
    ],
)
def test_words(text: str, value: int) -> None:
    assert words_value(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("first", 1), ("Twenty-first", 21), ("thirtieth", 30), ("15th", 15)]
)
def test_ordinals(text: str, value: int) -> None:
    assert ordinal_value(text) == value
