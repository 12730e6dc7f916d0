"""The commands of the ledger: what is wrong is called by its name, and an anchor is kept elsewhere."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.confidentiality.access import grant
from pipelines.ledger import Ledger
from pipelines.matter import Client
from pipelines.matter_file import create_matter
from pipelines.office import add_key, add_person, create_office
from pipelines.review.roster import Person, Role
from tests.pipelines.run_here import run_here

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
PASSPHRASE = "nine herons wade at dusk"
START = datetime(2020, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def matter(tmp_path: Path) -> Path:
    office = create_office(tmp_path / "office", TEMPLATES)
    add_person(office, Person("alma", "Alma Ferreira", (Role.AUDITOR,)), "alma", START)
    add_key(office, "alma", tmp_path / "alma.pem", PASSPHRASE, "alma", START)
    made = create_matter(office, "2026-001", Client("Dara Moss", None), None, "Moss v. Hale")
    grant(made, ["alma"], "alma", START)
    for i in range(4):
        Ledger(made.ledger).append("paula", "test.event", {"n": i}, START + timedelta(minutes=i))
    return made.folder


def anchor(matter: Path, out: Path) -> tuple[int, str]:
    key = matter.parents[2] / "alma.pem"
    words = ("--actor", "alma", "--key", key, "--out", out)
    done = run_here("ledger", "anchor", matter, *words, passphrase=PASSPHRASE)
    return done.returncode, done.stderr


def test_a_whole_ledger_and_what_no_head_covers(matter: Path) -> None:
    done = run_here("ledger", "verify", matter)
    assert done.returncode == 0, done.stderr
    assert "The ledger is whole: 5 entries" in done.stdout
    assert "unanchored tail at entry 1: 5 entries since 2020-03-02T09:00:00Z" in done.stdout
    assert "more than the policy's 7 days" in done.stdout


def test_the_offices_own_ledger(matter: Path) -> None:
    done = run_here("ledger", "verify", "--office", matter.parents[1])
    assert "The ledger is whole: 2 entries" in done.stdout
    shown = run_here("ledger", "show", "--office", matter.parents[1], "--event", "roster.key")
    assert "alma          roster.key_added" in shown.stdout
    assert "1 of 1 entries." in shown.stdout


def test_entries_are_shown_from_the_end(matter: Path) -> None:
    done = run_here("ledger", "show", matter, "--event", "test", "--last", "2")
    assert [line.split()[-1] for line in done.stdout.splitlines()] == ["n=2", "n=3", "entries."]


def test_an_anchor_kept_elsewhere_shows_a_cut(matter: Path, tmp_path: Path) -> None:
    out = tmp_path / "kept.anchor"
    code, error = anchor(matter, out)
    assert code == 0, error
    assert "anchor: entry 5, signed by alma" in run_here("ledger", "verify", matter, "--anchor", out).stdout
    entries = Ledger(matter / "ledger.jsonl").entries()
    (matter / "ledger.jsonl").write_bytes(b"".join(e.line + b"\n" for e in entries[:3]))
    database = sqlite3.connect(matter / "ledger.sqlite", isolation_level=None)
    guards = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        database.execute(f"DROP TRIGGER {name}")
    database.execute("DELETE FROM entry WHERE seq > 3")
    for _, sql in guards:
        database.execute(sql)
    database.close()
    assert run_here("ledger", "verify", matter).returncode == 0
    done = run_here("ledger", "verify", matter, "--anchor", out)
    assert (done.returncode, "cut tail at entry 4" in done.stdout) == (7, True)
    assert "NOT verify: cut tail" in done.stderr


def test_an_altered_anchor_is_called_bad(matter: Path, tmp_path: Path) -> None:
    out = tmp_path / "kept.anchor"
    anchor(matter, out)
    out.chmod(0o600)
    out.write_bytes(out.read_bytes().replace(b'"sig":"', b'"sig":"AAAA'))
    done = run_here("ledger", "verify", matter, "--anchor", out)
    assert (done.returncode, "bad anchor signature: kept.anchor" in done.stdout) == (7, True)


def test_an_anchor_is_not_kept_beside_its_ledger(matter: Path, tmp_path: Path) -> None:
    code, error = anchor(matter, matter / "kept.anchor")
    assert (code, "worth nothing" in error) == (2, True)
    (tmp_path / "there").write_text("before")
    code, error = anchor(matter, tmp_path / "there")
    assert (code, (tmp_path / "there").read_text()) == (2, "before")
    assert len(Ledger(matter / "ledger.jsonl").entries()) == 5


def test_a_lost_copy_is_mended(matter: Path) -> None:
    (matter / "ledger.sqlite").unlink()
    assert run_here("ledger", "verify", matter).returncode == 7
    done = run_here("ledger", "recover", matter, "--actor", "alma")
    assert "goes on at entry 6" in done.stdout
    assert run_here("ledger", "verify", matter).returncode == 0
