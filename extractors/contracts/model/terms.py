"""What a bank counts in a sentence: runs of words, runs of letters, and words from around it by their place.

Answers: for each sentence of a contract the terms of each field, a field being what is weighed to one length.
A term says where it comes from ("H:" a heading around it, "P:" the sentence before, "N:" the one behind, "L:"
the lead-in of its list, "D:" the contract's opening), because "exclusive" in a heading is not "exclusive" in
the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extractors.contracts.model.contract import ReadContract
from extractors.contracts.model.tokens import tokens

Terms = list[str]
_SPACE = re.compile(r"\s+")
_LONGEST_WORD = 24


def spoken(contract: ReadContract, index: int) -> Terms:
    """One, two and three words in a row of the sentence itself, and the words of the headings around it."""
    own = contract.tokens[index]
    terms = [*own, *_runs(own, 2), *_runs(own, 3)]
    headings = contract.headings[index]
    for depth, heading in enumerate(reversed(headings[-2:])):
        named = tokens(heading)
        terms += [f"H{depth}:{word}" for word in named]
        terms.append(f"HH{depth}:" + "_".join(named))
    return terms


def around(contract: ReadContract, index: int) -> Terms:
    """Words of the sentences beside it, of its list's lead-in, and of the contract's opening."""
    terms: Terms = []
    if index > 0:
        terms += [f"P:{word}" for word in contract.tokens[index - 1]]
    if index + 1 < len(contract.tokens):
        terms += [f"N:{word}" for word in contract.tokens[index + 1]]
    lead = contract.leads[index]
    if lead >= 0:
        words = contract.tokens[lead]
        terms += [f"L:{word}" for word in words]
        terms += [f"L:{run}" for run in _runs(words, 2)]
    terms += [f"D:{word}" for word in contract.opening]
    return terms


def letters(contract: ReadContract, index: int) -> Terms:
    """Four and five letters in a row within words: they see through endings and misread print."""
    sentence = contract.sentences[index]
    terms: Terms = []
    for word in _SPACE.split(contract.text[sentence.start : sentence.end].lower()):
        padded = f" {word[:_LONGEST_WORD]} "
        for length in (4, 5):
            terms += [padded[i : i + length] for i in range(max(1, len(padded) - length + 1))]
    return terms


def _runs(words: Sequence[str], length: int) -> Terms:
    return ["_".join(words[i : i + length]) for i in range(len(words) - length + 1)]


FIELDS: tuple[tuple[str, Callable[[ReadContract, int], Terms]], ...] = (
    ("spoken", spoken),
    ("around", around),
    ("letters", letters),
)
BANKS: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = (
    ("words", (("spoken", 1.0), ("around", 0.5))),
    ("letters", (("letters", 1.0),)),
)
"""Each bank is a linear scorer over some fields, each at its length (the second figure)."""
