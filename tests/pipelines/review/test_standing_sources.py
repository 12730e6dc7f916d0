"""What was called back after a review is neither approved nor released before somebody was asked."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.errors import GateRefusal
from pipelines.confidentiality.access import grant
from pipelines.discovery.attention import attend
from pipelines.discovery.block_lists import FOLDER, withhold
from pipelines.discovery.withdrawn import restore, withdraw
from pipelines.matter import Matter
from pipelines.office import add_person
from pipelines.review.escalations import answer, escalations
from pipelines.review.history import Item, replay
from pipelines.review.release import release
from pipelines.review.roster import Person, Role
from pipelines.review.states import State
from pipelines.store import Store
from pipelines.task import Tier
from tests.pipelines.review.desk_world import READERS, DeskWorld, papers

ITEM = Item("treatment", 1)
LISTED = papers()[1].source.sha256
Move = Callable[[DeskWorld], None]


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> DeskWorld:
    """A review in which everything is decided, and nothing signed."""
    world = DeskWorld(tmp_path_factory.mktemp("sources"))
    world.to_review(world.draft(papers()), Tier.LOW)
    world.accept_left(ITEM)
    add_person(world.office, Person("rita", "Rita Solheim", (Role.RELEASER,)), "adam", world.tick())
    grant(world.matter, ["rita"], "adam", world.tick())
    return world


@pytest.fixture
def world(decided: DeskWorld, tmp_path: Path) -> DeskWorld:
    return decided.copy(tmp_path / "copy")


def approve(world: DeskWorld) -> None:
    world.approve(ITEM)


def give_out(world: DeskWorld) -> None:
    release(world.matter, ITEM, "rita", world.tick())


def state(world: DeskWorld) -> State:
    return replay(world.entries())[ITEM].state


def lay(matter: Matter, sha256: str) -> Path:
    folder = matter.folder / FOLDER
    folder.mkdir(exist_ok=True)
    path = folder / "clawback.csv"
    path.write_text(f"SHA256\n{sha256}\n", encoding="ascii")
    return path


def run(world: DeskWorld) -> int:
    """The stations of a run that hold the lists against the matter, and ask."""
    with Store.open(world.matter) as store:
        withhold(world.matter, store, "paula", world.tick())
        return attend(world.matter, store, READERS, "paula", world.tick())


@pytest.fixture(params=[approve, give_out])
def move(request: pytest.FixtureRequest, world: DeskWorld) -> Move:
    """Approving, or releasing what is approved."""
    if request.param is give_out:
        approve(world)
    made: Move = request.param
    return made


def test_with_a_list_that_no_run_has_seen_nothing_goes_on(world: DeskWorld, move: Move) -> None:
    lay(world.matter, LISTED)
    before = state(world)
    with pytest.raises(GateRefusal, match="A list in block-lists came, changed or went since the last run"):
        move(world)
    assert (world.refused()[-1], state(world)) == ("lists_changed", before)
    assert not (world.matter.released / "treatment").exists()


def test_a_list_that_names_another_paper_stops_it_until_the_next_run_only(
    world: DeskWorld, move: Move
) -> None:
    lay(world.matter, "e" * 64)
    with pytest.raises(GateRefusal):
        move(world)
    assert run(world) == 0
    move(world)


def test_a_list_that_was_changed_since_is_held_against_it_again(world: DeskWorld, move: Move) -> None:
    lay(world.matter, "e" * 64)
    run(world)
    lay(world.matter, LISTED)
    with pytest.raises(GateRefusal, match="since the last run"):
        move(world)


@pytest.mark.parametrize("stands", ["folder", "link"])
def test_what_is_no_list_stops_it_too(world: DeskWorld, move: Move, stands: str) -> None:
    """A list that nobody can hold against the matter must not pass for none."""
    run(world)
    if stands == "folder":
        (world.matter.folder / FOLDER / "2026").mkdir(parents=True)
    else:
        os.symlink("/nowhere/at/all", world.matter.folder / FOLDER)
    with pytest.raises(GateRefusal):
        move(world)
    assert world.refused()[-1] == "lists_changed"


def test_listed_by_a_run_that_died_before_it_asked(world: DeskWorld, move: Move) -> None:
    lay(world.matter, LISTED)
    with Store.open(world.matter) as store:
        withhold(world.matter, store, "paula", world.tick())
    with pytest.raises(GateRefusal, match="was made from files that were withdrawn or replaced since"):
        move(world)
    assert world.refused()[-1] == "called_back"


def test_withdrawn_by_a_person_and_let_in_again(world: DeskWorld, move: Move) -> None:
    with Store.open(world.matter) as store:
        withdraw(world.matter, store, LISTED, "paula", "Called back by letter.", world.tick())
        with pytest.raises(GateRefusal):
            move(world)
        restore(world.matter, store, LISTED, "paula", "The letter named another page.", world.tick())
    move(world)


def test_after_an_attorney_s_answer_it_goes_on(world: DeskWorld, move: Move) -> None:
    lay(world.matter, LISTED)
    assert run(world) == 1
    assert state(world) is State.ESCALATED
    (question,) = (e for e in escalations(world.entries(), "treatment") if e.about)
    answer(world.matter, ITEM, question.id, "Not cited; it may go on.", "sven", world.tick())
    move(world)
