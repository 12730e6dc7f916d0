"""Working copies of exhibits, made where a hostile or broken file can do no harm.

Answers: for each job, in order, a copy on which labels may be put, or why it is held and the way out.
Refuses to open a source itself: that is done in a process of its own session, memory and time capped, without
network, ended with all it started. Its word is taken for nothing that can be looked up: the digest is that of
the bytes on the disk, pages and figures are held against the job.

    jobs ─▶ process (pipelines.worker) ─▶ `pipelines.exhibits.copying` ─▶ file.part, frames ─▶ checked ─▶ file
                └─ died, late or babbled ─▶ killed with its group; the next job goes on in a new one
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from extractors.errors import PinciteError
from extractors.printable import message
from pipelines.exhibits.copies import (
    Copy,
    CopyJob,
    CopyPage,
    CopyReplyError,
    Held,
    HeldFor,
    ScannedPage,
    job_to_json,
    told_from_json,
)
from pipelines.frames import Kind
from pipelines.isolation import default_workers
from pipelines.limits import LIMITS, MB, Limits
from pipelines.watch import Watch
from pipelines.worker import Worker, WorkerLate, WorkerLost

__all__ = ["Copy", "CopyJob", "CopyPage", "Held", "HeldFor", "ScannedPage", "prepare"]

COPIER = "pipelines.exhibits.copying:make_copy"
_ROOM = 10 * MB
PRINT_IT = "Open it, print it to a new PDF, add that, and name it in the plan."

_HARM = frozenset({HeldFor.CRASHED, HeldFor.TIMED_OUT, HeldFor.OUT_OF_MEMORY})

OnDone = Callable[[CopyJob, Copy | Held], None]


def prepare(
    jobs: Sequence[CopyJob],
    on_done: OnDone | None = None,
    *,
    workers: int | None = None,
    limits: Limits = LIMITS,
    copier: str = COPIER,
) -> tuple[Copy | Held, ...]:
    """Make the copies. The same jobs give the same bytes, however many processes share the work.

    Args:
        jobs: each with a place of its own to write to.
        on_done: told of each as it is done, from the thread that called.
        workers: processes at once; default as `pipelines.isolation.default_workers`.
        limits: what one file may cost.
        copier: ``module:function`` that makes one copy; another one is for tests only.

    Returns:
        One result for each job, in the order of the jobs.

    Raises:
        PinciteError: no process can be started at all, or the disk is full.
        ValueError: two jobs write to one place.
    """
    if len({job.out.absolute() for job in jobs}) != len(jobs):
        raise ValueError("two jobs write to one place")
    results: dict[int, Copy | Held] = {}
    seats = _Seats(limits, copier)
    with ThreadPoolExecutor(max(1, min(workers or default_workers(), len(jobs)))) as threads:
        try:
            futures = {threads.submit(seats.make, job): index for index, job in enumerate(jobs)}
            for future in as_completed(futures):
                index = futures[future]
                results[index] = future.result()
                if on_done is not None:
                    on_done(jobs[index], results[index])
        finally:
            # Also on an interrupt: a busy process ends at once, what waits is never begun.
            threads.shutdown(wait=False, cancel_futures=True)
            seats.close()
    return tuple(results[index] for index in range(len(jobs)))


class _Seats:
    """One process for each thread, started when first needed, replaced when lost."""

    def __init__(self, limits: Limits, copier: str) -> None:
        self._limits = limits
        self._copier = copier
        self._own = threading.local()
        self._all: set[Worker] = set()
        self._lock = threading.Lock()
        self._closed = False

    def make(self, job: CopyJob) -> Copy | Held:
        """One job. A process that made other copies before may have died of them: then once more in a new
        one, so that an exhibit's fate never hangs on what was copied before it."""
        while True:
            worker = self._worker()
            fresh = worker.served == 0
            sound = False
            try:
                result = _make(worker, job, self._limits)
                # What LibreOffice left running when it was late ends with the process group.
                sound = not (isinstance(result, Held) and result.reason in _HARM)
                return result
            except WorkerLate:
                return _held(job, HeldFor.TIMED_OUT, "took longer to copy than one file is allowed")
            except WorkerLost as error:
                if fresh or self._closed:
                    _require_room(job)
                    return _lost(job, error.killed_by)
            except CopyReplyError:
                return _held(job, HeldFor.CRASHED, "was not copied as asked; the copy was thrown away")
            finally:
                if not sound or worker.served >= self._limits.served:
                    self._lose(worker)
                _clear(job)

    def close(self) -> None:
        """End every process, busy ones too."""
        with self._lock:
            self._closed = True
            workers, self._all = self._all, set()
        for worker in workers:
            worker.kill()

    def _worker(self) -> Worker:
        worker: Worker | None = getattr(self._own, "worker", None)
        if worker is None or not worker.alive:
            if worker is not None:
                self._lose(worker)
            worker = Worker(self._limits, self._copier)
            with self._lock:
                self._all.add(worker)
                closed = self._closed
            self._own.worker = worker
            if closed:
                self._lose(worker)
        return worker

    def _lose(self, worker: Worker) -> None:
        worker.kill()
        with self._lock:
            self._all.discard(worker)
        self._own.worker = None


