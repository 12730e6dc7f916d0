"""Prefect's API for the length of one command: on loopback, its database thrown away, ended with its parent.

Prefect can start such a server itself. This one starts while the command is already at work, does not give
up after twenty seconds on a busy machine, leaves no process behind when the command is killed, and writes
nothing outside a private temporary folder but an empty database to start from the next time. It is not for
looking at runs afterwards: for that, PREFECT_API_URL names a lasting server.

The server itself is `prefect_server_process.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import mkdtemp

from extractors.errors import PinciteError

START_LIMIT = 180.0
"""Seconds. Five are usual; an overloaded machine may need far more, and waiting costs nothing."""

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
}
"""Telemetry has two switches. Logs stay out of the API: nothing reads them there."""

_ALONE = {
    "PREFECT_API_URL": "",
    "PREFECT_UI_ENABLED": "false",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    "PREFECT_SERVER_EVENTS_STREAM_OUT_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "",
} | {
    f"PREFECT_SERVER_SERVICES_{service}_ENABLED": "false"
    for service in (
        "CANCELLATION_CLEANUP",
        "CLEANUP_RECONCILER",
        "EVENT_PERSISTER",
        "FOREMAN",
        "LATE_RUNS",
        "PAUSE_EXPIRATIONS",
        "REPOSSESSOR",
        "SCHEDULER",
        "TASK_RUN_RECORDER",
        "TRIGGERS",
    )
}
"""A server that sees one run needs no scheduler, no recorder and no user interface."""

_PROCESS = Path(__file__).resolve().with_name("prefect_server_process.py")


def cache_folder() -> Path:
    """Where the empty database waits: ``$XDG_CACHE_HOME/pincite`` or ``~/.cache/pincite``."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "pincite"


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that is starting. ``home`` is a private folder that goes with it."""

    home: Path
    address: Callable[[], str]
    """Waits until the server is up; its address, ``http://127.0.0.1:<port>/api``. Raises `PinciteError`."""


@contextmanager
def temporary_server(cache: Path) -> Iterator[Serving]:
    """Serve Prefect's API while the block runs.

    Args:
        cache: folder for the empty, migrated database, which saves half of the start; made when missing.
    """
    empty = cache / f"prefect-{version('prefect')}.db"
    started = [_start(empty)]

    def address() -> str:
        port = _port_of(started[-1][0])
        if port is None and empty.exists():
            # The kept database may be torn (a full disk, a killed copy): make it anew once.
            empty.unlink(missing_ok=True)
            started.append(_start(empty))
            port = _port_of(started[-1][0])
        if port is None:
            raise PinciteError(
                "Prefect's temporary server did not start.",
                "Try again; if it recurs, run `prefect server start` and set PREFECT_API_URL to its address.",
            )
        return f"http://127.0.0.1:{port}/api"

    try:
        yield Serving(started[0][1], address)
    finally:
        for process, home in started:
            _end(process)
            shutil.rmtree(home, ignore_errors=True)


def _start(empty: Path) -> tuple[subprocess.Popen[bytes], Path]:
    home = Path(mkdtemp(prefix="pincite-prefect-"))
    with suppress(OSError):
        shutil.copyfile(empty, home / "prefect.db")
    process = subprocess.Popen(
        # -P: neither this folder nor the working folder may shadow a library's module.
        [sys.executable, "-P", str(_PROCESS), str(empty)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=home,
        env={**os.environ, **QUIET, **_ALONE, "PREFECT_HOME": str(home)},
    )
    return process, home


def _port_of(process: subprocess.Popen[bytes]) -> int | None:
    """The port the server says once it answers; ``None`` when it ended or was too slow."""
    assert process.stdout is not None
    limit = threading.Timer(START_LIMIT, process.kill)
    limit.start()
    line = process.stdout.readline()
    limit.cancel()
    return int(line) if line else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close the pipe, which ends the server; kill it should it not listen."""
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(BrokenPipeError):
        process.stdin.close()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
