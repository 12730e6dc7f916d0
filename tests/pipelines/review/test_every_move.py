"""Every move of the table, made in the midst of other people's moves: what a random search may pass by."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable

from pipelines.review.states import MOVES, Action, State, Work
from pipelines.review.verdicts import Verdict
from pipelines.task import Tier
from tests.pipelines.review.test_state_machine import EDGES, Gate, path_of
from tests.pipelines.review.world import PASSPHRASE

INVARIANTS: tuple[Callable[[Gate], None], ...] = (
    Gate.the_ledger_verifies,
    Gate.states_change_along_the_table_only,
    Gate.what_is_escalated_stays_until_a_supervising_attorney_answers,
    Gate.nothing_is_approved_that_was_not_signed_for_and_decided,
    Gate.the_plan_was_fixed_before_review_and_never_after,
    Gate.the_tier_is_lowered_by_the_supervising_attorney_alone,
    Gate.released_is_exactly_what_was_signed_for,
    Gate.what_is_released_stays_as_it_is,
    Gate.every_refusal_is_logged,
)
LIFTED = {(State.ESCALATED, before) for before, after in EDGES if after is State.ESCALATED}
LED_TO: dict[State, Action | Work | None] = {
    State.DRAFT: None,
    State.QC: Action.SUBMIT,
    State.IN_REVIEW: Work.DECIDE,
    State.APPROVED: Action.APPROVE,
    State.RELEASED: Action.RELEASE,
}
"""The last step of the ordinary path to a state."""


def test_every_move_is_made_among_others() -> None:
    draw = random.Random(7)
    seen: set[tuple[State, State]] = set()
    for _ in range(12):
        left = [move for move, after in MOVES.items() if (move[0], after) not in seen]
        left += [
            move for move in MOVES if move[1] is Action.ESCALATE and (State.ESCALATED, move[0]) not in seen
        ]
        machine = Gate()
        try:
            for before, action in draw.sample(left, min(4, len(left))):
                _make(machine, before, action, draw)
                _step(machine, draw)
                for check in INVARIANTS:
                    check(machine)
            for history in machine.histories():
                seen.update(itertools.pairwise(path_of(history)))
        finally:
            machine.teardown()
        if seen >= EDGES | LIFTED:
            return
    raise AssertionError(f"never made: {sorted(map(str, (EDGES | LIFTED) - seen))}")


def _make(machine: Gate, before: State, action: Action, draw: random.Random) -> None:
    """Lead another draft to ``before``, then ask for the move as somebody who may."""
    content = draw.choice(["first", "second", "third"])
    machine.bring(content, LED_TO[before], "anna")
    if action is Action.ESCALATE:
        machine.ask(pick=0, who="fit", hold=True)
        machine.answer(pick=0, who="fit", number=draw.randrange(3))
    elif action in (Action.SUBMIT, Action.PASS_QC, Action.APPROVE, Action.RELEASE):
        machine.bring(content, action, "sven")
    elif action is Action.CORRECT:
        machine.correct(pick=0, who="fit", content="second" if content == "first" else "first")
    elif action is Action.SUPERSEDE:
        machine.bring("third" if content == "first" else "first", Action.RELEASE, "sven")
    else:
        machine.end(pick=0, who="fit", action=action)


def _step(machine: Gate, draw: random.Random) -> None:
    """Somebody does something, perhaps somebody who may not."""
    pick = draw.randrange(8)
    who = draw.choice([*["fit"] * 3, "paula", "quinn", "otto", "outsider"])
    steps: tuple[Callable[[], None], ...] = (
        lambda: machine.submit(pick=pick, who=who, honest=True),
        lambda: machine.pass_qc(pick=pick, who=who, whole=True),
        lambda: machine.answer(pick=pick, who=who, number=draw.randrange(3)),
        lambda: machine.decide(pick=pick, who=who, row="r3", verdict=Verdict.ACCEPT),
        lambda: machine.approve(pick=pick, who=who, key="own", word=PASSPHRASE),
        lambda: machine.release(pick=pick, who=who),
        lambda: machine.set_tier(pick=pick, who=who, tier=draw.choice(list(Tier))),
        lambda: machine.report_error(pick=pick, who=who),
    )
    draw.choice(steps)()