def _make(worker: Worker, job: CopyJob, limits: Limits) -> Copy | Held:
    """Ask for one copy and check what comes.

    Raises:
        WorkerLate, WorkerLost, CopyReplyError: the process is not to be used again.
    """
    order = _order(job)
    order.write_text(json.dumps(job_to_json(job), ensure_ascii=True), encoding="ascii")
    watch = Watch(limits)
    watch.begin(worker.processor_seconds)
    reply: Any = None
    for kind, payload in worker.ask({"task": "copy", "name": job.name, "job": str(order)}, watch.deadline):
        if kind is Kind.PROGRESS:
            watch.heard(_progress(payload, limits))
        elif kind is Kind.REFUSED:
            return _refused(payload)
        elif kind is Kind.HEAD and reply is None:
            reply = payload
        elif kind is not Kind.END or reply is None:
            raise CopyReplyError("out of place")
    if isinstance(reply, dict) and "held" in reply:
        return _refused(reply["held"])
    told = told_from_json(reply, job)
    return Copy(job.out, _put_in_place(job), told.pages, told.remarks, told.marked)


def _put_in_place(job: CopyJob) -> str:
    """Give the finished file its name; returns its digest, found here."""
    part = part_of(job.out)
    if part.is_symlink() or not part.is_file():
        raise CopyReplyError("no file")
    with part.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    os.replace(part, job.out)
    return digest


def part_of(out: Path) -> Path:
    """Where a copy is written until it is whole."""
    return out.with_name(out.name + ".part")


def _order(job: CopyJob) -> Path:
    return job.out.with_name(job.out.name + ".job")


def _clear(job: CopyJob) -> None:
    for left in (_order(job), part_of(job.out)):
        with contextlib.suppress(FileNotFoundError):
            left.unlink()


def _progress(payload: Any, limits: Limits) -> tuple[int, int]:
    try:
        done, total = payload
        if not (isinstance(done, int) and isinstance(total, int) and 0 <= done <= total):
            raise ValueError("progress")
    except (TypeError, ValueError) as error:
        raise CopyReplyError("progress") from error
    return done, min(total, limits.pages)


def _require_room(job: CopyJob) -> None:
    """A full disk also ends the process that writes, and is no fault of the exhibit."""
    wanted = _ROOM + 3 * job.source.stat().st_size
    if shutil.disk_usage(job.out.parent).free < wanted:
        raise PinciteError(
            f"The copy of {job.name} was not written: the disk is nearly full.",
            "Free some space and draft again.",
        )


def _refused(untrusted_payload: Any) -> Held:
    try:
        reason, problem, remedy = untrusted_payload
        return Held(HeldFor(reason), message(problem), message(remedy))
    except (TypeError, ValueError) as error:
        raise CopyReplyError("refusal") from error


def _held(job: CopyJob, reason: HeldFor, what: str) -> Held:
    return Held(reason, f"{job.name} {what}.", PRINT_IT)


def _lost(job: CopyJob, killed_by: int | None) -> Held:
    if killed_by == signal.SIGKILL:  # not ours: the system takes the largest process when memory runs out
        return _held(job, HeldFor.OUT_OF_MEMORY, "was not copied: its process was ended, likely for memory")
    if killed_by == signal.SIGXCPU:
        return _held(job, HeldFor.TIMED_OUT, "used up the processor time one file is allowed")
    return _held(job, HeldFor.CRASHED, "crashed the process that copied it")
