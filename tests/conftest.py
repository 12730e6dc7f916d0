"""What several tests share: the command line as a process of its own, and one small matter drafted once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

import pytest

from pipelines.isolation import READERS_VARIABLE
from pipelines.prefect_server import temporary_server

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "fixtures" / "small"
SMALL_CLIENT = ("--client", "Gideon Pruitt", "--dob", "1991-11-23", "--incident", "2024-02-12")

TORN = b"SQLite format 3\0 and then nothing that follows from it" * 100
"""What a full disk leaves of the empty database that Prefect's temporary server starts from."""

Pincite = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session", autouse=True)
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Where Python is told to write no bytecode, children keep theirs in a folder of the session.

    Otherwise each of some hundred processes would compile the whole house anew.
    """
    with pytest.MonkeyPatch.context() as patch:
        if os.environ.get("PYTHONDONTWRITEBYTECODE"):
            patch.delenv("PYTHONDONTWRITEBYTECODE")
            patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("bytecode")))
        yield


@pytest.fixture(scope="session")
def environment(bytecode: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which nothing is written outside the test's own folders.

    Its empty database is torn, so the first command that serves must make it anew: see `empty_database`.
    One process reads: a second one takes longer to start than these few files to be read (but `small_run`).
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "PINCITE_"))}
    cache = tmp_path_factory.mktemp("cache")
    torn = cache / "pincite" / f"prefect-{version('prefect')}.db"
    torn.parent.mkdir()
    torn.write_bytes(TORN)
    return {**kept, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT), READERS_VARIABLE: "1"}


@pytest.fixture(scope="session")
def empty_database(environment: Mapping[str, str]) -> Path:
    """The migrated database that some command has made in the place of the torn one."""
    kept = Path(environment["XDG_CACHE_HOME"]) / "pincite" / f"prefect-{version('prefect')}.db"
    if kept.read_bytes() == TORN:  # no command has served in this session yet
        with temporary_server(kept.parent) as server:
            server.address()
    return kept


@pytest.fixture(scope="session")
def pincite(environment: Mapping[str, str]) -> Pincite:
    """Run ``pincite`` with these arguments; ``env`` adds to the environment, ``text`` is standard input."""

    def run(
        *arguments: str | Path, env: Mapping[str, str] | None = None, text: str = ""
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pipelines.cli", *map(str, arguments)],
            cwd=ROOT,
            env={**environment, **(env or {})},
            input=text,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def server(
    tmp_path_factory: pytest.TempPathFactory, environment: Mapping[str, str], empty_database: Path
) -> Iterator[tuple[str, Path]]:
    """A Prefect server as a firm would run one, every service on: its address, and its folder."""
    home, cwd = tmp_path_factory.mktemp("prefect-home"), tmp_path_factory.mktemp("prefect-cwd")
    shutil.copyfile(empty_database, home / "prefect.db")
    process = subprocess.Popen(
        [sys.executable, "-P", str(ROOT / "pipelines" / "prefect_server_process.py"), str(empty_database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=cwd,
        env={**environment, "PREFECT_HOME": str(home), "DO_NOT_TRACK": "1"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    port = int(process.stdout.readline())
    yield f"http://127.0.0.1:{port}/api", home
    process.stdin.close()
    process.wait(timeout=20)
    process.stdout.close()


@pytest.fixture(scope="session")
def served(pincite: Pincite, server: tuple[str, Path]) -> Pincite:
    """As `pincite`, on the lasting server: quicker, for tests that are not about how a command starts."""

    def run(
        *arguments: str | Path, env: Mapping[str, str] | None = None, text: str = ""
    ) -> subprocess.CompletedProcess[str]:
        return pincite(*arguments, env={"PREFECT_API_URL": server[0], **(env or {})}, text=text)

    return run


@pytest.fixture(scope="session")
def small_run(pincite: Pincite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small matter, drafted by ``pincite run``; the folder given as ``--out``. Not to be changed."""
    out = tmp_path_factory.mktemp("small-run")
    words = ("run", "treatment", SMALL / "files", *SMALL_CLIENT, "--out", out, "--preparer", "pat")
    done = pincite(*words, env={READERS_VARIABLE: ""})
    assert done.returncode == 0, done.stderr
    return out
