"""The commands of figures and status: what they print, which files they write, what they leave out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.office import Office
from tests.pipelines.metrics.made_ledgers import Told
from tests.pipelines.metrics.made_office import made_office, put
from tests.pipelines.run_here import run_here

LONG_AGO = datetime(2020, 3, 2, 15, 0, tzinfo=UTC)
"""Late by any clock: these commands ask the machine for the time."""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = made_office(tmp_path)
    told = Told(now=LONG_AGO).draft().submit().decide("r1").decide("r2", "reject", "other")
    put(office, "2026-001", told.approve())
    put(office, "2026-002", Told(now=LONG_AGO).draft().submit().decide("r1"))
    return office


def plain(text: str) -> str:
    return " ".join(text.split())


def test_figures_of_an_office(office: Office, tmp_path: Path) -> None:
    html, csv = tmp_path / "figures.html", tmp_path / "figures.csv"
    done = run_here("metrics", "--office", office.folder, "--html", html, "--csv", csv)
    assert done.returncode == 0, done.stderr
    assert "Row accuracy 66.7 % 2 of 3 95 % range" in plain(done.stdout)
    assert "Critical-error rate – 1 of 3 (not shown under 30 rows)" in plain(done.stdout)
    assert "Anna &lt;Thorvald&gt;" in html.read_text()
    assert csv.read_bytes().startswith(b"\xef\xbb\xbfformula,version,effective,")


def test_figures_of_one_matter_and_since_a_day(office: Office) -> None:
    one = run_here("metrics", "--office", office.folder, "--matter", "2026-002")
    assert "Row accuracy 100.0 % 1 of 1" in plain(one.stdout)
    late = run_here("metrics", "--office", office.folder, "--since", "2027-01-01")
    assert "Row accuracy – Row accuracy, critical" in plain(late.stdout)


def test_a_broken_ledger_is_said_to_be_left_out(office: Office) -> None:
    ledger = office.matter("2026-002").ledger
    ledger.write_bytes(ledger.read_bytes().replace(b"anna", b"anne"))
    done = run_here("metrics", "--office", office.folder)
    assert "2026-002 is not counted: ledger.jsonl does not verify: altered at entry 4." in done.stderr
    assert "Row accuracy 50.0 % 1 of 2" in plain(done.stdout)


def test_the_status_of_an_office(office: Office, tmp_path: Path) -> None:
    done = run_here("report", "--office", office.folder, "--html", tmp_path / "status.html")
    assert done.returncode == 0, done.stderr
    assert "2026-002 treatment revision 1: Due 2020-03-05, late by" in done.stdout
    assert "Status of reviews" in (tmp_path / "status.html").read_text()


def test_a_file_that_cannot_be_written(office: Office, tmp_path: Path) -> None:
    done = run_here("report", "--office", office.folder, "--html", tmp_path / "none" / "status.html")
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True)


def test_matters_of_two_offices(office: Office, tmp_path: Path) -> None:
    other = put(made_office(tmp_path / "other"), "2026-003", Told().draft())
    matters = ("--matter", office.matter("2026-001").folder, "--matter", other.folder)
    done = run_here("metrics", *matters)
    assert (done.returncode, "different offices" in done.stderr) == (2, True)
