"""The model card: what a fit is worth, from predictions on contracts that it had not seen.

Answers: the card of a fit. Refuses to tune: the threshold is fixed beforehand, and what it costs is stated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version

from extractors.contracts.clause_types import ClauseType
from extractors.contracts.model.model_card import ModelCard, TypeCard
from extractors.contracts.training.calibration import judged_hits
from extractors.contracts.training.fitting import Fitted
from extractors.contracts.training.marked_contracts import MarkedContract
from extractors.contracts.training.metric import Prediction, Tally, curve, tally, total

THRESHOLD = 0.1
"""Confidence from which a clause is shown: a reader strikes a wrong line out more quickly than she finds a
missing one."""
_WEAK_AREA, _FEW = 0.5, 40
_LIBRARIES = ("lightgbm", "numpy", "scikit-learn", "scipy")
_STEPS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
ATTRIBUTION = (
    "Trained on CUAD v1, The Atticus Project, Inc., CC BY 4.0. https://www.atticusprojectai.org/cuad"
)

Ranked = Sequence[Mapping[str, Sequence[Prediction]]]


def quoted(fitted: Fitted, data: Sequence[MarkedContract]) -> list[dict[str, list[Prediction]]]:
    """For each contract the out-of-fold predictions by type: (quote, confidence)."""
    found = []
    for marked, predictions in zip(data, fitted.predictions, strict=True):
        own: dict[str, list[Prediction]] = {kind.value: [] for kind in ClauseType}
        for kind, start, end, confidence in predictions:
            if confidence >= 0.001:
                own[kind].append((marked.text[start:end], round(confidence, 4)))
        found.append(own)
    return found


def tallies(data: Sequence[MarkedContract], ranked: Ranked) -> dict[str, Tally]:
    """Per type, over all contracts."""
    each: dict[str, list[Tally]] = {kind.value: [] for kind in ClauseType}
    for marked, predictions in zip(data, ranked, strict=True):
        for kind, kept in each.items():
            gold = [marked.text[a:b] for a, b in marked.spans[kind]]
            kept.append(tally(kind, gold, predictions[kind]))
    return {
        kind: Tally(tuple(v for t in kept for v in t.found), tuple(v for t in kept for v in t.wrong))
        for kind, kept in each.items()
    }


def calibration(data: Sequence[MarkedContract], fitted: Fitted) -> tuple[tuple[float, float, int], ...]:
    """(mean confidence, share that matched, how many) of the likeliest span of each place, by confidence."""
    steps: list[list[tuple[float, bool]]] = [[] for _ in _STEPS]
    for hit, right in judged_hits(data, fitted.predictions, _STEPS[0]):
        steps[sum(hit.confidence >= low for low in _STEPS) - 1].append((hit.confidence, right))
    return tuple(
        (sum(c for c, _ in step) / len(step), sum(r for _, r in step) / len(step), len(step))
        for step in steps
        if step
    )


def model_card(
    name: str, sha256: str, data: Sequence[MarkedContract], fitted: Fitted, attribution: str
) -> ModelCard:
    """The card.

    Args:
        name, sha256: of the data.
        data: the contracts.
        fitted: what was fitted to them.
        attribution: what the data's licence asks to be said.
    """
    ranked = quoted(fitted, data)
    counted = tallies(data, ranked)
    whole, rest = curve(total(counted)), curve(total(counted, (ClauseType.PARTIES.value,)))
    types = {}
    for kind, own in counted.items():
        present = [index for index, marked in enumerate(data) if marked.spans[kind]]
        unseen = sum(not any(c >= THRESHOLD for _, c in ranked[index][kind]) for index in present)
        line = curve(own)
        types[kind] = TypeCard(
            line.clauses,
            len(present),
            line.area,
            line.precision_at(0.8),
            unseen / len(present) if present else 1.0,
            line.area < _WEAK_AREA or line.clauses < _FEW,
        )
    return ModelCard(
        name,
        sha256,
        len(data),
        whole.clauses,
        THRESHOLD,
        whole.area,
        whole.precision_at(0.8),
        whole.precision_at(0.9),
        whole.most_recall,
        {
            "area": rest.area,
            "precision_at_80": rest.precision_at(0.8),
            "precision_at_90": rest.precision_at(0.9),
            "most_recall": rest.most_recall,
        },
        calibration(data, fitted),
        types,
        {library: version(library) for library in _LIBRARIES},
        attribution,
    )
