"""How long to wait for one file: long while its pages keep coming, short when they stop.

Answers: until when to wait for the next word from a reading process, and which page was at fault.
Refuses to take the same page told again for progress, and a claimed number of pages for more than allowed.
"""

from __future__ import annotations

import time

from pipelines.limits import Limits


class Watch:
    """One file's time, from now on."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._start = self._last = time.monotonic()
        self._done = self._total = 0

    def heard(self, progress: tuple[int, int] | None) -> None:
        """Something came: (pages done, pages in all), or ``None`` for a finished page crossing the pipe."""
        if progress is None:
            self._last = time.monotonic()
            return
        done, self._total = progress
        if done > self._done:
            self._done, self._last = done, time.monotonic()

    def deadline(self) -> float:
        """The monotonic time until which to wait for the next word."""
        stall = self._limits.stall_seconds if self._done else self._limits.opening_seconds
        return min(self._last + stall, self._start + self.allowance)

    @property
    def allowance(self) -> float:
        """Seconds for the whole file, as far as its pages are known."""
        limits = self._limits
        return min(limits.opening_seconds + limits.page_seconds * self._total, limits.longest_seconds)

    @property
    def stalled_at(self) -> tuple[int, int] | None:
        """(page being read, pages in all), if it is one page that takes too long, not the whole file."""
        over = time.monotonic() >= self._start + self.allowance
        return None if over or not 0 < self._done < self._total else (self._done + 1, self._total)

    def page_at_fault(self, *, late: bool) -> int | None:
        """The page without which the file may be readable; ``None`` if none is to blame.

        A file that hangs before its first page is not tried again: it would only hang as long once more.
        """
        if late:
            return self.stalled_at[0] if self.stalled_at else None
        return self._done + 1 if self._done < self._total or not self._total else None
