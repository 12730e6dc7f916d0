"""A matter goes when its day has come and two people say so; nothing of it stays but the record."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pyrage import x25519

from extractors.errors import GateRefusal, IntegrityError, UsageError
from pipelines.confidentiality.access import grant
from pipelines.confidentiality.conflicts import PartyName
from pipelines.confidentiality.disposal import dispose
from pipelines.confidentiality.disposal_certificate import LIMIT
from pipelines.confidentiality.matter_lock import lock
from pipelines.confidentiality.retention import close, hold, lift_hold, reopen
from pipelines.disposal_request import Request, ask_disposal
from pipelines.disposal_signature import sign_certificate, signing_key
from pipelines.durable import sha256_of
from pipelines.former_matters import disposal_folder, former_parties
from pipelines.ledger import Ledger
from pipelines.ledger_chain import is_id
from pipelines.matter import Client
from pipelines.matter_file import create_matter, load_matter
from pipelines.matter_key import keyed
from pipelines.office import Office, add_key
from pipelines.review.signing import read_envelope, signed_by
from pipelines.store import Store
from tests.pipelines.killed import dies_at
from tests.pipelines.made_office import ADAM, ANNA, NOW, PAULA, SENA, events, made_office, set_roster

KEY = x25519.Identity.generate()
LATER = NOW.replace(year=2033, month=3, day=2)
REQUEST = Request(
    reason="Retention is over & nobody <asked> for the file.",
    authority="Firm policy 12; protective order of 1 May 2024, par. 9",
    copies="Backup drive B, overwritten by 1 June 2033",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = made_office(tmp_path_factory.mktemp("disposal") / "office")
    anna = dataclasses.replace(ANNA, lock_recipient=str(KEY.to_public()))
    set_roster(office, ADAM, anna, SENA, PAULA)
    matter = create_matter(office, "m-1", Client("Dara Moss", None), None, "", ("Hale Freight",))
    grant(matter, ["anna", "paula"], "anna", NOW)
    matter.sources.mkdir()
    (matter.sources / ("a" * 64)).write_bytes(b"knee pain\n" * 1000)
    (matter.sources / ("a" * 64)).chmod(0o444)
    keyed(matter, "row", "1")
    Store.open(matter).close()
    close(office, "m-1", "adam", NOW)
    return office


@pytest.fixture
def office(made: Office, tmp_path: Path) -> Office:
    return copied(made, tmp_path / "office")


def copied(made: Office, folder: Path) -> Office:
    shutil.copytree(made.folder, folder, symlinks=True)
    return Office(folder)


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def refused(office: Office, call: Callable[[], object]) -> str:
    """The rule by which the call is refused and logged; the matter stays."""
    with pytest.raises(GateRefusal):
        call()
    load_matter(office.matters_folder / "m-1")
    _, event, details = events(office)[-1]
    assert event == "matter.refused"
    return str(details["rule"])


class Text(HTMLParser):
    """The words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words = ""
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.words += f" {data.strip()}"


def test_two_people_dispose_of_a_matter(office: Office) -> None:
    matter = load_matter(office.matters_folder / "m-1")
    ledger = matter.ledger.read_bytes()
    ask_disposal(office, "m-1", "paula", REQUEST, LATER)
    record = dispose(office, "m-1", "anna", LATER + timedelta(hours=1))
    assert list(office.matters_folder.iterdir()) == []
    kept = {"ledger.jsonl", "ledger.sqlite", "parties.toml"}
    assert files(record) == {"certificate.json", "certificate.html", *kept}
    assert (record / "ledger.jsonl").read_bytes() == ledger
    assert former_parties(office) == (
        ("m-1", (PartyName("Dara Moss", "client"), PartyName("Hale Freight", "adverse"))),
    )
    assert [e for _, e, _ in events(office)][-3:] == ["disposal.asked", "matter.disposing", "matter.disposed"]
    assert all(is_id(str(v)) for _, _, details in events(office) for v in details.values())
    with pytest.raises(UsageError, match="There is no matter"):
        ask_disposal(office, "m-1", "paula", REQUEST, LATER)


