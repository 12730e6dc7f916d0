"""Quality control: by somebody else at the high tier, with a whole checklist, and the sample fixed by it."""

from __future__ import annotations

import pytest

from extractors.errors import UsageError
from pipelines.matter_key import keyed
from pipelines.review import gate
from pipelines.review.desk import open_desk
from pipelines.review.escalations import words
from pipelines.review.history import Item
from pipelines.review.sampling import plan_from_bytes
from pipelines.review.states import State
from pipelines.sealed import unseal
from pipelines.task import Tier
from tests.pipelines.review.world import KIND, World, edit, refusal, rewrite

FIRST = Item(KIND, 1)


def submitted(world: World, tier: Tier, preparer: str = "paula", submitter: str = "paula") -> Item:
    """In quality control, at that tier."""
    draft = world.draft(preparer=preparer)
    if tier is not Tier.HIGH:
        gate.set_tier(world.matter, draft.item, tier, "sven", "for ourselves", world.tick())
    world.submit(draft, submitter)
    return draft.item


def checks(world: World, **changed: bool) -> dict[str, bool]:
    return dict.fromkeys((c.id for c in world.task.checkpoints), True) | changed


# --- who ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", ["anna", "sven", "rita", "adam", "alma"])
@pytest.mark.parametrize("tier", Tier)
def test_neither_attorneys_nor_others_do_it(world: World, tier: Tier, actor: str) -> None:
    item = submitted(world, tier)
    refusal(world.qc, item, actor)
    refusal(gate.return_draft, world.matter, item, actor, "wording", "a reason", world.tick())
    assert world.rules() == ["wrong_role", "wrong_role"]
    assert world.state(item) is State.QC


@pytest.mark.parametrize(
    ("preparer", "submitter", "actor", "rule"),
    [
        ("quinn", "paula", "quinn", "own_work"),
        ("paula", "quinn", "quinn", "own_work"),
        ("paula", "paula", "paula", "wrong_role"),
        ("paula", "paula", "otto", "wrong_role"),
    ],
)
def test_at_the_high_tier_it_is_another_s_work(
    world: World, preparer: str, submitter: str, actor: str, rule: str
) -> None:
    item = submitted(world, Tier.HIGH, preparer, submitter)
    refusal(world.qc, item, actor)
    refusal(gate.return_draft, world.matter, item, actor, "wording", "a reason", world.tick())
    assert world.rules() == [rule, rule]
    assert world.state(item) is State.QC


@pytest.mark.parametrize("tier", [Tier.MEDIUM, Tier.LOW])
@pytest.mark.parametrize("actor", ["paula", "quinn", "otto"])
def test_below_it_a_preparer_may_check_also_their_own(world: World, tier: Tier, actor: str) -> None:
    item = submitted(world, tier)
    world.qc(item, actor)
    assert world.state(item) is State.IN_REVIEW
    assert world.history(item).qc == actor


def test_an_attorney_who_did_quality_control_cannot_approve(world: World) -> None:
    item = submitted(world, Tier.MEDIUM)
    world.qc(item, "otto")
    world.decide_all(item)
    refusal(world.approve, item, "otto")
    assert world.rules() == ["own_work"]
    assert world.approve(item, "anna").approval.review.qc == "otto"


# --- the checklist ------------------------------------------------------------------------------------------


def test_every_checkpoint_is_confirmed(world: World) -> None:
    item = world.in_qc()
    first = world.task.checkpoints[0].id
    partial = {id: True for id in checks(world) if id != first}
    for given in ({}, partial, checks(world) | {first: False}, checks(world) | {"invented": True}):
        refusal(gate.pass_qc, world.matter, item, "quinn", given, world.tick())
    assert world.rules() == ["checklist"] * 4
    assert world.state(item) is State.QC
    gate.pass_qc(world.matter, item, "quinn", checks(world), world.tick())


def test_the_checklist_is_kept_word_for_word(world: World) -> None:
    item = world.in_review()
    kept = words(world.matter, world.history(item).recorded("review.qc_passed", "checklist"))
    assert kept == "\n".join(f"{c.id}: {c.text}" for c in world.task.checkpoints)


# --- the plan -----------------------------------------------------------------------------------------------


def test_the_plan_is_sealed_and_its_seed_is_nobody_s_choice(world: World) -> None:
    item = submitted(world, Tier.LOW)
    plan = world.qc(item)
    entry = world.history(item).last
    assert plan_from_bytes(unseal(world.matter.sealed, str(entry.details["plan"]))) == plan
    assert plan.seed == entry.details["seed"]
    assert plan.seed == keyed(world.matter, "sample", world.history(item).submission)
    counts = {k: entry.details[k] for k in ("tier", "rows", "required", "sampled")}
    assert counts == {"tier": "low", "rows": 3, "required": 0, "sampled": 3}


def test_the_tier_decides_what_is_required(world: World) -> None:
    item = submitted(world, Tier.MEDIUM)
    plan = world.qc(item)
    assert (plan.required, plan.sampled) == (("r1", "r2"), ("r3",))
    desk = open_desk(world.matter, item)
    assert set(desk.left) == {"r1", "r2", "r3"}


@pytest.mark.parametrize("tier", [Tier.MEDIUM, Tier.LOW])
def test_a_plan_that_was_altered_after_it_was_fixed_stops_approval(world: World, tier: Tier) -> None:
    """Somebody draws another sample into the sealed file: no rows left to decide."""
    item = submitted(world, tier)
    world.qc(item)
    path = world.matter.sealed / world.history(item).plan
    rewrite(path, path.read_bytes().replace(b'"r3"', b""))
    refusal(world.approve, item)
    assert world.rules() == ["sealed_changed"]
    assert world.state(item) is State.VOID


# --- passing and returning ----------------------------------------------------------------------------------


def test_what_changed_before_quality_control_voids_the_item(world: World) -> None:
    item = world.in_qc()
    edit(world.office.policy_file, "valid_days = 30", "valid_days = 60")
    error = refusal(world.qc, item)
    assert "is void" in error.problem
    assert world.state(item) is State.VOID


def test_a_return_says_why_and_only_a_new_revision_goes_on(world: World) -> None:
    item = world.in_qc()
    with pytest.raises(UsageError, match="Say why"):
        gate.return_draft(world.matter, item, "quinn", "wording", " ", world.tick())
    with pytest.raises(UsageError, match="no code"):
        gate.return_draft(world.matter, item, "quinn", "bad", "a reason", world.tick())
    said = "page 2 was not looked at"
    decision = gate.return_draft(world.matter, item, "quinn", "missing_source", said, world.tick())
    assert words(world.matter, decision) == said
    assert world.history(item).returned
    assert world.state(item) is State.DRAFT
    for move in (lambda: world.submit(world.load(item)), lambda: world.qc(item)):
        refusal(move)
    assert world.rules() == ["returned", "illegal_move"]
    again = world.reviewed()
    assert again == Item(KIND, 2)
    world.approve(again)
