"""Nobody waits for a draft that a later draft followed; whatever somebody has before them stays listed."""

from __future__ import annotations

from pipelines.review.history import Item
from pipelines.review.queue import waiting
from pipelines.review.states import State
from tests.pipelines.review.world import KIND, World


def listed(world: World) -> list[tuple[int, State]]:
    found = waiting(world.office, (world.matter,))
    return sorted((each.history.item.revision, each.history.state) for each in found)


def test_of_drafts_that_follow_each_other_the_latest_waits(world: World) -> None:
    for content in ("first", "second", "third"):
        world.draft(content)
    assert listed(world) == [(3, State.DRAFT)]


def test_what_is_in_review_waits_beside_the_newer_draft(world: World) -> None:
    world.in_review("first")
    for content in ("second", "third"):
        world.draft(content)
    assert listed(world) == [(1, State.IN_REVIEW), (3, State.DRAFT)]


def test_what_was_approved_can_be_released_though_a_newer_draft_stands(world: World) -> None:
    item = world.approved("first")
    world.draft("second")
    assert listed(world) == [(1, State.APPROVED), (2, State.DRAFT)]
    world.release(item)
    assert listed(world) == [(2, State.DRAFT)]
    assert world.state(Item(KIND, 1)) is State.RELEASED
