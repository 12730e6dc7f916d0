"""The watch's loop: what it starts, when, and how it ends; with a clock that stands still unless it waits."""

from __future__ import annotations

import subprocess
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from pipelines.discovery.schedule import Every
from pipelines.discovery.watching import FIRST_PAUSE, LONGEST_PAUSE, Glance, Watching

BEGIN = datetime(2026, 3, 2, 12, tzinfo=UTC)
QUARTER = Every(timedelta(minutes=15))
BUSY, NOTHING = Glance(True), Glance(False)


@dataclass
class Process:
    """A run that takes so long; what a signal does to it."""

    world: World
    ends: datetime
    code: int
    deaf: bool = False
    ended_by: str = ""

    def poll(self) -> int | None:
        return self.code if self.world.time >= self.ends else None

    def terminate(self) -> None:
        self.ended_by = "terminate"

    def kill(self) -> None:
        self.ended_by = "kill"

    def wait(self, timeout: float | None = None) -> int:
        if self.deaf and self.ended_by != "kill":
            raise subprocess.TimeoutExpired("run", timeout or 0.0)
        return self.code


@dataclass
class World(threading.Event):
    """Time, the matters, and what the watch did. It is the watch's event: waiting for it lets time pass."""

    until: datetime
    work: dict[str, list[Glance]]
    takes: timedelta = timedelta(seconds=3)
    codes: dict[str, int] = field(default_factory=dict)
    deaf: bool = False
    startable: bool = True
    time: datetime = BEGIN
    started: list[tuple[int, str]] = field(default_factory=list)
    glances: list[tuple[int, str]] = field(default_factory=list)
    processes: list[Process] = field(default_factory=list)
    most: int = 0
    idles: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def seconds(self) -> int:
        return int((self.time - BEGIN).total_seconds())

    def is_set(self) -> bool:
        return self.time >= self.until

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.time += timedelta(seconds=max(timeout, 0.01))
        return self.is_set()

    def glance(self, name: str) -> Glance:
        self.glances.append((self.seconds(), name))
        left = self.work[name]
        return left.pop(0) if len(left) > 1 else left[0]

    def start(self, name: str) -> Process | None:
        self.started.append((self.seconds(), name))
        if not self.startable:
            return None
        process = Process(self, self.time + self.takes, self.codes.get(name, 0), self.deaf)
        self.processes.append(process)
        self.most = max(self.most, sum(p.poll() is None for p in self.processes))
        return process

    def idle(self) -> None:
        self.idles += 1

    def watching(self, at_once: int = 1) -> Watching:
        runs: object = self
        return Watching(
            lambda: tuple(self.work),
            self.glance,
            runs,  # type: ignore[arg-type]
            QUARTER,
            at_once,
            lambda: self.time,
            self,
        )


def minutes(count: float) -> datetime:
    return BEGIN + timedelta(minutes=count)


def test_a_matter_with_nothing_new_is_only_looked_at_when_the_schedule_says_so() -> None:
    world = World(minutes(60), {"a": [NOTHING]})
    world.watching().keep()
    assert world.started == []
    assert [at // 60 for at, _ in world.glances] == [0, 15, 30, 45]
    assert world.idles


def test_a_run_is_started_and_the_matter_looked_at_again_when_it_ends() -> None:
    world = World(minutes(14), {"a": [BUSY, NOTHING]})
    world.watching().keep()
    assert world.started == [(0, "a")]
    assert [at for at, _ in world.glances] == [0, 3]


def test_files_that_still_arrive_are_looked_at_before_the_schedule_says_so() -> None:
    world = World(minutes(14), {"a": [Glance(False, 10.0), Glance(False, 10.0), BUSY, NOTHING]})
    world.watching().keep()
    assert [at for at, _ in world.glances] == [0, 10, 20, 23]
    assert world.started == [(20, "a")]


def test_many_matters_at_once_and_none_twice() -> None:
    names = [f"m{n}" for n in range(5)]
    world = World(minutes(5), {name: [BUSY, NOTHING] for name in names})
    world.watching(at_once=2).keep()
    assert [name for _, name in world.started] == names
    assert world.most == 2


def test_what_fails_is_tried_again_after_pauses_that_grow_and_others_go_on() -> None:
    world = World(minutes(240), {"bad": [BUSY], "good": [BUSY, NOTHING]}, codes={"bad": 1})
    world.watching().keep()
    at = [seconds for seconds, name in world.started if name == "bad"]
    pauses = [after - before for before, after in pairwise(at)]
    runs = 3 * world.takes.total_seconds()
    assert pauses[0] <= FIRST_PAUSE.total_seconds() + runs
    assert pauses[-1] >= 0.9 * LONGEST_PAUSE.total_seconds()
    assert max(pauses) <= LONGEST_PAUSE.total_seconds() + runs
    assert len(at) < 15
    assert [name for _, name in world.started].count("good") == 1


def test_what_is_done_but_never_done_with_does_not_run_all_the_time() -> None:
    world = World(minutes(14), {"a": [BUSY]}, codes={"a": 3})
    world.watching().keep()
    assert len(world.started) < 10


def test_a_run_that_cannot_be_started_counts_as_failed() -> None:
    world = World(minutes(14), {"a": [BUSY]}, startable=False)
    world.watching().keep()
    assert 1 < len(world.started) < 12


@pytest.mark.parametrize(("deaf", "by"), [(False, "terminate"), (True, "kill")])
def test_at_the_end_every_run_is_ended(deaf: bool, by: str) -> None:
    world = World(minutes(1), {"a": [BUSY], "b": [BUSY]}, takes=timedelta(hours=1), deaf=deaf)
    world.watching(at_once=2).keep()
    assert [process.ended_by for process in world.processes] == [by, by]


def test_once_runs_what_has_work_and_says_the_worst_end() -> None:
    work = {"a": [BUSY], "b": [NOTHING], "c": [Glance(False, 5.0)], "d": [BUSY]}
    world = World(minutes(60), work, codes={"a": 3, "c": 0, "d": -9})
    assert world.watching(at_once=2).once() == 9
    assert [name for _, name in world.started] == ["a", "c", "d"]
    calm = World(minutes(60), {"b": [NOTHING]})
    assert calm.watching().once() == 0
    assert calm.started == []


def test_a_clock_that_is_set_back_holds_nothing_up() -> None:
    """Else a watch whose machine ran a day ahead would look again a day later."""
    world = World(minutes(20), {"one": [NOTHING], "two": [BUSY]}, codes={"two": 1})
    set_back: list[int] = []

    def now() -> datetime:
        if not set_back and world.time > minutes(10):
            set_back.append(world.seconds())
            world.time -= timedelta(days=1)
        return world.time

    world.until = minutes(40) - timedelta(days=1)
    watching = world.watching()
    watching.now = now
    world.is_set = lambda: bool(set_back) and world.time >= world.until  # type: ignore[method-assign]
    watching.keep()
    day = int(timedelta(days=1).total_seconds())
    for name in ("one", "two"):
        later = [at + day for at, looked in world.glances if looked == name and at < 0]
        assert later, name
        assert later[0] <= set_back[0] + 31, name


def test_a_matter_that_is_no_longer_there_is_forgotten() -> None:
    world = World(minutes(40), {"a": [NOTHING], "b": [NOTHING]})
    watching = world.watching()
    glance = watching.glance

    def gone_after_a_while(name: str) -> Glance:
        found = glance(name)
        if name == "b" and world.time >= minutes(15):
            del world.work["b"]
        return found

    watching.glance = gone_after_a_while
    watching.keep()
    assert [name for at, name in world.glances if at >= 30 * 60] == ["a"]
