"""What several tests share: the command line as a process of its own, and one small matter drafted once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "fixtures" / "small"
SMALL_CLIENT = ("--client", "Gideon Pruitt", "--dob", "1991-11-23", "--incident", "2024-02-12")

Pincite = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which nothing is written outside the test's own folders."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "PINCITE_"))}
    return {**kept, "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache")), "PYTHONPATH": str(ROOT)}


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
            timeout=300,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def small_run(pincite: Pincite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small matter, drafted by ``pincite run``; the folder given as ``--out``. Not to be changed."""
    out = tmp_path_factory.mktemp("small-run")
    done = pincite("run", "treatment", SMALL / "files", *SMALL_CLIENT, "--out", out, "--preparer", "pat")
    assert done.returncode == 0, done.stderr
    return out
