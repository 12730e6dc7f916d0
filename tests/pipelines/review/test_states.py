"""The table of moves is complete, and says why for whatever it does not allow."""

from __future__ import annotations

import itertools

import pytest

from pipelines.review.states import MOVES, OPEN, OUT, WORK_IN, Action, State, Work, next_state, why_not

BEFORE_RELEASE = (State.DRAFT, State.QC, State.IN_REVIEW, State.APPROVED)
LEGAL = {
    (State.DRAFT, Action.SUBMIT): State.QC,
    (State.QC, Action.PASS_QC): State.IN_REVIEW,
    (State.QC, Action.RETURN): State.DRAFT,
    (State.IN_REVIEW, Action.APPROVE): State.APPROVED,
    (State.IN_REVIEW, Action.REQUEST_CHANGES): State.CHANGES_REQUESTED,
    (State.IN_REVIEW, Action.CORRECT): State.CHANGES_REQUESTED,
    (State.IN_REVIEW, Action.REJECT): State.REJECTED,
    (State.APPROVED, Action.RELEASE): State.RELEASED,
    (State.RELEASED, Action.SUPERSEDE): State.SUPERSEDED,
    (State.RELEASED, Action.REVOKE): State.REVOKED,
    **{(state, Action.VOID): State.VOID for state in BEFORE_RELEASE},
    **{(state, Action.ESCALATE): State.ESCALATED for state in BEFORE_RELEASE},
}
EVERY_PAIR = list(itertools.product(State, Action))


@pytest.mark.parametrize(("state", "action"), EVERY_PAIR)
def test_every_pair_is_a_move_or_has_a_reason(state: State, action: Action) -> None:
    assert next_state(state, action) == LEGAL.get((state, action))
    if (state, action) in LEGAL or (state, action) == (State.ESCALATED, Action.LIFT):
        with pytest.raises(ValueError, match="legal move"):
            why_not(state, action)
    else:
        problem, remedy = why_not(state, action)
        assert problem
        assert remedy.endswith(".")


@pytest.mark.parametrize("came_from", BEFORE_RELEASE)
def test_a_hold_leads_back_to_where_the_item_came_from(came_from: State) -> None:
    assert next_state(State.ESCALATED, Action.LIFT, came_from) is came_from
    assert [a for a in Action if next_state(State.ESCALATED, a, came_from)] == [Action.LIFT]


@pytest.mark.parametrize("state", [s for s in State if s is not State.ESCALATED])
def test_only_what_is_held_is_lifted(state: State) -> None:
    assert next_state(state, Action.LIFT, State.IN_REVIEW) is None


@pytest.mark.parametrize(("state", "work"), list(itertools.product(State, Work)))
def test_every_work_is_allowed_in_a_state_or_has_a_reason(state: State, work: Work) -> None:
    if state in WORK_IN[work]:
        with pytest.raises(ValueError, match="legal move"):
            why_not(state, work)
    else:
        problem, remedy = why_not(state, work)
        assert problem
        assert remedy.endswith(".")


def test_one_edge_into_released_and_one_into_approved() -> None:
    assert [move for move, end in MOVES.items() if end is State.RELEASED] == [
        (State.APPROVED, Action.RELEASE)
    ]
    assert [move for move, end in MOVES.items() if end is State.APPROVED] == [
        (State.IN_REVIEW, Action.APPROVE)
    ]


def test_rows_are_decided_in_review_only() -> None:
    for work in (Work.DECIDE, Work.UNDO, Work.RECONFIRM, Work.LOOK_THROUGH):
        assert WORK_IN[work] == {State.IN_REVIEW}


def test_ends_are_ends() -> None:
    closed = {State.CHANGES_REQUESTED, State.REJECTED, State.VOID}
    assert set(State) - OPEN == closed | OUT
    for state in (*closed, State.SUPERSEDED, State.REVOKED):
        assert [a for a in Action if next_state(state, a, State.DRAFT)] == []
