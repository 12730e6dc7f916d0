"""`pincite templates`: what is approved and until when, what is wrong, who approves."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer

from extractors.errors import GateRefusal, TemplateError, UsageError
from pipelines.cli import app
from pipelines.office import Office, add_person
from pipelines.review.roster import Person, Role
from pipelines.template_set import make_office
from tests.conftest import ROOT

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
COMMAND = typer.main.get_command(app)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = make_office(tmp_path / "office", ROOT / "templates", NOW)
    add_person(office, Person("tess", "Tess Owen", (Role.TEMPLATE_OWNER,)), "ann", NOW)
    add_person(office, Person("lee", "Lee Moss", (Role.ATTORNEY,), "123456", "GA"), "ann", NOW)
    return office


@pytest.fixture
def typed(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Type a command about the office, a number of days after it was made."""

    def run(*words: str, after: int = 0) -> str:
        monkeypatch.setattr("pipelines.commands.templates.now", lambda: NOW + timedelta(days=after))
        arguments = ["templates", *words, "--office", str(office.folder)]
        assert not COMMAND.main(args=arguments, prog_name="pincite", standalone_mode=False)
        return capsys.readouterr().out

    return run


def change(office: Office) -> None:
    task = office.templates / "treatment" / "task.toml"
    task.write_bytes(task.read_bytes().replace(b"working_hours = 4", b"working_hours = 8"))


def test_the_list_says_who_approved_what_and_until_when(typed: Callable[..., str]) -> None:
    printed = typed("list").splitlines()
    assert [line.split()[0] for line in printed] == [
        *("clauses", "damages", "exhibits", "liability", "treatment")
    ]
    assert all("review by 2027-03-02" in line for line in printed)
    assert "All 5 templates are as approved." in typed("verify")


def test_a_drifted_template_is_named_until_its_owner_approves_it(
    office: Office, typed: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    change(office)
    assert "treatment: REFUSED. The template 'treatment' was altered" in typed("list")
    with pytest.raises(TemplateError, match="1 of 5 templates are refused"):
        typed("verify")
    assert "treatment: REFUSED." in capsys.readouterr().out
    with pytest.raises(GateRefusal, match="'lee' may not approve templates"):
        typed("approve", "treatment", "--actor", "lee")
    approved = typed("approve", "treatment", "--actor", "tess", "--review-by", "2026-09-01")
    assert "approved by Tess Owen, for review by 2026-09-01" in approved
    assert "All 5" in typed("verify")


def test_an_overdue_template_is_refused_until_it_is_reviewed(typed: Callable[..., str]) -> None:
    assert "All 5" in typed("verify", after=365)
    with pytest.raises(TemplateError, match="5 of 5 templates are refused"):
        typed("verify", after=366)
    typed("approve", "exhibits", "--actor", "tess", after=366)
    with pytest.raises(TemplateError, match="4 of 5"):
        typed("verify", after=366)


def test_a_shipped_template_that_is_brought_in_needs_the_offices_own_approval(
    office: Office, typed: Callable[..., str]
) -> None:
    shutil.rmtree(office.templates / "liability")
    approvals = office.templates / "approvals.toml"
    kept, _, _ = approvals.read_text(encoding="utf-8").partition("[liability]")
    approvals.write_text(kept, encoding="utf-8")
    with pytest.raises(UsageError, match="has a template 'exhibits' already"):
        typed("add", "exhibits")
    assert "templates approve liability" in typed("add", "liability")
    assert "liability: REFUSED. The template 'liability' has no approval" in typed("list")
    typed("approve", "liability", "--actor", "tess")
    assert "liability 1.1.0: approved 2026-03-02 (Tess Owen)" in typed("list")
