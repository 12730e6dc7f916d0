"""The desk: what is left, what stands against approval, what is carried over into the next revision."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.pages import Document
from pipelines.review import sealed_rows
from pipelines.review.corrections import apply_corrections
from pipelines.review.decisions import Verdict, decide, look_through, reconfirm, show_row, undo
from pipelines.review.desk import Desk
from pipelines.review.escalations import answer
from pipelines.review.gate import request_changes
from pipelines.review.history import Item
from pipelines.review.refusal import Rule
from pipelines.review.tier_setting import set_tier
from pipelines.task import Tier
from tests.made_pages import visit
from tests.pipelines.review.desk_world import DeskWorld, paper, papers


@pytest.fixture
def item() -> Item:
    return Item("treatment", 1)


def rules(desk: Desk) -> list[Rule]:
    return [refusal.rule for refusal in desk.blocking()]


def reject(world: DeskWorld, item: Item, row_id: str) -> None:
    world.show(item, row_id)
    now = world.tick()
    decide(world.matter, item, row_id, Verdict.REJECT, "anna", now, code="duplicate", note="told twice")


def correct(world: DeskWorld, item: Item, row_id: str) -> None:
    world.show(item, row_id)
    now = world.tick()
    values = (("Facility", "Port Ellery"),)
    decide(world.matter, item, row_id, Verdict.CORRECT, "anna", now, code="wrong_facility", values=values)


def many(count: int) -> tuple[Document, ...]:
    """A file of visits that quote nothing critical."""
    bare = [
        visit(f"{4 + n // 28:02d}/{1 + n % 28:02d}/2021", complaint=f"Neck pain, told at visit {n}.")
        .replace("ASSESSMENT: Cervical strain. Lumbar strain.\n", "")
        .replace("PLAN: Continue therapy two times a week and return in two weeks.\n", "")
        for n in range(count)
    ]
    return (paper("chart.txt", *bare),)


# --- what is left -------------------------------------------------------------------------------------------


def test_before_quality_control_there_are_rows_and_nothing_to_decide(read_world: DeskWorld) -> None:
    desk = read_world.desk(Item("treatment", 1))
    assert len(desk.rows) == 3
    assert (desk.required, desk.sampled, desk.left) == ((), (), ())
    assert desk.submission_sha256 == ""


def test_at_the_high_tier_every_row_and_the_other_pages_stand_before_approval(
    desk_world: DeskWorld, item: Item
) -> None:
    desk = desk_world.desk(item)
    assert desk.tier is Tier.HIGH
    assert set(desk.left) == {row.id for row in desk.rows}
    assert [(page.source, page.page) for page in desk.pages_without_rows] == [("second.txt", 2)]
    assert rules(desk) == [Rule.ROWS_UNDECIDED, Rule.PAGES_NOT_SEEN]
    for n, row_id in enumerate(desk.order, 1):
        desk_world.accept(item, row_id)
        assert len(desk_world.desk(item).left) == 3 - n
    assert rules(desk_world.desk(item)) == [Rule.PAGES_NOT_SEEN]
    assert look_through(desk_world.matter, item, "anna", desk_world.tick()) == 1
    assert rules(desk_world.desk(item)) == []


def test_approval_takes_exactly_what_the_desk_lets_through(desk_world: DeskWorld, item: Item) -> None:
    with pytest.raises(Exception, match="still to be decided"):
        desk_world.approve(item)
    assert desk_world.refused()[-1] == "rows_undecided"
    desk_world.accept_left(item)
    undo(desk_world.matter, item, "anna", desk_world.tick())
    with pytest.raises(Exception, match="1 row is still to be decided"):
        desk_world.approve(item)
    desk_world.accept_left(item)
    desk_world.approve(item)
    approved = next(e for e in desk_world.entries() if e.event == "review.approved")
    assert approved.details["decisions"] == desk_world.desk(item).decisions_digest()


def test_the_queue_takes_risk_first_and_then_page_after_page(desk_world: DeskWorld, item: Item) -> None:
    desk = desk_world.desk(item)
    one, two, three = desk.rows
    plain = replace(one, critical=False, flags=())
    flagged = replace(two, critical=False, flags=("amended",))
    both = replace(three, critical=True, flags=("amended",))
    turned = replace(desk, rows=(plain, flagged, both))
    assert turned.order == (three.id, two.id, one.id)
    sources = [desk.row(row_id).citations[0].source for row_id in desk.order]  # type: ignore[union-attr]
    assert sources == sorted(sources)


def test_the_digest_of_decisions_changes_with_any_of_them(desk_world: DeskWorld, item: Item) -> None:
    seen = {desk_world.desk(item).decisions_digest()}
    for row_id in desk_world.desk(item).order:
        desk_world.accept(item, row_id)
        seen.add(desk_world.desk(item).decisions_digest())
    assert len(seen) == 4
    assert desk_world.desk(item).decisions_digest() in seen


def test_an_open_question_stands_first_and_its_answer_lets_the_row_be_decided(
    desk_world: DeskWorld, item: Item
) -> None:
    row_id = desk_world.desk(item).order[0]
    desk_world.show(item, row_id)
    now = desk_world.tick()
    decide(desk_world.matter, item, row_id, Verdict.ESCALATE, "anna", now, note="Whose page is this?")
    desk_world.accept_left(item)
    (question,) = [one for one in desk_world.desk(item).questions if one.open]
    assert rules(desk_world.desk(item)) == [Rule.OPEN_QUESTION]
    answer(desk_world.matter, item, question.id, "Ours.", "sven", desk_world.tick())
    assert rules(desk_world.desk(item)) == []


# --- lower tiers --------------------------------------------------------------------------------------------


def test_at_the_medium_tier_a_sample_is_decided_and_an_error_in_it_asks_for_every_row(
    read_world: DeskWorld,
) -> None:
    item = read_world.to_review(read_world.draft(many(40)), Tier.MEDIUM)
    desk = read_world.desk(item)
    assert not any(row.critical or row.flags for row in desk.rows), [r.flags for r in desk.rows]
    assert (len(desk.required), len(desk.sampled)) == (0, 31)
    assert len(desk.left) == 31
    free = next(row.id for row in desk.rows if row.id not in desk.sampled)
    decide(read_world.matter, item, free, Verdict.ACCEPT, "anna", read_world.tick())  # unseen
    reject(read_world, item, desk.sampled[0])
    widened = read_world.desk(item)
    assert (len(widened.required), widened.sampled) == (40, ())
    assert len(widened.left) == 39  # what was accepted unseen is to be seen now
    undo(read_world.matter, item, "anna", read_world.tick())
    assert len(read_world.desk(item).sampled) == 31

    reject(read_world, item, desk.sampled[0])
    made = apply_corrections(read_world.matter, item, "anna", read_world.tick())
    assert len(read_world.desk(made.item).required) == 39


def test_at_the_low_tier_twenty_rows_are_decided(read_world: DeskWorld) -> None:
    item = read_world.to_review(read_world.draft(many(26)), Tier.LOW)
    desk = read_world.desk(item)
    assert len(desk.sampled) == 20
    read_world.accept_left(item)
    assert rules(read_world.desk(item)) == []
    read_world.approve(item)


# --- carried over -------------------------------------------------------------------------------------------


def test_what_did_not_change_is_carried_over_and_confirmed_once(desk_world: DeskWorld, item: Item) -> None:
    one, two, three = desk_world.desk(item).order
    desk_world.accept(item, one)
    desk_world.accept(item, two)
    correct(desk_world, item, three)
    look_through(desk_world.matter, item, "anna", desk_world.tick())
    assert rules(desk_world.desk(item)) == [Rule.CORRECTIONS_PENDING]
    made = apply_corrections(desk_world.matter, item, "anna", desk_world.tick()).item

    desk = desk_world.desk(made)
    assert desk.left == (three,)
    assert (desk.carried, desk.corrected, desk.rejected) == (2, 1, 0)
    assert {d.row_id for d in desk.decisions.values() if d.carried} == {one, two}
    assert rules(desk) == [Rule.ROWS_UNDECIDED, Rule.NOT_RECONFIRMED]
    desk_world.accept(made, three)
    assert reconfirm(desk_world.matter, made, "anna", desk_world.tick()) == 2
    assert rules(desk_world.desk(made)) == []
    desk_world.approve(made)


def test_a_carried_decision_can_be_made_anew_and_comes_back_with_undo(
    desk_world: DeskWorld, item: Item
) -> None:
    one, _, three = desk_world.desk(item).order
    desk_world.accept(item, one)
    correct(desk_world, item, three)
    made = apply_corrections(desk_world.matter, item, "anna", desk_world.tick()).item
    show_row(desk_world.matter, made, one, "sven", desk_world.tick())
    now = desk_world.tick()
    decide(desk_world.matter, made, one, Verdict.ACCEPT, "sven", now, expects=0)
    assert desk_world.desk(made).carried == 0
    undo(desk_world.matter, made, "sven", desk_world.tick())
    desk = desk_world.desk(made)
    assert desk.decisions[one].carried
    assert (desk.decisions[one].by, desk.carried, desk.versions[one]) == ("anna", 1, 2)


def test_a_new_draft_keeps_what_is_the_same_row_from_the_same_source(
    desk_world: DeskWorld, item: Item
) -> None:
    one, two, three = desk_world.desk(item).order
    desk_world.accept(item, one)
    desk_world.accept(item, two, "otto")
    correct(desk_world, item, three)
    request_changes(
        desk_world.matter, item, "anna", "missing_source", "a visit is missing", desk_world.tick()
    )
    more = (*papers(), paper("fourth.txt", visit("06/15/2021")))
    second = desk_world.draft(more).item
    verdicts = {d.row_id: d.verdict for d in desk_world.desk(second).decisions.values()}
    assert verdicts == {one: Verdict.ACCEPT, two: Verdict.ACCEPT, three: Verdict.CORRECT}

    third = desk_world.draft((*more, paper("fifth.txt", visit("07/15/2021")))).item
    assert desk_world.desk(third).carried == 3  # revision 2 was never before an attorney
    desk_world.draft((*more, paper("fifth.txt", visit("07/15/2021"))), preparer="otto")
    assert {d.row_id for d in desk_world.desk(third).decisions.values()} == {one, three}


def test_a_correction_is_not_lost_when_a_later_paper_makes_a_new_draft(
    desk_world: DeskWorld, item: Item
) -> None:
    """The new draft has the rows as the papers have them: corrected and withdrawn once more."""
    one, two, three = desk_world.desk(item).order
    desk_world.accept(item, one)
    reject(desk_world, item, two)
    correct(desk_world, item, three)
    apply_corrections(desk_world.matter, item, "anna", desk_world.tick())
    more = (*papers(), paper("fourth.txt", visit("06/15/2021")))
    later = desk_world.to_review(desk_world.draft(more))
    verdicts = {d.row_id: d.verdict for d in desk_world.desk(later).decisions.values()}
    assert verdicts == {one: Verdict.ACCEPT, two: Verdict.REJECT, three: Verdict.CORRECT}
    assert Rule.CORRECTIONS_PENDING in rules(desk_world.desk(later))

    made = apply_corrections(desk_world.matter, later, "anna", desk_world.tick()).item
    desk = desk_world.desk(made)
    row = desk.row(three)
    assert row is not None
    assert dict(row.fields)["Facility"] == "Port Ellery"
    assert desk.row(two) is None
    assert (desk.corrected, desk.rejected) == (1, 1)
    assert three in desk.left  # what was corrected is looked at once more


def test_a_correction_that_was_corrected_itself_is_not_taken_over(desk_world: DeskWorld, item: Item) -> None:
    *_, three = desk_world.desk(item).order
    correct(desk_world, item, three)
    second = apply_corrections(desk_world.matter, item, "anna", desk_world.tick()).item
    reject(desk_world, second, three)
    apply_corrections(desk_world.matter, second, "anna", desk_world.tick())
    later = desk_world.draft((*papers(), paper("fourth.txt", visit("06/15/2021")))).item
    assert three not in desk_world.desk(later).decisions


def test_a_source_that_was_exchanged_carries_nothing_over(desk_world: DeskWorld, item: Item) -> None:
    desk_world.accept_left(item)
    request_changes(
        desk_world.matter, item, "anna", "missing_source", "a clearer copy came", desk_world.tick()
    )
    first, *others = papers()
    copy = paper("first.txt", first.pages[0].text + "\nPrinted from the clinic's chart.")
    again = desk_world.draft((copy, *others)).item
    kept = [d.row_id for d in desk_world.desk(again).decisions.values()]
    assert len(kept) == 2


def test_the_other_pages_are_looked_through_again_when_there_are_more_of_them(
    desk_world: DeskWorld, item: Item
) -> None:
    _, two, three = desk_world.desk(item).order
    desk_world.accept_left(item)
    correct(desk_world, item, three)
    second = apply_corrections(desk_world.matter, item, "anna", desk_world.tick()).item
    assert desk_world.desk(second).looked_through
    reject(desk_world, second, two)
    third = apply_corrections(desk_world.matter, second, "anna", desk_world.tick()).item
    assert not desk_world.desk(third).looked_through


def test_a_revision_that_cannot_be_read_any_more_only_costs_what_it_would_have_carried(
    desk_world: DeskWorld, item: Item
) -> None:
    one, _, three = desk_world.desk(item).order
    desk_world.accept_left(item)
    correct(desk_world, item, three)
    made = apply_corrections(desk_world.matter, item, "anna", desk_world.tick()).item
    assert one in desk_world.desk(made).decisions
    (desk_world.matter.sealed / desk_world.load(item).rows_sha256).unlink()
    sealed_rows.parsed_rows.cache_clear()
    desk = desk_world.desk(made)
    assert desk.decisions == {}
    assert len(desk.left) == 3
    assert not desk.looked_through


def test_what_was_accepted_unseen_at_a_lower_tier_does_not_count_at_the_high_one(
    read_world: DeskWorld,
) -> None:
    item = read_world.to_review(read_world.draft(many(40)), Tier.MEDIUM)
    desk = read_world.desk(item)
    seen, unseen = desk.sampled[0], next(row.id for row in desk.rows if row.id not in desk.sampled)
    read_world.accept(item, seen)
    decide(read_world.matter, item, unseen, Verdict.ACCEPT, "anna", read_world.tick())
    reason = "a visit is missing"
    request_changes(read_world.matter, item, "anna", "missing_source", reason, read_world.tick())
    again = read_world.draft((*many(40), paper("more.txt", visit("09/15/2021"))))
    set_tier(read_world.matter, again.item, Tier.HIGH, "paula", "it will be filed", read_world.tick())
    high = read_world.to_review(again)
    assert set(read_world.desk(high).decisions) == {seen}
