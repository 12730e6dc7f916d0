"""Replay: what the ledger tells of each revision, and every entry that no gate could have written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from extractors.errors import LedgerError
from pipelines.ledger_chain import Details, Entry, new_entry
from pipelines.review.history import Item, newest, replay
from pipelines.review.states import State

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FIRST, SECOND = Item("treatment", 1), Item("treatment", 2)
EVENTS = {
    "write": "draft.written",
    "repeat": "draft.repeated",
    "submit": "review.submitted",
    "pass": "review.qc_passed",
    "return": "review.qc_returned",
    "approve": "review.approved",
    "release": "review.released",
    "supersede": "review.superseded",
    "revoke": "review.revoked",
    "reject": "review.rejected",
    "void": "review.voided",
    "hold": "review.escalated",
    "lift": "review.lifted",
    "correct": "draft.corrected",
}
IN_REVIEW = ("write", "submit", "pass")


def told(*moves: str) -> tuple[Entry, ...]:
    """Entries of revision 1, each by another person; ``correct`` makes revision 2 of it."""
    entries: list[Entry] = []
    for n, move in enumerate(moves):
        own: Details = {"deliverable": "treatment", "revision": 1, "plan": "p" * 64, "submission": "s" * 64}
        if move == "correct":
            own = {**own, "revision": 2, "from": 1, "submission": "t" * 64}
        last = entries[-1] if entries else None
        entries.append(new_entry(last, f"person-{n}", EVENTS[move], own, START + timedelta(minutes=n)))
    return tuple(entries)


def state(*moves: str) -> State:
    return replay(told(*moves))[FIRST].state


@pytest.mark.parametrize(
    ("moves", "after"),
    [
        (("write",), State.DRAFT),
        (("write", "repeat"), State.DRAFT),
        (("write", "submit"), State.QC),
        (("write", "submit", "return"), State.DRAFT),
        (IN_REVIEW, State.IN_REVIEW),
        ((*IN_REVIEW, "reject"), State.REJECTED),
        ((*IN_REVIEW, "correct"), State.CHANGES_REQUESTED),
        ((*IN_REVIEW, "approve", "release", "supersede"), State.SUPERSEDED),
        ((*IN_REVIEW, "approve", "release", "revoke"), State.REVOKED),
        ((*IN_REVIEW, "hold"), State.ESCALATED),
        ((*IN_REVIEW, "approve", "hold", "lift"), State.APPROVED),
        (("write", "hold", "lift", "hold", "lift", "submit"), State.QC),
    ],
)
def test_where_it_stands(moves: tuple[str, ...], after: State) -> None:
    assert state(*moves) is after


@pytest.mark.parametrize(
    "moves",
    [
        ("submit",),
        ("write", "write"),
        ("write", "pass"),
        ("write", "approve"),
        ("write", "submit", "approve"),
        ("write", "submit", "submit"),
        ("write", "submit", "repeat"),
        ("write", "submit", "return", "submit"),
        ("write", "submit", "return", "repeat"),
        ("write", "submit", "return", "pass"),
        ("write", "correct"),
        ("write", "submit", "correct"),
        ("correct",),
        (*IN_REVIEW, "correct", "correct"),
        (*IN_REVIEW, "correct", "approve"),
        (*IN_REVIEW, "release"),
        (*IN_REVIEW, "lift"),
        (*IN_REVIEW, "hold", "hold"),
        (*IN_REVIEW, "hold", "approve"),
        (*IN_REVIEW, "hold", "void"),
        (*IN_REVIEW, "approve", "approve"),
        (*IN_REVIEW, "approve", "release", "void"),
        (*IN_REVIEW, "approve", "release", "hold"),
        (*IN_REVIEW, "supersede"),
    ],
)
def test_what_no_gate_wrote_is_no_history(moves: tuple[str, ...]) -> None:
    with pytest.raises(LedgerError, match="the rules do not allow"):
        replay(told(*moves))


@pytest.mark.parametrize("own", [{"from": 2}, {"from": 3}, {"from": "1"}, {"revision": 1}, {"revision": 0}])
def test_a_correction_leads_from_a_revision_in_review_to_a_later_one(own: Details) -> None:
    entries = told(*IN_REVIEW)
    details: Details = {"deliverable": "treatment", "revision": 2, "from": 1, **own}
    forged = new_entry(entries[-1], "anna", "draft.corrected", details, START + timedelta(hours=1))
    with pytest.raises(LedgerError, match="the rules do not allow"):
        replay((*entries, forged))


@pytest.mark.parametrize("own", [{"deliverable": 1}, {"revision": "1"}, {}])
def test_a_move_of_nothing_is_none(own: Details) -> None:
    with pytest.raises(LedgerError, match="the rules do not allow"):
        replay([new_entry(None, "anna", "draft.written", own, START)])


def test_whose_hands_it_went_through() -> None:
    history = replay(told("write", "repeat", "submit", "pass"))[FIRST]
    assert history.preparers == ("person-0", "person-1")
    assert (history.submitter, history.qc) == ("person-2", "person-3")
    assert history.hands == {"person-0", "person-1", "person-2", "person-3"}
    drafted = replay(told("write"))[FIRST]
    assert (drafted.submitter, drafted.qc) == ("", "")
    assert drafted.hands == {"person-0"}
    with pytest.raises(LedgerError):
        _ = drafted.submission


def test_a_corrected_revision_has_the_hands_and_the_plan_of_its_origin() -> None:
    items = replay(told(*IN_REVIEW, "correct"))
    corrected = items[SECOND]
    assert corrected.state is State.IN_REVIEW
    assert corrected.origin is not None
    assert corrected.origin.item == FIRST
    assert corrected.hands == items[FIRST].hands  # the correcting attorney is none of them
    assert "person-3" not in corrected.hands
    assert (corrected.plan, corrected.submission) == ("p" * 64, "t" * 64)
    assert items[FIRST].submission == "s" * 64
    assert newest(items, "treatment") == corrected
    assert newest(items, "liability") is None
