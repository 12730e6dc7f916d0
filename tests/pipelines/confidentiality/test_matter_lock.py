"""A locked matter tells nothing, opens for those who may, and survives being killed at every step."""

from __future__ import annotations

import dataclasses
import fcntl
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from pyrage import x25519

from extractors.errors import GateRefusal, IntegrityError, LedgerError, UsageError
from pipelines import matter_use
from pipelines.confidentiality import locked_folder
from pipelines.confidentiality.access import grant, withdraw
from pipelines.confidentiality.conflicts import PartyName
from pipelines.confidentiality.locked_stub import KEY, LOCK_FILES, NAMES, VAULT, read_stub
from pipelines.confidentiality.matter_lock import finish, lock, locked_names, unlock
from pipelines.confidentiality.vault import Kept, contents
from pipelines.ledger import Ledger
from pipelines.matter import Client, Matter
from pipelines.matter_file import LOCKED_FILE, create_matter, load_matter
from pipelines.office import Office
from pipelines.review.roster import Person
from pipelines.store import Store
from tests.pipelines.killed import dies_at
from tests.pipelines.made_office import ADAM, ANNA, NOW, PAULA, SENA, events, made_office, set_roster

MINE, HERS = x25519.Identity.generate(), x25519.Identity.generate()
LEDGER = ("ledger.jsonl", "ledger.sqlite", "ledger.lock")
SECRETS = (b"knee", b"Moss", b"Hale", b"1984", b"chart of May")


def with_key(person: Person, key: x25519.Identity) -> Person:
    return dataclasses.replace(person, lock_recipient=str(key.to_public()))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = made_office(tmp_path_factory.mktemp("lock") / "office")
    set_roster(office, ADAM, with_key(ANNA, MINE), with_key(SENA, HERS), PAULA)
    matter = create_matter(office, "m-1", Client("Dara Moss", None), None, "Moss v. Hale", ("Hale Freight",))
    grant(matter, ["anna", "sena", "paula"], "anna", NOW)
    matter.sources.mkdir()
    source = matter.sources / ("a" * 64)
    source.write_bytes(b"knee pain since the fall of 1984\n" * 4000)
    source.chmod(0o444)
    (matter.folder / "drafts" / "treatment" / "1").mkdir(parents=True)
    (matter.folder / "drafts" / "treatment" / "1" / "chart of May.docx").write_bytes(b"knee")
    (matter.folder / "drafts" / "treatment" / "sources").symlink_to("../../readable")
    (matter.folder / "pictures").mkdir()
    (matter.folder / "pictures" / "1.webp").write_bytes(b"knee")
    Store.open(matter).close()
    return office


@pytest.fixture
def office(made: Office, tmp_path: Path) -> Office:
    return copied(made, tmp_path / "office")


def copied(made: Office, folder: Path) -> Office:
    shutil.copytree(made.folder, folder, symlinks=True)
    return Office(folder)


def matter_of(office: Office) -> Matter:
    return load_matter(office.matters_folder / "m-1")


