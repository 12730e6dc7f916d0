"""Whoever has a revision before them is told of a later draft, which takes nothing from it."""

from __future__ import annotations

import pytest

from pipelines.delta.newer import Newer, newer_draft
from pipelines.review.history import Item
from pipelines.review.standing import status
from tests.pipelines.review.desk_world import DeskWorld
from tests.pipelines.review.world import rewrite


def asked(world: DeskWorld, revision: int) -> Newer | None:
    histories = status(world.matter)
    history = next(h for h in histories if h.item == Item("treatment", revision))
    return newer_draft(world.matter, histories, history)


def test_it_counts_sources_not_names(world: DeskWorld) -> None:
    assert asked(world, 1) == Newer(2, draft=True, more=1, fewer=1)  # a renamed file is the same source


def test_the_latest_has_none_later(world: DeskWorld) -> None:
    assert asked(world, 2) is None


@pytest.mark.parametrize(
    ("more", "fewer", "words"),
    [
        (3, 0, "Draft 5 holds 3 files more."),
        (1, 0, "Draft 5 holds 1 file more."),
        (3, 1, "Draft 5 holds 3 files more and lacks 1."),
        (0, 2, "Draft 5 lacks 2 files."),
        (0, 0, "Draft 5 has been drafted since."),
    ],
)
def test_it_is_said_in_a_sentence(more: int, fewer: int, words: str) -> None:
    assert Newer(5, True, more, fewer).words == words


def test_a_draft_without_a_manifest_is_told_without_counts(world: DeskWorld) -> None:
    rewrite(world.matter.drafts / "treatment" / "2" / "manifest.json", b"{}")
    assert asked(world, 1) == Newer(2, True, 0, 0)


def test_what_is_in_review_can_still_be_approved(world: DeskWorld) -> None:
    """A run at night drafted; the attorney signs in the morning what they reviewed."""
    world.approve(Item("treatment", 1))
    newer = asked(world, 1)
    assert newer is not None
    assert newer.words == "Draft 2 holds 1 file more and lacks 1."
