"""Makes confidences mean what they say: of what is shown with 0.8, eight in ten are right.

Answers: a scale from the second look's chances to shares of right hits, from predictions out of fold. The
look itself is fitted to find what no likelier span has found: it says too little of a span that is right
for a clause found already. Refuses to reorder: the scale only rises. Parties are left out of the fit: a
sentence with a party's name in it is right by the metric, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extractors.contracts.clause_hits import Hit
from extractors.contracts.clause_types import ClauseType
from extractors.contracts.finder import shown
from extractors.contracts.model.scale import Scale
from extractors.contracts.training.marked_contracts import MarkedContract
from extractors.contracts.training.metric import matches, words

Predicted = Sequence[tuple[str, int, int, float]]
_EDGES = (
    0.0005, 0.001, 0.002, 0.004, 0.008, 0.015, 0.03, 0.06,
    0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 1.01,
)  # fmt: skip
_FEWEST = 20


def judged_hits(
    data: Sequence[MarkedContract], predictions: Sequence[Predicted], least: float
) -> Iterator[tuple[Hit, bool]]:
    """The likeliest span of each place, and whether it matches a marked clause of its type."""
    for marked, predicted in zip(data, predictions, strict=True):
        gold = {
            kind: [(marked.text[a:b], words(marked.text[a:b])) for a, b in spans]
            for kind, spans in marked.spans.items()
        }
        hits = [
            Hit(kind, start, end, chance, ()) for kind, start, end, chance in predicted if chance >= least
        ]
        for hit in shown(hits, least):
            quote = marked.text[hit.start : hit.end]
            known = words(quote) if gold[hit.type] else frozenset()
            yield hit, any(matches(hit.type, text, w, quote, known) for text, w in gold[hit.type])


def scale_of(data: Sequence[MarkedContract], predictions: Sequence[Predicted]) -> Scale:
    """The scale that these predictions and marks give; it starts at (0, 0) and ends at (1, 1)."""
    judged = [
        (hit.confidence, right)
        for hit, right in judged_hits(data, predictions, _EDGES[0])
        if hit.type != ClauseType.PARTIES
    ]
    said = np.array([chance for chance, _ in judged])
    was = np.array([right for _, right in judged], np.float64)
    steps = np.searchsorted(_EDGES, said, side="right")
    knots = [(0.0, 0.0)]
    for step in range(1, len(_EDGES)):
        own = steps == step
        if own.sum() >= _FEWEST:
            knots.append((float(said[own].mean()), max(knots[-1][1], float(was[own].mean()))))
    return Scale((*knots, (1.0, 1.0)))
