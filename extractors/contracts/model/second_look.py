"""What the second look knows of a candidate: how the first judged it, its rivals, and what is beside it.

Answers: the first look's figures and these: whether a likelier candidate overlaps it, how the sentences
before and behind were judged, how often the type was found in the contract, and what else the same sentence
is. One clause has one best span: a rival that overlaps a likelier span is right only where that one is not.
Refuses to drop anything: the order and the figures say it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.contracts.model.candidates import Candidate
from extractors.contracts.model.features import TYPES, Figures

Chances = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rival:
    """The likelier candidate that overlaps most: its chance, and the share of both spans that is common."""

    chance: float
    common: float
    inside: bool
    around: bool


_NONE = Rival(0.0, 0.0, False, False)
_WIDTH = 17 + TYPES
LEAST_SEEN_AGAIN = 0.001
"""Chance below which the second look does not look: nothing there is ever ranked."""


def seen_again(
    found: Sequence[Sequence[Candidate]], chances: Chances, best_of_each: bool = False
) -> tuple[NDArray[np.intp], tuple[tuple[Candidate, ...], ...]]:
    """Which candidates the second look looks at, as rows and by type.

    ``best_of_each`` keeps the likeliest of a type even where the first look all but ruled it out.
    """
    chosen = set(np.flatnonzero(chances >= LEAST_SEEN_AGAIN).tolist())
    at = 0
    for own in found:
        if best_of_each and own:
            chosen.add(at + int(np.argmax(chances[at : at + len(own)])))
        at += len(own)
    kept = np.array(sorted(chosen), np.intp)
    by_type = []
    at = 0
    for own in found:
        by_type.append(tuple(each for row, each in enumerate(own, at) if row in chosen))
        at += len(own)
    return kept, tuple(by_type)


def judged(
    first_figures: Figures, chances: Chances, found: Sequence[Sequence[Candidate]], sentences: int
) -> Figures:
    """The figures of the second look.

    Args:
        first_figures: (candidates, figures) of the first look.
        chances: (candidates,) its verdicts, 0-1.
        found: the candidates by type, in the same order.
        sentences: how many the contract has.
    """
    by_type: list[Chances] = []
    at = 0
    for own in found:
        by_type.append(chances[at : at + len(own)])
        at += len(own)
    grid = np.zeros((sentences + 4, TYPES), np.float32)  # two rows of air on either side
    for column, (own, verdicts) in enumerate(zip(found, by_type, strict=True)):
        for each, chance in zip(own, verdicts, strict=True):
            for index in range(each.first, each.last + 1):
                grid[index + 2, column] = max(grid[index + 2, column], chance)
    rows = []
    for column, (own, verdicts) in enumerate(zip(found, by_type, strict=True)):
        rivals, standing = rivalry(own, verdicts)
        tops = sorted((float(v) for v, alone in zip(verdicts, standing, strict=True) if alone), reverse=True)
        ranks = {chance: rank for rank, chance in reversed(list(enumerate(tops)))}
        whole = [
            float(sum(tops)),
            *(tops[k] if k < len(tops) else 0.0 for k in range(3)),
            float(sum(t > 0.5 for t in tops)),
        ]
        for each, chance, rival, alone in zip(own, verdicts, rivals, standing, strict=True):
            rank = ranks.get(float(chance), len([t for t in tops if t > chance]))
            rows.append(
                [
                    float(chance),
                    float(rank),
                    float(alone),
                    rival.chance,
                    rival.common,
                    float(rival.inside),
                    float(rival.around),
                    *whole,
                    whole[0] - float(chance),
                    *(grid[each.first + 2 - k, column] for k in (1, 2)),
                    *(grid[each.last + 2 + k, column] for k in (1, 2)),
                    *grid[each.first + 2 : each.last + 3].max(axis=0),
                ]
            )
    return np.hstack([first_figures, np.array(rows, np.float32).reshape(len(rows), _WIDTH)])


def rivalry(own: Sequence[Candidate], chances: Chances) -> tuple[list[Rival], list[bool]]:
    """For each candidate of a type its strongest rival, and whether no likelier one overlaps it."""
    order = sorted(range(len(own)), key=lambda i: (-chances[i], own[i].start, own[i].end))
    rivals = [_NONE] * len(own)
    standing = [False] * len(own)
    kept: list[int] = []
    for i in order:
        best = _NONE
        for k in kept:
            shared = min(own[i].end, own[k].end) - max(own[i].start, own[k].start)
            if shared > 0:
                common = shared / (max(own[i].end, own[k].end) - min(own[i].start, own[k].start))
                if common > best.common:
                    best = Rival(
                        float(chances[k]),
                        common,
                        own[k].start <= own[i].start and own[i].end <= own[k].end,
                        own[i].start <= own[k].start and own[k].end <= own[i].end,
                    )
        rivals[i] = best
        standing[i] = best is _NONE
        if best is _NONE:
            kept.append(i)
    return rivals, standing
