"""Ways round the gate that no single rule forbids: undone, asked, drafted again, until something gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pipelines.confidentiality.access import grant
from pipelines.ledger_chain import Details, Entry, new_entry
from pipelines.review import gate
from pipelines.review.decisions import Verdict, decide, reconfirm, undo
from pipelines.review.desk import open_desk
from pipelines.review.escalations import Escalation, answer, escalate, escalations_of
from pipelines.review.history import Item
from pipelines.review.standing_plan import new_plan
from pipelines.review.states import State
from pipelines.review.tier import tier_of
from pipelines.sealed import seal
from pipelines.task import Tier
from tests.pipelines.review.world import KIND, World, edit, refusal, rewrite

FIRST = Item(KIND, 1)
UNREADABLE = (("unreadable", "Page 1 of two.txt could not be read."),)


def ask(world: World, item: Item, actor: str) -> Escalation:
    return escalate(world.matter, item, "Whose page is this?", "", actor, world.tick())


def reply(world: World, item: Item, actor: str, id: str = "E1") -> Escalation:
    return answer(world.matter, item, id, "Our client's.", actor, world.tick())


# --- answering oneself --------------------------------------------------------------------------------------


def test_who_asks_does_not_answer(world: World) -> None:
    item = world.in_review()
    ask(world, item, "anna")
    assert "asked by 'anna'" in refusal(reply, world, item, "anna").problem
    assert world.rules() == ["own_work"]
    reply(world, item, "otto")


def test_the_supervising_attorney_is_where_questions_end(world: World) -> None:
    item = world.in_review()
    ask(world, item, "sven")
    assert not reply(world, item, "sven").open


def test_who_submits_does_not_answer_the_stop_work_question(world: World) -> None:
    world.findings = UNREADABLE
    item = world.draft()
    refusal(world.submit, item, "otto")
    refusal(reply, world, item.item, "otto")
    assert world.rules() == ["stop_work", "own_work"]


def test_who_answered_the_stop_work_question_does_not_submit(world: World) -> None:
    """Somebody else runs into the question, so that it is not one's own; then one submits oneself."""
    world.findings = UNREADABLE
    item = world.draft()
    refusal(world.submit, item)
    reply(world, item.item, "otto")
    assert "E1 (otto)" in refusal(world.submit, item, "otto").problem
    assert world.rules() == ["stop_work", "own_work"]
    world.submit(item)
    assert world.state(item.item) is State.QC


def test_who_answered_the_stop_work_question_does_not_draft_it_again(world: World) -> None:
    world.findings = UNREADABLE
    refusal(world.submit, world.draft())
    reply(world, FIRST, "otto")
    again = world.draft("second", "otto")
    refusal(world.submit, again, content="second")
    assert world.rules() == ["stop_work", "own_work"]


def test_a_question_is_not_answered_through_another_revision(world: World) -> None:
    """The question was asked of Otto's own revision, and follows into one that he did not prepare."""
    own = world.draft(preparer="otto").item
    ask(world, own, "anna")
    later = world.draft("second").item
    refusal(reply, world, later, "otto")
    assert world.rules() == ["own_work"]
    assert escalations_of(world.ledger.entries(), own)[0].open


def test_a_question_is_not_answered_for_a_later_revision_of_ones_own(world: World) -> None:
    ask(world, world.in_review(), "paula")
    own = world.draft("second", "otto").item
    refusal(reply, world, FIRST, "otto")
    assert world.rules() == ["own_work"]
    assert escalations_of(world.ledger.entries(), own)[0].open


def test_a_supervising_attorney_lifts_no_hold_from_their_own_work(world: World) -> None:
    edit(world.office.roster_file, '["supervising_attorney"]', '["supervising_attorney", "preparer"]')
    item = world.draft(preparer="sven").item
    world.hold(item)
    refusal(world.lift, item)
    assert world.rules() == ["own_work"]
    assert world.state(item) is State.ESCALATED


# --- another name ---


def test_a_preparer_who_was_given_another_id_is_no_other_person(world: World) -> None:
    """One entry at any time, so that the roster itself has nothing to object."""
    draft = world.draft(preparer="otto")
    world.submit(draft)
    world.qc(draft.item)
    edit(world.office.roster_file, 'id = "otto"', 'id = "otto.b"')
    grant(world.matter, ["otto.b"], "adam", world.tick())
    for act in (
        lambda: world.accept(draft.item, "r1", "otto.b"),
        lambda: world.approve(draft.item, "otto.b", key=world.key("otto")),
    ):
        refusal(act)
    assert world.rules() == ["unknown_person"] * 2
    edit(world.office.roster_file, 'id = "otto.b"', 'id = "otto"')
    world.accept(draft.item, "r1", "anna")


# --- rows ---------------------------------------------------------------------------------------------------


def test_a_row_that_somebody_escalated_is_decided_whatever_the_sample(world: World) -> None:
    item = world.reviewed()
    decide(world.matter, item, "r3", Verdict.ESCALATE, "anna", world.tick(), note="Is this ours?")
    reply(world, item, "sven")
    desk = replace(open_desk(world.matter, item), required=("r1",), sampled=())
    assert desk.left == ("r3",)


