"""What a firm of several machines runs, as processes on loopback: Prefect's server, workers, a Dask cluster.

All of it is started by the commands and settings that `docs/operations.md` prints. Each process ends with the
block that started it, and whatever it started goes with it.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cluster.documented import block, command, settings

PROGRAMS = Path(sys.executable).parent
POOL = "pincite"
SECRET = "a-made-up-word"
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(what: Callable[[], object], seconds: float = 180.0) -> bool:
    """Whether it came true within this time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.1)
    return False


@contextmanager
def running(words: list[str], log: Path, env: Mapping[str, str], cwd: Path) -> Iterator[int]:
    """A program of ours in a session of its own while the block runs; its process id."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            [PROGRAMS / words[0], *words[1:]],
            cwd=cwd,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        yield process.pid
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@dataclass(frozen=True)
class Server:
    """A Prefect server. ``env`` is what every process that speaks to it needs in its environment."""

    env: Mapping[str, str] = field(repr=False)
    folder: Path

    def ask(self, path: str, body: object = None) -> Any:
        """One question to its API: GET, or POST where there is a body."""
        who = base64.b64encode(self.env["PREFECT_API_AUTH_STRING"].encode()).decode()
        request = urllib.request.Request(
            self.env["PREFECT_API_URL"] + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Basic {who}"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def answers(self) -> bool:
        """Whether it can be spoken to."""
        try:
            return self.ask("/health") is True
        except OSError:
            return False

    def run(self, words: list[str], cwd: Path) -> str:
        """Run a program of Prefect's to its end; its output."""
        done = subprocess.run(
            [PROGRAMS / words[0], *words[1:]],
            cwd=cwd,
            env=dict(self.env),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, deployment: str, **parameters: object) -> str:
        """Ask for a run of a deployment (``flow/name``) now; the run's id."""
        known = self.ask(f"/deployments/name/{deployment}")["id"]
        wanted = {"parameters": parameters, "state": {"type": "SCHEDULED"}}
        return str(self.ask(f"/deployments/{known}/create_flow_run", wanted)["id"])

    def state(self, run: str) -> tuple[str, str]:
        """Type and name of a run's state."""
        state = self.ask(f"/flow_runs/{run}")["state"]
        return state["type"], state["name"]

    def ended(self, *runs: str, seconds: float = 900.0) -> list[str]:
        """Wait for runs to end well; the names of their states."""
        wait_until(lambda: all(self.state(run)[0] in ENDED for run in runs), seconds)
        states = [self.state(run) for run in runs]
        assert {kind for kind, _ in states} == {"COMPLETED"}, f"{states}\n{self.logs()}"
        return [name for _, name in states]

    def logs(self) -> str:
        """The ends of what server, workers and Dask printed."""
        return "\n".join(p.read_text(errors="replace")[-4000:] for p in sorted(self.folder.glob("*.log")))


@contextmanager
def prefect_server(
    database: str, folder: Path, env: Mapping[str, str], port: int | None = None
) -> Iterator[Server]:
    """Prefect's server on this database, with every service on, its page too, behind a password."""
    listen = str(port or free_port())
    folder.mkdir(exist_ok=True)
    here = {"4200": listen, "CHANGE-ME": SECRET}
    known = {**env, "PREFECT_HOME": str(folder / "prefect"), "NO_COLOR": "1"}
    known |= settings("PREFECT_API_URL=", here)
    own = {**known, **settings("PREFECT_API_DATABASE_CONNECTION_URL=", here)}
    own["PREFECT_API_DATABASE_CONNECTION_URL"] = database
    server = Server(known, folder)
    with running(command("prefect server start", {"4200": listen}), folder / "server.log", own, folder):
        assert wait_until(server.answers), server.logs()
        yield server


@contextmanager
def worker(server: Server, name: str, clone: Path, env: Mapping[str, str] | None = None) -> Iterator[int]:
    """A process worker that takes one run at a time; its process id."""
    words = command("prefect worker start", {"pincite-1": name})
    with running(words, server.folder / f"{name}.log", {**server.env, **(env or {})}, clone) as process:
        assert wait_until(lambda: _online(server, name)), server.logs()
        yield process


def _online(server: Server, name: str) -> bool:
    known = server.ask(f"/work_pools/{POOL}/workers/filter", {})
    return any(w["name"] == name and w["status"] == "ONLINE" for w in known)


@dataclass(frozen=True)
class Dask:
    """A Dask scheduler and its worker processes. ``env`` is what a run that uses them needs."""

    address: str
    workers: tuple[int, ...]
    env: Mapping[str, str] = field(repr=False)


@contextmanager
def dask_cluster(workers: int, folder: Path, env: Mapping[str, str], clone: Path) -> Iterator[Dask]:
    """A scheduler and this many workers, each a process of its own, encrypted by a certificate made now."""
    port = free_port()
    here = {"/etc/pincite": str(folder)}
    subprocess.run(command("openssl req", here), cwd=folder, capture_output=True, check=True)
    (folder / "dask.yaml").write_text(block("distributed:", here), encoding="utf-8")
    address = settings("PINCITE_DASK=", {"8786": str(port)})["PINCITE_DASK"]
    own = {**env, "DASK_CONFIG": str(folder / "dask.yaml"), "PINCITE_READERS": "1"}
    here = {"8786": str(port)}
    with ExitStack() as stack:
        started = []
        stack.enter_context(running(command("dask scheduler", here), folder / "scheduler.log", own, folder))
        assert wait_until(lambda: _listens(port)), (folder / "scheduler.log").read_text()
        for number in range(workers):
            words = [*command("dask worker", here), "--local-directory", str(folder / "dask")]
            log = folder / f"dask-{number}.log"
            started.append(stack.enter_context(running(words, log, own, clone)))
            assert wait_until(lambda: b"Registered to" in log.read_bytes()), log.read_text()  # noqa: B023
        yield Dask(address, tuple(started), {"DASK_CONFIG": own["DASK_CONFIG"]})


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
