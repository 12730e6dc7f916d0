"""The spans that may be a clause of a type: sentences that score, their joins and parts, dates and titles.

Answers: for each type a list of candidates. Annotators quote a sentence mostly; now and then two that belong
together, a list item with its lead-in, a part behind "provided that", or what stands on one side of a page
break. Refuses spans outside the contract's sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from extractors.contracts.clause_types import ClauseType
from extractors.contracts.model.contract import ReadContract
from extractors.contracts.model.date_spans import date_spans
from extractors.contracts.model.title_spans import title_spans

Scores = NDArray[np.float32]
_SENTENCES = 24
_JOINED = 6
_JOINED_THRICE = 2
_PARTED = 3
_LONGEST_JOIN = 4_000
_SHORTEST_PART = 25
_MOST_CUTS = 12
_CUTS = re.compile(
    r"(?<=[;,:.])\s+(?=\(?(?:[a-z]|[ivx]{1,4}|\d{1,2}|[A-Z])\)\s)|(?<=;)\s+|,?\s+(?=provided,?\s+(?:however|that))"
    r"|\s{3,}|(?<=[.:])\s+|,\s+(?=(?:and|or|but|except|unless|which)\s)|\s(?=and shall\s|shall\s)"
)
_DATED = re.compile(r"(?i)effective|commenc|dated|date|executed|as of|witness|signed|entered|made")
_DATED_AT_HEAD = 7_000
_MOST_DATES = 300  # a schedule of dates is no agreement date; the first ones are near the top


class Kind(IntEnum):
    """How a candidate came about."""

    SENTENCE = 0
    JOINED = 1
    WITH_LEAD = 2
    PART = 3
    DATE = 4
    TITLE = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """``text[start:end]``, in sentences ``first`` to ``last`` (indices, both included); ``place`` counts
    dates and titles from the top."""

    start: int
    end: int
    first: int
    last: int
    kind: Kind
    place: int


def candidates(contract: ReadContract, scores: Scores) -> tuple[tuple[Candidate, ...], ...]:
    """Candidates by type, in the order of `ClauseType`.

    Args:
        contract: with n sentences.
        scores: (n, 41), higher is likelier.
    """
    starts = [s.start for s in contract.sentences]
    dates = tuple(_placed(starts, _dates(contract), Kind.DATE))
    titles = tuple(_placed(starts, title_spans(contract.text), Kind.TITLE))
    own = {
        ClauseType.AGREEMENT_DATE: dates,
        ClauseType.EFFECTIVE_DATE: dates,
        ClauseType.DOCUMENT_NAME: titles,
    }
    found = []
    parts: dict[int, list[tuple[int, int]]] = {}
    for column, kind in enumerate(ClauseType):
        spans: dict[tuple[int, int], Candidate] = {}
        for each in _of_sentences(contract, scores[:, column], parts):
            spans.setdefault((each.start, each.end), each)
        for each in own.get(kind, ()):  # a title that is a sentence of its own is looked at as a title
            spans[each.start, each.end] = each
        found.append(tuple(spans[span] for span in sorted(spans)))
    return tuple(found)


def _of_sentences(
    contract: ReadContract, scores: Scores, parts: dict[int, list[tuple[int, int]]]
) -> Iterator[Candidate]:
    all_, count = contract.sentences, len(contract.sentences)
    best = [int(i) for i in np.argsort(-scores, kind="stable")[:_SENTENCES]]
    for index in best:
        yield Candidate(all_[index].start, all_[index].end, index, index, Kind.SENTENCE, 0)
    for rank, index in enumerate(best[:_JOINED]):
        pairs = [(index - 1, index), (index, index + 1)]
        for first, last in pairs + [(index - 1, index + 1), (index, index + 2)] * (rank < _JOINED_THRICE):
            if first >= 0 and last < count and all_[last].end - all_[first].start <= _LONGEST_JOIN:
                yield Candidate(all_[first].start, all_[last].end, first, last, Kind.JOINED, 0)
        lead = contract.leads[index]
        if 0 <= lead < index - 1 and index - lead <= 6:
            yield Candidate(all_[lead].start, all_[index].end, lead, index, Kind.WITH_LEAD, 0)
        closing = _list_end(contract, index)
        opening = lead if lead >= 0 else index
        if index < closing and all_[closing].end - all_[opening].start <= _LONGEST_JOIN:
            yield Candidate(all_[opening].start, all_[closing].end, opening, closing, Kind.WITH_LEAD, 0)
        if rank < _PARTED:
            if index not in parts:
                parts[index] = _parts(contract.text, all_[index].start, all_[index].end, contract.breaks)
            for start, end in parts[index]:
                yield Candidate(start, end, index, index, Kind.PART, 0)


def _list_end(contract: ReadContract, index: int) -> int:
    """The last sentence of the list that a sentence stands in, or opens."""
    lead = contract.leads[index] if contract.leads[index] >= 0 else index
    last = index
    while last + 1 < len(contract.leads) and contract.leads[last + 1] == lead:
        last += 1
    return last


def _parts(text: str, start: int, end: int, breaks: Sequence[int]) -> list[tuple[int, int]]:
    """What stands before and behind each cut, and between two; a page break is a cut."""
    cuts = [(m.start(), m.end()) for m in _CUTS.finditer(text, start, end)]
    cuts = sorted([*cuts[:_MOST_CUTS], *((b, b) for b in breaks if start < b < end)])
    edges = [start, *(offset for cut in cuts for offset in cut), end]
    found = {(edges[i], edges[i + 1]) for i in range(0, len(edges) - 1, 2)}
    found |= {(start, before) for before, _ in cuts} | {(behind, end) for _, behind in cuts}
    found = {(a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in found}
    return sorted((a, b) for a, b in found if b - a >= _SHORTEST_PART and (a, b) != (start, end))


def _dates(contract: ReadContract) -> list[tuple[int, int]]:
    """Dates of the first pages, and of sentences further on that speak of a date."""
    found: list[tuple[int, int]] = []
    for sentence in contract.sentences:
        if sentence.start < _DATED_AT_HEAD or _DATED.search(contract.text, sentence.start, sentence.end):
            found += date_spans(contract.text, sentence.start, sentence.end)
    return found[:_MOST_DATES]


def _placed(starts: Sequence[int], spans: Iterable[tuple[int, int]], kind: Kind) -> Iterator[Candidate]:
    for place, (start, end) in enumerate(spans):
        if starts:
            index = max(0, bisect_right(starts, start) - 1)
            yield Candidate(start, end, index, index, kind, place)
