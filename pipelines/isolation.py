"""Reading untrusted files without being harmed by them: a pool of reading processes.

Answers: the document of one file, read where it may crash, hang or eat memory without harming another file.
Refuses to believe a reply that does not hold together; the file is then set aside, and the next one read.

    file ─▶ free seat ─▶ process (own session, memory and time capped) ─▶ frames ─▶ checked ─▶ Document
                             └─ died, late or babbled ─▶ killed with its group, seat refilled
                                  └─▶ once more without the page it was at, or set aside
"""

from __future__ import annotations

import os
import queue
import signal
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from extractors.errors import PinciteError, Reason, SetAsideError, UsageError
from extractors.pages import Document, Source, Unread
from extractors.reading_options import ReadingOptions
from pipelines.limits import LIMITS, Limits
from pipelines.replies import Reply, ReplyError
from pipelines.watch import Watch
from pipelines.worker import Worker, WorkerLate, WorkerLost

READER = "extractors.reading:read"
MEMORY_FOR_ONE = 1_000_000_000
"""Bytes of free memory wanted for each process beyond the first: OCR takes about 700 MB."""

READERS_VARIABLE = "PINCITE_READERS"
MOST_READERS = 256

HARM = frozenset({Reason.CRASHED, Reason.TIMED_OUT, Reason.OUT_OF_MEMORY})
"""What a reading process does not survive, or is not allowed to."""

OnPage = Callable[[str, int, int], None]


class ReadingPool:
    """N reading processes, started when first needed, replaced when lost. Safe to use from many threads.

    Args:
        workers: how many processes; default one for each core this process may use, as memory allows.
        limits: what one file may cost.
        on_page: called as (source name, pages done, pages in all), from the thread that asked.
        options: OCR choices, the same for every file.
        reader: ``module:function`` that reads one file; another one is for tests only.
    """

    def __init__(
        self,
        workers: int | None = None,
        limits: Limits = LIMITS,
        on_page: OnPage | None = None,
        options: ReadingOptions | None = None,
        reader: str = READER,
    ) -> None:
        self._limits = limits
        self._on_page = on_page
        self._options = options or ReadingOptions()
        self._reader = reader
        self._closed = False
        # Last in, first out: few files keep few processes warm.
        self._free: queue.LifoQueue[_Seat] = queue.LifoQueue()
        self._seats = tuple(_Seat(limits, reader) for _ in range(workers or default_workers()))
        for seat in self._seats:
            self._free.put(seat)

    def __enter__(self) -> ReadingPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def workers(self) -> int:
        """How many files are read at once."""
        return len(self._seats)

    def close(self) -> None:
        """End every process, busy ones too."""
        self._closed = True
        for seat in self._seats:
            seat.empty()

    def read(self, path: Path, source: Source) -> Document:
        """Read one sealed copy; waits for a free process.

        Args:
            path: the copy; its digest is compared with ``source`` before it is parsed.
            source: what it is; its names come back in the document unchanged.

        Raises:
            SetAsideError: this file cannot be read; every other file can.
            PinciteError: no process can be started, or the pool is closed.
        """
        seat = self._free.get()
        try:
            return self._read(seat, path, source)
        finally:
            self._free.put(seat)

    def _read(self, seat: _Seat, path: Path, source: Source) -> Document:
        """One file. What ends its process costs the page it was at, if the rest can be read without it.

        A process that had read other files before may have died of them: then the same is tried once more in
        a new one, so that a file's fate never hangs on what was read before it.
        """
        bad: dict[int, SetAsideError] = {}
        while True:
            watch = Watch(self._limits)
            try:
                document = self._read_once(seat, path, source, frozenset(bad), watch)
            except SetAsideError as refusal:
                if self._closed or refusal.reason not in HARM:
                    raise
                if seat.had_served and refusal.reason is not Reason.TIMED_OUT:
                    continue
                page = watch.page_at_fault(late=refusal.reason is Reason.TIMED_OUT)
                if page is None or page in bad or len(bad) == self._limits.bad_pages:
                    raise next(iter(bad.values()), refusal) from refusal
                bad[page] = refusal
                continue
            return _with_gaps(document, bad)

    def _read_once(
        self, seat: _Seat, path: Path, source: Source, skip: frozenset[int], watch: Watch
    ) -> Document:
        if self._closed:
            raise _closed()
        worker = seat.worker()
        reply = Reply(source, self._limits)
        watch.begin(worker.processor_seconds)
        request = {
            "task": "read",
            "path": str(path.absolute()),
            "name": source.name,
            "sha256": source.sha256,
            "media_type": source.media_type,
            "size": source.size,
            "ocr": self._options.ocr,
            "tesseract": self._options.tesseract,
            "skip": sorted(skip),
        }
        sound = False
        try:
            for kind, payload in worker.ask(request, watch.deadline):
                progress = reply.take(kind, payload)
                watch.heard(progress)
                if progress is not None and self._on_page is not None:
                    self._on_page(source.name, *progress)
            sound = True
            return reply.document()
        except SetAsideError as refusal:
            sound = refusal.reason not in HARM
            raise
        except WorkerLate as error:
            raise _late(source, watch) from error
        except WorkerLost as error:
            raise _closed() if self._closed else _lost(source, error.killed_by) from error
        except ReplyError as error:
            sound = False
            raise _lost(source, None) from error
        finally:
            # Also on an interrupt from outside: a process in the middle of a file is never used again.
            if not sound or worker.served >= self._limits.served:
                seat.empty()