def readable(folder: Path) -> dict[str, object]:
    """What a matter's folder holds but for what changes by itself: path → bytes and rights, or target."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        aside = (*LOCK_FILES, *LEDGER, "pictures", ".locking", ".unlocking", ".run.lock")
        if name.partition("/")[0].startswith((*aside, ".locked")) or name.startswith("pincite.sqlite-"):
            continue
        if path.is_symlink():
            found[name] = os.readlink(path)
        elif path.is_file():
            found[name] = (path.read_bytes(), path.stat().st_mode)
        else:
            found[name] = "folder"
    return found


def names_in(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


def test_nothing_readable_stays_and_everything_comes_back(office: Office) -> None:
    matter = matter_of(office)
    before = readable(matter.folder)
    stub = lock(matter, "anna", MINE, NOW)
    assert names_in(matter.folder) == set(LOCK_FILES)
    for path in matter.folder.iterdir():
        assert not [word for word in SECRETS if word in path.read_bytes()]
        assert path.stat().st_mode & 0o077 == 0
    assert read_stub(matter.folder) == stub
    assert stub.recipients == (
        ("anna", str(MINE.to_public())),
        ("sena", str(HERS.to_public())),
    )  # paula has no key
    assert unlock(matter.folder, "sena", HERS, NOW) == matter
    assert readable(matter.folder) == before
    assert not names_in(matter.folder) & set(LOCK_FILES)
    assert [e for _, e, _ in events(matter)][-2:] == ["matter.locked", "matter.unlocked"]
    assert [(a, e) for a, e, _ in events(office)] == [("anna", "matter.locked"), ("sena", "matter.unlocked")]


def test_the_stub_binds_the_ledgers_last_entry(office: Office) -> None:
    matter = matter_of(office)
    stub = lock(matter, "anna", MINE, NOW)
    unlock(matter.folder, "anna", MINE, NOW)
    entries = Ledger(matter.ledger).entries()
    assert (entries[-2].seq, entries[-2].sha256) == (stub.head.seq, stub.head.sha256)


def test_every_use_of_a_locked_matter_says_so(office: Office) -> None:
    matter = matter_of(office)
    lock(matter, "anna", MINE, NOW)
    with pytest.raises(UsageError, match="The matter m-1 is locked"):
        matter_of(office)
    assert office.matters() == ()
    assert office.locked_matters() == (matter.folder,)
    with pytest.raises(UsageError, match="already a matter"):
        create_matter(office, "m-1", Client("Li Wu", None), None)
    with pytest.raises((UsageError, LedgerError)):  # as a process does that found the matter open
        lock(matter, "anna", MINE, NOW)
    assert unlock(matter.folder, "anna", MINE, NOW) == matter


def test_who_waited_for_the_ledger_meanwhile_begins_no_other(office: Office) -> None:
    matter = matter_of(office)
    ledger = Ledger(matter.ledger)
    with ThreadPoolExecutor(1) as pool:
        with ledger.transaction():
            waiting = pool.submit(ledger.append, "paula", "row.shown", {}, NOW)
            time.sleep(0.2)
            os.unlink(matter.ledger.with_suffix(".lock"))
        with pytest.raises(LedgerError, match="taken away meanwhile"):
            waiting.result()


def test_only_those_who_may_lock_and_with_their_own_key(office: Office) -> None:
    matter = matter_of(office)
    for actor, key in (("adam", MINE), ("nobody", MINE), ("paula", MINE), ("anna", HERS), ("sena", MINE)):
        with pytest.raises(GateRefusal):
            lock(matter, actor, key, NOW)
    rules = [d["rule"] for _, e, d in events(matter) if e == "matter.refused"]
    assert rules == ["not_theirs", "not_theirs", "other_key", "other_key", "other_key"]
    assert LOCKED_FILE not in names_in(matter.folder)


def test_only_those_named_unlock_and_with_their_own_key(office: Office) -> None:
    matter = matter_of(office)
    lock(matter, "anna", MINE, NOW)
    stranger = x25519.Identity.generate()
    for actor, key in (("anna", stranger), ("paula", MINE), ("sena", MINE), ("Pat Quill", MINE)):
        with pytest.raises(GateRefusal, match="Ask one of those who can: anna, sena"):
            unlock(matter.folder, actor, key, NOW)
    set_roster(office, ADAM, PAULA)
    with pytest.raises(GateRefusal):
        unlock(matter.folder, "anna", MINE, NOW)
    assert [e for _, e, _ in events(office)].count("matter.refused") == 5
    assert names_in(matter.folder) == set(LOCK_FILES)


def test_a_mistyped_key_of_somebody_stops_the_lock(office: Office) -> None:
    matter = matter_of(office)
    wrong = dataclasses.replace(SENA, lock_recipient=str(HERS.to_public())[:-1] + "q")
    set_roster(office, with_key(ANNA, MINE), wrong)
    with pytest.raises(UsageError, match="lock key of 'sena' is mistyped"):
        lock(matter, "anna", MINE, NOW)
    assert ".locking" not in names_in(matter.folder)
    assert matter_of(office) == matter


def test_who_lost_access_does_not_open_the_next_locking(office: Office) -> None:
    matter = matter_of(office)
    lock(matter, "anna", MINE, NOW)
    old_key = (matter.folder / KEY).read_bytes()
    unlock(matter.folder, "anna", MINE, NOW)
    withdraw(matter, "sena", "adam", NOW)
    lock(matter, "anna", MINE, NOW)
    with pytest.raises(GateRefusal):
        unlock(matter.folder, "sena", HERS, NOW)
    (matter.folder / KEY).write_bytes(old_key)  # even with the key of the time before
    with pytest.raises(IntegrityError):
        unlock(matter.folder, "anna", MINE, NOW)


def test_names_for_the_conflicts_check(office: Office) -> None:
    matter = matter_of(office)
    lock(matter, "anna", MINE, NOW)
    assert locked_names(matter.folder, MINE) == (
        PartyName("Dara Moss", "client"),
        PartyName("Hale Freight", "adverse"),
        PartyName("Moss", "caption"),
        PartyName("Hale", "caption"),
    )
    assert locked_names(matter.folder, x25519.Identity.generate()) is None


@pytest.mark.parametrize("name", [VAULT, KEY, NAMES])
def test_a_damaged_lock_is_told(office: Office, name: str) -> None:
    matter = matter_of(office)
    lock(matter, "anna", MINE, NOW)
    path = matter.folder / name
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    use: Callable[[], object] = lambda: unlock(matter.folder, "anna", MINE, NOW)  # noqa: E731
    if name == NAMES:
        use = lambda: locked_names(matter.folder, MINE)  # noqa: E731
    with pytest.raises(IntegrityError):
        use()
    path.write_bytes(data)
    assert unlock(matter.folder, "anna", MINE, NOW) == matter


def test_a_file_that_came_in_meanwhile_is_never_lost(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = matter_of(office)
    sound = locked_folder.sweep
    late = matter.uploads / "late.pdf"

    def sweep(folder: Path, kept: Sequence[Kept]) -> None:
        late.write_bytes(b"came in between the proof and the end")
        sound(folder, kept)

    with monkeypatch.context() as patched:
        patched.setattr("pipelines.confidentiality.matter_lock.sweep", sweep)
        with pytest.raises(IntegrityError, match="came in meanwhile"):
            lock(matter, "anna", MINE, NOW)
    assert late.exists()
    with pytest.raises(IntegrityError, match=r"uploads/late\.pdf lies in the locked matter's folder"):
        unlock(matter.folder, "anna", MINE, NOW)
    assert ".unlocking" not in names_in(matter.folder)
    os.rename(late, office.folder / "late.pdf")
    assert finish(matter.folder, MINE)
    assert names_in(matter.folder) == set(LOCK_FILES)
    assert unlock(matter.folder, "anna", MINE, NOW) == matter


def test_a_file_that_changes_while_it_is_packed_stops_the_lock(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = matter_of(office)
    before = readable(matter.folder)

    def late(vault: Path, identity: x25519.Identity) -> tuple[Kept, ...]:
        (matter.uploads / "late.pdf").write_bytes(b"late")
        return contents(vault, identity)

    monkeypatch.setattr("pipelines.confidentiality.matter_lock.contents", late)
    with pytest.raises(IntegrityError, match="changed while it was being locked"):
        lock(matter, "anna", MINE, NOW)
    os.unlink(matter.uploads / "late.pdf")
    assert readable(matter.folder) == before
    assert not {*LOCK_FILES, ".locking"} & names_in(matter.folder)


def test_nobody_else_may_be_at_work(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = matter_of(office)
    drafting = matter.folder / ".drafting-abcd1234"
    drafting.mkdir()
    for held in (drafting, matter.folder / ".run.lock", matter.folder):
        descriptor = os.open(held, os.O_RDONLY | (0 if held.is_dir() else os.O_CREAT))
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with pytest.raises(UsageError, match="Wait"):
            lock(matter, "anna", MINE, NOW)
        os.close(descriptor)
    monkeypatch.setattr(matter_use, "_WAIT_SECONDS", 0.1)
    database = sqlite3.connect(matter.database, isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    with pytest.raises(UsageError, match="Somebody works in this matter"):
        lock(matter, "anna", MINE, NOW)
    database.close()
    lock(matter, "anna", MINE, NOW)


EVERY_STEP = [pytest.param(7, id="some steps"), pytest.param(1, id="all", marks=pytest.mark.long)]
"""A crash at each step, followed by all that it takes to see that nothing was lost, takes a minute."""


@pytest.mark.parametrize("stride", EVERY_STEP)
def test_killed_at_every_step_of_locking(made: Office, tmp_path: Path, stride: int) -> None:
    before = readable(made.matters_folder / "m-1")
    step, died, locked = 1, True, 0
    while died:
        office = copied(made, tmp_path / str(step))
        folder = office.matters_folder / "m-1"
        died = dies_at(step, partial(lock, load_matter(folder), "anna", MINE, NOW))
        if LOCKED_FILE in names_in(folder):
            locked += died
            with pytest.raises(UsageError, match="is locked"):
                load_matter(folder)
            if step % 2:  # with the rest still lying there, and without
                finish(folder, MINE)
                assert names_in(folder) == set(LOCK_FILES)
        else:
            assert died
            assert readable(folder) == before
            lock(load_matter(folder), "anna", MINE, NOW)
            assert names_in(folder) == set(LOCK_FILES)
        unlock(folder, "sena", HERS, NOW)
        assert readable(folder) == before
        Ledger(folder / "ledger.jsonl").entries()
        office.ledger.entries()
        shutil.rmtree(office.folder)
        step += stride
    assert step > 40
    assert locked > 15 // stride


@pytest.mark.parametrize("stride", EVERY_STEP)
def test_killed_at_every_step_of_unlocking(made: Office, tmp_path: Path, stride: int) -> None:
    before = readable(made.matters_folder / "m-1")
    start = copied(made, tmp_path / "start")
    lock(matter_of(start), "anna", MINE, NOW)
    step, died, opened = 1, True, 0
    while died:
        office = copied(start, tmp_path / str(step))
        folder = office.matters_folder / "m-1"
        died = dies_at(step, partial(unlock, folder, "anna", MINE, NOW))
        if LOCKED_FILE in names_in(folder):
            assert died
            if step % 2:
                finish(folder, MINE)
                assert names_in(folder) == set(LOCK_FILES)
            unlock(folder, "anna", MINE, NOW)
        else:
            opened += died
        assert readable(folder) == before
        assert [e for _, e, _ in events(matter_of(office))].count("matter.unlocked") == 1
        lock(matter_of(office), "anna", MINE, NOW)
        assert names_in(folder) == set(LOCK_FILES)
        shutil.rmtree(office.folder)
        step += stride
    assert step > 40
    assert opened > 3 // stride - 1
