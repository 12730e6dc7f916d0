"""Do the rules generalise? Measured floors on papers in layouts that no rule was written for.

The held-out half is never looked at while rules are written: see `tests.layouts.score`. A floor is raised
when the measured figure has risen, and never lowered to let a change pass. (On 2026-11-22 the papers changed:
the held-out half, worn by use, went to the open one, and papers by a new hand took its place.)
"""

from __future__ import annotations

import pytest

from tests.layouts.score import MEASURES, draw, names, report, score_half, totals

FLOORS: dict[str, dict[str, float]] = {
    "open": {
        "documents": 0.94, "rows": 0.96, "recall": 0.98, "precision": 0.97, "span": 0.98, "pages": 0.97,
        "facility": 0.98, "provider": 0.97, "kind": 0.97, "owner": 0.99, "amounts": 0.98,
    },
    "held_out": {
        "documents": 0.46, "rows": 0.66, "recall": 0.87, "precision": 0.84, "span": 0.97, "pages": 0.81,
        "facility": 0.95, "provider": 0.87, "kind": 0.83, "owner": 0.97, "amounts": 0.92,
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
