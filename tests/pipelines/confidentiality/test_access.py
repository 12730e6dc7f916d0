"""Nobody works in a matter unless named there, nor in a role that the roster does not give."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from extractors.errors import GateRefusal, UsageError
from pipelines.confidentiality.access import (
    Grant,
    access_text,
    grant,
    grants,
    refuse_no_preparer,
    roles_in,
    withdraw,
)
from pipelines.matter import Client, Matter
from pipelines.matter_file import create_matter
from pipelines.office import Office
from pipelines.review.roster import Person, Role
from tests.pipelines.made_office import ADAM, NOW, PAULA, SENA, events, made_office, set_roster


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return made_office(tmp_path / "office")


@pytest.fixture
def matter(office: Office) -> Matter:
    return create_matter(office, "2024-017", Client("Dara Moss", None), None)


def test_nobody_has_access_to_a_new_matter(matter: Matter) -> None:
    assert grants(matter) == ()
    assert roles_in(matter, ADAM) == roles_in(matter, PAULA) == ()


def test_a_grant_gives_what_the_roster_gives_and_no_more(matter: Matter) -> None:
    grant(matter, ["paula"], "paula", NOW)
    assert roles_in(matter, PAULA) == (Role.PREPARER, Role.QC)
    grant(matter, ["paula"], "paula", NOW, (Role.QC, Role.ATTORNEY))
    assert roles_in(matter, PAULA) == (Role.QC,)
    assert roles_in(matter, ADAM) == ()
    assert events(matter) == [
        ("paula", "access.granted", {"person": "paula", "roles": "all"}),
        ("paula", "access.granted", {"person": "paula", "roles": "qc+attorney"}),
    ]


def test_what_is_withdrawn_is_gone(matter: Matter) -> None:
    grant(matter, ["paula", "adam"], "paula", NOW)
    assert withdraw(matter, "paula", "adam", NOW) == (Grant("adam"),)
    assert roles_in(matter, PAULA) == ()
    assert roles_in(matter, ADAM) == (Role.ADMIN,)
    with pytest.raises(UsageError, match="has no access"):
        withdraw(matter, "paula", "adam", NOW)
    assert [e[1] for e in events(matter)] == ["access.granted", "access.granted", "access.withdrawn"]


def test_whoever_makes_a_matter_names_its_first_people_and_then_only_those_who_may(
    office: Office, matter: Matter
) -> None:
    set_roster(office, ADAM, PAULA, SENA)
    grant(matter, ["paula"], "paula", NOW)  # nothing was recorded yet
    with pytest.raises(GateRefusal, match=r"Ask a supervising attorney or an admin: adam, sena\."):
        grant(matter, ["otto"], "paula", NOW)
    with pytest.raises(GateRefusal):
        withdraw(matter, "paula", "paula", NOW)
    assert grants(matter) == (Grant("paula"),)
    grant(matter, ["sena"], "sena", NOW)  # a supervising attorney may, also for herself
    grant(matter, ["otto"], "adam", NOW)
    assert [g.person for g in grants(matter)] == ["otto", "paula", "sena"]
    assert [e for _, e, _ in events(matter)].count("access.refused") == 2


def test_an_admin_whose_entry_has_ended_grants_nothing(office: Office, matter: Matter) -> None:
    ended = Person("eve", "Eve Marlow", (Role.ADMIN,), valid_until=(NOW - timedelta(days=1)).date())
    set_roster(office, ended, ADAM)
    grant(matter, ["paula"], "adam", NOW)
    with pytest.raises(GateRefusal):
        grant(matter, ["eve"], "eve", NOW)


def test_a_clock_set_on_beyond_the_last_granter_lets_nobody_in(office: Office, matter: Matter) -> None:
    set_roster(office, replace(ADAM, valid_until=NOW.date()))
    grant(matter, ["paula"], "adam", NOW)
    for actor in ("paula", "adam"):
        with pytest.raises(GateRefusal):
            grant(matter, ["otto"], actor, NOW + timedelta(days=400))
    assert grants(matter) == (Grant("paula"),)


@pytest.mark.parametrize(
    "text",
    [
        "schema = 2\n",
        'schema = 1\n[[grant]]\nperson = "paula"\nrole = ["qc"]\n',
        'schema = 1\n[[grant]]\nperson = "paula"\nroles = ["owner"]\n',
        'schema = 1\n[[grant]]\nperson = "paula"\n[[grant]]\nperson = "paula"\n',
        "not toml",
    ],
)
def test_a_list_that_cannot_be_read_grants_nothing(matter: Matter, text: str) -> None:
    matter.access.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        roles_in(matter, PAULA)


def test_ids_only(matter: Matter) -> None:
    for people, actor in ((["Pat Quill"], "paula"), (["paula"], "Pat Quill")):
        with pytest.raises(UsageError):
            grant(matter, people, actor, NOW)
    assert grants(matter) == ()
    assert events(matter) == []


def test_the_file_is_the_same_bytes_for_the_same_people_and_private(matter: Matter) -> None:
    grant(matter, ["sena", "paula"], "paula", NOW)
    assert matter.access.read_text(encoding="utf-8") == access_text((Grant("paula"), Grant("sena")))
    assert matter.access.stat().st_mode & 0o777 == 0o600


def test_what_is_no_id_prepares_nothing_though_nobody_is_on_the_roster(matter: Matter) -> None:
    with pytest.raises(GateRefusal, match="may not prepare"):
        refuse_no_preparer(matter, "Not An Id", NOW)
    assert events(matter)[-1] == ("unknown", "access.refused", {"rule": "no_preparer"})


def test_only_a_preparer_of_the_matter_drafts_in_it(office: Office, matter: Matter) -> None:
    refuse_no_preparer(matter, "anybody", NOW)  # nobody is on the roster yet
    gone = Person("ludo", "Ludo Marsh", (Role.PREPARER,), valid_until=NOW.date() - timedelta(days=1))
    other = Person("petra", "Petra Sund", (Role.PREPARER,))
    set_roster(office, ADAM, PAULA, SENA, gone, other)
    grant(matter, ["paula", "ludo", "sena"], "paula", NOW)
    refuse_no_preparer(matter, "paula", NOW)
    before = len(events(matter))
    for person in ("anybody", "sena", "ludo", "petra", "Not An Id"):
        with pytest.raises(GateRefusal, match="may not prepare"):
            refuse_no_preparer(matter, person, NOW)
    logged = events(matter)[before:]
    assert [e[0] for e in logged] == ["anybody", "sena", "ludo", "petra", "unknown"]
    assert {(e[1], e[2]["rule"]) for e in logged} == {("access.refused", "no_preparer")}
    grant(matter, ["paula"], "adam", NOW, (Role.QC,))
    with pytest.raises(GateRefusal):  # a preparer of the office, but not here
        refuse_no_preparer(matter, "paula", NOW)
