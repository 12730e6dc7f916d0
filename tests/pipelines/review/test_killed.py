"""Kill -9 at every step: no half release, no lost decision, and asking again finishes what was cut short."""

from __future__ import annotations

import functools
import mmap
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.review.decisions import Verdict, decide, show_row
from pipelines.review.desk import open_desk
from pipelines.review.history import Item
from pipelines.review.states import State
from pipelines.review.verify import verify
from tests.pipelines.killed import dies_at
from tests.pipelines.review.world import KIND, World

ITEM = Item(KIND, 1)


def whole(world: World, item: Item) -> bool:
    """Whether the item's release is there; if so it is whole, and nothing else is."""
    folder = world.matter.released / KIND / str(item.revision)
    assert not folder.exists() or verify(folder, world.office.roster_file).verified
    return folder.exists()


def decided(world: World) -> dict[str, str]:
    desk = open_desk(world.matter, ITEM)
    return {row: desk.decisions[row].verdict.value for row in desk.order if row in desk.decisions}


def kill_everywhere(
    world: World, tmp_path: Path, act: Callable[[World], object], after: Callable[[World], None], stride: int
) -> int:
    """Kill ``act`` at its first step, then ``stride`` further on and so on; ``after`` looks at what is left
    and finishes. How many steps it takes."""
    n = 1
    while True:
        twin = world.copy(tmp_path / f"killed-{n}")
        killed = dies_at(n, functools.partial(act, twin))
        twin.tick(hours=1)
        after(twin)
        assert twin.ledger.verify().faults == ()
        shutil.rmtree(twin.root)
        if not killed:
            return n
        n += stride


STRIDES = [pytest.param(1, marks=pytest.mark.long, id="every step"), pytest.param(7, id="every seventh")]


@pytest.mark.parametrize("stride", STRIDES)
def test_decide(world: World, tmp_path: Path, stride: int) -> None:
    """What was acknowledged stays, what was cut short is there or is not, and the rest can be decided."""
    world.in_review()
    rows = open_desk(world.matter, ITEM).order
    acknowledged = mmap.mmap(-1, 1)  # shared with the process that is killed

    def act(twin: World) -> None:
        for number, row in enumerate(rows, 1):
            show_row(twin.matter, ITEM, row, "anna", twin.tick())
            decide(twin.matter, ITEM, row, Verdict.ACCEPT, "anna", twin.tick(), seconds=number)
            acknowledged[0] = number

    def again(twin: World) -> None:
        count = acknowledged[0]
        assert list(decided(twin)) in (list(rows[:count]), list(rows[: count + 1]))
        acknowledged[0] = 0
        twin.decide_all(ITEM)
        twin.approve(ITEM)

    assert kill_everywhere(world, tmp_path, act, again, stride) > 20


@pytest.mark.parametrize("stride", STRIDES)
def test_approve(world: World, tmp_path: Path, stride: int) -> None:
    world.reviewed()
    before = decided(world)
    reached: set[State] = set()

    def again(twin: World) -> None:
        state = twin.state(ITEM)
        reached.add(state)
        assert decided(twin) == before
        if state is State.IN_REVIEW:
            twin.approve(ITEM)
        twin.release(ITEM)
        assert whole(twin, ITEM)

    steps = kill_everywhere(world, tmp_path, lambda twin: twin.approve(ITEM), again, stride)
    assert reached == {State.IN_REVIEW, State.APPROVED}
    assert steps > 20


@pytest.mark.parametrize("stride", STRIDES)
def test_release(world: World, tmp_path: Path, stride: int) -> None:
    """Of a second revision, so that it also supersedes the first."""
    first = world.released().approval.item
    second = world.approved("second")
    reached: set[tuple[State, State, bool]] = set()

    def again(twin: World) -> None:
        there = whole(twin, second)
        reached.add((twin.state(first), twin.state(second), there))
        if not there:
            twin.release(second)
        assert whole(twin, second)
        assert whole(twin, first)
        assert (twin.state(first), twin.state(second)) == (State.SUPERSEDED, State.RELEASED)
        assert not list(twin.matter.folder.glob(".releasing*"))

    steps = kill_everywhere(world, tmp_path, lambda twin: twin.release(second), again, stride)
    assert {(state, there) for _, state, there in reached} == {
        *((State.APPROVED, False), (State.RELEASED, False), (State.RELEASED, True))
    }
    if stride == 1:
        assert (State.RELEASED, State.RELEASED, False) in reached
    assert steps > 40
