"""What sentences speak of causation, aggravation, earlier conditions, permanency or effort: for either side.

Answers: which subjects of the lexicon a sentence speaks of, and the part of it to quote. It never says
whether the words help or hurt, and never leaves out a "not": the sentence is quoted as printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.citations import Citation, cite
from extractors.cues import cues, met, phrase_pattern
from extractors.lexicon import load
from extractors.pages import Page
from extractors.sentences import Sentence, Words, around

LONGEST_STATEMENT = 300
"""Characters of the longest quote; what is longer is quoted around its first cue."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and the lexicon's ``subjects`` it speaks of, in the lexicon's order."""

    subjects: tuple[str, ...]
    citation: Citation


@cache
def _silent() -> tuple[re.Pattern[str], frozenset[str]]:
    data = load("statements")["silent"]
    return re.compile(phrase_pattern(data["phrases"])), frozenset(data["labels"])


def is_silent(sentence: Sentence, words: Words) -> bool:
    """Whether a sentence is talk of risks, consent or family, which is never quoted in a register."""
    phrases, labels = _silent()
    return sentence.label in labels or bool(phrases.search(words.joined))


def statement_of(page: Page, sentence: Sentence, words: Words) -> Statement | None:
    """The statement that a sentence makes, ``None`` when it makes none.

    Args:
        page: the page it stands on.
        sentence: its place.
        words: its words.
    """
    found = tuple(met(cues("statements", "statement", "subject"), words.joined))
    if not found or is_silent(sentence, words):
        return None
    first = min(match.start() for _, match in found)
    start, end = around(words, sentence.start, sentence.end, first, LONGEST_STATEMENT)
    return Statement(tuple(name for name, _ in found), cite(page, start, end))
