"""``pincite watch`` as people use it: one run, a loop that is ended, a schedule that fires on a server."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from pipelines.discovery.one_run import one_run
from pipelines.matter_file import load_matter
from tests.conftest import ROOT, SMALL, SMALL_CLIENT, Pincite
from tests.pipelines.run_here import run_here
from tests.test_flows import everything_in, marked_processes, wait_until, words_of_the_records

SETTLE_AT_ONCE = ("settle_seconds = 10", "settle_seconds = 0")


def made_office(folder: Path, *slugs: str) -> Path:
    """An office with empty matters, in which what is laid in a drop folder is taken at once."""
    office = folder / "office"
    assert run_here("init", office).returncode == 0
    policy = office / "policy.toml"
    text = policy.read_text(encoding="utf-8")
    assert SETTLE_AT_ONCE[0] in text
    policy.write_text(text.replace(*SETTLE_AT_ONCE), encoding="utf-8")
    for slug in slugs:
        made = run_here("matter", "new", slug, "--office", office, *client(slug))
        assert made.returncode == 0, made.stderr
    return office


def client(slug: str) -> tuple[str, ...]:
    """The client of the small records; other matters have another, who is in no record."""
    other = ("--client", f"Thaddeus Quill {slug}", "--dob", "1960-01-02", "--incident", "2024-02-12")
    return SMALL_CLIENT if slug == "m1" else other


def lay(matter: Path, *names: str, called: str = "") -> None:
    for name in names:
        data = (SMALL / "files" / name).read_bytes()
        (matter / "uploads" / (called or name)).write_bytes(data)


ONE, TWO, THREE = sorted(p.name for p in (SMALL / "files").iterdir())


def rows(draft: Path) -> list[object]:
    made: list[object] = json.loads((draft / "chronology.json").read_bytes())["rows"]
    return made


@contextmanager
def watching(
    environment: Mapping[str, str], office: Path, *how: str, env: Mapping[str, str]
) -> Iterator[subprocess.Popen[str]]:
    """``pincite watch`` in the background; ended at the end of the block, whatever happened."""
    command = [sys.executable, "-m", "pipelines.cli", "watch", "--office", str(office), "--preparer", "pat"]
    process = subprocess.Popen(
        [*command, *how],
        cwd=ROOT,
        env={**environment, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def test_one_run_takes_what_is_new_and_the_next_has_nothing_to_do(
    served: Pincite, pincite: Pincite, small_run: Path, tmp_path: Path
) -> None:
    office = made_office(tmp_path, "m1")
    matter = office / "matters" / "m1"
    lay(matter, ONE, TWO)
    first = served("watch", matter, "--preparer", "pat", "--once")
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("m1: 2 files arrived, ")
    assert "treatment draft 1 awaits review" in first.stdout
    # Nothing new: neither Prefect nor a server is asked for, not even one that is not there.
    idle = pincite(
        "watch", matter, "--preparer", "pat", "--once", env={"PREFECT_API_URL": "http://127.0.0.1:9/"}
    )
    assert (idle.returncode, idle.stdout) == (0, "m1: nothing new.\n"), idle.stderr
    lay(matter, THREE)
    second = served("watch", matter, "--preparer", "pat", "--once")
    assert second.returncode == 0, second.stderr
    assert "m1: 1 file arrived, " in second.stdout
    assert "treatment draft 2 awaits review (" in second.stdout
    assert "Reading 1 files; 2 were read before" in second.stderr
    assert rows(matter / "drafts/treatment/2") == rows(small_run / "draft"), "as if all had come at once"


def test_several_matters_and_one_that_cannot_be_drafted(served: Pincite, tmp_path: Path) -> None:
    office = made_office(tmp_path, "m1", "m2", "m3")
    lay(office / "matters" / "m1", ONE)
    lay(office / "matters" / "m2", TWO)
    (office / "matters" / "m2" / "block-lists").mkdir()
    (office / "matters" / "m2" / "block-lists" / "Quill.xlsx").write_bytes(b"no workbook")
    done = served("watch", "--office", office, "--preparer", "pat", "--once", "--at-once", "2")
    assert "m1: 1 file arrived" in done.stdout
    assert "m3" not in done.stdout
    assert (office / "matters/m1/drafts/treatment/1").is_dir()
    assert not (office / "matters/m2/drafts").exists()
    assert done.returncode != 0
    assert "Quill.xlsx" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (("--every", "soon"), "no length of time"),
        (("--cron", "61 * * * *"), "no cron line"),
        (("--every", "1m", "--once"), "exclude each other"),
        (("--deliverable", "diary"), "no deliverable named"),
        (("--serve",), "No Prefect server is named"),
    ],
)
def test_what_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: tuple[str, ...], said: str
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    office = made_office(tmp_path, "m1")
    refused = run_here("watch", "--office", office, "--preparer", "pat", *how)
    assert refused.returncode == 2
    assert said in refused.stderr


def test_a_watch_drafts_what_arrives_and_ends_in_order_at_a_signal(
    environment: Mapping[str, str], server: tuple[str, Path], tmp_path: Path
) -> None:
    office = made_office(tmp_path, "m1")
    matter = office / "matters" / "m1"
    mark = f"watch_{tmp_path.name}"
    env = {"PREFECT_API_URL": server[0], "LC_ALL": mark}
    with watching(environment, office, "--every", "1s", env=env) as process:
        assert wait_until(lambda: len(marked_processes(mark)) == 1)
        lay(matter, ONE)
        assert wait_until((matter / "drafts/treatment/1/manifest.json").exists, 120)
        lay(matter, TWO)
        assert wait_until((matter / "drafts/treatment/2/manifest.json").exists, 120)
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0, said
    assert "m1: 1 file arrived" in said
    assert "Traceback" not in said
    assert marked_processes(mark) == []


def test_a_run_ends_with_the_watch_that_started_it(
    environment: Mapping[str, str], pincite: Pincite, server: tuple[str, Path], tmp_path: Path
) -> None:
    office = made_office(tmp_path, "m1")
    lay(office / "matters" / "m1", ONE, TWO, THREE)
    mark = f"alone_{tmp_path.name}"
    env = {"PREFECT_API_URL": server[0], "LC_ALL": mark}
    with watching(environment, office, "--every", "1h", env=env) as process:
        assert wait_until(lambda: len(marked_processes(mark)) >= 2)
        process.kill()
        process.wait()
        assert wait_until(lambda: marked_processes(mark) == [])
    assert pincite("watch", "--office", office, "--preparer", "pat", "--once", env=env).returncode == 0
    assert (office / "matters/m1/drafts/treatment/1/manifest.json").exists()


def planted(matter: Path, office: Path) -> set[str]:
    """Names of a person wherever a run looks: in names of files and folders, in what is set aside."""
    secrets = {f"Wolfram Osgood {n}" for n in range(6)}
    a, b, c, d, e, _ = sorted(secrets)
    lay(matter, ONE, called=f"{a}.pdf")
    (matter / "uploads" / b).mkdir()
    lay(matter, TWO, called=f"{b}/{c}.pdf")
    (matter / "uploads" / f"{d} scan.pdf").write_bytes(b"%PDF-1.7\nof " + e.encode())
    return secrets


@pytest.mark.long
def test_a_schedule_fires_on_a_server_which_gets_to_know_no_name(
    environment: Mapping[str, str], server: tuple[str, Path], tmp_path: Path
) -> None:
    """Deployments served by a watch: the server starts the runs, and keeps counts and ids only."""
    url, home = server
    office = made_office(tmp_path, "m1")
    policy = office / "policy.toml"
    text = policy.read_text(encoding="utf-8")
    address = "http://127.0.0.1:8123"
    assert 'address = ""' in text
    policy.write_text(text.replace('address = ""', f'address = "{address}"'), encoding="utf-8")
    matter = office / "matters" / "m1"
    secrets = planted(matter, office) | words_of_the_records()
    with watching(environment, office, "--serve", "--every", "10s", env={"PREFECT_API_URL": url}) as process:
        with one_run(load_matter(matter)):
            assert wait_until(lambda: "AlreadyRunning" in states(home), 120)
        assert wait_until((matter / "drafts/treatment/1/manifest.json").exists, 180)
        assert wait_until(lambda: {"AwaitingReview", "NothingNew"} <= states(home), 120)
        process.terminate()
        said, _ = process.communicate(timeout=120)
    with closing(sqlite3.connect(f"file:{home / 'prefect.db'}?mode=ro", uri=True)) as database:
        names = {name for (name,) in database.execute("SELECT name FROM flow_run")}
        limits = {name for (name,) in database.execute("SELECT name FROM concurrency_limit_v2")}
        shown = dict(database.execute("SELECT key, data FROM artifact WHERE key LIKE 'm1-%'").fetchall())
    assert said == "Serving 1 matter until Ctrl-C.\n"
    assert "m1: 3 files arrived, 3 to read" in names
    assert "pincite-m1" in limits
    assert set(shown) == {"m1-reading", "m1-review", "m1-set-aside"}
    assert f"{address}/m/m1/treatment/1" in shown["m1-review"]
    assert "Ask for it again." in shown["m1-set-aside"]
    kept = everything_in(home) + said.encode()
    for secret in secrets:
        assert secret.encode() not in kept, secret


def states(home: Path) -> set[str]:
    """Of the runs of deployments: what other tests ran on this server came by hand."""
    asked = "SELECT state_name FROM flow_run WHERE deployment_id IS NOT NULL"
    with closing(sqlite3.connect(f"file:{home / 'prefect.db'}?mode=ro", uri=True)) as database:
        return {name for (name,) in database.execute(asked)}
