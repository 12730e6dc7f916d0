"""A contract as the model reads it: its sentences in the raw text, their tokens, and what stands around them.

Answers: the sentences of a flow with their tokens, headings and lead-ins. Refuses to look at more than the
paper itself: nothing here comes from a file name or from another document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.contracts.model.tokens import tokens
from extractors.contracts.sections import Outline, sections
from extractors.contracts.sentences import Sentence, sentences

_TITLE_SENTENCES = 6
_TITLE_TOKENS = 60


@dataclass(frozen=True, slots=True)
class ReadContract:
    """A flow's sentences, each with its tokens.

    ``headings`` are those of the sections around a sentence, the outermost first; ``leads`` is the index of
    the sentence that opens the list a sentence stands in ("Distributor shall:"), -1 for none; ``opening``
    are the first tokens of the contract, which name what kind of contract it is.
    """

    text: str
    sentences: tuple[Sentence, ...]
    tokens: tuple[tuple[str, ...], ...]
    headings: tuple[tuple[str, ...], ...]
    leads: tuple[int, ...]
    opening: tuple[str, ...]


def read_contract(text: str) -> ReadContract:
    """Read a flow."""
    outline = sections(text)
    found = sentences(text, outline)
    words = tuple(tokens(text[s.start : s.end]) for s in found)
    first = [token for each in words[:_TITLE_SENTENCES] for token in each]
    return ReadContract(
        text,
        found,
        words,
        tuple(_headings(outline, s) for s in found),
        _leads(text, found),
        tuple(first[:_TITLE_TOKENS]),
    )


def _headings(outline: Outline, sentence: Sentence) -> tuple[str, ...]:
    return tuple(section.heading for section in outline.at(sentence.start) if section.heading)


def _leads(text: str, found: Sequence[Sentence]) -> tuple[int, ...]:
    leads = []
    lead = -1
    for index, sentence in enumerate(found):
        leads.append(lead)
        last = text[sentence.end - 1]
        if last == ":":
            lead = index
        elif last == "." and not text[sentence.start] == "(":
            lead = -1
    return tuple(leads)
