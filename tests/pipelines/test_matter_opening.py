"""A matter is opened when its names are clear or an attorney has answered for them, and not otherwise."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

import pytest

from extractors.errors import UsageError
from pipelines.confidentiality.access import roles_in
from pipelines.confidentiality.conflicts import PartyName
from pipelines.former_matters import disposal_folder, parties_text
from pipelines.ledger_chain import is_id
from pipelines.matter import Client, Matter
from pipelines.matter_file import LOCKED_FILE, load_matter
from pipelines.matter_opening import Clearance, ConflictsFound, open_matter
from pipelines.office import Office
from pipelines.review.roster import Role
from pipelines.sealed import unseal
from tests.pipelines.made_office import ADAM, ANNA, NOW, PAULA, events, made_office

REASON = "Same person; a second accident."
ANSWER = Clearance("anna", REASON)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return made_office(tmp_path / "office", ADAM, ANNA, PAULA)


def proposed(office: Office, slug: str, client: str, *adverse: str) -> Matter:
    return Matter(office.matters_folder / slug, slug, Client(client, None), None, "", adverse)


def test_a_matter_whose_names_are_clear(office: Office) -> None:
    new = proposed(office, "2024-017", "Dara Moss", "Hale Freight, Inc.")
    matter, check = open_matter(office, new, ["paula"], "paula", NOW)
    assert check.clear
    assert load_matter(matter.folder) == matter == new
    assert roles_in(matter, PAULA) == (Role.PREPARER, Role.QC)
    assert events(office) == [
        ("paula", "conflicts.checked", {"matter": "2024-017", "hits": 0, "unread": 0}),
        ("paula", "matter.created", {"matter": "2024-017"}),
    ]


def test_a_client_who_is_the_other_side_elsewhere_stops_the_matter(office: Office) -> None:
    open_matter(office, proposed(office, "m-1", "Dara Moss", "Hale Freight, Inc."), [], "paula", NOW)
    with pytest.raises(ConflictsFound, match=r"names that agree with those of other matters \(1\)") as found:
        open_matter(office, proposed(office, "m-2", "The Hale Freight Company"), [], "paula", NOW)
    assert [str(h) for h in found.value.check.hits] == [
        '"The Hale Freight Company" (client here) and "Hale Freight, Inc." (adverse in m-1): the same name'
    ]
    assert not (office.matters_folder / "m-2").exists()
    assert events(office)[-2:] == [
        ("paula", "conflicts.checked", {"matter": "m-2", "hits": 1, "unread": 0}),
        ("paula", "conflicts.refused", {"matter": "m-2", "rule": "not_cleared"}),
    ]


def test_an_attorneys_answer_opens_it_and_is_kept(office: Office) -> None:
    open_matter(office, proposed(office, "m-1", "Dara Moss"), [], "paula", NOW)
    open_matter(office, proposed(office, "m-2", "Moss, Dara"), [], "paula", NOW, ANSWER)
    cleared = next(details for actor, event, details in events(office) if event == "conflicts.cleared")
    kept = json.loads(unseal(office.sealed, str(cleared["decision"])))
    assert (kept["actor"], kept["reason"], len(kept["hits"])) == ("anna", REASON, 1)
    assert all(is_id(str(v)) for _, _, details in events(office) for v in details.values())
    assert b"Moss" not in office.ledger.path.read_bytes()


def test_only_an_attorney_answers_and_with_a_reason(office: Office) -> None:
    open_matter(office, proposed(office, "m-1", "Dara Moss"), [], "paula", NOW)
    again = proposed(office, "m-2", "Dara Moss")
    with pytest.raises(ConflictsFound, match="'adam' is no attorney"):
        open_matter(office, again, [], "adam", NOW, Clearance("adam", REASON))
    with pytest.raises(UsageError, match="without an id or a reason"):
        open_matter(office, again, [], "adam", NOW, Clearance("anna", " "))
    assert not (office.matters_folder / "m-2").exists()
    assert events(office)[-2][2] == {"matter": "m-2", "rule": "not_an_attorney"}


def test_a_locked_matter_counts_as_not_compared_until_it_is(office: Office) -> None:
    locked = office.matters_folder / "m-1"
    locked.mkdir()
    (locked / LOCKED_FILE).write_text("schema = 1\n", encoding="utf-8")
    new = proposed(office, "m-2", "Dara Moss")
    with pytest.raises(ConflictsFound, match=r"locked matters whose names were not compared \(1\)"):
        open_matter(office, new, [], "paula", NOW)
    with pytest.raises(ConflictsFound, match="names that agree"):
        open_matter(office, new, [], "paula", NOW, unlocked={"m-1": [PartyName("D. Moss", "client")]})
    _, check = open_matter(office, new, [], "paula", NOW, unlocked={"m-1": [PartyName("Li Wu", "client")]})
    assert check.clear


def test_a_former_client_is_remembered_and_a_slug_is_not_used_twice(office: Office) -> None:
    record = disposal_folder(office, "m-1")
    record.mkdir(parents=True)
    text = parties_text((PartyName('Dara "Dee" Moss', "client"),))
    (record / "parties.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConflictsFound):
        open_matter(office, proposed(office, "m-2", 'Dara "Dee" Moss'), [], "paula", NOW)
    with pytest.raises(UsageError, match="was disposed of"):
        open_matter(office, proposed(office, "m-1", "Li Wu"), [], "paula", NOW)


def test_nothing_is_recorded_of_a_matter_that_cannot_be_made(office: Office) -> None:
    open_matter(office, proposed(office, "m-1", "Dara Moss"), [], "paula", NOW)
    before = events(office)
    for wrong in (
        proposed(office, "m-1", "Li Wu"),
        proposed(office, "../m", "Li Wu"),
        proposed(office, "m-2", "\udcff"),
    ):
        with pytest.raises(UsageError):
            open_matter(office, wrong, [], "paula", NOW)
    with pytest.raises(UsageError):
        open_matter(office, proposed(office, "m-2", "Li Wu"), [], "Pat Quill", NOW)
    assert events(office) == before


def test_a_crash_before_the_matter_stands_leaves_room_for_another_try(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = proposed(office, "m-1", "Dara Moss")
    with monkeypatch.context() as patched:
        patched.setattr(os, "mkdir", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            open_matter(office, new, [], "paula", NOW)
    assert open_matter(office, new, ["paula"], "paula", NOW)[0] == dataclasses.replace(new)
