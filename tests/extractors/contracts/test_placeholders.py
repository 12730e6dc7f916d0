"""Blanks left in made-up contracts, and the rules, signature lines and struck text that are none."""

from __future__ import annotations

import pytest

from extractors.contracts.placeholders import placeholders
from extractors.contracts.sections import sections


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in placeholders(text, sections(text))]


@pytest.mark.parametrize(
    ("text", "blanks"),
    [
        ("The price is $______ a sack for the first year of milling.", ["$______"]),
        ("This Agreement is made on [date] between the Miller and the Baker.", ["[date]"]),
        ("It is made as of [●] and ends on [insert the last day].", ["[●]", "[insert the last day]"]),
        ("The rate is TBD and the sacks are [to be determined].", ["TBD", "[to be determined]"]),
        ("It is made this day of , 2015 between the parties.", ["day of"]),
        ("It is dated as of , 2012 by the parties.", ["as of"]),
        ("The fee is $XX a sack for [  ] sacks.", ["$XX", "[  ]"]),
        ("It is signed by <<enter Company Name>> in the mill.", ["<<enter Company Name>>"]),
    ],
)
def test_a_place_still_to_be_filled_in_is_found(text: str, blanks: list[str]) -> None:
    assert found(text) == blanks


@pytest.mark.parametrize(
    "text",
    [
        "All is as said.\n\nBy: ____________\n\nName: ____________\n\nTitle: ____________",
        "All is as said.\n\n____________________\n\nMore is said.",
        "All is said.\n\n____________ * Omitted for confidential treatment.",
        "The price is [***] a sack, or [*] crowns, or [ * ] more.",
        "The rates of Section 4 [Fees] and the [Confidentiality] part hold.",
        "Write to sack__mill@example.org for more.",
        "The price is to be determined by the parties on the first day of May, 2015.",
        "[Signature Page Follows]",
        "The mill is open all year: [ ] Yes [ ] No.",
    ],
)
def test_signature_lines_rules_struck_text_and_plain_words_are_no_blanks(text: str) -> None:
    assert found(text) == []


def test_a_form_attached_as_an_exhibit_is_meant_to_be_filled_in() -> None:
    body = "1. Orders. The Baker orders by the form of Exhibit A, and the Miller fills it.\n\n" * 4
    form = "EXHIBIT A\n\nForm of Order\n\nThe Baker orders ______ sacks of flour from the Miller this week."
    table = "EXHIBIT B\n\nRates of the mill\n\nThe Baker pays ______ crowns to the Miller for each sack."
    assert found(body + form) == []
    assert found(body + table) == ["______"]
