"""The table of moves is complete, and says why for whatever it does not allow."""

from __future__ import annotations

import itertools

import pytest

from pipelines.review.states import MOVES, OPEN, Action, State, next_state, why_not

LEGAL = {
    (State.DRAFT, Action.SUBMIT): State.IN_REVIEW,
    (State.DRAFT, Action.VOID): State.VOID,
    (State.IN_REVIEW, Action.APPROVE): State.APPROVED,
    (State.IN_REVIEW, Action.REQUEST_CHANGES): State.CHANGES_REQUESTED,
    (State.IN_REVIEW, Action.VOID): State.VOID,
    (State.APPROVED, Action.RELEASE): State.RELEASED,
    (State.APPROVED, Action.VOID): State.VOID,
}
EVERY_PAIR = list(itertools.product(State, Action))


@pytest.mark.parametrize(("state", "action"), EVERY_PAIR)
def test_every_pair_is_a_move_or_has_a_reason(state: State, action: Action) -> None:
    assert next_state(state, action) == LEGAL.get((state, action))
    if (state, action) in LEGAL:
        with pytest.raises(ValueError, match="legal move"):
            why_not(state, action)
    else:
        problem, remedy = why_not(state, action)
        assert problem
        assert remedy.endswith(".")


def test_one_edge_into_released_and_one_into_approved() -> None:
    assert [move for move, end in MOVES.items() if end is State.RELEASED] == [
        (State.APPROVED, Action.RELEASE)
    ]
    assert [move for move, end in MOVES.items() if end is State.APPROVED] == [
        (State.IN_REVIEW, Action.APPROVE)
    ]


def test_ends_are_ends() -> None:
    assert set(State) - OPEN == {State.CHANGES_REQUESTED, State.RELEASED, State.VOID}
