"""The numbers that contracts print before their sections: "ARTICLE IV", "Section 2.01", "3.", "(a)", "ii)".

Answers: where an enumerator stands, in which style and with which value, at the head of a paragraph or a line
or inside a line behind the end of a sentence. Refuses to say whether it opens a section: that takes the
sequence it stands in (`section_sequence`). A letter that is a roman number too ("(i)") has both readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

ARTICLE = "article"
DECIMAL = "decimal"
_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *(
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ),
)
_MARKS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

_TOKEN = re.compile(
    r"(?<![^\s\[“\"])(?:"
    r"(?i:article)\s+(?P<article>[IVXLC]{1,6}|[ivxlc]{1,6}|\d{1,2}|(?i:"
    + "|".join(reversed(_WORDS))
    + r"))\b(?!\()[.:]?"
    r"|(?:(?P<prefix>(?i:section|sec\.|clause|paragraph)|§)[^\S\n]*\n?[^\S\n]*)?(?P<decimal>\d{1,2}(?:\.\d{1,3}){0,4})"
    r"(?P<after>[.:)]?(?:-(?=\s))?|(?=\s?\([A-Za-z]{1,4}\)))(?=\s|$|\s?\([a-z]{1,4}\)|[A-Z“\"_\[])"
    r"|(?P<letter>\([A-Za-z]{1,5}\)|\(\d{1,2}\)|[A-Za-z][.)]|[IVXivx]{2,5}[.)])(?=\s|$|[A-Z“\"]))"
)
_LETTER_AFTER_NUMBER = re.compile(r"\s?(?P<letter>\([A-Za-z]{1,4}\))(?=\s|$)")
_END_BEFORE = re.compile(r"(?:[.;:!?][”\"’')\]]*|[;,]\s+(?:and|or|and/or)|\])\s+$")


class Place(IntEnum):
    """How strongly the place of an enumerator says that a section begins there."""

    RUNNING = 0
    AFTER_SENTENCE = 1
    LINE = 2
    PARAGRAPH = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an enumerator: the style ("article", "decimal", "(a)", "i." …) and its value."""

    style: str
    value: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Enumerator:
    """``text[start:end]`` as an enumerator; ``printed`` is its number without prefix word and punctuation."""

    start: int
    end: int
    printed: str
    place: Place
    readings: tuple[Reading, ...]
    named: bool
    """Whether a word ("Section", "Article") or a mark behind it says that it is a number of a section."""
    prefixed: bool = False
    """Whether a word as "Section" stands before it."""


def roman(word: str) -> int:
    """The value of a roman number; 0 where the letters are none."""
    values = [_ROMAN.get(letter, 0) for letter in word.lower()]
    total = sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))
    return total if 0 not in values and _as_roman(total) == word.lower() else 0


def _as_roman(value: int) -> str:
    printed = ""
    for worth, mark in _MARKS:
        while value >= worth:
            printed, value = printed + mark, value - worth
    return printed


def article_value(word: str) -> int:
    """ "IV", "4" and "four" are 4; 0 for what is no number."""
    if word.isdigit():
        return int(word)
    return _WORDS.index(word.lower()) + 1 if word.lower() in _WORDS else roman(word)


def decimal_value(printed: str) -> tuple[int, ...]:
    """ "2.01" is (2, 1); a closing zero counts for nothing ("2.0" is (2,))."""
    parts = tuple(int(part) for part in printed.split("."))
    return parts[:-1] if len(parts) > 1 and parts[-1] == 0 else parts


def letter_readings(printed: str) -> tuple[Reading, ...]:
    """The readings of "(a)", "(ii)", "B.", "3)"; the style keeps case and punctuation, which part lists."""
    core = printed.strip("().")
    shape = printed.replace(core, "{}")
    if core.isdigit():
        return (Reading(shape.format(1), (int(core),)),)
    if not (core.islower() or core.isupper()):
        return ()
    found: list[Reading] = []
    if len(set(core.lower())) == 1 and len(core) <= 3:
        value = ord(core[0].lower()) - 96 + 26 * (len(core) - 1)
        found.append(Reading(shape.format("A" if core.isupper() else "a"), (value,)))
    if value := roman(core):
        found.append(Reading(shape.format("I" if core.isupper() else "i"), (value,)))
    return tuple(found)


def enumerators(text: str) -> Iterator[Enumerator]:
    """All in ``text`` that has the shape of an enumerator, in order; most in running text are references."""
    for match in _TOKEN.finditer(text):
        place = _place(text, match.start())
        if match["article"]:
            if value := article_value(match["article"]):
                article = (Reading(ARTICLE, (value,)),)
                yield Enumerator(match.start(), match.end(), match[0].rstrip(".:"), place, article, True)
        elif match["decimal"]:
            # A line that begins with "Section 3.2" within a sentence is a reference that was wrapped.
            wrapped = match["prefix"] and place is Place.LINE and not _ends(text, match.start())
            yield from _decimals(text, match, Place.RUNNING if wrapped else place)
        elif readings := letter_readings(match["letter"]):
            yield Enumerator(match.start(), match.end(), match["letter"], place, readings, True)


def _decimals(text: str, match: re.Match[str], place: Place) -> Iterator[Enumerator]:
    readings = (Reading(DECIMAL, decimal_value(match["decimal"])),)
    named = bool(match["prefix"] or match["after"] or "." in match["decimal"])
    prefixed = match["prefix"] is not None
    yield Enumerator(match.start(), match.end(), match["decimal"], place, readings, named, prefixed)
    letter = _LETTER_AFTER_NUMBER.match(text, match.end())
    if letter and (after := letter_readings(letter["letter"])):
        yield Enumerator(letter.start("letter"), letter.end(), letter["letter"], place, after, True)


def _place(text: str, start: int) -> Place:
    at = start
    if at and text[at - 1] in '[“"':
        at -= 1
    before = text[max(0, at - 60) : at]
    blank = len(before) - len(before.rstrip())
    gap = before[len(before) - blank :]
    if at == blank or gap.count("\n") >= 2:
        return Place.PARAGRAPH
    if "\n" in gap:
        return Place.LINE
    return Place.AFTER_SENTENCE if _ends(text, at) else Place.RUNNING


def _ends(text: str, at: int) -> bool:
    return _END_BEFORE.search(text[max(0, at - 60) : at]) is not None
