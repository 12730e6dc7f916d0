"""Row decisions: what is recorded, what is refused, and that the source must have been on the screen."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from extractors.errors import GateRefusal
from pipelines.review.decisions import Verdict, decide, look_through, reconfirm, show_row, undo
from pipelines.review.history import Item
from pipelines.review.sealed_words import read_words
from pipelines.review.verdicts import DECIDED, SHOWN, UNDONE
from tests.pipelines.review.desk_world import DeskWorld, papers


def accept(world: DeskWorld, item: Item, row_id: str, actor: str = "anna", **more: Any) -> None:
    decide(world.matter, item, row_id, Verdict.ACCEPT, actor, world.tick(), **more)


@pytest.fixture
def item(desk_world: DeskWorld) -> Item:
    return Item("treatment", 1)


@pytest.fixture
def first(desk_world: DeskWorld, item: Item) -> str:
    return desk_world.desk(item).order[0]


def refused(world: DeskWorld, rule: str, call: Callable[..., object], *args: Any, **more: Any) -> GateRefusal:
    """The refusal that the call must end in, logged under that rule; the ledger gains nothing else."""
    before = len(world.entries())
    with pytest.raises(GateRefusal) as caught:
        call(*args, **more)
    assert world.refused()[-1] == rule
    assert len(world.entries()) == before + 1
    assert caught.value.remedy
    return caught.value


def test_a_decision_is_one_entry_that_names_no_row_in_words(
    desk_world: DeskWorld, item: Item, first: str
) -> None:
    desk_world.show(item, first)
    made = decide(
        desk_world.matter, item, first, Verdict.ACCEPT, "anna", desk_world.tick(), seconds=12, expects=0
    )
    entry = desk_world.entries()[-1]
    assert entry.event == DECIDED
    assert entry.details["verdict"] == "accept"
    assert (entry.details["seconds"], entry.details["opened"], entry.details["critical"]) == (12, 1, 1)
    assert first not in desk_world.matter.ledger.read_text()
    assert desk_world.desk(item).decisions[first] == made
    assert (made.version, made.opened, made.carried, made.by) == (1, True, False, "anna")


def test_a_row_is_shown_once_per_person_and_revision(desk_world: DeskWorld, item: Item, first: str) -> None:
    for actor in ("anna", "anna", "sven", "anna", "alma"):
        show_row(desk_world.matter, item, first, actor, desk_world.tick())
    shown = [e.actor for e in desk_world.entries() if e.event == SHOWN]
    assert shown == ["anna", "sven", "alma"]
    assert desk_world.desk(item).shown[first] == {"anna", "sven", "alma"}


def test_nobody_decides_without_the_source_on_their_own_screen(
    desk_world: DeskWorld, item: Item, first: str
) -> None:
    refused(desk_world, "source_not_shown", accept, desk_world, item, first)
    desk_world.show(item, first, "sven")
    refused(desk_world, "source_not_shown", accept, desk_world, item, first)
    desk_world.show(item, first)
    accept(desk_world, item, first)
    assert desk_world.desk(item).decisions[first].verdict is Verdict.ACCEPT


def test_a_row_that_is_not_there_is_neither_shown_nor_decided(desk_world: DeskWorld, item: Item) -> None:
    now = desk_world.tick()
    refused(desk_world, "unknown_row", show_row, desk_world.matter, item, "R-none", "anna", now)
    refused(desk_world, "unknown_row", accept, desk_world, item, "R-none")


def test_who_decides_on_an_older_state_is_told(desk_world: DeskWorld, item: Item, first: str) -> None:
    for actor in ("anna", "sven"):
        desk_world.show(item, first, actor)
    accept(desk_world, item, first, expects=0)
    refused(desk_world, "stale", accept, desk_world, item, first, "sven", expects=0)
    accept(desk_world, item, first, "sven", expects=1)
    undo(desk_world.matter, item, "sven", desk_world.tick())
    assert desk_world.desk(item).versions[first] == 3
    refused(desk_world, "stale", accept, desk_world, item, first, "sven", expects=2)
    assert desk_world.desk(item).decisions[first].by == "anna"


@pytest.mark.parametrize(
    ("verdict", "more"),
    [
        (Verdict.REJECT, {"code": "duplicate"}),
        (Verdict.REJECT, {"note": "told twice"}),
        (Verdict.REJECT, {"code": "because", "note": "told twice"}),
        (Verdict.REJECT, {"code": "duplicate", "note": "   "}),
        (Verdict.CORRECT, {"code": "wrong_facility"}),
        (Verdict.CORRECT, {"values": (("Facility", "Port Ellery"),)}),
        (Verdict.ACCEPT, {"values": (("Facility", "Port Ellery"),)}),
        (Verdict.ACCEPT, {"code": "because"}),
        (Verdict.ESCALATE, {}),
    ],
)
def test_what_needs_a_reason_is_refused_without_one(
    desk_world: DeskWorld, item: Item, first: str, verdict: Verdict, more: dict[str, Any]
) -> None:
    desk_world.show(item, first)
    now = desk_world.tick()
    refused(desk_world, "no_reason", decide, desk_world.matter, item, first, verdict, "anna", now, **more)
    assert desk_world.desk(item).decisions == {}


def test_words_and_values_are_sealed_and_come_back(desk_world: DeskWorld, item: Item, first: str) -> None:
    desk_world.show(item, first)
    values = (("Facility", "Port Ellery"), ("Provider", ""))
    made = decide(
        desk_world.matter,
        item,
        first,
        Verdict.CORRECT,
        "anna",
        desk_world.tick(),
        code="wrong_facility",
        note="The town stands where the clinic should.",
        values=values,
    )
    words = read_words(desk_world.matter, made.note_sha256)
    assert words["text"] == "The town stands where the clinic should."
    assert words["row"] == first
    assert desk_world.desk(item).decisions[first].values == values
    told = desk_world.matter.ledger.read_text()
    assert "Ellery" not in told
    assert "clinic" not in told


@pytest.mark.parametrize(
    "values",
    [
        (("Facility", "Larkspur Hospital of Nowhere"),),
        (("Facility", "Larkspur Family Medicin"),),
        (("Diagnosis", "Fracture of the left hip."),),
        (("Date", "02/30/2021"),),
        (("Date", "yesterday"),),
        (("Date", "05/01/2021 to 04/01/2021"),),
        (("Billed", "$1.00"),),
        (("Facility", "Larkspur Family Medicine"),),
    ],
)
def test_a_correction_that_cannot_stand_is_refused_when_it_is_typed(
    desk_world: DeskWorld, item: Item, first: str, values: tuple[tuple[str, str], ...]
) -> None:
    desk_world.show(item, first)
    now = desk_world.tick()
    more = {"code": "other", "values": values}
    refused(
        desk_world,
        "not_correctable",
        decide,
        desk_world.matter,
        item,
        first,
        Verdict.CORRECT,
        "anna",
        now,
        **more,
    )


def test_undo_takes_back_ones_own_last_decision_one_by_one(desk_world: DeskWorld, item: Item) -> None:
    one, two, three = desk_world.desk(item).order
    for row_id in (one, two):
        desk_world.accept(item, row_id)
    desk_world.accept(item, three, "sven")
    assert undo(desk_world.matter, item, "anna", desk_world.tick()) == two
    assert undo(desk_world.matter, item, "anna", desk_world.tick()) == one
    now = desk_world.tick()
    refused(desk_world, "nothing_to_undo", undo, desk_world.matter, item, "anna", now)
    assert set(desk_world.desk(item).decisions) == {three}
    assert [e.event for e in desk_world.entries()].count(UNDONE) == 2


def test_undo_brings_back_what_stood_before(desk_world: DeskWorld, item: Item, first: str) -> None:
    desk_world.accept(item, first)
    now = desk_world.tick()
    decide(desk_world.matter, item, first, Verdict.REJECT, "anna", now, code="duplicate", note="told twice")
    assert desk_world.desk(item).decisions[first].verdict is Verdict.REJECT
    undo(desk_world.matter, item, "anna", desk_world.tick())
    assert desk_world.desk(item).decisions[first].verdict is Verdict.ACCEPT


def test_an_escalated_row_asks_a_question_and_still_has_to_be_decided(
    desk_world: DeskWorld, item: Item, first: str
) -> None:
    desk_world.show(item, first)
    now = desk_world.tick()
    decide(desk_world.matter, item, first, Verdict.ESCALATE, "anna", now, note="Is this our client?")
    desk = desk_world.desk(item)
    waiting = [question for question in desk.questions if question.open]
    assert [question.asked_by for question in waiting] == ["anna"]
    assert waiting[0].row
    assert first in desk.left
    assert next(refusal.rule for refusal in desk.blocking()) == "open_question"


@pytest.mark.parametrize(
    ("actor", "rule"),
    [
        ("paula", "wrong_role"),
        ("quinn", "wrong_role"),
        ("alma", "wrong_role"),
        ("nobody", "unknown_person"),
    ],
)
def test_only_attorneys_decide(desk_world: DeskWorld, item: Item, first: str, actor: str, rule: str) -> None:
    for call in (reconfirm, look_through, undo):
        refused(desk_world, rule, call, desk_world.matter, item, actor, desk_world.tick())
    refused(desk_world, rule, accept, desk_world, item, first, actor)


def test_nobody_decides_on_their_own_work(read_world: DeskWorld) -> None:
    """Otto is an attorney, and here one of those who drafted."""
    item = read_world.to_review(read_world.draft(papers(), preparer="otto"))
    row_id = read_world.desk(item).order[0]
    read_world.show(item, row_id, "otto")
    refused(read_world, "own_work", accept, read_world, item, row_id, "otto")
    refused(read_world, "own_work", look_through, read_world.matter, item, "otto", read_world.tick())


def test_nothing_is_decided_before_review_or_after_approval(read_world: DeskWorld) -> None:
    draft = read_world.load(Item("treatment", 1))
    row_id = read_world.desk(draft.item).rows[0].id
    read_world.show(draft.item, row_id)
    refused(read_world, "illegal_move", accept, read_world, draft.item, row_id)
    item = read_world.to_review(draft)
    read_world.accept_left(item)
    read_world.approve(item)
    refused(read_world, "illegal_move", accept, read_world, item, row_id)
    refused(read_world, "illegal_move", undo, read_world.matter, item, "anna", read_world.tick())


def test_random_decisions_of_two_attorneys_agree_with_a_plain_list_of_them(
    desk_world: DeskWorld, item: Item
) -> None:
    """The desk replays a ledger; the model keeps a stack for each row. They must never differ."""
    draw = random.Random(3)
    rows = desk_world.desk(item).order
    for actor in ("anna", "sven"):
        for row_id in rows:
            desk_world.show(item, row_id, actor)
    model: dict[str, list[tuple[int, str, Verdict]]] = {row_id: [] for row_id in rows}
    versions = dict.fromkeys(rows, 0)
    for step in range(60):
        actor, row_id = draw.choice(("anna", "sven")), draw.choice(rows)
        now = desk_world.tick()
        if draw.random() < 0.35:
            own = [(s[-1][0], i) for i, s in model.items() if s and s[-1][1] == actor]
            if not own:
                refused(desk_world, "nothing_to_undo", undo, desk_world.matter, item, actor, now)
                continue
            undone = max(own)[1]
            assert undo(desk_world.matter, item, actor, now) == undone
            model[undone].pop()
            versions[undone] += 1
            continue
        verdict = draw.choice((Verdict.ACCEPT, Verdict.REJECT))
        more: dict[str, Any] = (
            {"code": "duplicate", "note": "told twice"} if verdict is Verdict.REJECT else {}
        )
        expects = versions[row_id] if draw.random() < 0.8 else versions[row_id] + 1
        act = partial(decide, desk_world.matter, item, row_id, verdict, actor, now, expects=expects, **more)
        if expects != versions[row_id]:
            refused(desk_world, "stale", act)
            continue
        act()
        model[row_id].append((step, actor, verdict))
        versions[row_id] += 1
        desk = desk_world.desk(item)
        assert {i: (d.by, d.verdict) for i, d in desk.decisions.items()} == {
            i: s[-1][1:] for i, s in model.items() if s
        }
        assert {i: desk.versions.get(i, 0) for i in rows} == versions
        assert set(desk.left) == {i for i, s in model.items() if not s}
