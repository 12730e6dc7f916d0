"""The commands of the drop folder: its status, and sources taken out and back in by a person's word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.canonical_json import canonical_bytes
from pipelines.discovery.arrivals import RunReport
from pipelines.discovery.looking import look
from pipelines.discovery.one_run import one_run
from pipelines.discovery.taking import take_settled
from pipelines.discovery.withdrawn import block, withdrawn
from pipelines.durable import sha256_of
from pipelines.ledger import Ledger
from pipelines.ledger_chain import Details
from pipelines.matter import Matter
from pipelines.notices import notify
from pipelines.office import office_of
from pipelines.policy import POLICY_TEXT
from pipelines.review.sealed_words import SCHEMA
from pipelines.sealed import seal
from pipelines.store import Store
from tests.kept_sources import print_numbers
from tests.pipelines.discovery.made_arrivals import made_matter
from tests.pipelines.made_office import NOW, events
from tests.pipelines.run_here import Done, run_here

CHART, BILL = b"Chart of the visit.\n", b"Bill of the visit.\n"


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    """A matter that took two files of one delivery; files settle at once."""
    office, matter = made_matter(tmp_path)
    office.policy_file.write_text(POLICY_TEXT.replace("settle_seconds = 10", "settle_seconds = 0"))
    lay(matter, "VOL001/chart.txt", CHART)
    lay(matter, "VOL001/bill.txt", BILL)
    with Store.open(matter) as store:
        take_settled(matter, store, look(matter, store, 0.0, NOW), "paula", NOW)
    return matter


def lay(matter: Matter, path: str, data: bytes) -> None:
    (matter.uploads / path).parent.mkdir(parents=True, exist_ok=True)
    (matter.uploads / path).write_bytes(data)


def status(matter: Matter) -> str:
    done = run_here("discovery", "status", matter.folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def act(
    matter: Matter, what: str, file: str, actor: str = "paula", reason: str = "As the letter says"
) -> Done:
    return run_here("discovery", what, matter.folder, file, "--actor", actor, "--reason", reason)


def test_what_lies_there_and_what_was_received(matter: Matter) -> None:
    lay(matter, "VOL002/late.txt", b"Late.\n")
    lay(matter, "VOL002/coming.pdf.part", b"%PDF")
    (matter.uploads / "VOL001" / "bill.txt").unlink()
    said = status(matter)
    assert "Drop folder: 1 file taken, 1 ready, 1 still arriving, 1 gone\n" in said
    assert "  ready: VOL002/late.txt\n  still arriving: VOL002/coming.pdf.part\n" in said
    assert "  gone: VOL001/bill.txt\n" in said
    assert "Received: 2 files in 1 delivery, the last VOL001, 2026-03-02 04:00 EST\n" in said
    assert "  nobody said from whom: no. 1 (`pincite discovery describe`)\n" in said
    assert "Notices: of what happened last nobody was told yet" in said
    assert "Questions: none open\n" in said


def test_to_look_takes_nothing(matter: Matter) -> None:
    lay(matter, "VOL002/late.txt", b"Late.\n")
    assert status(matter) == status(matter)
    with Store.open(matter) as store:
        assert len(store.sources()) == 2


def test_missing_numbers_and_a_transmittal_that_cannot_be_used(matter: Matter) -> None:
    with Store.open(matter) as store:
        print_numbers(store, sha256_of(CHART), "ABC-000001-010")
        print_numbers(store, sha256_of(BILL), "ABC-000015-020")
    lay(matter, "VOL001/transmittal.toml", b"schema = 7\n")
    said = status(matter)
    assert "not received: ABC-000011-014 (4)" in said
    assert "VOL001/transmittal.toml is not used: This version reads schema 1." in said


def test_a_run_under_way_is_said_and_not_disturbed(matter: Matter) -> None:
    with one_run(matter):
        said = status(matter)
    assert "Drop folder: The matter 2024-017 is being worked on by process" in said
    assert "Received: 2 files" in said


def test_a_matter_in_which_nothing_arrived(tmp_path: Path) -> None:
    _, matter = made_matter(tmp_path)
    said = status(matter)
    assert "Drop folder: 0 files taken, 0 ready, 0 still arriving, 0 gone\nReceived: nothing yet\n" in said
    matter.uploads.rmdir()
    assert "Drop folder: The drop folder of 2024-017 cannot be listed" in status(matter)


def test_notices_that_nobody_takes(matter: Matter) -> None:
    office = office_of(matter)
    office.policy_file.write_text(POLICY_TEXT.replace('folder = ""', 'folder = "notices"'))
    (office.folder / "notices").touch()
    with Store.open(matter) as store:
        notify(matter, store, RunReport(matter.slug, (), 0, 0, (), (), 0), NOW)
    assert "Notices: 1 not taken by folder yet; each run tries again.\n" in status(matter)


def test_an_open_question_stands_with_its_words_and_how_to_answer(matter: Matter) -> None:
    words = {
        "schema": SCHEMA, "matter": matter.slug, "deliverable": "exhibits", "revision": 1, "action": "ask",
        "actor": "paula", "time": "2026-03-02T09:00:00Z", "blind": "00",
        "text": "Two papers bear ABC-000003.\n" + "Which of them stands? " * 5,
    }  # fmt: skip
    details: Details = {
        "deliverable": "exhibits", "revision": 1, "escalation": "E1", "trigger": "bates-gap",
        "owner": "anna", "due": "2026-03-04T20:00:00Z",
        "question": seal(matter.sealed, canonical_bytes(words)),
    }  # fmt: skip
    Ledger(matter.ledger).append("paula", "escalation.asked", details, NOW)
    said = status(matter)
    assert "Question E1 (exhibits): for anna to answer by 2026-03-04 15:00 EST\n" in said
    assert "  Two papers bear ABC-000003.\n  Which of them stands? Which" in said
    assert f"review answer {matter.folder} --deliverable exhibits --escalation E1" in said


def test_a_source_is_taken_out_and_back_in(matter: Matter) -> None:
    digest = sha256_of(CHART)
    out = act(matter, "withdraw", "VOL001/chart.txt", reason="Sent by mistake")
    assert out.returncode == 0, out.stderr
    assert out.stdout.startswith("Withdrawn: VOL001/chart.txt. Drafts made from now on are made without it")
    assert f"discovery restore {matter.folder} {digest[:12]} --actor paula" in out.stdout
    assert f"Withdrawn (withdrawn): VOL001/chart.txt [{digest[:12]}]\n" in status(matter)
    with Store.open(matter) as store:
        assert [s.sha256 for s in store.sources()] == [sha256_of(BILL)]
    again = act(matter, "withdraw", "VOL001/chart.txt")
    assert (again.returncode, "No file of the name" in again.stderr) == (2, True)
    back = act(matter, "restore", digest[:8])
    assert back.stdout.startswith("Back: VOL001/chart.txt.")
    assert f"Kept in use (withdrawn): VOL001/chart.txt [{digest[:12]}]\n" in status(matter)
    with Store.open(matter) as store:
        assert len(store.sources()) == 2
    moved = [(actor, event) for actor, event, _ in events(matter) if event.startswith("discovery.")]
    assert moved[-2:] == [("paula", "discovery.withdrawn"), ("paula", "discovery.restored")]
    assert "mistake" not in json.dumps([details for _, _, details in events(matter)])


def test_what_a_list_names_comes_back_by_an_attorneys_word_only(matter: Matter) -> None:
    with Store.open(matter) as store:
        block(store, sha256_of(BILL), "clawback.csv line 2")
    assert "Withdrawn (blocked): VOL001/bill.txt" in status(matter)
    refused = act(matter, "restore", "VOL001/bill.txt")
    assert (refused.returncode, "may not let in" in refused.stderr) == (6, True)
    assert act(matter, "restore", "VOL001/bill.txt", actor="anna").returncode == 0
    with Store.open(matter) as store:
        assert [one.kept for one in withdrawn(store)] == [True]


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("chart", "No file of the name 'chart' is in use"),
        (sha256_of(CHART)[:7], "at least 8 digits"),
        ("", "No file of the name ''"),
    ],
)
def test_what_names_no_source(matter: Matter, file: str, why: str) -> None:
    done = act(matter, "withdraw", file)
    assert (done.returncode, why in done.stderr) == (2, True), done.stderr


def test_a_reason_and_access_are_needed(matter: Matter) -> None:
    assert act(matter, "withdraw", "VOL001/chart.txt", reason=" ").returncode == 2
    assert act(matter, "withdraw", "VOL001/chart.txt", actor="otto").returncode == 6
    with Store.open(matter) as store:
        assert withdrawn(store) == ()
