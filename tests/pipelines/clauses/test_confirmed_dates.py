"""Dates are proposed with nobody beside them; only an attorney of that day may stand for one."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extractors.errors import UsageError
from pipelines.clauses.confirmed_dates import (
    CONFIRMED_FILE,
    propose_dates,
    read_confirmed,
    with_confirmations,
)
from pipelines.matter import Client, Matter
from pipelines.review.roster import Person, Role, Roster
from tests.pipelines.clauses.made_report import made_report

ROWS = made_report(confirmed=False).dates
ROSTER = Roster(
    (
        Person("lee", "Lee Marchetti", (Role.ATTORNEY,), "1", "VT", date(2024, 1, 1), date(2024, 12, 31)),
        Person("pat", "Pat Ruiz", (Role.PREPARER,)),
    )
)
CONFIRMED = 'confirmed_by = "lee"\nconfirmed_on = 2024-05-31'


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    return Matter(tmp_path, "m", Client("Quillfeather Mills, Inc.", None), None)


def edit(matter: Matter, old: str, new: str) -> None:
    """What a person does to the file, in its first place."""
    path = matter.folder / CONFIRMED_FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_proposal_has_every_date_and_nobody_beside_it(matter: Matter) -> None:
    propose_dates(matter, ROWS, ())
    proposed = tomllib.loads((matter.folder / CONFIRMED_FILE).read_text(encoding="utf-8"))
    assert [entry["date"] for entry in proposed["date"]] == [date(2017, 5, 31), date(2019, 7, 31)]
    assert {entry["confirmed_by"] for entry in proposed["date"]} == {""}
    assert "runs for three (3) years" in proposed["date"][0]["quote"]
    assert with_confirmations(ROWS, read_confirmed(matter, ROSTER)) == (ROWS, ())


def test_no_dates_make_no_file(matter: Matter) -> None:
    propose_dates(matter, (), ())
    assert list(matter.folder.iterdir()) == []


def test_what_an_attorney_confirms_reaches_the_row(matter: Matter) -> None:
    propose_dates(matter, ROWS, ())
    edit(matter, "date = 2017-05-31", "date = 2017-06-01")
    edit(matter, 'confirmed_by = ""', CONFIRMED)
    rows, absent = with_confirmations(ROWS, read_confirmed(matter, ROSTER))
    assert not absent
    assert (rows[0].date, rows[0].confirmed_date, rows[0].confirmed_name) == (
        "2017-05-31",
        "2017-06-01",
        "Lee Marchetti",
    )
    assert rows[1] == ROWS[1]


def test_new_dates_come_at_the_end_and_nothing_else_changes(matter: Matter) -> None:
    propose_dates(matter, ROWS[:1], ())
    edit(matter, 'confirmed_by = ""', CONFIRMED + "  # as told on the phone")
    before = (matter.folder / CONFIRMED_FILE).read_bytes()
    propose_dates(matter, ROWS, read_confirmed(matter, ROSTER))
    after = (matter.folder / CONFIRMED_FILE).read_bytes()
    assert after.startswith(before)
    assert [one.id for one in read_confirmed(matter, ROSTER)] == ["D-1", "D-2"]
    propose_dates(matter, ROWS, read_confirmed(matter, ROSTER))
    assert (matter.folder / CONFIRMED_FILE).read_bytes() == after


def test_a_confirmed_date_that_the_papers_no_longer_give_is_told(matter: Matter) -> None:
    propose_dates(matter, ROWS, ())
    edit(matter, 'confirmed_by = ""', CONFIRMED)
    rows, absent = with_confirmations(ROWS[1:], read_confirmed(matter, ROSTER))
    assert [one.id for one in absent] == ["D-1"]
    assert not rows[0].confirmed_by


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ('confirmed_by = "pat"\nconfirmed_on = 2024-05-31', "'pat' is no attorney"),
        ('confirmed_by = "ghost"\nconfirmed_on = 2024-05-31', "'ghost' is no attorney"),
        ('confirmed_by = "lee"\nconfirmed_on = 2025-01-01', "no attorney on the roster on 2025-01-01"),
        ('confirmed_by = "lee"', "has no 'confirmed_on'"),
        ('confirmed_by = "lee"\nconfirmed_on = "today"', "'confirmed_on' must be a date"),
        (f"{CONFIRMED}\nsure = true", "'sure' is not a setting"),
    ],
)
def test_what_does_not_hold_is_refused_with_its_place(matter: Matter, typed: str, problem: str) -> None:
    propose_dates(matter, ROWS, ())
    edit(matter, 'confirmed_by = ""', typed)
    with pytest.raises(UsageError, match=problem) as caught:
        read_confirmed(matter, ROSTER)
    assert "confirmed-dates.toml [[date]] no. 1" in str(caught.value)


def test_a_confirmation_needs_its_date(matter: Matter) -> None:
    propose_dates(matter, ROWS, ())
    edit(matter, "date = 2017-05-31\n", "")
    edit(matter, 'confirmed_by = ""', CONFIRMED)
    with pytest.raises(UsageError, match="has no 'date'"):
        read_confirmed(matter, ROSTER)


def test_one_date_stands_once(matter: Matter) -> None:
    propose_dates(matter, (ROWS[0], replace(ROWS[1], id=ROWS[0].id)), ())
    with pytest.raises(UsageError, match="stands twice"):
        read_confirmed(matter, ROSTER)


@pytest.mark.parametrize("words", ["schema = " + "9" * 5000, "schema = " + "[" * 5000])
def test_what_nobody_types_is_refused(matter: Matter, words: str) -> None:
    (matter.folder / CONFIRMED_FILE).write_text(words, encoding="utf-8")
    with pytest.raises(UsageError, match="that nobody types"):
        read_confirmed(matter, ROSTER)


@pytest.mark.parametrize("kind", ["link", "dangling link", "folder", "pipe", "sparse"])
def test_what_is_no_plain_file_is_refused_and_left_alone(matter: Matter, tmp_path: Path, kind: str) -> None:
    path, other = matter.folder / CONFIRMED_FILE, tmp_path / "other.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "sparse":
        path.touch()
        os.truncate(path, 3_000_000_000)
    else:
        if kind == "link":
            other.write_text("schema = 1\n", encoding="utf-8")
        path.symlink_to(other)
    for attempt in (lambda: read_confirmed(matter, ROSTER), lambda: propose_dates(matter, ROWS, ())):
        with pytest.raises(UsageError, match=re.escape(CONFIRMED_FILE)):
            attempt()
    assert path.is_symlink() == ("link" in kind)
