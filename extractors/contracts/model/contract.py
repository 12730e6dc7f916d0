"""A contract as the model reads it: its sentences, their tokens, and what stands around them.

Answers: the sentences of a flow with their tokens, headings, lead-ins and the rules that fire on them.
Refuses to look at more than the paper itself: nothing here comes from a file name or another document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.contracts.clause_rules import fired
from extractors.contracts.clause_types import ClauseType
from extractors.contracts.flow import Flow
from extractors.contracts.model.tokens import tokens
from extractors.contracts.rule_finder import confidence
from extractors.contracts.sections import Outline, sections
from extractors.contracts.sentences import Sentence, sentences

_TITLE_SENTENCES = 6
_TITLE_TOKENS = 60


@dataclass(frozen=True, slots=True)
class ReadContract:
    """A flow's sections and sentences, each sentence with its tokens.

    ``headings`` are those of the sections around a sentence, the outermost first; ``leads`` is the index of
    the sentence that opens the list a sentence stands in ("Distributor shall:"), -1 for none; ``opening``
    are the first tokens of the contract, which name what kind of contract it is; ``breaks`` are the offsets
    where a printed page ends and the next begins; ``ruled`` gives for a sentence the types (their places
    in `ClauseType`) that rules name, each with how often those rules are right; ``because`` names the rules.
    """

    text: str
    outline: Outline
    sentences: tuple[Sentence, ...]
    tokens: tuple[tuple[str, ...], ...]
    headings: tuple[tuple[str, ...], ...]
    leads: tuple[int, ...]
    opening: tuple[str, ...]
    breaks: tuple[int, ...]
    ruled: Mapping[int, Mapping[int, float]]
    because: Mapping[tuple[int, int], tuple[str, ...]]


_KINDS = tuple(kind.value for kind in ClauseType)
_PLACES = {kind: place for place, kind in enumerate(_KINDS)}


def read_contract(flow: Flow) -> ReadContract:
    """Read a flow."""
    text = flow.text
    outline = sections(text)
    found = sentences(text, outline)
    words = tuple(tokens(text[s.start : s.end]) for s in found)
    first = [token for each in words[:_TITLE_SENTENCES] for token in each]
    because: dict[tuple[int, int], tuple[str, ...]] = {}
    for index, hits in enumerate(fired(text, found)):
        for hit in hits:
            key = index, _PLACES[hit.type]
            because[key] = (*because.get(key, ()), hit.rule_name)
    ruled: dict[int, dict[int, float]] = {}
    for (index, place), names in because.items():
        ruled.setdefault(index, {})[place] = confidence(_KINDS[place], names)
    return ReadContract(
        text,
        outline,
        found,
        words,
        tuple(_headings(outline, s) for s in found),
        _leads(text, found),
        tuple(first[:_TITLE_TOKENS]),
        _breaks(flow),
        ruled,
        because,
    )


def _breaks(flow: Flow) -> tuple[int, ...]:
    """Where furniture or a page's end stood between two pieces of the flow."""
    found = []
    for before, after in pairwise(flow.pieces):
        page = flow.pages[before.page]
        between = page.text[before.page_start + before.length : after.page_start]
        if before.page != after.page or between.strip():
            found.append(after.start)
    return tuple(found)


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
        elif last == "." and text[sentence.start] != "(":
            lead = -1
    return tuple(leads)
