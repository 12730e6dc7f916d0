"""Logged and measured time: whose it is, who may say so, and that nothing said is ever lost."""

from __future__ import annotations

import csv
import dataclasses
import io
from datetime import date, timedelta
from pathlib import Path

import pytest

from extractors.errors import GateRefusal, UsageError
from pipelines.confidentiality.access import grant
from pipelines.durable import replace_file
from pipelines.ledger import Ledger
from pipelines.matter import Matter
from pipelines.office import office_of
from pipelines.review.roster import Engagement, roster_text
from pipelines.work_log import What, WorkLine, log_work, withdraw_work, worked
from tests.pipelines.metrics.made_ledgers import MONDAY, Told
from tests.pipelines.metrics.made_office import made_office, put
from tests.pipelines.run_here import run_here

NOW = MONDAY + timedelta(days=2)
TUESDAY = date(2026, 3, 3)


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    office = made_office(tmp_path)
    told = Told().draft().submit().decide("r1", seconds=30).decide("r2", seconds=60)
    told.decide("r3", seconds=0).wait(days=1).decide("r4", seconds=20, actor="sven")
    matter = put(office, "2026-001", told)
    grant(matter, ["anna", "paula", "sven"], "sven", told.now)
    return matter


def log(matter: Matter, actor: str, minutes: int = 45, day: date = TUESDAY, person: str = "") -> int:
    return log_work(matter, What.DRAFTING, minutes, day, actor, NOW, person=person).seq


def logged(matter: Matter) -> list[WorkLine]:
    return [x for x in worked(matter) if not x.measured]


def test_time_is_logged_with_whose_it_is(matter: Matter) -> None:
    seq = log(matter, "paula")
    (line,) = logged(matter)
    assert (line.person, line.name, line.day, line.minutes) == ("paula", "Paula Lindqvist", TUESDAY, 45.0)
    assert (line.what, line.engagement, line.entry) == (What.DRAFTING, Engagement.IN_HOUSE, seq)


def test_what_the_page_measured_is_by_day_person_and_revision(matter: Matter) -> None:
    found = [(x.day.day, x.person, x.about, x.seconds) for x in worked(matter)]
    assert found == [(2, "anna", "treatment revision 1", 90), (3, "sven", "treatment revision 1", 20)]
    assert all(x.measured and x.what is What.REVIEW for x in worked(matter))


def test_who_was_engaged_outside(matter: Matter) -> None:
    office = office_of(matter)
    roster = office.roster()
    paula = roster.person("paula")
    assert paula is not None
    outside = roster.replacing(dataclasses.replace(paula, engagement=Engagement.OUTSOURCED))
    replace_file(office.roster_file, roster_text(outside).encode())
    log(matter, "paula")
    assert logged(matter)[0].engagement is Engagement.OUTSOURCED


def test_time_of_another_is_for_supervisors(matter: Matter) -> None:
    log(matter, "sven", person="paula")
    assert logged(matter)[0].person == "paula"
    with pytest.raises(GateRefusal, match="time of others"):
        log(matter, "anna", person="paula")
    last = Ledger(matter.ledger).entries()[-1]
    assert (last.event, last.details["rule"]) == ("work.refused", "time_of_another")
    assert len(logged(matter)) == 1


@pytest.mark.parametrize(("actor", "person"), [("otto", ""), ("sven", "otto"), ("No Body", "")])
def test_nobody_without_access(matter: Matter, actor: str, person: str) -> None:
    with pytest.raises(GateRefusal, match="has no access"):
        log(matter, actor, person=person)
    assert Ledger(matter.ledger).entries()[-1].details["rule"] == "no_access"


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_no_amount_of_time(matter: Matter, minutes: int) -> None:
    with pytest.raises(UsageError, match="minutes"):
        log(matter, "paula", minutes)


def test_a_day_that_has_not_come(matter: Matter) -> None:
    with pytest.raises(UsageError, match="not come"):
        log(matter, "paula", day=date(2026, 3, 5))


def test_a_line_is_taken_back_once_and_stays_in_the_ledger(matter: Matter) -> None:
    seq = log(matter, "paula")
    with pytest.raises(GateRefusal):
        withdraw_work(matter, seq, "anna", NOW)
    withdraw_work(matter, seq, "paula", NOW)
    assert logged(matter) == []
    assert [e.event for e in Ledger(matter.ledger).entries() if e.event.startswith("work.")] == [
        "work.logged",
        "work.refused",
        "work.withdrawn",
    ]
    with pytest.raises(UsageError, match="no line of work"):
        withdraw_work(matter, seq, "paula", NOW)
    with pytest.raises(UsageError, match="no line of work"):
        withdraw_work(matter, 1, "paula", NOW)


def test_the_commands(matter: Matter, tmp_path: Path) -> None:
    said = run_here(
        *("worklog", "add", matter.folder, "--actor", "paula", "--minutes", "45"),
        *("--what", "quality_control", "--on", "2020-03-03"),
    )
    assert "Logged: 45 minutes of quality_control on 2020-03-03, for paula" in said.stdout, said.stderr
    shown = run_here("worklog", "show", matter.folder)
    assert "Paula Lindqvist (in house): 45.0 min logged, 0.0 min measured" in shown.stdout
    assert "anna 1.5 min review of treatment revision 1 (measured)" in " ".join(shown.stdout.split())
    out = tmp_path / "work.csv"
    done = run_here("worklog", "export", "--office", office_of(matter).folder, "--csv", out)
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert [(r["person"], r["minutes"], r["source"]) for r in rows] == [
        ("paula", "45.0", "logged"),
        ("anna", "1.5", "measured"),
        ("sven", "0.3", "measured"),
    ]
    entry = rows[0]["entry"]
    taken = run_here("worklog", "withdraw", matter.folder, "--entry", entry, "--actor", "paula")
    assert taken.stdout == f"Entry {entry} no longer counts.\n"
