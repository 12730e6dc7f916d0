"""What changed, on the review page: the line that leads to it, the page, the word of a newer draft."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.confidentiality.access import withdraw
from pipelines.delta.lines import Group
from pipelines.review.history import Item
from pipelines.web import views
from pipelines.web.delta_view import changes
from tests.pipelines.review.world import KIND, World, rewrite
from tests.pipelines.web.visitor import Review

ANNA = "anna"


def told(world: World, view: Any, revision: int) -> dict[str, Any]:
    who = next(p for p in world.office.roster().people if p.id == ANNA)
    return dict(view(world.matter, Item(KIND, revision), who, who.roles, world.now))


def queue(world: World) -> list[dict[str, Any]]:
    who = next(p for p in world.office.roster().people if p.id == ANNA)
    found: Any = views.queue(world.office, who, world.now)["items"]
    return list(found)


def test_the_page_lists_what_changed(world: World) -> None:
    world.reviewed("first")
    world.draft("second")
    page = told(world, changes, 2)
    (group,) = page["groups"]
    assert isinstance(group, Group)
    assert group.title == "Rows changed"
    assert group.lines[0].told[0] == ("Complaint", "“first” is now “second”")
    assert page["against"] == "Revision 2 against revision 1 (in review)."
    assert page["before"] == f"/m/{world.matter.slug}/{KIND}/1"


def test_in_review_it_says_how_many_rows_keep_their_decision(world: World) -> None:
    world.reviewed("first")
    world.in_review("second")
    page = told(world, changes, 2)
    assert (page["carried"], page["rows"]) == (2, 3)


def test_a_review_begins_with_what_changed_since(world: World) -> None:
    world.reviewed("first")
    world.draft("second")
    later, earlier = told(world, views.review, 2), told(world, views.review, 1)
    assert (later["since"], later["changed"]) == (1, "1 row changed")
    assert later["delta"] == f"/m/{world.matter.slug}/{KIND}/2/delta"
    assert later["newer"] == ""
    assert (earlier["changed"], earlier["delta"]) == ("", "")  # the first revision changes nothing
    assert earlier["newer"] == "Draft 2 has been drafted since."
    assert earlier["newer_url"] == f"/m/{world.matter.slug}/{KIND}/2"


def test_the_queue_leads_to_the_delta_and_tells_of_the_newer_draft(world: World) -> None:
    world.reviewed("first")
    world.sources = {**world.sources, "three.txt": world.add_source(b"03/01/2024 Elm Clinic")}
    world.draft("second")
    lines = {line["revision"]: line for line in queue(world)}
    assert lines[1]["newer"] == "Draft 2 holds 1 file more."
    assert (lines[2]["delta"], lines[2]["since"]) == (f"/m/{world.matter.slug}/{KIND}/2/delta", 1)
    assert lines[1]["delta"] == ""


def test_rows_that_cannot_be_compared_cost_the_line_and_not_the_review(world: World) -> None:
    item = world.reviewed("first")
    world.draft("second")
    rewrite(world.matter.sealed / world.load(item).rows_sha256, b"{}")
    page = told(world, views.review, 2)
    assert (page["changed"], page["delta"]) == ("", "")


@pytest.mark.parametrize("person", ["quinn", "anna", "rita", "alma"])
def test_it_is_written_for_whoever_may_see_the_rows(review: Review, world: World, person: str) -> None:
    world.reviewed("first")
    world.draft("second")
    answer = review.signed_in(person).get(f"/m/{world.matter.slug}/{KIND}/2/delta", html=True)
    assert answer.status_code == 200
    assert "“first” is now “second”" in answer.text
    assert " style=" not in answer.text
    assert "<script>" not in answer.text


def test_nobody_else_sees_it(review: Review, world: World) -> None:
    world.reviewed("first")
    world.draft("second")
    page = f"/m/{world.matter.slug}/{KIND}/2/delta"
    assert review.visitor().get(page, html=True).status_code == 401
    assert review.signed_in("adam").get(page, html=True).status_code == 403
    withdraw(world.matter, ANNA, "adam", world.tick())
    assert review.signed_in(ANNA).get(page, html=True).status_code == 403
