"""Losing Prefect's database loses nothing of a matter; a restored back-up is what was backed up."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipelines.matter import Matter
from pipelines.matter_file import load_matter
from tests.cluster.backlog import deploy, start, uploads
from tests.cluster.conftest import NewMatter
from tests.cluster.documented import command
from tests.cluster.postgres import DATABASE, USER, Postgres
from tests.cluster.running import Server, prefect_server, worker
from tests.conftest import ROOT, Pincite
from tests.what_stands import drafts, faults, history, holdings

pytestmark = pytest.mark.long


def everything(matter: Matter) -> tuple[object, ...]:
    """All that a matter is: what it holds, its drafts, how it came to them."""
    assert faults(matter) == []
    return holdings(matter), drafts(matter), history(matter), matter.ledger.read_bytes()


@pytest.fixture
def run_once(prefect: Server, new_matter: NewMatter) -> tuple[Matter, str]:
    """A matter whose uploads are processed, and the run that did it."""
    matter = new_matter("2024-017", uploads(30, scans=0))
    with worker(prefect, "before", ROOT):
        run = start(prefect, matter)
        assert prefect.ended(run) == ["AwaitingReview"]
    return matter, run


def test_a_new_prefect_database_finds_nothing_to_do(
    run_once: tuple[Matter, str], database: Postgres, guarded: Mapping[str, str], tmp_path: Path
) -> None:
    matter, _ = run_once
    before = everything(matter)
    database.run("createdb", "new")
    with prefect_server(database.url("new"), tmp_path / "new", guarded) as server:
        deploy(server, ROOT)
        with worker(server, "after", ROOT):
            assert server.ended(start(server, matter)) == ["NothingNew"]
    assert everything(matter) == before


def test_office_and_database_come_back_from_their_back_ups(
    run_once: tuple[Matter, str],
    pincite: Pincite,
    database: Postgres,
    guarded: Mapping[str, str],
    tmp_path: Path,
) -> None:
    matter, run = run_once
    before = everything(matter)
    here = {"/srv/backup": str(tmp_path), "/srv/pincite": str(tmp_path)}
    subprocess.run(command("tar --create", here), check=True)
    documented(database, "pg_dump", {"/srv/backup": str(tmp_path)})
    shutil.rmtree(tmp_path / "office")

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    subprocess.run(command("tar --extract", {**here, "/srv/pincite": str(elsewhere)}), check=True)
    restored = load_matter(elsewhere / "office" / "matters" / matter.slug)
    assert everything(restored) == before
    verify = command("pincite ledger verify /srv", {"/srv/pincite": str(elsewhere)})
    assert pincite(*verify[1:]).returncode == 0
    documented(database, "createdb", {"prefect prefect": f"{USER} restored"})
    documented(
        database, "pg_restore", {"/srv/backup": str(tmp_path), "--dbname prefect": "--dbname restored"}
    )
    with prefect_server(database.url("restored"), tmp_path / "server", guarded) as server:
        assert server.state(run) == ("COMPLETED", "AwaitingReview")
        with worker(server, "after", ROOT):  # pool and deployment came back with the database
            assert server.ended(start(server, restored)) == ["NothingNew"]
    assert everything(restored) == before


def test_the_steps_of_an_upgrade_are_commands_that_work(
    prefect: Server, database: Postgres, tmp_path: Path
) -> None:
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    for step in ("pause", "resume"):
        words = f"prefect --no-prompt deployment schedule {step} --all"
        assert f"`{words}`" in text
        prefect.run(words.split(), tmp_path)
    database.run("createdb", "behind")
    words = "prefect server database upgrade -y"
    assert f"`{words}`" in text
    behind = {**prefect.env, "PREFECT_API_DATABASE_CONNECTION_URL": database.url("behind")}
    Server(behind, tmp_path).run(words.split(), tmp_path)
    assert "flow_run" in database.run("pg_dump", "--schema-only", "behind")


def documented(database: Postgres, beginning: str, here: Mapping[str, str]) -> None:
    """Run one of PostgreSQL's programs as the page tells to."""
    program, *arguments = command(beginning, here)
    assert DATABASE in (*arguments, USER)
    database.run(program, *arguments)
