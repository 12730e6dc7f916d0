"""The office's folder: made whole, opened strictly, its roster changed by those who may."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extractors.errors import GateRefusal, TemplateError, UsageError
from pipelines.approved import load_approved, pin
from pipelines.matter import Client
from pipelines.matter_file import create_matter
from pipelines.office import (
    Office,
    add_key,
    add_person,
    add_template,
    create_office,
    office_of,
    open_office,
)
from pipelines.review.roster import Person, Role
from pipelines.review.signing import create_key, load_key, public_half
from tests.pipelines.review.world import KIND, approved_templates

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WORDS = "six horses graze at noon"
ANNA = Person("anna", "Anna Thorvald", (Role.ATTORNEY,), "204417", "GA")
ADAM = Person("adam", "Adam Reyes", (Role.ADMIN,))
PAULA = Person("paula", "Paula Lindqvist", (Role.PREPARER,))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return create_office(tmp_path / "office", approved_templates(tmp_path / "templates"))


def test_a_new_office(office: Office, tmp_path: Path) -> None:
    assert {p.name for p in office.folder.iterdir()} == {"policy.toml", "roster.toml", "templates", "matters"}
    given = load_approved(tmp_path / "templates", KIND)
    assert load_approved(office.templates, KIND) == given
    assert open_office(office.folder) == office
    assert office.roster().people == ()
    assert office.policy().solo_attorney == ""
    assert office.matters() == ()
    assert office.folder.stat().st_mode & 0o777 == 0o700


def test_only_the_templates_are_copied(tmp_path: Path) -> None:
    templates = approved_templates(tmp_path / "templates")
    (templates / "__init__.py").write_text("")
    (templates / "make_it.py").write_text("")
    (templates / KIND / "__pycache__").mkdir()
    office = create_office(tmp_path / "office", templates)
    assert {p.name for p in office.templates.iterdir()} == {"approvals.toml", KIND}
    assert {p.name for p in (office.templates / KIND).iterdir()} == {"approved.docx", "task.toml"}


def test_an_office_is_not_made_twice(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="an office already"):
        create_office(office.folder, tmp_path / "templates")


def test_an_office_half_made_by_a_crash_is_made_again(office: Office, tmp_path: Path) -> None:
    office.policy_file.unlink()
    with pytest.raises(UsageError, match="no office"):
        open_office(office.folder)
    assert create_office(office.folder, tmp_path / "templates") == open_office(office.folder)


def test_only_approved_templates(tmp_path: Path) -> None:
    templates = approved_templates(tmp_path / "templates")
    (templates / KIND / "approved.docx").write_bytes(b"another")
    with pytest.raises(TemplateError, match="altered after its approval"):
        create_office(tmp_path / "office", templates)
    assert not (tmp_path / "office").exists()
    shutil.rmtree(templates / KIND)
    for folder in (templates, tmp_path / "none"):
        with pytest.raises(UsageError, match="holds no approved templates"):
            create_office(tmp_path / "office", folder)


def test_a_template_that_came_later_is_added_and_waits_for_approval(office: Office, tmp_path: Path) -> None:
    shipped = tmp_path / "templates"
    shutil.rmtree(office.templates / KIND)
    approvals = office.templates / "approvals.toml"
    approvals.write_text("", encoding="utf-8")
    add_template(office, shipped, KIND)
    with pytest.raises(TemplateError, match="no approval"):
        load_approved(office.templates, KIND)
    pin(office.templates, KIND, "Lee Moss", NOW)
    assert load_approved(office.templates, KIND).docx == load_approved(shipped, KIND).docx
    with pytest.raises(UsageError, match="already"):
        add_template(office, shipped, KIND)
    with pytest.raises(UsageError, match="Use one of"):
        add_template(office, shipped, "demand")


def test_a_place_that_cannot_be_an_office(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="cannot be written"):
        create_office(tmp_path / "file", approved_templates(tmp_path / "templates"))


def test_matters_are_found_by_slug(office: Office) -> None:
    client = Client("Dara Moss", date(1980, 4, 2))
    made = [create_matter(office, slug, client, None) for slug in ("b-2", "a-1")]
    assert [m.slug for m in office.matters()] == ["a-1", "b-2"]
    assert office.matter("b-2") == made[0]
    assert office_of(made[0]) == office
    with pytest.raises(UsageError, match="There is no matter"):
        office.matter("c-3")
    with pytest.raises(UsageError, match="cannot be a matter's slug"):
        office.matter("../a-1")


# --- roster -------------------------------------------------------------------------------------------------


def test_people_are_added_and_logged(office: Office) -> None:
    add_person(office, ADAM, "adam", NOW)
    roster = add_person(office, ANNA, "adam", NOW)
    assert office.roster() == roster
    assert roster.people == (ADAM, ANNA)
    assert [(e.event, e.actor, e.details["person"]) for e in office.ledger.entries()] == [
        ("roster.person_added", "adam", "adam"),
        ("roster.person_added", "adam", "anna"),
    ]


def test_without_an_admin_anyone_may_begin(office: Office) -> None:
    add_person(office, ANNA, "anna", NOW)
    add_person(office, PAULA, "whoever", NOW)
    assert len(office.roster().people) == 2


def test_a_clock_set_on_beyond_the_last_admin_lets_nobody_in(office: Office, tmp_path: Path) -> None:
    add_person(office, replace(ADAM, valid_until=date(2026, 12, 31)), "adam", NOW)
    for actor in ("paula", "adam"):
        with pytest.raises(GateRefusal):
            add_person(office, PAULA, actor, NOW.replace(year=2099))
    assert [e.event for e in office.ledger.entries()][-2:] == ["roster.refused"] * 2
    add_person(office, PAULA, "adam", NOW)


def test_once_there_is_an_admin_only_an_admin_may(office: Office, tmp_path: Path) -> None:
    add_person(office, ADAM, "adam", NOW)
    add_person(office, ANNA, "adam", NOW)
    with pytest.raises(GateRefusal, match=r"'anna' may not change the roster\. Ask an admin: adam\."):
        add_person(office, PAULA, "anna", NOW)
    with pytest.raises(GateRefusal):
        add_key(office, "anna", tmp_path / "k.pem", WORDS, "paula", NOW)
    assert office.roster().people == (ADAM, ANNA)
    assert [e.event for e in office.ledger.entries()][-2:] == ["roster.refused"] * 2
    assert not (tmp_path / "k.pem").exists()
    with pytest.raises(UsageError, match="actor's id"):
        add_person(office, PAULA, "Anna T.", NOW)


@pytest.mark.parametrize(
    "person",
    [
        Person("anna", "Another Anna", (Role.PREPARER,)),
        Person("anneke", "Anneke Thor", (Role.ATTORNEY,), "204417", "GA"),
        Person("bo", "Bo", (Role.ATTORNEY,)),
        Person("bo", "Bo", (Role.ATTORNEY,), "1", "Georgia"),
        Person("Bo", "Bo", (Role.QC,)),
        Person("bo", " ", (Role.QC,)),
        Person("bo", "B\no", (Role.QC,)),
        Person("bo", "Bo", ()),
        Person("pincite", "Pincite", (Role.QC,)),
        Person("bo", "Bo", (Role.QC,), valid_from=date(2026, 2, 1), valid_until=date(2026, 1, 1)),
        Person("bo", "Bo", (Role.QC,), public_key="AAAA"),
    ],
)
def test_entries_that_do_not_hold(office: Office, person: Person) -> None:
    add_person(office, ANNA, "anna", NOW)
    with pytest.raises(UsageError):
        add_person(office, person, "anna", NOW)
    assert office.roster().people == (ANNA,)
    assert len(office.ledger.entries()) == 1


def test_a_key_is_made_in_a_file_of_the_persons_own(office: Office, tmp_path: Path) -> None:
    add_person(office, ANNA, "anna", NOW)
    path = tmp_path / "anna.pem"
    person = add_key(office, "anna", path, WORDS, "anna", NOW)
    assert public_half(load_key(path, WORDS)) == person.public_key
    assert office.roster().person("anna") == person
    assert path.stat().st_mode & 0o777 == 0o600
    for file in office.folder.rglob("*"):
        assert not file.is_file() or b"PRIVATE KEY" not in file.read_bytes()
    assert office.ledger.entries()[-1].event == "roster.key_added"


def test_a_key_made_elsewhere_is_taken(office: Office, tmp_path: Path) -> None:
    add_person(office, ANNA, "anna", NOW)
    public = create_key(tmp_path / "stick.pem", WORDS)
    assert add_key(office, "anna", tmp_path / "stick.pem", WORDS, "anna", NOW).public_key == public


def test_keys_that_are_refused(office: Office, tmp_path: Path) -> None:
    add_person(office, ANNA, "anna", NOW)
    add_person(office, PAULA, "anna", NOW)
    matter = create_matter(office, "m-1", Client("Dara Moss", None), None)
    refused = [
        ("nobody", tmp_path / "x.pem", WORDS, "not on the roster"),
        ("anna", matter.folder / "x.pem", WORDS, "lies in a matter's folder"),
        ("anna", tmp_path / "office" / "matters" / ".." / "matters" / "x.pem", WORDS, "in a matter's folder"),
        ("anna", tmp_path / "x.pem", "short", "too short"),
        ("anna", tmp_path / "no" / "x.pem", WORDS, "cannot be written"),
    ]
    for person_id, path, words, message in refused:
        with pytest.raises(UsageError, match=message):
            add_key(office, person_id, path, words, "anna", NOW)
        assert not path.exists()
    add_key(office, "anna", tmp_path / "anna.pem", WORDS, "anna", NOW)
    with pytest.raises(UsageError, match="has a key already"):
        add_key(office, "anna", tmp_path / "again.pem", WORDS, "anna", NOW)
    with pytest.raises(UsageError, match="share the public_key"):
        add_key(office, "paula", tmp_path / "anna.pem", WORDS, "paula", NOW)
    with pytest.raises(UsageError, match="cannot be opened"):
        add_key(office, "paula", tmp_path / "anna.pem", "wrong words here", "paula", NOW)
