"""Whether an exhibit's description is neutral: no argument, no emphasis, short enough for an index.

Answers: the words of a description that argue, as typed. They are shown to a person; nothing is rewritten.
Refuses to judge what a paper's own title says of itself: words inside quotation marks are the paper's, and
medicine's "severe", "chronic" or "gross" argue nothing.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.lexicon import load

LONGEST = 200
"""Characters of a description that still reads as one line or two of an index."""

_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")
_WORD = re.compile(r"[A-Za-z]+")
_RUN = re.compile(r"\b[A-Z]{2,}(?:[ &'’/-]+[A-Z]{2,})*\b(?![a-z])")
_NAME_FOLLOWS = re.compile(
    r"(?:^|[,;:.()–—-]|\b(?:of|from|by|at|for|to|and|with|in|the|v))\s*$", re.IGNORECASE
)
_IN_A_NAME = re.compile(r"(?<!^)\b[A-Z][a-z'’]+[ &-]+$")
"""A capitalised word that does not open the description: the name it begins may go on in capitals."""
_MARKS = re.compile(r"!+|\?{2,}")
_LETTERS_OF_EMPHASIS = 4


def argumentative(description: str) -> tuple[str, ...]:
    """The words that argue or shout, as typed, in the order in which they stand, each once."""
    text = _neutral().sub(_blank, _QUOTED.sub(_blank, description))
    found = [(m.start(), m[0]) for m in _argument().finditer(text)]
    found += [(m.start(), m[0]) for m in _MARKS.finditer(text)]
    found += _shouted(text)
    return tuple(dict.fromkeys(word for _, word in sorted(found)))


def too_long(description: str) -> bool:
    """Whether it has more than `LONGEST` characters."""
    return len(description) > LONGEST


def _blank(match: re.Match[str]) -> str:
    return "," * len(match[0])


@cache
def _argument() -> re.Pattern[str]:
    return _any_of("words")


@cache
def _neutral() -> re.Pattern[str]:
    return _any_of("neutral")


def _any_of(key: str) -> re.Pattern[str]:
    """Phrases of the lexicon as whole words; ``*`` stands for any further letters."""
    listed = sorted(load("argument")[key], key=lambda w: (-len(w), w))
    forms = (re.escape(w).replace(r"\*", r"[a-z'’]*").replace(r"\ ", r"[\s-]+") for w in listed)
    return re.compile(r"(?<![\w-])(?:" + "|".join(forms) + r")(?!\w)", re.IGNORECASE)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(load("argument")["capitals"])


def _shouted(text: str) -> list[tuple[int, str]]:
    """Words in capitals in the middle of a sentence.

    Left alone: a description that is all in capitals, which is a habit of typing; abbreviations; and capitals
    where a name stands, at the beginning, behind a comma, behind "of" or behind a name's first word: houses
    print their names so.
    """
    long = [m[0] for m in _WORD.finditer(text) if len(m[0]) >= _LETTERS_OF_EMPHASIS]
    if all(w.isupper() for w in long):
        return []
    return [
        (m.start(), m[0])
        for m in _RUN.finditer(text)
        if not _NAME_FOLLOWS.search(text[: m.start()])
        and not _IN_A_NAME.search(text[: m.start()])
        and any(len(w) >= _LETTERS_OF_EMPHASIS and w not in _abbreviations() for w in _WORD.findall(m[0]))
    ]
