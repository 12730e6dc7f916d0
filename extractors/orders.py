"""Sentences that order a study, refer to somebody or schedule a visit: what is to be done, never what was.

Answers: which act of the lexicon a sentence states, and the part of it to quote. A sentence that also says
that the study was performed, reviewed or showed something is no order here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.citations import Citation, cite
from extractors.cues import cues, met, negated
from extractors.pages import Page
from extractors.sentences import Sentence, Words, around, words_of
from extractors.statements import LONGEST_STATEMENT, is_silent


@dataclass(frozen=True, slots=True)
class Order:
    """A sentence and the ``acts`` it states: ordered, referred, scheduled."""

    acts: tuple[str, ...]
    citation: Citation


def order_of(page: Page, sentence: Sentence, words: Words) -> Order | None:
    """The order that a sentence gives, ``None`` when it gives none.

    Args:
        page: the page it stands on.
        sentence: its place.
        words: its words.
    """
    found = [(name, m) for name, m in _acts(words) if not negated(words.joined, m.start())]
    if not found or is_silent(sentence, words):
        return None
    first = min(match.start() for _, match in found)
    start, end = around(words, sentence.start, sentence.end, first, LONGEST_STATEMENT)
    return Order(tuple(name for name, _ in found), cite(page, start, end))


def only_orders(untrusted_sentence: str) -> bool:
    """Whether a sentence only says that something is to be done: no record of it can be asked for yet."""
    words = words_of(untrusted_sentence)
    return any(not negated(words.joined, m.start()) for _, m in _acts(words))


def _acts(words: Words) -> Iterator[tuple[str, re.Match[str]]]:
    return met(cues("orders", "order", "act"), words.joined)
