"""Deliveries described: by a file that lies with them, by a person, whose word stands above the file's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from extractors.errors import GateRefusal, UsageError
from pipelines.discovery.arrivals import Change
from pipelines.discovery.descriptions import LOAD_FILE, describe, described, note
from pipelines.discovery.transmittals import is_transmittal, note_transmittals, transmittals
from pipelines.matter import Matter
from pipelines.office import office_of
from pipelines.store import Store
from tests.pipelines.discovery.made_arrivals import arrive, made_matter
from tests.pipelines.made_office import NOW, events, set_roster

TEXT = """\
schema = 1
sent = 2026-02-27
from = "Stride Physical Therapy"
media = "DVD"
volume = "VOL002"
"""
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    matter = made_matter(tmp_path)[1]
    (matter.uploads / "VOL002").mkdir(parents=True)
    return matter


def lay(matter: Matter, text: str = TEXT, at: str = "VOL002/transmittal.toml") -> None:
    (matter.uploads / at).write_text(text, encoding="utf-8")


def said(store: Store) -> dict[int, dict[str, str]]:
    with store.database.reading() as run:
        return described(run)


def logged(matter: Matter) -> list[tuple[str, dict[str, str | int]]]:
    return [(actor, details) for actor, event, details in events(matter) if event == "discovery.described"]


def test_one_that_lies_too_deep_is_no_record_and_says_where_to_lay_it(matter: Matter) -> None:
    (matter.uploads / "VOL002" / "therapy").mkdir()
    lay(matter, at="VOL002/late.zip.transmittal.toml")
    lay(matter, at="VOL002/therapy/transmittal.toml")
    assert [t.fault for t in transmittals(matter)] == [
        f"VOL002/{name} is not used: A delivery goes by what lies uppermost: lay it as"
        " VOL002/transmittal.toml."
        for name in ("late.zip.transmittal.toml", "therapy/transmittal.toml")
    ]
    assert is_transmittal("VOL002/late.zip.transmittal.toml")
    assert is_transmittal("VOL002/therapy/transmittal.toml")


def test_a_file_in_the_folder_describes_its_deliveries_once(matter: Matter) -> None:
    lay(matter)
    with Store.open(matter) as store:
        arrive(store, "VOL001", ("VOL001/a.pdf", b"a", Change.NEW))
        arrive(store, "VOL002", ("VOL002/b.pdf", b"b", Change.NEW))
        for at in (NOW, LATER):
            assert note_transmittals(matter, store, "paula", at) == ()
        assert said(store) == {
            2: {
                "from": "Stride Physical Therapy",
                "media": "DVD",
                "sent": "2026-02-27",
                "volume": "VOL002",
            }
        }
        assert [details["delivery"] for _, details in logged(matter)] == [2]
        arrive(store, "VOL002", ("VOL002/late.pdf", b"c", Change.NEW), day=2)
        note_transmittals(matter, store, "paula", LATER)
        assert set(said(store)) == {2, 3}
    assert [actor for actor, _ in logged(matter)] == ["paula", "paula"]


def test_a_corrected_file_takes_the_place_of_what_it_said_before(matter: Matter) -> None:
    lay(matter)
    with Store.open(matter) as store:
        arrive(store, "VOL002", ("VOL002/b.pdf", b"b", Change.NEW))
        note_transmittals(matter, store, "paula", NOW)
        lay(matter, TEXT.replace('media = "DVD"\n', "").replace("VOL002", "VOL003"))
        note_transmittals(matter, store, "paula", LATER)
        assert said(store)[1] == {"from": "Stride Physical Therapy", "sent": "2026-02-27", "volume": "VOL003"}
        (matter.uploads / "VOL002" / "transmittal.toml").unlink()  # a drop folder may be emptied
        note_transmittals(matter, store, "paula", LATER)
        assert said(store)[1]["volume"] == "VOL003"


def test_a_run_that_died_between_ledger_and_database_logs_nothing_twice(matter: Matter) -> None:
    lay(matter)
    with Store.open(matter) as store:
        arrive(store, "VOL002", ("VOL002/b.pdf", b"b", Change.NEW))
        note_transmittals(matter, store, "paula", NOW)
        with store.database.writing() as run:
            run("DELETE FROM descriptions")
        note_transmittals(matter, store, "paula", LATER)
        assert said(store)[1]["media"] == "DVD"
    assert len(logged(matter)) == 1


def test_a_file_beside_describes_an_archive(matter: Matter) -> None:
    lay(matter, at="late records.zip.transmittal.toml")
    with Store.open(matter) as store:
        arrive(store, "late records.zip", ("late records.zip", b"PK", Change.NEW))
        note_transmittals(matter, store, "paula", NOW)
        assert said(store)[1]["volume"] == "VOL002"


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("VOL002/transmittal.toml", True),
        ("VOL002.zip.transmittal.toml", True),
        ("transmittal.toml", False),
        (".transmittal.toml", False),
        ("VOL002/deeper/transmittal.toml", True),
        ("VOL002/my.transmittal.toml", True),
        ("VOL002/transmittal.toml.pdf", False),
    ],
)
def test_which_files_are_no_source(path: str, is_one: bool) -> None:
    assert is_transmittal(path) is is_one


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("schema = 2\n", "schema 1"),
        (TEXT + 'patient = "x"\n', "'patient' is not a setting"),
        (TEXT.replace("2026-02-27", '"27 February"'), "'sent' must be a date"),
        (TEXT.replace('"DVD"', "3"), "'media' must be a text"),
        (TEXT.replace("DVD", "D" * 501), "longer than 500"),
        ("schema = 1\nmedia = " + "[" * 5_000, "not used"),
        (TEXT + "#" * 16_000, "no plain file"),
        ("\x00", "not TOML"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_stops_nothing(matter: Matter, text: str, why: str) -> None:
    lay(matter, text)
    with Store.open(matter) as store:
        arrive(store, "VOL002", ("VOL002/b.pdf", b"b", Change.NEW))
        (fault,) = note_transmittals(matter, store, "paula", NOW)
        assert said(store) == {}
    assert fault.startswith("VOL002/transmittal.toml is not used: ")
    assert why in fault
    assert len(fault) < 700


def test_a_link_is_not_followed(matter: Matter) -> None:
    (matter.folder / "elsewhere.toml").write_text(TEXT)
    (matter.uploads / "VOL002" / "transmittal.toml").symlink_to(matter.folder / "elsewhere.toml")
    (one,) = transmittals(matter)
    assert (one.values, "no plain file" in one.fault) == ((), True)


def test_a_matter_without_a_drop_folder_has_none(tmp_path: Path) -> None:
    _, matter = made_matter(tmp_path)
    assert transmittals(matter) == ()


def test_a_person_outranks_a_file_and_that_a_load_file(matter: Matter) -> None:
    lay(matter)
    with Store.open(matter) as store:
        number = arrive(store, "VOL002", ("VOL002/b.pdf", b"b", Change.NEW))
        with store.database.writing() as run:
            note(run, number, {"volume": "V2", "replaces": "VOL001"}, LOAD_FILE)
        describe(matter, store, number, {"media": "USB stick", "sent": ""}, "anna", NOW)
        note_transmittals(matter, store, "paula", LATER)
        assert said(store)[1] == {
            "from": "Stride Physical Therapy",
            "media": "USB stick",
            "replaces": "VOL001",
            "sent": "",
            "volume": "VOL002",
        }
        describe(matter, store, number, {"from": " Stride\x1b  PT "}, "anna", NOW)
        assert (said(store)[1]["from"], said(store)[1]["media"]) == ("Stride\\x1b PT", "USB stick")
    assert [details["by"] for _, details in logged(matter)] == ["person", "transmittal", "person"]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, "Nothing is said"),
        ({"colour": "red"}, "describes no delivery"),
        ({"sent": "02/27/2026"}, "must be a day"),
        ({"comments": "x" * 501}, "longer than 500"),
    ],
)
def test_what_is_no_description(matter: Matter, values: dict[str, str], why: str) -> None:
    with Store.open(matter) as store:
        arrive(store, "VOL002", ("VOL002/b.pdf", b"b", Change.NEW))
        with pytest.raises(UsageError, match=why):
            describe(matter, store, 1, values, "anna", NOW)
        with pytest.raises(UsageError, match="no delivery 2"):
            describe(matter, store, 2, {"media": "DVD"}, "anna", NOW)
    assert logged(matter) == []


def test_nobody_without_access_describes(matter: Matter) -> None:
    with Store.open(matter) as store:
        arrive(store, "VOL002", ("VOL002/b.pdf", b"b", Change.NEW))
        with pytest.raises(GateRefusal, match="has no access"):
            describe(matter, store, 1, {"media": "DVD"}, "otto", NOW)
        with pytest.raises(UsageError, match="id is not usable"):
            describe(matter, store, 1, {"media": "DVD"}, "No Body", NOW)
        assert said(store) == {}
    assert events(matter)[-1] == ("otto", "access.refused", {"rule": "no_access"})


def test_anyone_describes_where_nobody_is_on_the_roster_yet(matter: Matter) -> None:
    set_roster(office_of(matter))
    with Store.open(matter) as store:
        arrive(store, "VOL002", ("VOL002/b.pdf", b"b", Change.NEW))
        describe(matter, store, 1, {"media": "DVD"}, "otto", NOW)
        assert said(store) == {1: {"media": "DVD"}}