def test_what_was_accepted_unseen_is_left_once_its_row_is_asked_for(world: World) -> None:
    desk = open_desk(world.matter, world.reviewed())
    unseen = {i: replace(d, opened=False) for i, d in desk.decisions.items()}
    desk = replace(desk, decisions=unseen, tier=Tier.MEDIUM)
    plain = replace(desk, required=("r1", "r2"), sampled=())
    assert sorted(plain.left) == ["r1", "r2"]
    assert sorted(replace(plain, sampled=("r3",)).left) == ["r1", "r2", "r3"]


def test_a_carried_decision_that_an_undo_brings_back_was_not_confirmed(world: World) -> None:
    gate.request_changes(world.matter, world.reviewed(), "anna", "wording", "say more", world.tick())
    item = world.in_review("second")
    assert open_desk(world.matter, item).carried == 2
    world.accept(item, "r1")
    world.accept(item, "r3")
    reconfirm(world.matter, item, "anna", world.tick())
    assert open_desk(world.matter, item).reconfirmed
    undo(world.matter, item, "anna", world.tick())
    assert open_desk(world.matter, item).reconfirmed  # nothing was carried onto the third row
    undo(world.matter, item, "anna", world.tick())
    world.accept(item, "r3")
    assert not open_desk(world.matter, item).reconfirmed
    assert "not confirmed" in refusal(world.approve, item).problem
    reconfirm(world.matter, item, "anna", world.tick())
    world.approve(item)


# --- the sample, the tier -----------------------------------------------------------------------------------


def planned(world: World, item: Item, seed: str) -> tuple[str, ...]:
    return new_plan(world.matter, world.ledger.entries(), world.history(item), Tier.MEDIUM, seed).sampled


def at_medium(world: World, content: str) -> Item:
    draft = world.draft(content)
    if not world.rules() and draft.revision == 1:
        gate.set_tier(world.matter, draft.item, Tier.MEDIUM, "sven", "an index", world.tick())
    world.submit(draft, content=content)
    return draft.item


def test_what_was_drawn_once_is_drawn_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    item = at_medium(world, "first")
    world.qc(item)
    gate.void(world.matter, item, "anna", "another sample, please", world.tick())
    monkeypatch.setattr("pipelines.review.sampling.sample_size", lambda population: 0)
    later = at_medium(world, "second")
    assert planned(world, later, "another seed") == ("r3",)


@pytest.mark.parametrize(("code", "every"), [("wrong_date", True), ("wording", False)])
def test_a_sampled_draft_that_is_sent_back_whole_counts_as_an_error(
    world: World, code: str, every: bool
) -> None:
    """Otherwise a wrong row that was drawn would never be called wrong, and the next sample be as small."""
    item = at_medium(world, "first")
    world.qc(item)
    gate.request_changes(world.matter, item, "anna", code, "the third row", world.tick())
    later = at_medium(world, "second")
    plan = new_plan(world.matter, world.ledger.entries(), world.history(later), Tier.MEDIUM, "seed")
    assert (plan.required == ("r1", "r2", "r3")) is every


def test_a_plan_that_is_lost_is_no_way_to_another_sample(world: World) -> None:
    item = at_medium(world, "first")
    world.qc(item)
    rewrite(world.matter.sealed / world.history(item).plan, b"{}")
    refusal(world.approve, item)
    later = at_medium(world, "second")
    plan = new_plan(world.matter, world.ledger.entries(), world.history(later), Tier.MEDIUM, "seed")
    assert (plan.required, plan.sampled) == (("r1", "r2", "r3"), ())


def tier_set(tier: Tier, task: Tier) -> Entry:
    details: Details = {"deliverable": KIND, "revision": 1, "tier": tier.value, "task": task.value}
    return new_entry(None, "sven", "tier.set", details, datetime(2026, 3, 2, tzinfo=UTC))


def test_another_task_definition_does_not_undo_what_a_person_raised() -> None:
    assert tier_of([tier_set(Tier.HIGH, Tier.MEDIUM)], KIND, Tier.LOW) is Tier.HIGH
    assert tier_of([tier_set(Tier.MEDIUM, Tier.LOW)], KIND, Tier.HIGH) is Tier.HIGH
    assert tier_of([tier_set(Tier.LOW, Tier.HIGH)], KIND, Tier.MEDIUM) is Tier.MEDIUM


# --- what goes with the files -------------------------------------------------------------------------------


def test_a_manifest_of_ones_own_is_not_released(world: World) -> None:
    """The attorney signs past the gate: the files are the submission's, what is said of them is not."""
    from tests.pipelines.review.test_every_path import forged

    item = world.reviewed()
    own = seal(world.matter.sealed, b'{"files": {}}\n')
    forged(
        world,
        item,
        lambda a: replace(a, subjects=tuple((n, own if n == "manifest.json" else s) for n, s in a.subjects)),
    )
    refusal(world.release, item)
    assert world.released_files() == []
    assert world.rules() == ["approval_invalid"]
