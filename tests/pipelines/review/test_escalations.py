"""Questions: asked, owned, timed, answered in writing; while one is open, nothing is approved."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from extractors.errors import LedgerError, UsageError
from pipelines.matter_key import keyed
from pipelines.review import gate
from pipelines.review.escalations import (
    UNPROMPTED,
    Escalation,
    answer,
    escalate,
    escalations,
    escalations_of,
    words,
)
from pipelines.review.history import Item
from pipelines.review.states import State
from tests.pipelines.review.world import KIND, World, refusal

FIRST, SECOND = Item(KIND, 1), Item(KIND, 2)
UNREADABLE = (("unreadable", "Page 1 of two.txt could not be read."),)


def of(world: World, item: Item) -> tuple[Escalation, ...]:
    return escalations_of(world.ledger.entries(), item)


def ask(world: World, item: Item, actor: str = "paula", owner: str = "") -> Escalation:
    return escalate(world.matter, item, "Whose page is this?", "", actor, world.tick(), owner=owner)


def reply(world: World, item: Item, id: str, actor: str = "anna") -> Escalation:
    return answer(world.matter, item, id, "Our client's.", actor, world.tick())


# --- a person asks ------------------------------------------------------------------------------------------


def test_a_question_with_its_owner_and_clock(world: World) -> None:
    item = world.in_review()
    asked = ask(world, item)
    assert (asked.id, asked.item, asked.trigger, asked.owner) == ("E1", item, UNPROMPTED, "attorney")
    assert (asked.asked_by, asked.open, asked.hold) == ("paula", True, False)
    assert of(world, item) == (asked,)
    assert words(world.matter, asked.question_sha256) == "Whose page is this?"
    assert world.state(item) is State.IN_REVIEW
    given = reply(world, item, "E1")
    assert (given.open, given.answered_by) == (False, "anna")
    assert words(world.matter, given.answer_sha256) == "Our client's."
    assert of(world, item) == (given,)


def test_the_clock_counts_the_office_s_working_hours(world: World) -> None:
    """Asked on a Friday at 16:00 in New York with four working hours to answer: due on Monday at 12:00."""
    item = world.draft().item
    world.now = datetime(2026, 3, 6, 20, 59, tzinfo=UTC)
    assert world.task.escalation_hours == 4
    assert ask(world, item).due == "2026-03-09T16:00:00Z"


def test_the_ledger_holds_no_word_of_question_and_answer(world: World) -> None:
    item = world.in_review()
    escalate(world.matter, item, "Is Dara Moss the patient?", "", "paula", world.tick(), row_id="r2")
    answer(world.matter, item, "E1", "Yes, Dara Moss is.", "anna", world.tick())
    text = world.matter.ledger.read_text()
    assert "Dara" not in text
    assert '"r2"' not in text
    assert of(world, item)[0].row == keyed(world.matter, "row", "r2")


def test_an_open_question_blocks_approval(world: World) -> None:
    item = world.reviewed()
    ask(world, item)
    error = refusal(world.approve, item)
    assert "E1 (attorney)" in error.problem
    assert world.rules() == ["open_question"]
    assert world.state(item) is State.IN_REVIEW
    reply(world, item, "E1")
    world.approve(item)


@pytest.mark.parametrize("actor", ["paula", "quinn", "anna", "rita", "alma", "adam"])
def test_anyone_asks(world: World, actor: str) -> None:
    assert ask(world, world.draft().item, actor).asked_by == actor


@pytest.mark.parametrize("actor", ["paula", "quinn", "rita", "alma", "adam"])
def test_only_attorneys_answer(world: World, actor: str) -> None:
    item = world.in_review()
    ask(world, item)
    refusal(reply, world, item, "E1", actor)
    assert world.rules() == ["wrong_role"]


def test_who_prepared_it_answers_nothing(world: World) -> None:
    item = world.draft(preparer="otto").item
    ask(world, item)
    refusal(reply, world, item, "E1", "otto")
    assert world.rules() == ["own_work"]


def test_the_owner_answers_or_a_supervising_attorney(world: World) -> None:
    item = world.in_review()
    ask(world, item, owner="otto")
    ask(world, item, owner="otto")
    error = refusal(reply, world, item, "E1", "anna")
    assert "for 'otto' to answer" in error.problem
    reply(world, item, "E1", "otto")
    reply(world, item, "E2", "sven")


@pytest.mark.parametrize("owner", ["paula", "rita", "nobody"])
def test_an_owner_is_an_attorney(world: World, owner: str) -> None:
    item = world.in_review()
    with pytest.raises(UsageError, match="is no attorney on the roster"):
        ask(world, item, owner=owner)
    assert of(world, item) == ()


def test_questions_and_answers_have_words(world: World) -> None:
    item = world.draft().item
    with pytest.raises(UsageError):
        escalate(world.matter, item, " \n", "", "paula", world.tick())
    ask(world, item)
    with pytest.raises(UsageError):
        answer(world.matter, item, "E1", "", "anna", world.tick())
    assert of(world, item)[0].open


def test_a_trigger_is_one_of_the_task_definition(world: World) -> None:
    item = world.draft().item
    asked = escalate(world.matter, item, "Look", "conflicting-dates", "paula", world.tick())
    assert asked.trigger == "conflicting-dates"
    with pytest.raises(UsageError, match="'bad-mood' is no trigger"):
        escalate(world.matter, item, "Look", "bad-mood", "paula", world.tick())


@pytest.mark.parametrize("id", ["E2", "e1", "", "E1 "])
def test_what_was_not_asked_is_not_answered(world: World, id: str) -> None:
    item = world.in_review()
    ask(world, item)
    refusal(reply, world, item, id)
    assert world.rules() == ["unknown_question"]


def test_an_answer_stands(world: World) -> None:
    item = world.in_review()
    ask(world, item)
    first = reply(world, item, "E1")
    refusal(reply, world, item, "E1", "otto")
    assert of(world, item) == (first,)


def test_a_question_about_a_row_that_there_is(world: World) -> None:
    item = world.in_review()
    refusal(escalate, world.matter, item, "Who?", "", "anna", world.tick(), row_id="r9")
    assert world.rules() == ["unknown_row"]


# --- later revisions ----------------------------------------------------------------------------------------


def test_an_open_question_follows_into_the_next_revision(world: World) -> None:
    """Drafting again is no way round it."""
    ask(world, world.in_review())
    later = world.reviewed("second")
    assert [e.id for e in of(world, later)] == ["E1"]
    refusal(world.approve, later)
    reply(world, later, "E1")
    world.approve(later)
    assert not of(world, FIRST)[0].open


def test_it_follows_a_revision_that_was_sent_back_or_corrected(world: World) -> None:
    item = world.in_review()
    ask(world, item)
    corrected = world.correct(item)
    assert [e.open for e in of(world, corrected)] == [True]
    reply(world, item, "E1")  # where it was asked, though that revision is done with
    assert [e.open for e in of(world, corrected)] == [False]


def test_an_answered_question_stays_with_its_revision(world: World) -> None:
    ask(world, world.in_review())
    reply(world, FIRST, "E1")
    later = world.in_review("second")
    assert of(world, later) == ()
    assert ask(world, later).id == "E2"


# --- holding ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.DRAFT, State.QC, State.IN_REVIEW, State.APPROVED])
def test_a_hold_stops_everything_until_the_supervising_attorney_answers(world: World, state: State) -> None:
    item = world.reach(state)
    held = world.hold(item)
    assert (held.hold, held.owner) == (True, "supervising_attorney")
    assert world.state(item) is State.ESCALATED
    reasoned = ("other", "a reason")
    for move in (
        lambda: world.submit(world.load(item)),
        lambda: world.qc(item),
        lambda: gate.return_draft(world.matter, item, "quinn", *reasoned, world.tick()),
        lambda: world.approve(item),
        lambda: world.release(item),
        lambda: gate.void(world.matter, item, "anna", "a reason", world.tick()),
        lambda: gate.reject(world.matter, item, "anna", *reasoned, world.tick()),
        lambda: world.hold(item),
        lambda: world.accept(item, "r1"),
    ):
        refusal(move)
    assert world.state(item) is State.ESCALATED
    refusal(reply, world, item, held.id, "anna")
    assert world.rules()[-1] == "wrong_role"
    reply(world, item, held.id, "sven")
    assert world.state(item) is state
    assert not of(world, item)[0].open


def test_a_hold_may_come_again(world: World) -> None:
    item = world.approved()
    for _ in range(2):
        world.hold(item)
        world.lift(item)
    assert [e.id for e in of(world, item)] == ["E1", "E2"]
    assert world.release(item).approval.item == item


def test_other_questions_are_answered_while_the_item_is_held(world: World) -> None:
    item = world.in_review()
    ask(world, item)
    world.hold(item)
    reply(world, item, "E1", "anna")
    assert world.state(item) is State.ESCALATED
    world.lift(item)
    assert world.state(item) is State.IN_REVIEW


def test_a_hold_on_the_revision_before_blocks_the_next_and_is_lifted_where_it_lies(world: World) -> None:
    item = world.in_review()
    world.hold(item)
    later = world.reviewed("second")
    refusal(world.approve, later)
    refusal(reply, world, later, "E1", "anna")
    reply(world, later, "E1", "sven")  # named by the later revision, it lifts the earlier one
    assert world.state(item) is State.IN_REVIEW
    world.approve(later)


def test_a_hold_keeps_what_was_decided(world: World) -> None:
    item = world.reviewed()
    world.hold(item)
    world.lift(item)
    world.approve(item)


# --- stop-work triggers -------------------------------------------------------------------------------------


def test_a_met_trigger_stops_submission_until_it_is_answered(world: World) -> None:
    world.findings = UNREADABLE
    draft = world.draft()
    error = refusal(world.submit, draft)
    assert "unreadable-page (E1, for the attorney)" in error.problem
    assert world.rules() == ["stop_work"]
    assert world.state(draft.item) is State.DRAFT
    (asked,) = of(world, draft.item)
    assert (asked.trigger, asked.asked_by, asked.open) == ("unreadable-page", "paula", True)
    assert "Page 1 of two.txt could not be read." in words(world.matter, asked.question_sha256)
    refusal(world.submit, draft)  # asking again asks nothing new
    assert len(of(world, draft.item)) == 1
    reply(world, draft.item, "E1")
    submission = world.submit(draft)
    assert world.state(draft.item) is State.QC
    entry = world.history(draft.item).submitted
    assert entry is not None
    assert entry.details["triggers"] == 1
    assert entry.details["preflight"] == submission.preflight_sha256


def test_each_met_trigger_is_asked_once(world: World) -> None:
    world.findings = (
        *UNREADABLE,
        ("low_confidence", "Page 2 of one.txt was read with doubt."),
        ("conflicting_dates", "Two dates for one visit."),
        ("gap", "No trigger of the task definition."),
    )
    item = world.draft().item
    refusal(world.submit, world.load(item))
    assert [e.trigger for e in of(world, item)] == ["unreadable-page", "conflicting-dates"]
    reply(world, item, "E1")
    refusal(world.submit, world.load(item))
    reply(world, item, "E2")
    world.submit(world.load(item))


def test_an_answer_counts_for_the_same_findings_of_a_later_revision(world: World) -> None:
    world.findings = UNREADABLE
    first = world.draft()
    refusal(world.submit, first)
    reply(world, first.item, "E1")
    world.submit(world.draft("second"), content="second")
    assert world.state(SECOND) is State.QC
    assert of(world, SECOND) == ()


def test_an_unanswered_trigger_is_not_asked_twice_and_may_be_answered_at_the_later_revision(
    world: World,
) -> None:
    world.findings = UNREADABLE
    refusal(world.submit, world.draft())
    later = world.draft("second")
    refusal(world.submit, later, content="second")
    assert [e.id for e in escalations(world.ledger.entries(), KIND)] == ["E1"]
    reply(world, later.item, "E1")
    world.submit(later, content="second")


def test_other_findings_are_another_question(world: World) -> None:
    world.findings = UNREADABLE
    first = world.draft()
    refusal(world.submit, first)
    reply(world, first.item, "E1")
    world.findings = (*UNREADABLE, ("unreadable", "Page 1 of one.txt could not be read."))
    second = world.draft()
    refusal(world.submit, second)
    assert [e.id for e in of(world, second.item)] == ["E2"]


def test_a_trigger_that_is_no_longer_met_does_not_block(world: World) -> None:
    """The page could be read after all: its question answered itself."""
    world.findings = UNREADABLE
    refusal(world.submit, world.draft())
    world.findings = ()
    world.approve(world.reviewed())


def test_a_trigger_s_answer_is_not_a_person_s_question(world: World) -> None:
    """Someone asks under the trigger's name and has that answered: what was found is still unanswered."""
    world.findings = UNREADABLE
    draft = world.draft()
    escalate(world.matter, draft.item, "May I?", "unreadable-page", "paula", world.tick())
    reply(world, draft.item, "E1")
    refusal(world.submit, draft)
    assert [e.id for e in of(world, draft.item) if e.open] == ["E2"]


# --- past the gate ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "details"),
    [
        ("escalation.answered", {"escalation": "E7", "answer": "0" * 64}),
        ("escalation.asked", {"escalation": "E2"}),
        ("review.lifted", {"escalation": "E1", "answer": "0" * 64}),
    ],
)
def test_what_was_written_past_the_gate_is_noticed(world: World, event: str, details: dict[str, str]) -> None:
    item = world.reviewed()
    ask(world, item)
    world.ledger.append("anna", event, {"deliverable": KIND, "revision": 1, **details}, world.tick())
    with pytest.raises(LedgerError, match="do not allow"):
        world.approve(item)
