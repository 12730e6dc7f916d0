"""The parent's handle on one reading process: start it, ask it, hear it out, end it with all it started.

Answers: frames of one reply, each checked for form and length and waited for no longer than allowed.
Refuses to trust the other side: it may hang, die, lie or babble at any moment, and then it is killed.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from extractors.errors import PinciteError
from pipelines.frames import HEADER, FrameError, Kind, pack, unpack_body, unpack_header
from pipelines.limits import Limits

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60.0
LONGEST_REQUEST = 60_000
"""Bytes. A request this short fits the pipe whole, so writing it cannot block on a process that hangs."""

BOOT = "import sys; sys.path.insert(0, sys.argv.pop(1)); from pipelines.reading_process import main; main()"
ONE_THREAD = (
    *("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"),
    "OPENCV_FOR_THREADS_NUM",
)
KEPT_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "TESSDATA_PREFIX")


class WorkerLost(Exception):
    """The process ended, or broke the form of the talk. ``signal`` is what killed it, if a signal did."""

    def __init__(self, killed_by: int | None) -> None:
        super().__init__(killed_by)
        self.killed_by = killed_by


class WorkerLate(Exception):
    """The process did not answer in the time allowed."""


class Worker:
    """One spawned reading process in a session of its own."""

    def __init__(self, limits: Limits, reader: str) -> None:
        """Start the process and wait until it is ready.

        Args:
            limits: what it may cost; the process sets them on itself before it opens anything.
            reader: the function that reads, as ``module:function``.

        Raises:
            PinciteError: the process cannot be started at all.
        """
        self.served = 0
        self._longest = limits.page_bytes
        self._scratch = tempfile.mkdtemp(prefix="pincite-")  # 0700; gone with the process
        settings = {
            "reader": reader,
            "memory_bytes": limits.memory_bytes,
            "open_files": limits.open_files,
            "page_bytes": limits.page_bytes,
            "longest_seconds": limits.longest_seconds,
            "scratch": self._scratch,
        }
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", BOOT, str(ROOT), json.dumps(settings)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd=self._scratch,
                env=_environment(self._scratch),
                start_new_session=True,
            )
            os.set_blocking(self._reply_descriptor, False)
            until = time.monotonic() + START_SECONDS
            kind, _ = self._receive(lambda: until)
        except (OSError, WorkerLost, WorkerLate) as error:
            self.kill()
            raise PinciteError(
                "The process that reads files cannot be started.",
                "Free some memory and try again; if it recurs, install Pincite anew.",
            ) from error
        if kind is not Kind.READY:
            self.kill()
            raise WorkerLost(None)

    def ask(self, request: Mapping[str, Any], deadline: Callable[[], float]) -> Iterator[tuple[Kind, Any]]:
        """Send one request and yield the frames of its reply; the last is END or REFUSED.

        Args:
            request: plain JSON, at most `LONGEST_REQUEST` bytes.
            deadline: gives the monotonic time until which to wait; asked anew when that time has come.

        Raises:
            WorkerLate: the deadline passed.
            WorkerLost: the process died or broke the form; it must not be asked again.
        """
        message = pack(Kind.REQUEST, request)
        if len(message) > LONGEST_REQUEST:
            raise ValueError("request too long")
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(message)
        except OSError as error:
            raise self._lost() from error
        while True:
            kind, payload = self._receive(deadline)
            yield kind, payload
            if kind in (Kind.END, Kind.REFUSED):
                self.served += 1
                return

    def kill(self) -> None:
        """End the process and everything it started, and remove its scratch folder."""
        process = getattr(self, "_process", None)
        if process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    pipe.close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def processor_seconds(self) -> float | None:
        """Processor time used so far, by the process and the children it has waited for; Linux only."""
        try:
            status = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii", errors="replace")
            ticks = status.rpartition(")")[2].split()[11:15]  # utime, stime, cutime, cstime
            return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError):
            return None

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    @property
    def _reply_descriptor(self) -> int:
        assert self._process.stdout is not None
        return self._process.stdout.fileno()

    def _receive(self, deadline: Callable[[], float]) -> tuple[Kind, Any]:
        try:
            kind, length = unpack_header(self._exactly(HEADER.size, deadline), self._longest)
            return kind, unpack_body(self._exactly(length, deadline))
        except FrameError as error:
            raise WorkerLost(None) from error

    def _exactly(self, count: int, deadline: Callable[[], float]) -> bytes:
        """Read ``count`` bytes, waiting as long as the deadline allows."""
        parts: list[bytes] = []
        descriptor = self._reply_descriptor
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        while count:
            remaining = deadline() - time.monotonic()
            if remaining <= 0:
                raise WorkerLate
            if not poll.poll(math.ceil(remaining * 1000)):
                continue
            part = os.read(descriptor, min(count, 1 << 20))
            if not part:
                raise self._lost()
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def _lost(self) -> WorkerLost:
        """How the process ended, waiting a moment for the system to say."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._process.wait(timeout=5)
            return WorkerLost(-code if code < 0 else None)
        return WorkerLost(None)


def _environment(scratch: str) -> dict[str, str]:
    """What a reading process may know of its surroundings: no secrets, one thread, its own scratch folder."""
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    threads = dict.fromkeys(ONE_THREAD, "1")
    return {**kept, **threads, "TMPDIR": scratch, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