def test_the_certificate_says_it_all(office: Office) -> None:
    asked = ask_disposal(office, "m-1", "paula", REQUEST, LATER)
    record = dispose(office, "m-1", "anna", LATER + timedelta(hours=1))
    data = (record / "certificate.json").read_bytes()
    made = json.loads(data)
    assert events(office)[-1][2] == {"matter": "m-1", "certificate": sha256_of(data)}
    assert made["contents"] == asked.details["contents"]
    assert (made["reason"], made["authority"], made["copies"]) == (
        REQUEST.reason,
        REQUEST.authority,
        REQUEST.copies,
    )
    assert (made["closed"], made["due"], made["holds"], made["gone"]) == ("2026-03-02", "2033-03-02", 0, True)
    assert (made["files"] > 3, made["locked"], len(made["keys"])) == (True, False, 1)
    assert (made["asked"]["id"], made["confirmed"]["id"]) == ("paula", "anna")
    kept = Ledger(record / "ledger.jsonl").head()
    assert (made["matter_seq"], made["matter_head"]) == (kept.seq, kept.sha256)
    assert made["ledger"] == sha256_of((record / "ledger.jsonl").read_bytes())
    page = (record / "certificate.html").read_text(encoding="utf-8")
    words = Text(page).words
    for told in (
        REQUEST.reason,
        REQUEST.copies,
        LIMIT,
        "Paula Lindqvist (paula)",
        "none stood",
        sha256_of(data),
    ):
        assert told in words
    assert not re.search(r"<script|https?:|<asked>|Moss", page)


@pytest.fixture
def key(office: Office, tmp_path: Path) -> Path:
    """Anna's signing key, on the roster."""
    add_key(office, "anna", tmp_path / "anna.pem", "four words and more", "anna", NOW)
    return tmp_path / "anna.pem"


def test_the_certificate_is_signed_by_one_of_the_two(office: Office, key: Path) -> None:
    ask_disposal(office, "m-1", "paula", REQUEST, LATER)
    opened = signing_key(office, "anna", key, "four words and more", LATER)
    with pytest.raises(UsageError, match="was not disposed of"):
        sign_certificate(office, "m-1", "anna", opened, LATER)
    record = dispose(office, "m-1", "anna", LATER)
    path = sign_certificate(office, "m-1", "anna", opened, LATER)
    assert path == record / "certificate.anna.dsse.json"
    envelope = read_envelope(path.read_bytes())
    anna = office.roster().person("anna")
    assert anna is not None
    assert signed_by(envelope, anna.signing_key)
    said = json.loads(envelope.payload)
    assert {s["name"]: s["digest"]["sha256"] for s in said["subject"]} == {
        name: sha256_of((record / name).read_bytes()) for name in ("certificate.json", "certificate.html")
    }
    assert (said["predicate"]["matter"], said["predicate"]["signer"]) == ("m-1", "anna")
    actor, event, details = events(office)[-1]
    assert (actor, event, details["signature"]) == ("anna", "disposal.signed", sha256_of(path.read_bytes()))
    with pytest.raises(GateRefusal, match="did not dispose"):
        sign_certificate(office, "m-1", "sena", opened, LATER)
    assert events(office)[-1][1:] == ("matter.refused", {"matter": "m-1", "rule": "not_of_the_two"})


def test_only_the_certificate_that_was_made_is_signed_and_only_with_the_own_key(
    office: Office, key: Path
) -> None:
    ask_disposal(office, "m-1", "paula", REQUEST, LATER)
    for person, words in (("sena", "four words and more"), ("anna", "other words than these")):
        with pytest.raises(UsageError):
            signing_key(office, person, key, words, LATER)
    record = dispose(office, "m-1", "anna", LATER)
    certificate = record / "certificate.json"
    certificate.write_bytes(certificate.read_bytes().replace(b"Firm policy 12", b"Firm policy 13"))
    opened = signing_key(office, "anna", key, "four words and more", LATER)
    with pytest.raises(IntegrityError, match="not the one that the ledger records"):
        sign_certificate(office, "m-1", "anna", opened, LATER)
    assert not list(record.glob("*.dsse.json"))


def test_without_names_where_the_client_wants_none_kept(office: Office) -> None:
    ask_disposal(office, "m-1", "anna", REQUEST, LATER)
    record = dispose(office, "m-1", "paula", LATER, names=())
    assert former_parties(office) == ()
    assert json.loads((record / "certificate.json").read_bytes())["names_kept"] is False
    assert b"Moss" not in b"".join(p.read_bytes() for p in office.folder.rglob("*") if p.is_file())


def test_a_locked_matter_goes_without_being_opened(office: Office) -> None:
    stub = lock(load_matter(office.matters_folder / "m-1"), "anna", KEY, NOW)
    ask_disposal(office, "m-1", "anna", REQUEST, LATER)
    record = dispose(office, "m-1", "paula", LATER, names=(PartyName("Dara Moss", "client"),))
    made = json.loads((record / "certificate.json").read_bytes())
    assert (made["locked"], len(made["keys"]), made["ledger"], made["names_kept"]) == (True, 1, "", True)
    assert (made["matter_seq"], made["matter_head"]) == (stub.head.seq, stub.head.sha256)
    assert list(office.matters_folder.iterdir()) == []


