"""How long to wait for one file: long while its pages keep coming, short when they stop.

Answers: until when to wait for the next word from a process, and which page was at fault.
Refuses to take the same page told again for progress, and a claimed number of pages for more than allowed.

Time allowed is processor time where the system tells it: a page may take ten times as long on a busy machine,
and whether it is read must not hang on what else the machine does. The clock on the wall has the last word.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.limits import Limits

LEAST_WAIT = 0.2
"""Seconds between two looks at the processor time."""


@dataclass(frozen=True, slots=True)
class _Moment:
    wall: float
    processor: float | None


class Watch:
    """One file's time.

    Args:
        limits: the times allowed.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._done = self._total = 0
        self.begin(lambda: None)

    def begin(self, processor_seconds: Callable[[], float | None]) -> None:
        """Start counting now.

        Args:
            processor_seconds: what the process has used since it was started; ``None`` where nobody knows.
        """
        self._processor_seconds = processor_seconds
        self._start = self._last = self._now()

    def heard(self, progress: tuple[int, int] | None) -> None:
        """Something came: (pages done, pages in all), or ``None`` for a finished page crossing the pipe."""
        if progress is None:
            self._last = self._now()
            return
        done, self._total = progress
        if done > self._done:
            self._done, self._last = done, self._now()

    def deadline(self) -> float:
        """The monotonic time until which to wait. To be asked again when it has come: it may have moved."""
        stall = self._limits.stall_seconds if self._done else self._limits.opening_seconds
        return min(self._until(self._last, stall), self._until(self._start, self.allowance))

    def each_deadline(self) -> float:
        """As `deadline`, for work without pages: each word may take as long as opening a file, all together
        as long as the longest file."""
        limits = self._limits
        whole = self._until(self._start, limits.longest_seconds)
        return min(self._until(self._last, limits.opening_seconds), whole)

    @property
    def allowance(self) -> float:
        """Seconds for the whole file, as far as its pages are known."""
        limits = self._limits
        return min(limits.opening_seconds + limits.page_seconds * self._total, limits.longest_seconds)

    @property
    def stalled_at(self) -> tuple[int, int] | None:
        """(page being read, pages in all), if it is one page that takes too long, not the whole file."""
        over = self._until(self._start, self.allowance) <= time.monotonic()
        return None if over or not 0 < self._done < self._total else (self._done + 1, self._total)

    def page_at_fault(self, *, late: bool) -> int | None:
        """The page without which the file may be readable; ``None`` if none is to blame.

        A file that hangs before its first page is not tried again: it would only hang as long once more.
        """
        if late:
            return self.stalled_at[0] if self.stalled_at else None
        return self._done + 1 if self._done < self._total or not self._total else None

    def _now(self) -> _Moment:
        return _Moment(time.monotonic(), self._processor_seconds())

    def _until(self, since: _Moment, seconds: float) -> float:
        """When ``seconds`` of the processor can be used up at the earliest, or the wall's patience ends."""
        plain = since.wall + seconds
        if time.monotonic() < plain:
            return plain
        now = self._now()
        if now.processor is None or since.processor is None:
            return plain
        left = seconds - (now.processor - since.processor)
        if left <= 0:
            return plain
        return min(now.wall + max(left, LEAST_WAIT), since.wall + seconds * self._limits.patience)
