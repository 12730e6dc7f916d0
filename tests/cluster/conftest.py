"""One PostgreSQL, one Prefect server on it and one deployment for all tests of the cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import pytest

from pipelines.matter import Matter
from tests.cluster.backlog import deploy, make_matter
from tests.cluster.postgres import Postgres, postgres, programs
from tests.cluster.running import Server, prefect_server
from tests.conftest import ROOT
from tests.test_offline import GUARD


class NewMatter(Protocol):
    """Makes a matter."""

    def __call__(self, slug: str, files: Mapping[str, bytes], office: str = "office") -> Matter: ...


@pytest.fixture(scope="session")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where every process of the cluster notes whom it connects to."""
    return tmp_path_factory.mktemp("noted") / "noted"


@pytest.fixture(scope="session")
def guarded(
    environment: Mapping[str, str], noted: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """An environment in which every Python process notes whom it connects to."""
    guard = tmp_path_factory.mktemp("guard")
    (guard / "sitecustomize.py").write_text(f"NOTED = {str(noted)!r}\n{GUARD}", encoding="utf-8")
    return {**environment, "PYTHONPATH": f"{guard}{os.pathsep}{ROOT}"}


@pytest.fixture(scope="session")
def database() -> Iterator[Postgres]:
    """A PostgreSQL cluster of the session's own."""
    if programs() is None:
        pytest.skip("PostgreSQL's server programs are not installed (on Debian: apt-get install postgresql)")
    with postgres() as made:
        yield made


@pytest.fixture(scope="session")
def prefect(
    database: Postgres, guarded: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Prefect's server on it, with the flow deployed."""
    with prefect_server(database.url(), tmp_path_factory.mktemp("prefect"), guarded) as server:
        deploy(server, ROOT)
        yield server


@pytest.fixture
def new_matter(tmp_path: Path) -> NewMatter:
    """Make a matter with these files in its drop folder, in the test's office or another one."""
    return lambda slug, files, office="office": make_matter(tmp_path / office, slug, files)