class _Seat:
    """A place for one process. Only the thread that took it from the queue uses it."""

    def __init__(self, limits: Limits, reader: str) -> None:
        self._limits = limits
        self._reader = reader
        self._worker: Worker | None = None
        self.had_served = False

    def worker(self) -> Worker:
        if self._worker is not None and not self._worker.alive:
            self.empty()
        if self._worker is None:
            self._worker = Worker(self._limits, self._reader)
        self.had_served = self._worker.served > 0
        return self._worker

    def empty(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()


def default_workers() -> int:
    """As many as ``PINCITE_READERS`` says; without it one for each usable core, fewer where free memory would
    not carry OCR in all of them; at least one.

    Raises:
        UsageError: ``PINCITE_READERS`` is no number of processes.
    """
    said = os.environ.get(READERS_VARIABLE, "")
    if said:
        if not (said.isascii() and said.isdigit() and 1 <= int(said) <= MOST_READERS):
            raise UsageError(
                f"{READERS_VARIABLE} must be 1 to {MOST_READERS}: the reading processes of one worker.",
                "Correct it, or leave it out for one on each core.",
            )
        return int(said)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        memory = Path("/proc/meminfo").read_text(encoding="ascii")
        kilobytes = next(line.split()[1] for line in memory.splitlines() if line.startswith("MemAvailable:"))
    except (OSError, StopIteration):
        return cores  # not Linux: the cores decide
    return max(1, min(cores, int(kilobytes) * 1024 // MEMORY_FOR_ONE))


def _with_gaps(document: Document, bad: Mapping[int, SetAsideError]) -> Document:
    """Say why pages were left out; a document of which nothing is left is refused as a whole."""
    if not bad:
        return document
    if len(document.pages) <= len(bad) or any(
        document.pages[n - 1].text for n in bad if n <= len(document.pages)
    ):
        raise next(iter(bad.values()))
    gaps = tuple(
        Unread(page, f"Reading the page failed ({refusal.reason}).", "Print it to a new PDF and add that.")
        for page, refusal in sorted(bad.items())
    )
    return replace(document, unread=(*document.unread, *gaps))


def _closed() -> PinciteError:
    return PinciteError("The reading pool is closed.", "Start the run again.")


def _late(source: Source, watch: Watch) -> SetAsideError:
    stalled = watch.stalled_at
    at = (
        f"page {stalled[0]} of {stalled[1]} took longer than one page is allowed"
        if stalled is not None
        else f"it took longer than the {watch.allowance:.0f} seconds it is allowed"
    )
    return SetAsideError(
        Reason.TIMED_OUT,
        f"{source.name} was not read to its end: {at}.",
        "Print it to a new PDF, or split it, and add that.",
    )


def _lost(source: Source, killed_by: int | None) -> SetAsideError:
    if killed_by == signal.SIGKILL:  # not ours: the system takes the largest process when memory runs out
        return SetAsideError(
            Reason.OUT_OF_MEMORY,
            f"{source.name} was not read: the system ended its reading process, most likely for memory.",
            "Close other programs and draft again, or split the file and add the parts.",
        )
    if killed_by == signal.SIGXCPU:
        return SetAsideError(
            Reason.TIMED_OUT,
            f"{source.name} was not read to its end: it used up the processor time one file is allowed.",
            "Print it to a new PDF, or split it, and add that.",
        )
    by = f" ({signal.Signals(killed_by).name})" if killed_by in set(signal.Signals) else ""
    return SetAsideError(
        Reason.CRASHED,
        f"{source.name} was not read: it crashed its reading process{by}.",
        "Print it to a new PDF and add that, or ask for the file again.",
    )
