"""What the words over a bill's column say its sums are; the words are data (``lexicons/money.toml``).

Refuses to guess: words of no money, of an estimate or of one unit's price head a column of something else.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from extractors.lexicon import load, normal


class Meaning(StrEnum):
    """What the amounts of a column are."""

    BILLED = "billed"
    AMOUNT = "amount"
    PAID = "paid"
    ADJUSTED = "adjusted"
    CREDIT = "credit"
    ALLOWED = "allowed"
    PATIENT = "patient's share"
    PATIENT_PART = "part of the patient's share"
    BALANCE = "balance"
    OTHER = "no money"


@cache
def _rules() -> tuple[tuple[Meaning, re.Pattern[str]], ...]:
    return tuple(
        (Meaning(rule["meaning"]), re.compile(rf"\b(?:{rule['words']})\b"))
        for rule in load("money")["column"]
    )


def meaning_of(words: str) -> Meaning:
    """What a heading says its column holds."""
    text = normal(words)
    return next((meaning for meaning, rule in _rules() if rule.search(text)), Meaning.OTHER)
