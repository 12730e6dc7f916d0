"""The table of legal moves, pure and complete: for every state and action, the next state or why not.

    DRAFT ─submit─▶ QC ─pass_qc─▶ IN_REVIEW ─approve─▶ APPROVED ─release─▶ RELEASED ─supersede─▶ SUPERSEDED
      ▲─────return─────┘              ├─request_changes, correct─▶ CHANGES_REQUESTED  └─revoke─▶ REVOKED
                                      └─reject─▶ REJECTED
    DRAFT, QC, IN_REVIEW, APPROVED ─void─▶ VOID
    DRAFT, QC, IN_REVIEW, APPROVED ─escalate─▶ ESCALATED ─lift─▶ where it came from

No edge enters RELEASED except from APPROVED, and none enters APPROVED except an attorney's signed decision.
What is done to an item without moving it (showing a row, deciding it, asking) is `Work`, with the states in
which it may be done.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where one revision of one deliverable stands."""

    DRAFT = "draft"
    QC = "quality control"
    IN_REVIEW = "in review"
    ESCALATED = "escalated"
    CHANGES_REQUESTED = "changes requested"
    REJECTED = "rejected"
    APPROVED = "approved"
    RELEASED = "released"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    VOID = "void"


class Action(StrEnum):
    """A move that may be asked of the gate."""

    SUBMIT = "submit"
    PASS_QC = "pass_qc"
    RETURN = "return"
    REQUEST_CHANGES = "request_changes"
    CORRECT = "correct"
    REJECT = "reject"
    APPROVE = "approve"
    RELEASE = "release"
    SUPERSEDE = "supersede"
    REVOKE = "revoke"
    VOID = "void"
    ESCALATE = "escalate"
    LIFT = "lift"


class Work(StrEnum):
    """What may be done to an item that stays where it is."""

    SHOW = "show"
    DECIDE = "decide"
    UNDO = "undo"
    RECONFIRM = "reconfirm"
    LOOK_THROUGH = "look_through"
    ASK = "ask"
    ANSWER = "answer"
    SET_TIER = "set_tier"
    REPORT_ERROR = "report_error"


MOVES: Mapping[tuple[State, Action], State] = {
    (State.DRAFT, Action.SUBMIT): State.QC,
    (State.QC, Action.PASS_QC): State.IN_REVIEW,
    (State.QC, Action.RETURN): State.DRAFT,
    (State.IN_REVIEW, Action.REQUEST_CHANGES): State.CHANGES_REQUESTED,
    (State.IN_REVIEW, Action.CORRECT): State.CHANGES_REQUESTED,
    (State.IN_REVIEW, Action.REJECT): State.REJECTED,
    (State.IN_REVIEW, Action.APPROVE): State.APPROVED,
    (State.APPROVED, Action.RELEASE): State.RELEASED,
    (State.RELEASED, Action.SUPERSEDE): State.SUPERSEDED,
    (State.RELEASED, Action.REVOKE): State.REVOKED,
    **{(s, Action.VOID): State.VOID for s in (State.DRAFT, State.QC, State.IN_REVIEW, State.APPROVED)},
    **{
        (s, Action.ESCALATE): State.ESCALATED
        for s in (State.DRAFT, State.QC, State.IN_REVIEW, State.APPROVED)
    },
}
"""Every legal move but `Action.LIFT`, which leads back to where the item came from. All else is refused."""

WORK_IN: Mapping[Work, frozenset[State]] = {
    Work.SHOW: frozenset({State.DRAFT, State.QC, State.IN_REVIEW, State.ESCALATED}),
    Work.DECIDE: frozenset({State.IN_REVIEW}),
    Work.UNDO: frozenset({State.IN_REVIEW}),
    Work.RECONFIRM: frozenset({State.IN_REVIEW}),
    Work.LOOK_THROUGH: frozenset({State.IN_REVIEW}),
    Work.ASK: frozenset({State.DRAFT, State.QC, State.IN_REVIEW, State.ESCALATED}),
    # A question outlives the revision that it was asked of, so it may be answered there too.
    Work.ANSWER: frozenset(State) - {State.APPROVED, State.RELEASED, State.SUPERSEDED, State.REVOKED},
    Work.SET_TIER: frozenset({State.DRAFT}),
    Work.REPORT_ERROR: frozenset({State.RELEASED, State.SUPERSEDED, State.REVOKED}),
}

OPEN = frozenset({State.DRAFT, State.QC, State.IN_REVIEW, State.ESCALATED, State.APPROVED})
"""States that still wait for somebody."""

OUT = frozenset({State.RELEASED, State.SUPERSEDED, State.REVOKED})
"""States of what was given out: nothing undoes that."""

_AGAIN = "Draft again: that makes a new revision."
_STANDS: Mapping[State, tuple[str, str]] = {
    State.DRAFT: ("is a draft that nobody has submitted for review", "Submit it first."),
    State.QC: ("is in quality control", "Have a QC person pass or return it."),
    State.IN_REVIEW: ("is in review", "Wait for the attorney's decision."),
    State.ESCALATED: ("is held by an escalation", "Have the supervising attorney answer it."),
    State.CHANGES_REQUESTED: (
        "was sent back with changes requested, and a reviewed draft never changes",
        _AGAIN,
    ),
    State.REJECTED: ("was rejected, and that is final", _AGAIN),
    State.APPROVED: ("is approved already", "Release it, or void it."),
    State.RELEASED: ("is released, and a released revision is final", _AGAIN),
    State.SUPERSEDED: ("was superseded by a later release", "Use the later revision."),
    State.REVOKED: ("was revoked after its release", _AGAIN),
    State.VOID: ("is void", _AGAIN),
}


def next_state(state: State, action: Action, held_from: State | None = None) -> State | None:
    """Where the move leads; ``None`` if it is not legal. ``held_from``: where an escalated item came from."""
    if (state, action) == (State.ESCALATED, Action.LIFT):
        return held_from
    return MOVES.get((state, action))


def why_not(state: State, action: Action | Work) -> tuple[str, str]:
    """Problem and remedy of an illegal move, to follow the item's name.

    Raises:
        ValueError: the move is legal (a programming error).
    """
    legal = (
        state in WORK_IN[action]
        if isinstance(action, Work)
        else (state, action) in MOVES or (state, action) == (State.ESCALATED, Action.LIFT)
    )
    if legal:
        raise ValueError("a legal move has no reason against it")
    if state is State.DRAFT and action is Action.REQUEST_CHANGES:
        return _STANDS[state][0], "Draft again instead: nothing is under review."
    if state is State.IN_REVIEW and action is Action.SUBMIT:
        return "is in review already", _STANDS[state][1]
    if state is State.APPROVED and action is Action.REQUEST_CHANGES:
        return _STANDS[state][0], "Void the approval, then draft again."
    return _STANDS[state]
