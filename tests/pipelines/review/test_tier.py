"""The tier: raised by whoever works on it, lowered by the supervising attorney, always with a reason."""

from __future__ import annotations

import pytest

from extractors.errors import UsageError
from pipelines.review import gate
from pipelines.review.escalations import words
from pipelines.review.states import State
from pipelines.review.tier import lowers, standing_tier, tier_of
from pipelines.task import Tier
from tests.pipelines.review.world import KIND, World, refusal


def now_set(world: World) -> Tier:
    return tier_of(world.ledger.entries(), KIND, world.task.tier)


def test_the_task_definition_says_first(world: World) -> None:
    world.draft()
    assert world.task.tier is Tier.HIGH
    assert now_set(world) is Tier.HIGH


@pytest.mark.parametrize("actor", ["paula", "quinn", "anna", "otto"])
def test_nobody_but_the_supervising_attorney_lowers_it(world: World, actor: str) -> None:
    item = world.draft().item
    error = refusal(gate.set_tier, world.matter, item, Tier.LOW, actor, "it is only a list", world.tick())
    assert error.remedy == "Ask a supervising attorney."
    assert world.rules() == ["tier_lowered"]
    assert now_set(world) is Tier.HIGH


def test_the_supervising_attorney_lowers_it_with_a_reason_and_anyone_raises_it(world: World) -> None:
    item = world.draft().item
    set_tier = gate.set_tier
    assert set_tier(world.matter, item, Tier.LOW, "sven", "an index for ourselves", world.tick()) is Tier.HIGH
    assert now_set(world) is Tier.LOW
    entry = world.ledger.entries()[-1]
    assert (entry.event, entry.details["tier"], entry.details["from"]) == ("tier.set", "low", "high")
    assert words(world.matter, str(entry.details["decision"])) == "an index for ourselves"
    set_tier(world.matter, item, Tier.MEDIUM, "paula", "it goes to the client", world.tick())
    assert now_set(world) is Tier.MEDIUM


@pytest.mark.parametrize("actor", ["rita", "adam", "alma"])
def test_who_does_not_work_on_it_sets_no_tier(world: World, actor: str) -> None:
    item = world.draft().item
    refusal(gate.set_tier, world.matter, item, Tier.HIGH, actor, "a reason", world.tick())
    assert world.rules() == ["wrong_role"]


def test_a_tier_without_a_reason_is_none(world: World) -> None:
    item = world.draft().item
    with pytest.raises(UsageError, match="Say why"):
        gate.set_tier(world.matter, item, Tier.LOW, "sven", " ", world.tick())


def test_what_stands_is_not_set_again(world: World) -> None:
    item = world.draft().item
    refusal(gate.set_tier, world.matter, item, Tier.HIGH, "anna", "to be sure", world.tick())
    assert world.rules() == ["nothing_changed"]


@pytest.mark.parametrize("state", [s for s in State if s is not State.DRAFT])
def test_it_is_fixed_once_the_item_is_submitted(world: World, state: State) -> None:
    item = world.reach(state)
    refusal(gate.set_tier, world.matter, item, Tier.LOW, "sven", "less to do", world.tick())
    assert world.rules() == ["illegal_move"]


def test_the_submission_keeps_its_tier_whatever_is_set_on_a_later_draft(world: World) -> None:
    item = world.in_review()
    later = world.draft("second").item
    gate.set_tier(world.matter, later, Tier.LOW, "sven", "an index", world.tick())
    templates, entries = world.office.templates, world.ledger.entries()
    assert standing_tier(templates, entries, world.history(item)) is Tier.HIGH
    assert standing_tier(templates, entries, world.history(later)) is Tier.LOW


def test_it_holds_for_later_revisions(world: World) -> None:
    item = world.draft().item
    gate.set_tier(world.matter, item, Tier.MEDIUM, "sven", "an index", world.tick())
    submission = world.submit(world.draft("second"), content="second")
    assert submission.tier is Tier.MEDIUM


def test_a_tier_set_under_another_task_definition_does_not_count(world: World) -> None:
    """The firm makes the deliverable a weightier one: what was lowered before must be lowered again."""
    item = world.draft().item
    gate.set_tier(world.matter, item, Tier.LOW, "sven", "an index", world.tick())
    entries = world.ledger.entries()
    assert tier_of(entries, KIND, Tier.HIGH) is Tier.LOW
    assert tier_of(entries, KIND, Tier.MEDIUM) is Tier.MEDIUM
    assert tier_of(entries, "liability", Tier.HIGH) is Tier.HIGH


def test_which_way_is_down() -> None:
    assert [lowers(Tier.HIGH, t) for t in (Tier.LOW, Tier.MEDIUM, Tier.HIGH)] == [True, True, False]
    assert [lowers(Tier.LOW, t) for t in (Tier.LOW, Tier.MEDIUM, Tier.HIGH)] == [False, False, False]
