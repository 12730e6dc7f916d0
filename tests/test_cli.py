"""The command line: quick to start, enough help to work with, one line for every error."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from extractors.errors import UsageError
from pipelines.cli import app, main
from pipelines.commands.inputs import day, login_name, passphrase
from pipelines.commands.words import visible
from pipelines.commands.work import _refuse_foreign
from pipelines.durable import sha256_of
from tests.conftest import ROOT, SMALL, SMALL_CLIENT, Pincite

START_LIMIT = 0.5
HEAVY = (
    "prefect",
    "spacy",
    "numpy",
    "cv2",
    "rapidocr",
    "docx",
    "xlsxwriter",
    "pdfplumber",
    "dateparser",
    "rich",
)


def commands(group: Any, words: str = "") -> Iterator[str]:
    """Every command below a group, by the words that are typed."""
    for name, command in group.commands.items():
        typed = f"{words} {name}".strip()
        yield from commands(command, typed) if hasattr(command, "commands") else [typed]


COMMANDS = tuple(commands(typer.main.get_command(app)))
CONTRACT = (
    *("list", "show", "submit", "pass", "return", "rows", "row", "accept", "correct", "reject-row", "undo"),
    *("reconfirm", "look-through", "apply", "request-changes", "reject", "escalate", "answer", "questions"),
    *("tier", "void", "revoke", "report-error", "approve"),
)
"""What the review page can do, and the command line as well."""


def quickest(pincite: Pincite, *arguments: str | Path) -> float:
    """Processor seconds of the fastest of three runs: the clock would measure what else the machine does."""
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        pincite(*arguments)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def test_help_status_and_verify_start_in_half_a_second(pincite: Pincite, small_run: Path) -> None:
    matter = small_run / "office" / "matters" / "matter"
    assert quickest(pincite, "--help") < START_LIMIT
    assert quickest(pincite, "status", matter) < START_LIMIT
    assert quickest(pincite, "verify", small_run / "draft") < START_LIMIT


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = f"import sys, pipelines.cli; print([m for m in {HEAVY!r} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.fixture
def help_of(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[str], str]:
    """What the entry point prints for ``pincite COMMAND --help``, without a process for each."""

    def printed(command: str) -> str:
        monkeypatch.setattr(sys, "argv", ["pincite", *command.split(), "--help"])
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code
        return capsys.readouterr().out

    return printed


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(help_of: Callable[[str], str], command: str) -> None:
    printed = help_of(command)
    assert f"pincite {command}" in printed.split("Usage:")[1]
    assert re.search(rf"Examples?:\n(?: .*\n)*? +pincite {command}\b", printed)


def test_the_review_can_be_done_without_the_page() -> None:
    assert {f"review {name}" for name in CONTRACT} <= set(COMMANDS)


def test_the_entry_point_shows_every_group(pincite: Pincite, help_of: Callable[[str], str]) -> None:
    done = pincite("--help")
    assert (done.returncode, done.stdout) == (0, help_of(""))
    listed = set(re.findall(r"^  ([a-z-]+)  ", done.stdout.split("Commands:")[1], re.MULTILINE))
    assert listed == {command.split()[0] for command in COMMANDS}


def test_errors_are_one_line_with_a_remedy_and_the_exit_code_of_their_kind(
    pincite: Pincite, tmp_path: Path
) -> None:
    done = pincite("status", tmp_path / "nowhere")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("pincite: There is no matter in ")
    assert done.stderr.endswith("Make it with `pincite matter new`.\n")


def test_a_second_or_overdue_template_is_refused_before_any_page_is_read(
    served: Pincite, tmp_path: Path
) -> None:
    assert served("init", tmp_path / "office").returncode == 0
    assert served("matter", "new", "m1", "--office", tmp_path / "office", *SMALL_CLIENT).returncode == 0
    second = tmp_path / "office" / "templates" / "treatment" / "approved (2).docx"
    second.write_bytes(b"")
    done = served("draft", "treatment", "m1", "--office", tmp_path / "office")
    assert done.returncode == 5
    assert "holds a second file" in done.stderr.splitlines()[-1]
    assert "Reading" not in done.stderr
    assert "Traceback" not in done.stderr
    second.unlink()
    approvals = tmp_path / "office" / "templates" / "approvals.toml"
    dated = re.sub(r"review_by = \S+", "review_by = 2026-02-01", approvals.read_text(encoding="utf-8"))
    approvals.write_text(dated, encoding="utf-8")
    done = served("draft", "treatment", "m1", "--office", tmp_path / "office")
    assert done.returncode == 5
    assert "expired: review was due by 2026-02-01" in done.stderr.splitlines()[-1]
    assert "Reading" not in done.stderr


def test_files_set_aside_give_exit_code_3_and_a_complete_draft(served: Pincite, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "chart.pdf").write_bytes((SMALL / "files" / "cloverleaf_records.pdf").read_bytes())
    (files / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing follows")
    (files / "empty.pdf").write_bytes(b"")
    done = served("run", "treatment", files, *SMALL_CLIENT, "--out", tmp_path / "out")
    assert done.returncode == 3, done.stderr
    assert {p.name for p in (tmp_path / "out" / "draft").iterdir()} == {
        *(f"chronology.{suffix}" for suffix in ("docx", "html", "json", "pdf", "xlsx")),
        "manifest.json",
    }
    assert "set aside (empty): empty.pdf is empty (0 bytes). Ask for the file again." in done.stdout
    assert re.search(r"set aside \([a-z]+\): broken\.pdf ", done.stdout)
    assert "awaiting attorney review" in done.stdout
    assert "Next:" in done.stdout


def test_run_refuses_another_client_in_the_same_folder(pincite: Pincite, small_run: Path) -> None:
    done = pincite("run", "treatment", SMALL / "files", "--client", "Another Person", "--out", small_run)
    assert done.returncode == 2
    assert "another client" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("text", ["07/16/1977", "1977-7-16", "1977-02-30", "19770716", ""])
def test_days_are_taken_in_one_form_only(pincite: Pincite, text: str, tmp_path: Path) -> None:
    done = pincite("matter", "new", "m", "--office", tmp_path, "--client", "A B", "--dob", text)
    assert done.returncode == 2
    assert "Write it as year-month-day" in done.stderr


def test_day_and_login_name() -> None:
    assert day("2016-09-16").isoformat() == "2016-09-16"
    assert re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,62}", login_name())


def test_control_characters_of_file_names_never_reach_the_terminal() -> None:
    assert visible("a\x1b[31mb\u202e.pdf") == "a\\x1b[31mb\\u202e.pdf"
    assert visible("Ångström, No. 5.pdf") == "Ångström, No. 5.pdf"


def test_a_passphrase_is_never_taken_from_an_argument(help_of: Callable[[str], str]) -> None:
    options = {c: set(re.findall(r"--[a-z-]+", help_of(c))) for c in COMMANDS}
    asking = {c for c in COMMANDS if "--passphrase-fd" in options[c]}
    assert {"approve", "review approve", "roster add-key"} <= asking
    for command in COMMANDS:
        assert all(o.endswith("-fd") for o in options[command] if "pass" in o), command


def test_without_a_terminal_the_passphrase_needs_a_descriptor(pincite: Pincite, tmp_path: Path) -> None:
    pincite("init", tmp_path / "office")
    common = ("--office", tmp_path / "office", "--actor", "lee")
    pincite(
        *("roster", "add", "lee", "--name", "Lee Moss", "--role", "attorney"),
        *("--licence-number", "1", "--licence-state", "GA", *common),
    )
    done = pincite("roster", "add-key", "lee", "--key", tmp_path / "lee.key", *common)
    assert done.returncode == 2
    assert "Use --passphrase-fd." in done.stderr
    assert not (tmp_path / "lee.key").exists()


def test_run_never_takes_the_place_of_what_is_not_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "draft"
    _refuse_foreign(folder)
    folder.mkdir()
    (folder / "manifest.json").write_text(
        json.dumps({"files": {"chronology.docx": {"sha256": sha256_of(b"as made")}}})
    )
    (folder / "chronology.docx").write_bytes(b"as made")
    (folder / ".~lock.chronology.docx#").touch()
    _refuse_foreign(folder)
    (folder / "brief.docx").touch()
    with pytest.raises(UsageError, match="would be lost"):
        _refuse_foreign(folder)
    (folder / "brief.docx").unlink()
    (folder / "chronology.docx").write_bytes(b"with the paralegal's notes")
    with pytest.raises(UsageError, match="would be lost"):
        _refuse_foreign(folder)


def test_a_descriptor_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="file descriptor -1"):
        passphrase(-1, "")
