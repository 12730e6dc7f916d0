"""What the pages are given to print: only a person's own matters, with the clocks and the reasons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pipelines.confidentiality.access import withdraw
from pipelines.matter_file import LOCKED_FILE
from pipelines.review.escalations import UNPROMPTED, escalate
from pipelines.review.history import Item
from pipelines.review.roster import Person
from pipelines.web import views
from tests.pipelines.review.world import World, edit

ANNA, SVEN = "anna", "sven"


def person(world: World, id: str) -> Person:
    return next(p for p in world.office.roster().people if p.id == id)


def queue(world: World, id: str = ANNA, **later: float) -> dict[str, Any]:
    return told_of(views.queue, world, id, **later)


def told_of(view: Any, world: World, id: str, **later: float) -> dict[str, Any]:
    return dict(view(world.office, person(world, id), world.now + timedelta(**later)))


def of_item(world: World, view: Any, item: Item, id: str = ANNA) -> dict[str, Any]:
    who = person(world, id)
    return dict(view(world.matter, item, who, who.roles, world.now))


def test_the_queue_tells_age_against_turnaround_and_who_is_next(world: World) -> None:
    world.in_review()
    (line,) = queue(world)["items"]
    assert (line["caption"], line["title"]) == ("Moss v. Hale", "Treatment chronology")
    assert (line["age"], line["turnaround"], line["late"]) == (0, world.task.turnaround, False)
    assert line["waits_for"] == "an attorney"
    (late,) = queue(world, days=30)["items"]
    assert late["late"]
    assert late["age"] > late["turnaround"]


def test_a_draft_that_nobody_submitted_runs_no_clock(world: World) -> None:
    world.draft()
    (line,) = queue(world, days=30)["items"]
    assert (line["due"], line["turnaround"], line["late"]) == ("", 0, False)


def test_the_queue_shows_no_matter_that_the_person_may_not_enter(world: World) -> None:
    world.in_review()
    withdraw(world.matter, ANNA, "adam", world.tick())
    assert queue(world)["items"] == []
    assert queue(world)["ended"] == []
    assert len(queue(world, SVEN)["items"]) == 1


def test_a_matter_that_cannot_be_read_is_named_and_hides_no_other(world: World) -> None:
    world.in_review()
    edit(world.matter.ledger, "anna", "onna")
    told = queue(world)
    assert told["items"] == []
    assert [slug for slug, _ in told["faults"]] == [world.matter.slug]


def test_a_matter_without_readable_grants_is_named_to_whoever_oversees_alone(world: World) -> None:
    world.in_review()
    (world.matter.folder / "access.toml").write_text("schema =", encoding="utf-8")
    for id, named in ((ANNA, []), (SVEN, [world.matter.slug]), ("adam", [world.matter.slug])):
        told = queue(world, id)
        assert (told["items"], [slug for slug, _ in told["faults"]]) == ([], named)


def test_a_release_leaves_the_queue_and_is_listed_with_who_released_it(world: World) -> None:
    item = world.released().approval.item
    told = queue(world)
    assert told["items"] == []
    (line,) = told["ended"]
    assert (line["by"], line["state"]) == ("Rita Osei", "released")
    assert "Rita Osei" in of_item(world, views.review, item)["told"]["released"]
    assert str(world.root) not in of_item(world, views.review, item)["told"]["released"]


def test_a_review_names_the_files_and_the_words_to_be_signed(world: World) -> None:
    item = world.in_review()
    frame = of_item(world, views.review, item)
    assert [name for name, _ in frame["files"]] == ["chronology.json", "chronology.txt", "parts/one.txt"]
    assert "adopt it as my work product" in frame["statement"]
    assert frame["licence"] == "GA 204417"
    assert frame["told"]["latest"] == 1
    assert not frame["has_contact"]


def test_an_earlier_revision_points_to_the_latest(world: World) -> None:
    item = world.in_review()
    world.draft("second")
    told = of_item(world, views.review, item)["told"]
    assert (told["latest"], told["latest_url"]) == (2, f"/m/{world.matter.slug}/treatment/2")


def test_a_draft_that_cites_every_page_has_none_to_look_through(world: World) -> None:
    item = world.in_review()
    told = of_item(world, views.pages, item)
    assert (told["total"], told["groups"]) == (0, [])  # both pages are cited
    assert told["cited"] == 2


def test_the_written_task_is_the_approved_one(world: World) -> None:
    item = world.in_review()
    assert of_item(world, views.task, item)["task"] == world.task


def test_the_contact_sheet_colours_by_what_the_checks_said(world: World) -> None:
    told = of_item(world, views.contact, world.in_review())
    ((section, cards),) = told["sections"]
    assert section == "rows"
    assert [card["colour"] for card in cards] == ["green", "amber", "green"]
    assert [len(card["thumbs"]) for card in cards] == [2, 2, 2]


def test_held_and_failed_exhibits_are_red() -> None:
    assert views._colour(("held: encrypted",)) == "red"
    assert views._colour(("Page count: fail",)) == "red"
    assert views._colour(("Fonts: not checked",)) == "amber"
    assert views._colour(()) == "green"


def test_the_report_names_what_is_late_and_asked(world: World) -> None:
    item = world.in_review()
    escalate(world.matter, item, "Is page 3 ours?", UNPROMPTED, ANNA, world.tick())
    told = told_of(views.report, world, SVEN, days=30)
    needs = {need["word"]: need for need in told["needs"]}
    assert needs["Late"]["base"] == f"/m/{world.matter.slug}/treatment/1"
    assert needs["Late"]["where"] == "Moss v. Hale"
    assert needs["Unanswered"]["colour"] == "red"
    assert (1, "in review", "") in told["tiles"]
    assert (1, "late", "red") in told["tiles"]


def test_the_report_says_nothing_of_a_matter_that_the_person_may_not_enter(world: World) -> None:
    world.in_review()
    withdraw(world.matter, SVEN, "adam", world.tick())
    told = told_of(views.report, world, SVEN, days=30)
    assert told["needs"] == []
    assert "Moss" not in str(told)


def test_a_locked_matter_is_counted_and_not_named(world: World) -> None:
    folder = world.office.matters_folder / "kerr-2019"
    folder.mkdir()
    (folder / LOCKED_FILE).write_bytes(b"sealed")
    for view in (views.queue, views.report):
        told = told_of(view, world, SVEN)
        assert told["locked"] == 1
        assert "kerr" not in str(told)


def test_figures_count_the_decided_rows(world: World) -> None:
    world.released()
    told = told_of(views.metrics, world, ANNA)
    by_name = {figure["name"]: figure for figure in told["whole"]}
    assert by_name["Row accuracy"]["of"] == "3 of 3"
    assert by_name["Row accuracy"]["value"] == "100.0 %"
    assert [kind["title"] for kind in told["by_kind"]] == ["Treatment chronology"]


def test_only_a_supervising_attorney_sees_who_decided_how(world: World) -> None:
    world.released()
    assert told_of(views.metrics, world, ANNA)["reviewers"] == []
    (line,) = told_of(views.metrics, world, SVEN)["reviewers"]
    assert line["name"] == "Anna Thorvald"


def test_figures_leave_out_a_matter_that_does_not_verify_and_name_it(world: World) -> None:
    world.released()
    edit(world.matter.ledger, "anna", "onna")
    told = told_of(views.metrics, world, SVEN)
    assert told["matters"] == 0
    assert [slug for slug, _ in told["faults"]] == [world.matter.slug]
    broken = told_of(views.report, world, SVEN)["needs"][0]
    assert (broken["word"], broken["colour"]) == ("Ledger broken", "red")
