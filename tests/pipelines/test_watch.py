"""How long a file may take: by the processor it uses, not by what else the machine does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.limits import LIMITS
from pipelines.watch import Watch

QUICK = replace(
    LIMITS, opening_seconds=100, stall_seconds=10, page_seconds=5, longest_seconds=1000, patience=4
)


class Clock:
    """A wall clock and a processor that are moved by hand."""

    def __init__(self) -> None:
        self.wall = 1000.0
        self.processor: float | None = 50.0

    def tick(self, wall: float, processor: float) -> None:
        self.wall += wall
        if self.processor is not None:
            self.processor += processor


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("pipelines.watch.time.monotonic", lambda: clock.wall)
    return clock


@pytest.fixture
def watch(clock: Clock) -> Watch:
    watch = Watch(QUICK)
    watch.begin(lambda: clock.processor)
    return watch


def late(watch: Watch, clock: Clock) -> bool:
    return watch.deadline() <= clock.wall


def test_opening_has_its_own_time(watch: Watch, clock: Clock) -> None:
    clock.tick(99, 99)
    assert not late(watch, clock)
    clock.tick(1, 1)
    assert late(watch, clock)
    assert watch.page_at_fault(late=True) is None


def test_a_stalled_page_is_told_apart(watch: Watch, clock: Clock) -> None:
    watch.heard((3, 200))
    clock.tick(10, 10)
    assert late(watch, clock)
    assert watch.stalled_at == (4, 200)
    assert watch.page_at_fault(late=True) == 4


def test_a_busy_machine_is_waited_for(watch: Watch, clock: Clock) -> None:
    watch.heard((3, 200))
    clock.tick(30, 6)
    assert not late(watch, clock)
    clock.tick(5, 5)
    assert late(watch, clock)


def test_but_not_for_ever(watch: Watch, clock: Clock) -> None:
    watch.heard((3, 200))
    clock.tick(39, 0)
    assert not late(watch, clock)
    clock.tick(1, 0)
    assert late(watch, clock)


def test_where_nobody_knows_the_processor_the_wall_decides(watch: Watch, clock: Clock) -> None:
    clock.processor = None
    watch.heard((3, 200))
    clock.tick(10, 0)
    assert late(watch, clock)


def test_each_page_gives_new_time_and_the_same_again_does_not(watch: Watch, clock: Clock) -> None:
    for page in range(1, 100):
        watch.heard((page, 200))
        clock.tick(9, 9)
        assert not late(watch, clock)
    watch.heard((99, 200))
    clock.tick(1, 1)
    assert late(watch, clock)


def test_the_whole_file_has_an_end(watch: Watch, clock: Clock) -> None:
    """100 seconds and 5 for each of 200 pages, but no more than 1000."""
    for page in range(1, 112):
        watch.heard((page, 200))
        clock.tick(9, 9)
    assert not late(watch, clock)
    watch.heard((112, 200))
    clock.tick(9, 9)
    assert late(watch, clock)
    assert watch.stalled_at is None
    assert watch.page_at_fault(late=True) is None


def test_a_crash_is_blamed_on_the_page_being_read(watch: Watch) -> None:
    assert watch.page_at_fault(late=False) == 1
    watch.heard((3, 4))
    assert watch.page_at_fault(late=False) == 4
    watch.heard((4, 4))
    assert watch.page_at_fault(late=False) is None
