"""How far the reading is: a bar at a terminal, plain lines elsewhere, on standard error; never record text.

Time left is reckoned by bytes: the pages of a file are known only once it is opened, but its size from the
start, and scans, which take longest, are also the largest.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from extractors.pages import Source
from pipelines.commands.words import note
from pipelines.progress import Progress

PLAIN_EVERY = 5.0
"""Seconds between plain lines."""


@dataclass(slots=True)
class Tally:
    """What has been read of what. ``share`` is of bytes, 0-1."""

    sizes: dict[str, int] = field(default_factory=dict)
    parts: dict[str, float] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    started: float = 0.0

    @property
    def share(self) -> float:
        total = sum(self.sizes.values())
        return sum(self.sizes[n] * self.parts.get(n, 0.0) for n in self.sizes) / total if total else 1.0

    def line(self, now: float) -> str:
        """Pages done, pages a second, time left."""
        elapsed, pages = now - self.started, sum(self.pages.values())
        done = sum(part >= 1.0 for part in self.parts.values())
        text = f"{pages} pages read, {done} of {len(self.sizes)} files"
        if elapsed > 2 and pages:
            text += f", {pages / elapsed:.1f} pages/s"
        if elapsed > 5 and 0.02 < self.share < 1:
            text += f", about {_duration(elapsed / self.share - elapsed)} left"
        return text


class Plain:
    """A line when a station begins, and every few seconds while reading."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tally = Tally()
        self._said = 0.0
        self._last = ""

    def stage(self, name: str) -> None:
        note(f"{name} ...")

    def reading(self, sources: Sequence[Source], cached: int) -> None:
        now = time.monotonic()
        self._tally, self._said = Tally({s.name: s.size for s in sources}, started=now), now
        known = f"; {cached} were read before" if cached else ""
        note(f"Reading {len(sources)} files{known} ...")

    def page(self, name: str, done: int, total: int) -> None:
        with self._lock:
            self._tally.pages[name] = done
            self._tally.parts[name] = done / total if total else 0.0
            self._show()

    def source_done(self, name: str) -> None:
        with self._lock:
            self._tally.parts[name] = 1.0
            self._show()

    def _show(self) -> None:
        now = time.monotonic()
        line = self._tally.line(now)
        if (now - self._said >= PLAIN_EVERY or self._tally.share >= 1.0) and line != self._last:
            self._said, self._last = now, line
            note(f"  {line}")


class Bar(Plain):
    """The same at a terminal, as one bar that moves."""

    def __init__(self) -> None:
        super().__init__()
        from rich.console import Console
        from rich.progress import BarColumn, SpinnerColumn, TextColumn
        from rich.progress import Progress as Rich

        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(bar_width=30))
        self.display = Rich(*columns, console=Console(stderr=True), transient=True)
        self._task = self.display.add_task("", total=None)

    def stage(self, name: str) -> None:
        self.display.update(self._task, description=name, total=None, completed=0)

    def reading(self, sources: Sequence[Source], cached: int) -> None:
        self._tally = Tally({s.name: s.size for s in sources}, started=time.monotonic())
        self.display.update(self._task, description=f"Reading {len(sources)} files", total=1.0, completed=0)

    def _show(self) -> None:
        line = self._tally.line(time.monotonic())
        self.display.update(self._task, description=line, completed=self._tally.share)


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """A display for this terminal, or for none."""
    if not sys.stderr.isatty():
        yield Plain()
        return
    bar = Bar()
    with bar.display:
        yield bar


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min" if minutes >= 3 else f"{minutes * 60 + rest} s"
