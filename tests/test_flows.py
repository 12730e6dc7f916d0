"""The flows: where they end, what Prefect gets to know, what is left when a command is killed."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from extractors.errors import UsageError
from tests.conftest import ROOT, SMALL, SMALL_CLIENT, TORN, Pincite


def marked_processes(mark: str) -> list[int]:
    """Processes whose environment holds the mark: a command, and everything it started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"LC_ALL={mark}".encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def wait_until(what: object, seconds: float = 60.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def taken_in(pincite: Pincite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a small matter, its records taken in, not drafted. Not to be changed."""
    office = tmp_path_factory.mktemp("taken-in") / "office"
    assert pincite("init", office).returncode == 0
    assert pincite("matter", "new", "m1", "--office", office, *SMALL_CLIENT).returncode == 0
    assert pincite("add", office / "matters" / "m1", SMALL / "files").returncode == 0
    return office


@pytest.fixture
def matter(taken_in: Path, tmp_path: Path) -> Path:
    """A copy of that matter in an office of its own."""
    office = tmp_path / "office"
    shutil.copytree(taken_in, office, symlinks=True)
    return office / "matters" / "m1"


def everything_in(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


def words_of_the_records() -> set[str]:
    """Names and long quotes that only the records, the client and the file names hold."""
    gold = json.loads((SMALL / "gold.json").read_text(encoding="utf-8"))
    names = {gold["patient"]["name"], *gold["patient"]["name"].split()}
    for facility in gold["facilities"]:
        names |= {facility["name"], *facility["aliases"], *facility["providers"]}
    return names | {p.name for p in (SMALL / "files").iterdir()} | {gold["patient"]["dob"]}


def test_the_flow_runs_against_a_server_and_tells_it_no_word_of_the_records(
    pincite: Pincite, server: tuple[str, Path], matter: Path
) -> None:
    url, home = server
    (matter / "uploads" / "Pruitt Gideon MRI.pdf").write_bytes(b"%PDF-1.7\nnothing follows")
    done = pincite("draft", "treatment", matter, "--preparer", "pat", env={"PREFECT_API_URL": url})
    assert done.returncode == 3, done.stderr
    chronology = json.loads((matter / "drafts/treatment/1/chronology.json").read_bytes())
    quotes = {f["quote"] for row in chronology["rows"] for f in row["findings"] if len(f["quote"]) > 20}
    assert len(quotes) > 5

    def told() -> bytes:
        return everything_in(home)

    assert wait_until(lambda: b"AwaitingReview" in told())
    assert b"draft-deliverable" in told()
    assert wait_until(lambda: told().count(b"read-batch") > 1)
    for secret in words_of_the_records() | quotes:
        assert secret.encode() not in told(), secret


def test_an_error_reaches_the_person_whole_and_prefect_by_its_kind_only(
    pincite: Pincite, server: tuple[str, Path], matter: Path
) -> None:
    url, home = server
    stray = matter.parents[1] / "templates" / "treatment" / "Gideon Pruitt letter.docx"
    stray.write_bytes(b"")
    done = pincite("draft", "treatment", matter, env={"PREFECT_API_URL": url})
    assert done.returncode == 5
    assert "Gideon Pruitt letter.docx" in done.stderr
    assert "Traceback" not in done.stderr
    assert wait_until(lambda: b"TemplateError" in everything_in(home))
    assert b"Gideon Pruitt letter" not in everything_in(home)


def test_a_stored_error_is_a_plain_exception_without_the_text() -> None:
    code = (
        "import os, pickle, flows; from extractors.errors import UsageError;"
        "e = pickle.loads(pickle.dumps(flows.Withheld(UsageError('Gideon', 'Pruitt'))));"
        "print(type(e).__name__, e, vars(e))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "RuntimeError UsageError {}"
    assert pickle.dumps(RuntimeError("UsageError"))


def test_a_killed_command_leaves_no_process_and_run_again_it_leaves_nothing_behind(
    pincite: Pincite, environment: Mapping[str, str], empty_database: Path, matter: Path, tmp_path: Path
) -> None:
    """With a whole database to start from: who is killed here would start its server a second time."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command = [sys.executable, "-m", "pipelines.cli", "draft", "treatment", str(matter)]
    env = {"LC_ALL": "pincite_test_killed", "TMPDIR": str(scratch), "HOME": str(scratch)}
    process = subprocess.Popen(
        command, cwd=ROOT, env={**environment, **env}, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(b"Reading"):
            break
    assert len(marked_processes("pincite_test_killed")) >= 2
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stderr.close()
    assert wait_until(lambda: marked_processes("pincite_test_killed") == [])
    assert wait_until(lambda: not list(scratch.glob("pincite-prefect-*")))
    left = set(scratch.iterdir())
    done = pincite("draft", "treatment", matter, env=env)
    assert done.returncode == 0, done.stderr
    assert marked_processes("pincite_test_killed") == []
    assert set(scratch.iterdir()) == left


def test_a_second_draft_reads_nothing_again_unless_another_second_reader_does(
    served: Pincite, matter: Path, tmp_path: Path
) -> None:
    """Tesseract's opinion can mark a line, so whether it is there, and which one, is an input."""
    programs = tmp_path / "programs"
    programs.mkdir()
    tesseract = programs / "tesseract"
    tesseract.write_text("#!/bin/sh\necho tesseract 9.9.9\n", encoding="utf-8")
    tesseract.chmod(0o755)
    without = {"PATH": "/usr/bin:/bin"} if shutil.which("tesseract") is None else {}
    first = served("draft", "treatment", matter, env=without)
    same = served("draft", "treatment", matter, env=without)
    assert (first.returncode, same.returncode) == (0, 0)
    assert "Reading 3 files ..." in first.stderr
    assert "Reading 0 files; 3 were read before ..." in same.stderr
    assert (matter / "drafts" / "treatment" / "1").is_dir()
    assert not (matter / "drafts" / "treatment" / "2").exists()
    second = served("draft", "treatment", matter, env={"PATH": f"{programs}:{os.environ['PATH']}"})
    assert second.returncode == 0
    assert "Reading 3 files ..." in second.stderr
    drafts = [json.loads((matter / f"drafts/treatment/{n}/chronology.json").read_bytes()) for n in (1, 2)]
    assert "9.9.9" not in drafts[0]["stats"]["readers"]
    assert drafts[1]["stats"]["readers"].endswith(", tesseract 9.9.9")
    assert drafts[0]["rows"] == drafts[1]["rows"]


def test_a_torn_empty_database_is_made_anew(empty_database: Path) -> None:
    """It was torn when the session began, and a command or a server found it so."""
    assert TORN not in empty_database.read_bytes()
    with closing(sqlite3.connect(f"file:{empty_database}?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"flow_run", "task_run", "alembic_version"} <= tables


def test_a_source_that_shows_late_is_waited_for_and_a_defect_is_not() -> None:
    code = """
import flows
from prefect.states import Failed
from pipelines.discovery.batches import NotThere
late = Failed(data=flows.Withheld(NotThere("a", "b")))
defect = Failed(data=flows.Withheld(KeyError("x")))
print(flows._worth_another_try(None, None, late), flows._worth_another_try(None, None, defect))
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True", "False"]


def test_the_deployments_of_prefect_yaml_fit_their_flow() -> None:
    """Every block names a flow that is there, with parameters that it takes; the schedules are as told."""
    code = """
import importlib, json, yaml
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule
told = yaml.safe_load(open("prefect.yaml"))
fits = []
for block in told["deployments"]:
    file, _, name = block["entrypoint"].partition(":")
    flow = getattr(importlib.import_module(file.removesuffix(".py")), name)
    flow.validate_parameters(block["parameters"])
    for schedule in block.get("schedules", []):
        kind = CronSchedule if "cron" in schedule else IntervalSchedule
        fits.append(type(kind(**schedule)).__name__)
    fits.append(flow.name)
print(json.dumps(fits))
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    name = "process-uploads"
    assert json.loads(run.stdout) == ["IntervalSchedule", name, "CronSchedule", name, name]


def test_what_a_work_pool_runs_is_not_served_besides(monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.exceptions import ObjectNotFound

    import flows

    class Client:
        def __enter__(self) -> Client:
            return self

        def __exit__(self, *_: object) -> None: ...

        def read_deployment_by_name(self, name: str) -> object:
            if name != "process-uploads/m2":
                raise ObjectNotFound(LookupError(name))
            return SimpleNamespace(work_pool_name="pincite")

    monkeypatch.setattr(flows, "get_client", lambda **_: Client())
    monkeypatch.setattr(flows, "serve", lambda *_, **__: pytest.fail("served"))
    with pytest.raises(UsageError, match="process-uploads/m2 for the work pool pincite"):
        flows.serve_uploads({"m1": "/m1", "m2": "/m2"}, "pat", (), None, None, "UTC")
