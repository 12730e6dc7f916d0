"""Notices: each thing is told once, to everyone who is named, whatever fails or dies in between."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.discovery.arrivals import Change, RunReport
from pipelines.discovery.concerns import Concern, record_concerns
from pipelines.ledger import Ledger
from pipelines.ledger_chain import Details
from pipelines.matter import Matter
from pipelines.notice import Notice, notice_from_json, notice_json
from pipelines.notice_sinks import HOW_TO_SEND
from pipelines.notices import notify, unsent
from pipelines.office import Office
from pipelines.policy import POLICY_TEXT
from pipelines.review.history import Item
from pipelines.store import Store
from tests.pipelines.discovery.made_arrivals import arrive, drafted, made_matter
from tests.pipelines.made_office import NOW

NOTHING = RunReport("2024-017", (), 0, 0, (), (), 0)
LATER = NOW + timedelta(minutes=15)


def policy(office: Office, **values: str) -> None:
    text = POLICY_TEXT
    for key, value in values.items():
        assert f'{key} = ""' in text
        text = text.replace(f'{key} = ""', f'{key} = "{value}"', 1)
    office.policy_file.write_text(text, encoding="utf-8")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return made_matter(tmp_path)[0]


@pytest.fixture
def matter(office: Office) -> Matter:
    return office.matter("2024-017")


def messages(office: Office, folder: str = "notices") -> list[str]:
    return [f.read_text(encoding="utf-8") for f in sorted((office.folder / folder).glob("*.txt"))]


def asked(matter: Matter, deliverable: str, id: str, about: str = "") -> None:
    """A question as the ledger has it; one that a run asked says what it is about."""
    details: Details = {
        "deliverable": deliverable, "revision": 1, "escalation": id, "trigger": "asked", "owner": "anna",
        "due": "2026-03-04T20:00:00Z", "question": "a" * 64, **({"about": about} if about else {}),
    }  # fmt: skip
    Ledger(matter.ledger).append("paula", "escalation.asked", details, NOW)


def three_files(store: Store) -> None:
    arrive(
        store,
        "Quimby, Rosalind",
        ("Quimby, Rosalind/a.pdf", b"a", Change.NEW),
        ("Quimby, Rosalind/b.pdf", b"b", Change.REPLACED),
        ("Quimby, Rosalind/c.pdf", b"c", Change.SAME),
    )


def test_what_a_run_did_is_told_once(office: Office, matter: Matter) -> None:
    policy(office, folder="notices", address="http://127.0.0.1:8700")
    with Store.open(matter) as store:
        assert not unsent(store)
        three_files(store)
        drafted(store, "treatment", 4)
        assert unsent(store)
        assert notify(matter, store, NOTHING, NOW) == ()
        assert not unsent(store)
        assert notify(matter, store, NOTHING, LATER) == ()
    assert messages(office) == [
        "2024-017: 3 files arrived (1 in the place of others, 1 held already),"
        " treatment draft 4 awaits review\n\nhttp://127.0.0.1:8700/m/2024-017/treatment/4\n"
    ]


def test_several_drafts_questions_and_files_that_went(office: Office, matter: Matter) -> None:
    policy(office, folder="notices", address="http://127.0.0.1:8700")
    with Store.open(matter) as store:
        arrive(store, "x", ("x/1.pdf", b"1", Change.MOVED), ("x/2.pdf", b"2", Change.REMOVED))
        drafted(store, "treatment", 2)
        drafted(store, "exhibits", 1)
        asked(matter, "treatment", "E1", about="0a1b2c")
        asked(matter, "treatment", "E2")  # by a person, who knows
        report = RunReport("2024-017", (), 1, 0, (("1a2b", "encrypted"), ("", "empty")), (), 1)
        notify(matter, store, report, NOW)
        assert notify(matter, store, report, LATER) == ()
        asked(matter, "exhibits", "E1", about="0a1b2c")
        asked(matter, "exhibits", "E2", about="3d4e5f")
        assert notify(matter, store, NOTHING, LATER) == ()
    assert messages(office) == [
        "2024-017: 1 file moved, 1 file gone from the drop folder, 1 still arriving, 2 set aside,"
        " 1 question to answer, exhibits draft 1 and treatment draft 2 await review\n\nhttp://127.0.0.1:8700/\n",
        "2024-017: 2 questions to answer\n\nhttp://127.0.0.1:8700/\n",
    ]


def test_what_concerns_a_revision_that_went_out_is_told_once(office: Office, matter: Matter) -> None:
    policy(office, folder="notices")
    concerned = [Concern(Item("treatment", 1), "blocked", id) for id in ("0a1b2c", "3d4e5f")]
    with Store.open(matter) as store:
        record_concerns(matter, concerned, "paula", NOW)
        for at in (NOW, LATER):
            notify(matter, store, NOTHING, at)
    assert messages(office) == ["2024-017: what came concerns 1 released revision\n"]


def test_the_next_run_tells_of_one_that_was_killed(office: Office, matter: Matter) -> None:
    policy(office, folder="notices")
    with Store.open(matter) as store:
        arrive(store, "x", ("x/1.pdf", b"1", Change.NEW))
        notify(matter, store, NOTHING, NOW)
        arrive(store, "y", ("y/2.pdf", b"2", Change.NEW), day=1)  # and killed
        arrive(store, "y", ("y/3.pdf", b"3", Change.NEW), day=1)
        drafted(store, "treatment", 1)  # and killed again
        assert unsent(store)
        notify(matter, store, NOTHING, LATER)
    assert messages(office) == [
        "2024-017: 1 file arrived\n",
        "2024-017: 2 files arrived, treatment draft 1 awaits review\n",
    ]


def test_a_sink_that_fails_stops_nothing_and_is_tried_again(office: Office, matter: Matter) -> None:
    policy(office, folder="notices", payloads="payloads")
    (office.folder / "notices").touch()  # a file where the folder should be
    with Store.open(matter) as store:
        arrive(store, "x", ("x/1.pdf", b"1", Change.NEW))
        told = notify(matter, store, NOTHING, NOW)
        assert [sink for sink, _ in told] == ["folder"]
        assert unsent(store)
        arrive(store, "y", ("y/2.pdf", b"2", Change.NEW), day=1)
        (office.folder / "notices").unlink()
        assert notify(matter, store, NOTHING, LATER) == ()
        assert not unsent(store)
    assert len(messages(office)) == 2
    assert len(list((office.folder / "payloads").glob("*.json"))) == 2


def test_a_notice_that_was_sent_but_not_marked_is_there_once(office: Office, matter: Matter) -> None:
    policy(office, folder="notices")
    with Store.open(matter) as store:
        arrive(store, "x", ("x/1.pdf", b"1", Change.NEW))
        notify(matter, store, NOTHING, NOW)
        with store.database.writing() as run:
            run("UPDATE dispatches SET sent = ''")
        assert notify(matter, store, NOTHING, LATER) == ()
    assert messages(office) == ["2024-017: 1 file arrived\n"]


def test_whoever_is_named_later_is_not_told_what_is_long_known(office: Office, matter: Matter) -> None:
    with Store.open(matter) as store:
        three_files(store)
        assert notify(matter, store, NOTHING, NOW) == ()
        assert not unsent(store)
        policy(office, folder="notices")
        assert notify(matter, store, NOTHING, LATER) == ()
        assert not unsent(store)
    assert not (office.folder / "notices").exists()


def test_a_sink_that_is_named_no_more_holds_nothing_up(office: Office, matter: Matter) -> None:
    policy(office, folder="notices")
    (office.folder / "notices").touch()
    with Store.open(matter) as store:
        three_files(store)
        notify(matter, store, NOTHING, NOW)
        policy(office, payloads="payloads")
        assert notify(matter, store, NOTHING, LATER) == ()


def test_a_payload_holds_counts_and_how_to_pass_it_on_but_no_name(office: Office, matter: Matter) -> None:
    policy(office, payloads="out/payloads", address="http://127.0.0.1:8700")
    with Store.open(matter) as store:
        three_files(store)
        drafted(store, "treatment", 4)
        notify(matter, store, NOTHING, NOW)
        with store.database.reading() as run:
            kept = run("SELECT body FROM notices").fetchall()
    folder = office.folder / "out" / "payloads"
    (payload,) = folder.glob("*.json")
    data = json.loads(payload.read_text(encoding="utf-8"))
    assert data["changes"] == {"new": 1, "replaced": 1, "same": 1}
    assert data["drafts"] == [{"deliverable": "treatment", "revision": 4}]
    assert data["made"] == "2026-03-02T09:00:00Z"
    assert payload.name == f"20260302T090000Z-2024-017-{data['id'][:12]}.json"
    assert "curl --fail" in (folder / HOW_TO_SEND).read_text()
    everything = payload.read_text() + str(kept)
    assert not any(word in everything for word in ("Quimby", "Rosalind", ".pdf"))


def test_a_notice_survives_its_payload() -> None:
    changes = ((Change.MOVED, 2), (Change.NEW, 1))
    notice = Notice(
        "ab" * 32, "2026-03-02T09:00:00Z", "m", changes, 1, 2, 3, 4, (("treatment", 4),), "http://x/"
    )
    assert notice_from_json(json.loads(json.dumps(notice_json(notice)))) == notice
    with pytest.raises(ValueError, match="unknown keys"):
        notice_from_json({**notice_json(notice), "patient": "Rosalind Quimby"})
