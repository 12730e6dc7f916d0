"""What the first look knows of a candidate: scores of its sentences, neighbours and contract, and its form.

Answers: one row of figures for each candidate, in the order of `candidates`. A tree can weigh a score against
its rank in the contract, against the sentence before, and against the other types. Refuses words: those are
in the scores.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractors.contracts.clause_types import ClauseType
from extractors.contracts.model.candidates import Candidate, Kind
from extractors.contracts.model.contract import ReadContract

Figures = NDArray[np.float32]
TYPES = len(ClauseType)
_PAD = 3
_LOW = -1.5
_ENUMERATED = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s")
_SAID_BEFORE = (
    "effective",
    "commenc",
    r"made|entered|dated|date:|as of|day",
    r"executed|witness|signed|by:|title",
    r"expire|terminat|until|through|ending",
    r"this\s*$",
)
_SAID_BEHIND = ("effective", r"between|parties|among", r"^\s*\(")
_BEFORE = tuple(re.compile(pattern) for pattern in _SAID_BEFORE)
_BEHIND = tuple(re.compile(pattern) for pattern in _SAID_BEHIND)
_IN_DATES = re.compile(r"(?:19|20)\d\d")
_IN_TITLES = re.compile(r"agreement|contract|amend")
_PRINTED = 7 + len(_BEFORE) + len(_BEHIND)


def figures(
    contract: ReadContract, scores: Sequence[Figures], found: Sequence[Sequence[Candidate]]
) -> Figures:
    """(candidates of all types, figures), types in order.

    Args:
        contract: with n sentences.
        scores: (n, 41) of each bank.
        found: candidates by type.
    """
    return np.vstack([_of_type(contract, scores, column, own) for column, own in enumerate(found)])


def _of_type(
    contract: ReadContract, scores: Sequence[Figures], column: int, found: Sequence[Candidate]
) -> Figures:
    both = np.add.reduce(scores)
    own = both[:, column]
    count = len(own)
    rank = np.empty(count, np.int32)
    rank[np.argsort(-own, kind="stable")] = np.arange(count)
    top = [float(v) for v in np.sort(own)[::-1][:3]] + [2 * _LOW] * max(0, 3 - count)
    document = [
        *top,
        float((own > 0).sum()),
        float((own > -1).sum()),
        float(len(contract.text)),
        float(count),
    ]
    padded = np.concatenate([np.full(_PAD, 2 * _LOW), own, np.full(_PAD, 2 * _LOW)])
    highest = both.max(axis=0)
    lower = contract.text.lower() if any(each.kind in (Kind.DATE, Kind.TITLE) for each in found) else ""
    ruled = [contract.ruled.get(index, {}).get(column, 0.0) for index in range(count)]
    rows = [
        [
            *_scored(column, scores, own, rank, top[0], each),
            *document,
            *_beside(padded, each),
            max(ruled[each.first : each.last + 1]),
            sum(ruled),
            max(ruled),
            *_form(contract, each),
            *(
                _printed(contract, lower, each)
                if each.kind in (Kind.DATE, Kind.TITLE)
                else [np.nan] * _PRINTED
            ),
            *both[each.first : each.last + 1].max(axis=0),
            *highest,
        ]
        for each in found
    ]
    width = len(rows[0]) if rows else 0
    return np.array(rows, np.float32).reshape(len(rows), width)


def _scored(
    column: int, scores: Sequence[Figures], own: Figures, rank: NDArray[np.int32], top: float, each: Candidate
) -> list[float]:
    within = slice(each.first, each.last + 1)
    best = each.first + int(np.argmax(own[within]))
    row = [float(column), float(each.kind), float(own[best]), float(rank[best]), float(own[best]) - top]
    for bank in scores:
        part = bank[within, column]
        row += [float(bank[best, column]), float(part.mean()), float(part[0]), float(part[-1])]
    row.append(float(own[within].min()))
    around = own[max(0, each.first - 5) : each.last + 6]
    row.append(float(own[best] >= around.max()))
    return row


def _beside(padded: NDArray[np.float64], each: Candidate) -> list[float]:
    first, last = each.first + _PAD, each.last + _PAD
    before, behind = padded[first - _PAD : first], padded[last + 1 : last + 1 + _PAD]
    return [
        float(before[-1]),
        float(before[-2]),
        float(behind[0]),
        float(behind[1]),
        float(max(before.max(), behind.max())),
    ]


def _form(contract: ReadContract, each: Candidate) -> list[float]:
    text, all_ = contract.text, contract.sentences
    first, last = all_[each.first], all_[each.last]
    opens = each.first == 0 or all_[each.first - 1].paragraph != first.paragraph
    closes = each.last + 1 == len(all_) or all_[each.last + 1].paragraph != last.paragraph
    length = each.end - each.start
    return [
        float(length),
        float(sum(len(contract.tokens[i]) for i in range(each.first, each.last + 1))),
        float(each.start) / len(text),
        float(each.start),
        float(each.last - each.first),
        length / max(1, last.end - first.start),
        float(each.start == first.start),
        float(each.end == last.end),
        float(each.start - first.start),
        float(bool(_ENUMERATED.match(text, each.start))),
        float(text[each.start].islower()),
        float(".;,:)".find(text[each.end - 1])),
        float("\n" in text[each.start : each.end]),
        float(opens),
        float(closes),
        float(len(contract.headings[each.first])),
        float(contract.leads[each.first] >= 0),
    ]


def _printed(contract: ReadContract, lower: str, each: Candidate) -> list[float]:
    words = contract.text[each.start : each.end]
    low = words.lower()
    before = contract.text[max(0, each.start - 70) : each.start].lower()
    behind = contract.text[each.end : each.end + 100].lower()
    return [
        float(each.place),
        sum(c.isupper() for c in words) / len(words),
        float(lower.count(low)),
        float(words.count(" ")),
        float(bool(_IN_DATES.search(low))),
        float(bool(_IN_TITLES.search(low))),
        float("exhibit" in low),
        *(float(bool(cue.search(before))) for cue in _BEFORE),
        *(float(bool(cue.search(behind))) for cue in _BEHIND),
    ]
