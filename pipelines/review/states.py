"""The table of legal moves, pure and complete: for every state and action, the next state or why not.

    DRAFT ─submit─▶ IN_REVIEW ─approve─▶ APPROVED ─release─▶ RELEASED
                        └─request_changes─▶ CHANGES_REQUESTED
    DRAFT, IN_REVIEW, APPROVED ─void─▶ VOID

CHANGES_REQUESTED, RELEASED and VOID are ends: a revision never changes again, its successor is a new
revision. No edge enters RELEASED except from APPROVED, and none enters APPROVED except an attorney's
signed decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where one revision of one deliverable stands."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    CHANGES_REQUESTED = "changes requested"
    APPROVED = "approved"
    RELEASED = "released"
    VOID = "void"


class Action(StrEnum):
    """What may be asked of the gate."""

    SUBMIT = "submit"
    REQUEST_CHANGES = "request_changes"
    APPROVE = "approve"
    RELEASE = "release"
    VOID = "void"


MOVES: Mapping[tuple[State, Action], State] = {
    (State.DRAFT, Action.SUBMIT): State.IN_REVIEW,
    (State.IN_REVIEW, Action.REQUEST_CHANGES): State.CHANGES_REQUESTED,
    (State.IN_REVIEW, Action.APPROVE): State.APPROVED,
    (State.APPROVED, Action.RELEASE): State.RELEASED,
    (State.DRAFT, Action.VOID): State.VOID,
    (State.IN_REVIEW, Action.VOID): State.VOID,
    (State.APPROVED, Action.VOID): State.VOID,
}
"""Every legal move. What is not here is refused."""

OPEN = frozenset(state for state, _ in MOVES)
"""States that a move leads out of."""

_STANDS: Mapping[State, tuple[str, str]] = {
    State.DRAFT: ("is a draft that nobody has submitted for review", "Submit it first."),
    State.IN_REVIEW: ("is in review", "Wait for the attorney's decision."),
    State.CHANGES_REQUESTED: (
        "was sent back with changes requested, and a reviewed draft never changes",
        "Draft again: that makes a new revision.",
    ),
    State.APPROVED: ("is approved already", "Release it, or void it."),
    State.RELEASED: (
        "is released, and a released revision is final",
        "Draft again: that makes a new revision.",
    ),
    State.VOID: ("is void", "Draft again: that makes a new revision."),
}


def next_state(state: State, action: Action) -> State | None:
    """Where the move leads; ``None`` if it is not legal."""
    return MOVES.get((state, action))


def why_not(state: State, action: Action) -> tuple[str, str]:
    """Problem and remedy of an illegal move, to follow the item's name.

    Raises:
        ValueError: the move is legal (a programming error).
    """
    if (state, action) in MOVES:
        raise ValueError("a legal move has no reason against it")
    if state is State.DRAFT and action is Action.REQUEST_CHANGES:
        return _STANDS[state][0], "Draft again instead: nothing is under review."
    if state is State.IN_REVIEW and action is Action.SUBMIT:
        return "is in review already", _STANDS[state][1]
    if state is State.APPROVED and action is Action.REQUEST_CHANGES:
        return _STANDS[state][0], "Void the approval, then draft again."
    return _STANDS[state]
