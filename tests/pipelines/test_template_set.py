"""An office's templates as a set: every fault is named, and only who owns templates approves one."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extractors.errors import GateRefusal, UsageError
from pipelines.office import Office, add_person
from pipelines.review.roster import Person, Role
from pipelines.template_set import approve_template, make_office, standings
from tests.conftest import ROOT

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ALL = ["clauses", "damages", "exhibits", "liability", "treatment"]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = make_office(tmp_path / "office", ROOT / "templates", NOW)
    for person in (
        Person("ann", "Ann Doe", (Role.ADMIN,)),
        Person("tess", "Tess Owen", (Role.TEMPLATE_OWNER,)),
        Person("lee", "Lee Moss", (Role.ATTORNEY,), "123456", "GA"),
        Person("sue", "Sue Park", (Role.SUPERVISING_ATTORNEY,), "654321", "GA"),
        Person("old", "Odd Lamm", (Role.TEMPLATE_OWNER,), valid_until=NOW.date() - timedelta(days=1)),
    ):
        add_person(office, person, "ann", NOW)
    return office


def faults(office: Office, now: datetime = NOW) -> dict[str, str]:
    return {s.name: s.fault.problem for s in standings(office, now) if s.fault is not None}


def change(office: Office, name: str = "treatment") -> None:
    task = office.templates / name / "task.toml"
    task.write_bytes(task.read_bytes().replace(b"working_hours = 4", b"working_hours = 8"))


def test_a_new_office_has_every_template_in_force_for_a_year(office: Office) -> None:
    assert [s.name for s in standings(office, NOW)] == ALL
    assert faults(office, NOW + timedelta(days=365)) == {}
    late = faults(office, NOW + timedelta(days=366))
    assert list(late) == ALL
    assert all("expired: review was due by 2027-03-02" in problem for problem in late.values())


def test_drifted_second_missing_and_unapproved_templates_are_each_named(office: Office) -> None:
    change(office, "clauses")
    shutil.copy(office.templates / "damages" / "approved.docx", office.templates / "damages" / "new.docx")
    (office.templates / "exhibits" / "task.toml").unlink()
    shutil.rmtree(office.templates / "liability")
    shutil.copytree(office.templates / "treatment", office.templates / "narrative")
    shutil.copy(office.templates / "treatment" / "approved.docx", office.templates / "Treatment 2.docx")
    found = faults(office)
    assert list(found) == [
        *("Treatment 2.docx", "clauses", "damages", "exhibits", "liability", "narrative"),
    ]
    for name, words in {
        "Treatment 2.docx": "lies beside the templates",
        "clauses": "was altered after its approval",
        "damages": "holds a second file, 'new.docx'",
        "exhibits": "task.toml is missing",
        "liability": "the folder",
        "narrative": "has no approval",
    }.items():
        assert words in found[name]


@pytest.mark.parametrize("actor", ["tess", "sue"])
def test_an_owner_approves_and_it_is_logged(office: Office, actor: str) -> None:
    change(office)
    approval = approve_template(office, "treatment", actor, NOW)
    assert faults(office) == {}
    entry = office.ledger.entries()[-1]
    assert (entry.event, entry.actor) == ("template.approved", actor)
    assert entry.details == {
        "template": "treatment",
        "version": approval.version,
        "sha256": approval.sha256,
        "review_by": "2027-03-02",
    }
    assert approval.approver in ("Tess Owen", "Sue Park")


@pytest.mark.parametrize("actor", ["lee", "ann", "old", "nobody", "No Id"])
def test_nobody_else_approves_and_the_attempt_is_logged(office: Office, actor: str) -> None:
    change(office)
    with pytest.raises(GateRefusal, match="may not approve templates") as caught:
        approve_template(office, "treatment", actor, NOW)
    assert caught.value.remedy == "Ask tess or sue."
    assert "altered" in faults(office)["treatment"]
    entry = office.ledger.entries()[-1]
    assert (entry.event, entry.details) == ("template.refused", {"rule": "not_an_owner"})


def test_a_day_of_review_that_is_past_is_no_approval(office: Office) -> None:
    change(office)
    before = len(office.ledger.entries())
    with pytest.raises(UsageError, match="is past"):
        approve_template(office, "treatment", "tess", NOW, NOW.date() - timedelta(days=1))
    assert len(office.ledger.entries()) == before
    assert "altered" in faults(office)["treatment"]
