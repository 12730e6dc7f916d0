"""The watch: a light loop that glances at each matter and starts a process for one that has something to do.

    glance ─▶ nothing: until the schedule says so      (only the state of files is looked at)
       ├─▶ files still arriving: again as soon as they may have settled
       └─▶ work: a process of its own, at most so many at once, none twice for one matter

Answers: when to glance at which matter, and what to start. Knows nothing that a matter does not know: it may
be killed at any moment and started again. Refuses to start a matter's run over and over where it fails: the
pauses grow. On a signal it ends what it started, in order, and then itself.
"""

from __future__ import annotations

import subprocess
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from pipelines.discovery.schedule import Schedule

POLL_SECONDS = 0.2
LONGEST_SLEEP_SECONDS = 30.0
"""A clock that is set, or a machine that slept, is noticed after so long."""
ENDING_SECONDS = 30.0
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
DONE = (0, 3)
"""Exit codes of a run that did its work; 3 where it set files aside."""


@dataclass(frozen=True, slots=True)
class Glance:
    """Whether a matter has something to do; ``ready_in`` are the seconds after which files that still arrive
    may have settled, 0.0 where there are none."""

    work: bool
    ready_in: float = 0.0


class Runs(Protocol):
    """What the watch starts: a process for a matter."""

    def start(self, matter: str) -> subprocess.Popen[bytes] | None:
        """Start one; ``None`` where that is not possible now."""

    def idle(self) -> None:
        """Nothing is running, and nothing waits: what is only kept for the next run may go."""


@dataclass(slots=True)
class _Matter:
    """What the watch remembers of a matter: nothing that outlives it. ``runs`` and ``failures`` are those
    since it last had nothing to do."""

    due: datetime
    runs: int = 0
    failures: int = 0


@dataclass(slots=True)
class Watching:
    """The loop.

    Args:
        matters: the matters to watch, each by a name of its own, asked at each round of the schedule.
        glance: looks at one of them.
        runs: what starts their runs.
        schedule: when to look at all of them.
        at_once: how many runs at most.
        now: the clock.
        stop: set from outside, by a signal.
    """

    matters: Callable[[], Iterable[str]]
    glance: Callable[[str], Glance]
    runs: Runs
    schedule: Schedule
    at_once: int
    now: Callable[[], datetime]
    stop: threading.Event = field(default_factory=threading.Event)
    _known: dict[str, _Matter] = field(default_factory=dict)
    _waiting: deque[str] = field(default_factory=deque)
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def keep(self) -> None:
        """Watch until `stop` is set."""
        due = before = self.now()
        try:
            while not self.stop.is_set():
                now = self.now()
                # After a clock that was set back everything would be due much later than is meant.
                back, before = now < before, now
                if now >= due or back:
                    due = self.schedule.after(now)
                    self._round(now, back=back)
                self._look(now, due)
                for name, code in (*self._start(), *self._ended()):
                    self._note(name, code)
                if not self._running and not self._waiting:
                    self.runs.idle()
                self.stop.wait(self._pause(due))
        finally:
            self._end()

    def once(self) -> int:
        """One round, and the runs that it takes; returns the worst of their exit codes, 0 where none was due.

        Files that still arrive are waited for by the run itself.
        """
        worst = 0
        try:
            seen = {name: self.glance(name) for name in self.matters()}
            self._waiting.extend(name for name, found in seen.items() if found.work or found.ready_in)
            while (self._waiting or self._running) and not self.stop.is_set():
                codes = [code for _, code in (*self._start(), *self._ended())]
                worst = max(worst, *map(abs, codes), 0)
                self.stop.wait(POLL_SECONDS)
        finally:
            self._end()
        return worst

    def _round(self, now: datetime, *, back: bool) -> None:
        """The schedule's time has come: every matter is due, but for one that waits after a failure; all of
        them where the clock was set ``back``."""
        named = tuple(self.matters())
        for name in named:
            matter = self._known.setdefault(name, _Matter(now))
            if back or not matter.failures:
                matter.due = now
        for name in set(self._known) - set(named):
            del self._known[name]

    def _look(self, now: datetime, due: datetime) -> None:
        """Glance at what is due; files that still arrive are looked at again before the schedule says so."""
        for name, matter in self._known.items():
            if matter.due > now or name in self._running or name in self._waiting:
                continue
            seen = self.glance(name)
            if seen.work:
                self._waiting.append(name)
            else:
                matter.runs = matter.failures = 0
            later = now + timedelta(seconds=seen.ready_in)
            matter.due = min(later, due) if seen.ready_in else due

    def _start(self) -> list[tuple[str, int]]:
        """Start what waits, as far as there is room; those that cannot be started, as if they had failed."""
        failed = []
        while self._waiting and len(self._running) < self.at_once:
            name = self._waiting.popleft()
            process = self.runs.start(name)
            if process is None:
                failed.append((name, 1))
            else:
                self._running[name] = process
        return failed

    def _note(self, name: str, code: int) -> None:
        """A run ended so: when to look at its matter again."""
        matter = self._known.get(name)
        if matter is None:
            return
        matter.runs += 1
        matter.failures = 0 if code in DONE else matter.failures + 1
        # Something may have come while it ran; but what is never done must not run all the time.
        tried = matter.failures or matter.runs - 1
        pause = FIRST_PAUSE * 2 ** min(tried - 1, 16) if tried else timedelta()
        matter.due = self.now() + min(pause, LONGEST_PAUSE)

    def _ended(self) -> Iterator[tuple[str, int]]:
        """The runs that ended since, each with its exit code."""
        for name, process in tuple(self._running.items()):
            code = process.poll()
            if code is not None:
                del self._running[name]
                yield name, code

    def _pause(self, due: datetime) -> float:
        if self._running:
            return POLL_SECONDS
        nearest = min((due, *(matter.due for matter in self._known.values())))
        return min(max((nearest - self.now()).total_seconds(), 0.0), LONGEST_SLEEP_SECONDS)

    def _end(self) -> None:
        """Ask what runs to end, and see to it that it does."""
        for process in self._running.values():
            with suppress(OSError):
                process.terminate()
        for process in self._running.values():
            try:
                process.wait(ENDING_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
