"""One run over a matter at a time: taking in, reading and drafting are one piece of work.

Answers: is somebody at work on this matter, who, and since when; holds it for this process until the end.
Refuses, or waits for, a second run. The system drops the lock when its holder dies, however that comes, so
nothing is ever left locked; what the file says is for people and decides nothing.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from extractors.errors import UsageError
from pipelines.matter import Matter

LOCK = ".run.lock"
A_MOMENT = 5.0
"""Seconds: how long a person's command waits, so that it does not fail because a watch looks just then."""

_POLL_SECONDS = 0.05
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC


class AlreadyRunning(UsageError):
    """Another run holds the matter."""


@contextmanager
def one_run(matter: Matter, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the matter for one run. Not to be entered twice by one run: it would wait for itself.

    Args:
        matter: whose run it is.
        wait_seconds: how long to wait for another run to end.

    Raises:
        AlreadyRunning: another run still holds it then.
        UsageError: the matter's folder cannot be written to.
    """
    deadline = time.monotonic() + wait_seconds
    while (descriptor := _held(matter)) is None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise AlreadyRunning(
                f"The matter {matter.slug} is being worked on by {_holder(matter)}.",
                "Wait for it to end and try again.",
            )
        time.sleep(min(_POLL_SECONDS, left))
    try:
        _sign(descriptor)
        yield
    finally:
        os.close(descriptor)


def _held(matter: Matter) -> int | None:
    """A descriptor that holds the lock until it is closed; ``None`` while another run holds it."""
    path = matter.folder / LOCK
    try:
        descriptor = os.open(path, _FLAGS, 0o600)
    except OSError as error:
        raise UsageError(
            f"The matter's folder cannot be written to ({error.strerror}).", "Check its path and permissions."
        ) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(descriptor), os.stat(path)):
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        pass  # held, or the file was taken away with a matter that was locked or disposed of
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _sign(descriptor: int) -> None:
    """Say who holds it: process, machine, and since when by the file system's own clock."""
    holder = f"{os.getpid()} {os.uname().nodename}"
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, holder.encode(), 0)
    since = datetime.fromtimestamp(int(os.fstat(descriptor).st_mtime), UTC)
    os.pwrite(descriptor, f"{holder} {since:%Y-%m-%dT%H:%M:%SZ}\n".encode(), 0)


def _holder(matter: Matter) -> str:
    try:
        told = (matter.folder / LOCK).read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError):
        told = []
    if len(told) != 3:  # it has only just begun
        return "another process"
    process, host, since = told
    return f"process {process} on {host} since {since[:10]} {since[11:16]} UTC"
