"""CUAD's metric: precision at given recalls, and the area under the curve, over marked clauses.

Answers: for ranked predictions, precision and recall at each threshold of the official grid, precision at 80
and 90 % recall, and AUPR with interpolated precision. A prediction matches a marked clause where the Jaccard
index of their words is at least 0.5; one of Parties also where it contains it. Refuses to help: text is
scored as it is quoted, split at single blanks.
Source: Hendrycks et al., "CUAD: An Expert-Annotated NLP Dataset for Legal Contract Review" (2021), §4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from extractors.contracts.clause_types import ClauseType

Prediction = tuple[str, float]
GRID = (*np.arange(0.99, 0, -0.01).tolist(), 0.001, 0.0)
"""The official thresholds, with the official rounding errors: ties at 0.1 are decided by them."""
LEAST_COMMON = 0.5
_IGNORED = str.maketrans("/", " ", ".,;:")


@dataclass(frozen=True, slots=True)
class Tally:
    """``found``: for each marked clause the confidence of its best match, -1 for none; ``wrong``: the
    confidences of predictions that match nothing."""

    found: tuple[float, ...]
    wrong: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """``points`` are (threshold, precision, recall), strictest first; the first says nothing, rightly."""

    points: tuple[tuple[float, float, float], ...]
    clauses: int

    @property
    def area(self) -> float:
        """AUPR, 0-1, with interpolated precision, by trapezoids."""
        recall = np.array([r for _, _, r in self.points])
        precision = np.array([p for _, p, _ in self.points])
        envelope = np.maximum.accumulate(precision[::-1])[::-1]
        return float(np.trapezoid(envelope, recall))

    def precision_at(self, recall: float) -> float:
        """The best precision at that recall or more; 0 if it is never reached."""
        return max((p for _, p, r in self.points if r >= recall), default=0.0)

    @property
    def most_recall(self) -> float:
        return max((r for _, _, r in self.points), default=0.0)


def words(text: str) -> frozenset[str]:
    """The word set that the metric compares."""
    return frozenset(text.translate(_IGNORED).lower().split(" "))


def common(a: frozenset[str], b: frozenset[str]) -> float:
    """Jaccard index."""
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared)


def tally(kind: str, marked: Iterable[str], predictions: Iterable[Prediction]) -> Tally:
    """One type of one contract. Marked clauses that say the same count once, and so do predictions."""
    gold = [(text, words(text)) for text in sorted(set(marked))]
    best = [-1.0] * len(gold)
    wrong = []
    said: dict[str, float] = {}
    for quote, confidence in predictions:
        if quote:
            said[quote] = max(confidence, said.get(quote, 0.0))
    for quote, confidence in said.items():
        own = words(quote)
        hits = [i for i, (text, known) in enumerate(gold) if matches(kind, text, known, quote, own)]
        for i in hits:
            best[i] = max(best[i], confidence)
        if not hits:
            wrong.append(confidence)
    return Tally(tuple(best), tuple(wrong))


def matches(kind: str, text: str, known: frozenset[str], quote: str, own: frozenset[str]) -> bool:
    """Whether a quote is the marked clause ``text``; ``known`` and ``own`` are their words."""
    return common(known, own) >= LEAST_COMMON or (kind == ClauseType.PARTIES and text in quote)


def curve(counted: Tally) -> Curve:
    """Precision and recall over the grid."""
    found, wrong = np.array(counted.found), np.array(counted.wrong)
    points = [(1.0, 1.0, 0.0)]
    for threshold in GRID:
        right = int((found > threshold).sum())
        said = right + int((wrong > threshold).sum())
        points.append((threshold, right / said if said else 1.0, right / len(found) if len(found) else 0.0))
    return Curve(tuple(points), len(found))


def total(tallies: Mapping[str, Tally], without: Sequence[str] = ()) -> Tally:
    """All types together, but for some."""
    kept = [tallies[kind] for kind in tallies if kind not in without]
    return Tally(
        tuple(value for each in kept for value in each.found), tuple(v for each in kept for v in each.wrong)
    )
