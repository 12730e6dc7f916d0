"""The commands around a matter's confidentiality, from its opening to its disposal, as they are typed."""

from __future__ import annotations

import dataclasses
import os
from datetime import datetime
from pathlib import Path

import pytest
from pyrage import x25519
from typer.testing import CliRunner, Result

from extractors.errors import GateRefusal, PinciteError, UsageError
from pipelines.cli import app
from pipelines.commands import confidentiality, matters, retention
from pipelines.matter_opening import ConflictsFound
from pipelines.office import Office
from tests.pipelines.made_office import ADAM, ANNA, NOW, PAULA, made_office

WORDS = "six horses graze at noon"
LATER = NOW.replace(year=2034)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = made_office(tmp_path / "office", ADAM, ANNA, PAULA)
    monkeypatch.setenv("PINCITE_OFFICE", str(made.folder))
    at(monkeypatch, NOW)
    # Slow by design, and tested in test_lock_keys.py.
    monkeypatch.setattr("pipelines.confidentiality.lock_keys.create_lock_key", made_key)
    monkeypatch.setattr("pipelines.confidentiality.lock_keys.open_lock_key", opened_key)
    return made


def made_key(path: Path, passphrase: str) -> x25519.Identity:
    path.write_text(str(x25519.Identity.generate()), encoding="ascii")
    return opened_key(path, passphrase)


def opened_key(path: Path, passphrase: str) -> x25519.Identity:
    assert passphrase == WORDS
    return x25519.Identity.from_str(path.read_text(encoding="ascii"))


def at(monkeypatch: pytest.MonkeyPatch, time: datetime) -> None:
    for module in (confidentiality, matters, retention):
        monkeypatch.setattr(module, "now", lambda: time)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


def done(*words: str | Path) -> str:
    result = run(*words)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.stdout


def secret() -> str:
    """A descriptor that the passphrase can be read from once."""
    reading, writing = os.pipe()
    os.write(writing, f"{WORDS}\n".encode())
    os.close(writing)
    return str(reading)


def fails(kind: type[PinciteError], *words: str | Path) -> Result:
    result = run(*words)
    assert type(result.exception) is kind, (result.output, result.exception)
    return result


def new(slug: str, client: str, *more: str) -> tuple[str, ...]:
    return ("matter", "new", slug, "--client", client, "--actor", "paula", *more)


def test_a_matter_is_usable_after_one_line(office: Office) -> None:
    said = done(*new("m-1", "Dara Moss", "--access", "paula", "--access", "anna"))
    assert "Conflicts check: no name agrees." in said
    assert "May work in it: paula, anna." in said
    assert done("matter", "access", "m-1").splitlines() == [
        "anna: Anna Thorvald (attorney)",
        "paula: Paula Lindqvist (preparer, qc)",
    ]


def test_access_is_given_and_taken(office: Office) -> None:
    assert "matter grant" in done(*new("m-1", "Dara Moss"))
    assert done("matter", "access", "m-1") == "Nobody may work in this matter yet.\n"
    said = done("matter", "grant", "m-1", "paula", "eve", "--role", "qc", "--actor", "adam")
    assert said.splitlines() == ["eve: not on the roster, so nothing yet", "paula: Paula Lindqvist (qc)"]
    fails(GateRefusal, "matter", "withdraw", "m-1", "paula", "--actor", "paula")
    assert "paula" not in done("matter", "withdraw", "m-1", "paula", "--actor", "adam")


def test_conflicts_are_shown_with_their_why(office: Office) -> None:
    done(*new("m-1", "Dara Moss", "--adverse", "Hale Freight, Inc.", "--access", "paula"))
    result = fails(ConflictsFound, *new("m-2", "Hale Freight LLC"))
    assert '"Hale Freight LLC" (client here) and "Hale Freight, Inc." (adverse in m-1): the same name' in (
        result.stderr
    )
    clear = ("--conflicts-cleared-by", "anna", "--reason", "Other company")
    assert "answered for by anna" in done(*new("m-2", "Hale Freight LLC", *clear))


