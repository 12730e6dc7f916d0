"""Abbreviations of medical records in a text, with every usual reading; the text itself stays untouched.

Answers: which abbreviations of the lexicon a text prints, where, and what they can stand for. It never
chooses among readings: which one is meant is for the reader of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.lexicon import load


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """``name`` is the entry's usual print; ``word`` says that it is a word too when set in capitals."""

    name: str
    readings: tuple[str, ...]
    word: bool


@dataclass(frozen=True, slots=True)
class Printing:
    """One print of an abbreviation at ``text[start:end]``."""

    abbreviation: Abbreviation
    start: int
    end: int


_BOX = re.compile(r"\s+box\b", re.IGNORECASE)
_NEIGHBOUR = re.compile(r"[A-Za-z]{2,}")


@cache
def _forms() -> tuple[re.Pattern[str], dict[str, Abbreviation]]:
    forms: dict[str, Abbreviation] = {}
    for entry in load("abbreviations")["abbreviation"]:
        one = Abbreviation(entry["print"], tuple(entry["reads"]), entry.get("word", False))
        for form in (entry["print"], *entry.get("forms", ())):
            forms[form] = one
    spelled = "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))
    return re.compile(rf"(?<![A-Za-z0-9/&-])(?:{spelled})(?![A-Za-z0-9&]|-\d)"), forms


def abbreviations_of(text: str) -> Iterator[Printing]:
    """Every print of an abbreviation, in order."""
    pattern, forms = _forms()
    for match in pattern.finditer(text):
        one = forms[match[0]]
        if one.name == "PO" and _BOX.match(text, match.end()):
            continue
        if one.word and _in_capitals(text, match.start(), match.end()):
            continue
        yield Printing(one, match.start(), match.end())


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the words beside a place are set in capitals: then it is a word among words."""
    before = _NEIGHBOUR.findall(text, max(0, start - 40), start)[-2:]
    after = _NEIGHBOUR.findall(text, end, end + 40)[:2]
    around = [*before, *after]
    return bool(around) and sum(w.isupper() for w in around) * 2 > len(around)
