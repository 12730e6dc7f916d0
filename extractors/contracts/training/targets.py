"""What the fits aim at: which sentences are marked, and which candidates the metric would call right.

Answers: for a marked contract the labels of its sentences, and for its candidates the marked clauses that
each matches, by CUAD's own rule. A quote of Parties earns its mark in training only with a name of some
length, because every sentence contains "Company". Refuses to look at the flow: the raw text is scored.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractors.contracts.clause_types import ClauseType
from extractors.contracts.flow import Flow
from extractors.contracts.model.candidates import Candidate
from extractors.contracts.model.contract import ReadContract
from extractors.contracts.training.marked_contracts import MarkedContract
from extractors.contracts.training.metric import LEAST_COMMON, common, words

Labels = NDArray[np.uint8]
_OF_SENTENCE, _OF_CLAUSE = 0.5, 0.8
_LEAST_NAME = 9


def raw_span(flow: Flow, start: int, end: int) -> tuple[int, int]:
    """Where a span of a one-page flow lies in the page's text, with what stands between its parts."""
    cited = flow.citations(start, end)
    return (cited[0].start, cited[-1].end) if cited else (0, 0)


def sentence_labels(marked: MarkedContract, flow: Flow, contract: ReadContract) -> Labels:
    """(sentences, 41): 1 where most of the sentence is marked, or most of a marked clause is in it."""
    raw = [raw_span(flow, s.start, s.end) for s in contract.sentences]
    labels = np.zeros((len(raw), len(ClauseType)), np.uint8)
    for column, kind in enumerate(ClauseType):
        for start, end in marked.spans[kind]:
            for index, (a, b) in enumerate(raw):
                shared = min(b, end) - max(a, start)
                if shared > 0 and (shared >= _OF_SENTENCE * (b - a) or shared >= _OF_CLAUSE * (end - start)):
                    labels[index, column] = 1
    return labels


def matched(
    marked: MarkedContract, flow: Flow, found: Sequence[Sequence[Candidate]]
) -> tuple[frozenset[int], ...]:
    """For each candidate, types in order, which of its type's distinct marked clauses it matches."""
    answers: list[frozenset[int]] = []
    for kind, own in zip(ClauseType, found, strict=True):
        gold = sorted({marked.text[a:b] for a, b in marked.spans[kind]})
        known = [words(text) for text in gold]
        for each in own:
            if not gold:
                answers.append(frozenset())
                continue
            start, end = raw_span(flow, each.start, each.end)
            quote = marked.text[start:end]
            said = words(quote)
            hits = {i for i, w in enumerate(known) if common(w, said) >= LEAST_COMMON}
            if kind is ClauseType.PARTIES:
                hits |= {i for i, text in enumerate(gold) if len(text) >= _LEAST_NAME and text in quote}
            answers.append(frozenset(hits))
    return tuple(answers)


def first_target(answers: Sequence[frozenset[int]]) -> Labels:
    """1 for what matches a marked clause."""
    return np.array([bool(hits) for hits in answers], np.uint8)


def second_target(
    found: Sequence[Sequence[Candidate]], chances: NDArray[np.float64], answers: Sequence[frozenset[int]]
) -> tuple[Labels, NDArray[np.bool_]]:
    """Whether a candidate finds something new, and whether it counts.

    Going down the ranking, a candidate is right when it matches a marked clause that none above it did. One
    that only repeats neither helps nor harms, and is left out (False in the second array).
    """
    labels = np.zeros(len(answers), np.uint8)
    counts = np.ones(len(answers), np.bool_)
    at = 0
    for own in found:
        order = sorted(range(at, at + len(own)), key=lambda i: (-chances[i], i))
        done: set[int] = set()
        for i in order:
            if answers[i] - done:
                labels[i] = 1
                done |= answers[i]
            elif answers[i]:
                counts[i] = False
        at += len(own)
    return labels, counts
