"""Do the rules generalise? Measured floors on papers in layouts that no rule was written for.

The held-out half is never looked at while rules are written: see `tests.layouts.score`. A floor is raised
when the measured figure has risen, and never lowered to let a change pass.
"""

from __future__ import annotations

import pytest

from tests.layouts.score import MEASURES, draw, names, report, score_half, totals

FLOORS: dict[str, dict[str, float]] = {
    "open": {
        "documents": 0.24, "rows": 0.35, "recall": 0.32, "precision": 0.70, "span": 0.95, "pages": 0.80,
        "facility": 0.70, "provider": 0.88, "kind": 0.80, "owner": 0.97, "amounts": 0.95,
    },
    "held_out": {
        "documents": 0.38, "rows": 0.78, "recall": 0.78, "precision": 0.92, "span": 0.95, "pages": 0.95,
        "facility": 0.55, "provider": 0.60, "kind": 0.69, "owner": 0.97, "amounts": 0.90,
    },
}  # fmt: skip
"""Share of right answers, each slightly under what was measured."""


@pytest.mark.parametrize("half", sorted(FLOORS))
def test_holds_the_measured_floors(half: str) -> None:
    scores = score_half(half)
    measured = {m: right / of for m, (right, of) in totals(scores).items()}
    below = {m: round(measured[m], 3) for m in MEASURES if measured[m] < FLOORS[half][m]}
    # Of the held-out half only totals are told, so that nobody fits a rule to it by reading a failed test.
    assert not below, f"under the floor: {below}\n{report(half, scores, details=half == 'open')}"


@pytest.mark.parametrize("half", sorted(FLOORS))
def test_every_document_is_drawn_alike_each_time(half: str) -> None:
    assert [n for n in names(half) if draw(half, n) != draw(half, n)] == []