def test_not_before_its_day_and_never_under_a_hold(office: Office) -> None:
    ask = partial(ask_disposal, office, "m-1", "anna", REQUEST)
    assert refused(office, partial(ask, LATER - timedelta(days=1))) == "too_early"
    hold(office, "m-1", "paula", "Letter of opposing counsel", NOW)
    assert refused(office, partial(ask, LATER + timedelta(days=9000))) == "held"
    lift_hold(office, "m-1", "adam", "Settled", NOW)
    ask(LATER)
    hold(office, "m-1", "paula", "Another letter", LATER)
    assert refused(office, lambda: dispose(office, "m-1", "sena", LATER)) == "held"
    lift_hold(office, "m-1", "adam", "Settled", LATER)
    reopen(office, "m-1", "adam", LATER)
    assert refused(office, lambda: dispose(office, "m-1", "sena", LATER)) == "not_closed"
    assert refused(office, partial(ask, LATER)) == "not_closed"


def test_never_by_one_and_never_without_an_attorney(office: Office) -> None:
    def confirm(actor: str, now: datetime = LATER) -> str:
        return refused(office, lambda: dispose(office, "m-1", actor, now))

    assert confirm("anna") == "not_asked"
    assert refused(office, lambda: ask_disposal(office, "m-1", "eve", REQUEST, LATER)) == "unknown_person"
    ask_disposal(office, "m-1", "paula", REQUEST, LATER)
    assert confirm("paula") == "one_person"
    assert confirm("eve") == "unknown_person"
    assert confirm("adam") == "no_attorney"
    assert confirm("anna", LATER + timedelta(days=31)) == "not_asked"
    set_roster(office, ADAM, ANNA)
    assert confirm("anna") == "unknown_person"


def test_never_what_the_first_person_did_not_see(office: Office) -> None:
    ask_disposal(office, "m-1", "paula", REQUEST, LATER)
    (office.matters_folder / "m-1" / "uploads" / "new.pdf").write_bytes(b"came in later")
    assert refused(office, lambda: dispose(office, "m-1", "anna", LATER)) == "matter_changed"


@pytest.mark.parametrize("missing", ["reason", "authority", "copies"])
def test_nothing_is_left_unsaid(office: Office, missing: str) -> None:
    with pytest.raises(UsageError):
        ask_disposal(office, "m-1", "anna", dataclasses.replace(REQUEST, **{missing: " "}), LATER)
    assert [e for _, e, _ in events(office)] == ["matter.closed"]


def test_what_comes_back_from_a_backup_is_not_destroyed_on_the_old_word(office: Office) -> None:
    kept = copied(office, office.folder.parent / "backup")
    ask_disposal(office, "m-1", "paula", REQUEST, LATER)
    dispose(office, "m-1", "anna", LATER)
    shutil.copytree(kept.matters_folder / "m-1", office.matters_folder / "m-1")
    with pytest.raises(UsageError, match="was disposed of; what lies in its place"):
        dispose(office, "m-1", "anna", LATER)
    assert load_matter(office.matters_folder / "m-1").slug == "m-1"


EVERY_STEP = [pytest.param(4, id="some steps"), pytest.param(1, id="all", marks=pytest.mark.long)]
"""A crash at each step, each in an office of its own, takes long on a busy machine."""


@pytest.mark.parametrize("stride", EVERY_STEP)
@pytest.mark.parametrize("locked", [False, True])
def test_killed_at_every_step(made: Office, tmp_path: Path, locked: bool, stride: int) -> None:
    start = copied(made, tmp_path / "start")
    if locked:
        lock(load_matter(start.matters_folder / "m-1"), "anna", KEY, NOW)
    ask_disposal(start, "m-1", "paula", REQUEST, LATER)
    whole = copied(start, tmp_path / "whole")
    certificate = (dispose(whole, "m-1", "anna", LATER) / "certificate.json").read_bytes()
    step, died, begun = 1, True, 0
    while died:
        office = copied(start, tmp_path / str(step))
        died = dies_at(step, partial(dispose, office, "m-1", "anna", LATER))
        entries = [e for _, e, _ in events(office)]
        if "matter.disposing" in entries:  # anyone ends it; the certificate names who decided
            begun += died
            record = dispose(office, "m-1", "adam", LATER + timedelta(days=400))
        else:
            assert (office.matters_folder / "m-1").exists()
            record = dispose(office, "m-1", "anna", LATER)
        assert list(office.matters_folder.iterdir()) == []
        assert (record / "certificate.json").read_bytes() == certificate
        assert [e for _, e, _ in events(office)].count("matter.disposed") == 1
        if not locked:
            Ledger(made.matters_folder / "m-1" / "ledger.jsonl").entries()
            assert files(record) == files(disposal_folder(whole, "m-1"))
        shutil.rmtree(office.folder)
        step += stride
    assert step > 15
    assert begun > 8 // stride