def test_locked_and_unlocked(office: Office, tmp_path: Path) -> None:
    done(*new("m-1", "Dara Moss", "--access", "paula", "--access", "anna"))
    key = tmp_path / "anna.age"
    mine = ("--key", key, "--actor", "anna")
    said = done("roster", "add-lock-key", "anna", *mine, "--passphrase-fd", secret())
    assert "Keep a copy of it elsewhere" in said
    said = done("matter", "lock", "m-1", *mine, "--passphrase-fd", secret())
    assert "Opens for: anna." in said
    assert "One key opens it" in said
    for words in (("status", "m-1"), ("add", "m-1", key), ("matter", "access", "m-1")):
        assert "The matter m-1 is locked" in str(fails(UsageError, *words).exception)
    assert done("status") == "m-1 is locked\n"
    (office.matters_folder / "m-1" / ".unlocking").mkdir()
    assert "that was cut short" in done("status")
    assert "what was left is gone now" in done("matter", "lock", "m-1", *mine, "--passphrase-fd", secret())
    assert "was locked already." in done("matter", "lock", "m-1", *mine, "--passphrase-fd", secret())
    stopped = fails(ConflictsFound, *new("m-2", "Dara Moss"))
    assert "m-1 is locked: its names were not compared" in stopped.stderr
    by_key = ("--lock-key", str(key), "--passphrase-fd", secret())
    assert "the same name" in fails(ConflictsFound, *new("m-2", "Dara Moss", *by_key)).stderr
    assert "m-1 is open." in done("matter", "unlock", "m-1", *mine, "--passphrase-fd", secret())
    assert "m-1" in done("status", "m-1")


def test_from_closing_to_disposal(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    done(*new("m-1", "Dara Moss", "--access", "paula"))
    assert done("matter", "retention") == "m-1: open\n"
    said = done("matter", "close", "m-1", "--actor", "adam", "--until", "2033-07-01")
    assert "until 2033-07-01" in said
    done("matter", "hold", "m-1", "--actor", "paula", "--reason", "Preservation letter")
    assert done("matter", "retention") == "m-1: closed, to be kept until 2033-07-01, legal holds: 1\n"
    ask = (
        "matter",
        "dispose",
        "m-1",
        "--actor",
        "paula",
        "--reason",
        "r",
        "--authority",
        "a",
        "--copies",
        "c",
    )
    fails(GateRefusal, *ask)
    done("matter", "lift-hold", "m-1", "--actor", "adam", "--reason", "Over")
    fails(GateRefusal, *ask)
    at(monkeypatch, LATER)
    assert "Nothing of m-1 was touched" in done(*ask)
    fails(GateRefusal, "matter", "dispose", "m-1", "--actor", "paula", "--confirm")
    said = done("matter", "dispose", "m-1", "--actor", "anna", "--confirm")
    assert str(office.folder / "disposed" / "m-1" / "certificate.html") in said
    assert done("matter", "retention") == "The office has no matter yet.\n"
    fails(ConflictsFound, *new("m-2", "Moss, Dara"))


def test_a_locked_matters_names_outlive_it(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(*new("m-1", "Dara Moss", "--access", "paula", "--access", "anna"))
    mine = ("--key", tmp_path / "anna.age", "--actor", "anna")
    done("roster", "add-lock-key", "anna", *mine, "--passphrase-fd", secret())
    done("matter", "lock", "m-1", *mine, "--passphrase-fd", secret())
    signing = tmp_path / "anna.pem"
    done("roster", "add-key", "anna", "--key", signing, "--actor", "anna", "--passphrase-fd", secret())
    done("matter", "close", "m-1", "--actor", "adam")
    done("matter", "reopen", "m-1", "--actor", "adam")
    done("matter", "close", "m-1", "--actor", "adam")
    at(monkeypatch, LATER)
    asked = ("--reason", "r", "--authority", "a", "--copies", "none known")
    done("matter", "dispose", "m-1", "--actor", "paula", *asked)
    done("matter", "dispose", "m-1", *mine, "--confirm", "--passphrase-fd", secret())
    # Once more, to sign: what is disposed of stays so.
    sign = ("--sign-with", signing, "--passphrase-fd", secret())
    said = done("matter", "dispose", "m-1", "--actor", "anna", "--confirm", *sign)
    assert str(office.folder / "disposed" / "m-1" / "certificate.anna.dsse.json") in said
    assert "(client in m-1): the same name" in fails(ConflictsFound, *new("m-2", "Dara Moss")).stderr


def test_the_roster_entry_of_a_lock_key(office: Office, tmp_path: Path) -> None:
    done(
        "roster",
        "add-lock-key",
        "paula",
        "--key",
        tmp_path / "k",
        "--actor",
        "paula",
        "--passphrase-fd",
        secret(),
    )
    entry = office.roster().person("paula")
    assert entry is not None
    assert dataclasses.replace(entry, lock_recipient="") == PAULA
