"""The ledger on the disk: kept twice, locked between processes, shut when it cannot be trusted or written."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import LedgerError
from pipelines import ledger_chain
from pipelines.ledger import Head, Ledger
from pipelines.ledger_chain import DOMAIN, Entry, FaultKind, new_entry
from pipelines.ledger_database import add_to_copy

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger(tmp_path / "ledger.jsonl", patience=0.2)
    for i in range(5):
        ledger.append("paula", "test.event", {"n": i}, START + timedelta(minutes=i))
    return ledger


def kinds(ledger: Ledger, *anchors: Head) -> list[FaultKind]:
    return [f.kind for f in ledger.verify(anchors).faults]


def lines(ledger: Ledger) -> list[bytes]:
    return ledger.path.read_bytes().splitlines(keepends=True)


def test_an_untouched_ledger(ledger: Ledger, tmp_path: Path) -> None:
    report = ledger.verify()
    assert report.faults == ()
    assert ledger.head() == Head(5, report.entries[-1].sha256)
    assert Ledger(tmp_path / "none.jsonl").head() == Head()


def test_it_is_private(ledger: Ledger) -> None:
    assert ledger.path.stat().st_mode & 0o777 == 0o600
    assert ledger.copy.stat().st_mode & 0o777 == 0o600


def test_a_cut_tail_is_shown_by_the_copy(ledger: Ledger) -> None:
    ledger.path.write_bytes(b"".join(lines(ledger)[:3]))
    assert kinds(ledger) == [FaultKind.CUT_TAIL]
    with pytest.raises(LedgerError, match="cut tail at entry 4"):
        ledger.append("paula", "test.event", {}, START)


def test_a_ledger_emptied_or_removed(ledger: Ledger) -> None:
    ledger.path.write_bytes(b"")
    assert kinds(ledger) == [FaultKind.CUT_TAIL]
    ledger.path.unlink()
    assert kinds(ledger) == [FaultKind.CUT_TAIL]


def rewritten(ledger: Ledger, seq: int = 3) -> list[Entry]:
    """The whole chain made anew with one other actor: sound from inside."""
    made: list[Entry] = []
    for entry in ledger.entries():
        actor = "quinn" if entry.seq == seq else entry.actor
        at = datetime.fromisoformat(entry.time)
        made.append(new_entry(made[-1] if made else None, actor, entry.event, entry.details, at))
    return made


def put(ledger: Ledger, entries: list[Entry]) -> None:
    ledger.path.write_bytes(b"".join(e.line + b"\n" for e in entries))


def put_both(ledger: Ledger, entries: list[Entry]) -> None:
    """What a careful forger does: file and copy agree, the copy's guards stand."""
    ledger.copy.unlink()
    ledger.path.unlink()
    for i, entry in enumerate(entries, start=1):
        put(ledger, entries[:i])
        with ledger.transaction() as tx:
            assert tx.head.sha256 == entry.sha256


def test_a_rewritten_chain_is_shown_by_the_copy(ledger: Ledger) -> None:
    put(ledger, rewritten(ledger))
    assert [str(f) for f in ledger.verify().faults] == ["copies differ at entry 3"]
    with pytest.raises(LedgerError, match="copies differ at entry 3"):
        ledger.append("paula", "test.event", {}, START)


def test_an_anchor_shows_what_both_copies_were_made_to_hide(ledger: Ledger) -> None:
    anchor = ledger.head()
    put_both(ledger, rewritten(ledger))
    assert kinds(ledger) == []
    assert kinds(ledger, anchor) == [FaultKind.REWRITTEN]
    assert kinds(ledger, Head(9, anchor.sha256)) == [FaultKind.CUT_TAIL]
    assert kinds(ledger, Head(0, anchor.sha256)) == [FaultKind.REWRITTEN]


def test_entries_written_past_the_ledger(ledger: Ledger) -> None:
    entries = list(ledger.entries())
    for i in range(2):
        entries.append(new_entry(entries[-1], "otto", "test.event", {"n": i}, START + timedelta(hours=1)))
    put(ledger, entries)
    assert [str(f) for f in ledger.verify().faults] == ["copies differ at entry 6"]
    with pytest.raises(LedgerError):
        ledger.append("paula", "test.event", {}, START)


def test_one_entry_that_a_crash_kept_from_the_copy_is_added(ledger: Ledger) -> None:
    entries = list(ledger.entries())
    entries.append(new_entry(entries[-1], "paula", "test.event", {"n": 5}, START + timedelta(hours=1)))
    put(ledger, entries)
    assert kinds(ledger) == []
    ledger.append("paula", "test.event", {"n": 6}, START + timedelta(hours=2))
    assert len(ledger.entries()) == 7
    with sqlite3.connect(ledger.copy) as database:
        assert database.execute("SELECT count(*) FROM entry").fetchone() == (7,)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET line = x'00' WHERE seq = 2",
        "DELETE FROM entry WHERE seq = 5",
        "DELETE FROM entry",
        "INSERT OR REPLACE INTO entry VALUES (2, x'00')",
        "INSERT INTO entry VALUES (9, x'00')",
    ],
)
def test_the_copy_refuses_all_but_the_next_entry(ledger: Ledger, statement: str) -> None:
    database = sqlite3.connect(ledger.copy)
    with pytest.raises(sqlite3.IntegrityError, match=r"append-only|follows the last"):
        database.execute(statement)
    database.close()
    assert kinds(ledger) == []


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["UPDATE entry SET line = x'00' WHERE seq = 2"], "copies differ at entry 2"),
        (["DELETE FROM entry WHERE seq = 2"], "copies differ at entry 2"),
        (["DELETE FROM entry WHERE seq > 2"], "copies differ at entry 3"),
        (["UPDATE entry SET seq = 9 WHERE seq = 5"], "copy unguarded at entry 5"),
        (["INSERT INTO entry VALUES (6, x'00')"], "cut tail at entry 6"),
    ],
)
def test_a_hand_edited_database(ledger: Ledger, statements: list[str], expected: str) -> None:
    database = sqlite3.connect(ledger.copy, isolation_level=None)
    triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    assert kinds(ledger) == [FaultKind.COPY_UNGUARDED]
    for statement in statements:
        database.execute(statement)
    for _, sql in triggers:
        database.execute(sql)
    database.close()
    assert expected in [str(f) for f in ledger.verify().faults]
    with pytest.raises(LedgerError):
        ledger.append("paula", "test.event", {}, START)


@pytest.mark.parametrize("content", [None, b"no database at all", b""])
def test_a_lost_copy_is_made_anew_and_that_is_logged(ledger: Ledger, content: bytes | None) -> None:
    ledger.copy.unlink()
    if content is not None:
        ledger.copy.write_bytes(content)
    lost = FaultKind.COPIES_DIFFER if content == b"" else FaultKind.COPY_LOST
    assert kinds(ledger) == [lost]
    with pytest.raises(LedgerError):
        ledger.append("paula", "test.event", {}, START)
    if lost is FaultKind.COPIES_DIFFER:  # an empty table is no accident of the disk
        with pytest.raises(LedgerError):
            ledger.recover("adam", START + timedelta(hours=1))
        return
    entry = ledger.recover("adam", START + timedelta(hours=1))
    assert (entry.event, entry.details["copied"]) == ("ledger.recovered", 5)
    assert kinds(ledger) == []
    assert len(ledger.entries()) == 6
    kept = list(ledger.path.parent.glob("*.lost-*"))
    assert [p.read_bytes() for p in kept] == ([content] if content else [])


def test_a_link_in_the_copys_place(ledger: Ledger, tmp_path: Path) -> None:
    ledger.copy.rename(tmp_path / "elsewhere")
    ledger.copy.symlink_to(tmp_path / "elsewhere")
    assert kinds(ledger) == [FaultKind.COPY_LOST]


def test_a_time_that_runs_backward_without_a_mark_is_no_entry_of_ours(ledger: Ledger) -> None:
    entries = list(ledger.entries())
    earlier = new_entry(None, "paula", "test.event", {}, START - timedelta(days=1))
    forged = earlier.line.replace(b'"seq":1', b'"seq":6').replace(
        earlier.prev.encode(), entries[-1].sha256.encode()
    )
    body = forged[: forged.rindex(b',"sha256":"')]
    digest = hashlib.sha256(DOMAIN + body).hexdigest()
    ledger.path.write_bytes(ledger.path.read_bytes() + body + b',"sha256":"' + digest.encode() + b'"}\n')
    assert [str(f) for f in ledger.verify().faults] == ["time reversal at entry 6"]


def test_every_single_random_change_to_either_copy_is_found(tmp_path: Path) -> None:
    """1,000 single changes to what is stored: a byte, a line, a row; in the file or in the copy."""
    made = Ledger(tmp_path / "ledger.jsonl")
    for i in range(8):
        made.append("paula", "test.event", {"n": i}, START + timedelta(minutes=i))
    data, copy = made.path.read_bytes(), made.copy.read_bytes()
    rng = random.Random(6)
    changed = 0
    while changed < 1000:
        made.path.write_bytes(data)
        made.copy.write_bytes(copy)
        expected = change(made, data, rng)
        assert {str(f.kind) for f in made.verify().faults} & expected, changed
        changed += 1
    made.path.write_bytes(data)
    made.copy.write_bytes(copy)
    assert kinds(made) == []


def change(ledger: Ledger, data: bytes, rng: random.Random) -> set[str]:
    """Make one change; what it may be called."""
    held = data.splitlines(keepends=True)
    at = rng.randrange(len(held))
    kind = rng.choice(("byte", "removed", "doubled", "cut", "row", "row gone"))
    if kind.startswith("row"):
        database = sqlite3.connect(ledger.copy, isolation_level=None)
        database.execute("PRAGMA synchronous = OFF")  # a thousand times: not for the disk to wait for
        database.execute("BEGIN")
        triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        if kind == "row":
            line = bytearray(held[at][:-1])
            line[rng.randrange(len(line))] ^= 1 << rng.randrange(8)
            database.execute("UPDATE entry SET line = ? WHERE seq = ?", (bytes(line), at + 1))
        else:  # the last row alone may be missing, as after a crash
            database.execute("DELETE FROM entry WHERE seq = ?", (rng.randrange(len(held) - 1) + 1,))
        for _, sql in triggers:
            database.execute(sql)
        database.execute("COMMIT")
        database.close()
        return {"copies differ"}
    if kind == "byte":
        place = rng.randrange(len(data))
        ledger.path.write_bytes(
            data[:place] + bytes([data[place] ^ (1 << rng.randrange(8))]) + data[place + 1 :]
        )
        return {"altered", "torn tail"}
    if kind == "removed":
        del held[at]
        ledger.path.write_bytes(b"".join(held))
        return {"missing", "cut tail"}
    if kind == "doubled":
        ledger.path.write_bytes(b"".join([*held[:at], held[at], *held[at:]]))
        return {"inserted"}
    ledger.path.write_bytes(b"".join(held[:at]))
    return {"cut tail"}


def test_what_was_proven_is_compared_and_not_read_again(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.entries()
    read: list[bytes] = []
    real = ledger_chain.read_entry

    def counted(line: bytes) -> Entry:
        read.append(line)
        return real(line)

    monkeypatch.setattr(ledger_chain, "read_entry", counted)
    ledger.append("paula", "test.event", {"n": 5}, START + timedelta(hours=1))
    assert len(ledger.entries()) == 6
    assert len(read) == 1
    data = ledger.path.read_bytes()
    ledger.path.write_bytes(data.replace(b'"n":2', b'"n":7'))
    assert kinds(ledger) == [FaultKind.ALTERED]
    shutil.copytree(ledger.path.parent, ledger.path.parent.parent / "moved")
    assert kinds(Ledger(ledger.path.parent.parent / "moved" / "ledger.jsonl")) == [FaultKind.ALTERED]


def test_a_long_ledger_is_quick_to_append_to(tmp_path: Path) -> None:
    """400 rows shown and decided several times over: 5,000 entries. Processor time, not the disk's."""
    ledger = Ledger(tmp_path / "ledger.jsonl")
    with ledger.transaction() as tx:
        entries = [tx.append("paula", "test.event", {"n": 0}, START)]
    for i in range(4999):
        entries.append(new_entry(entries[-1], "paula", "row.shown", {"row": f"{i:032x}", "n": i}, START))
    ledger.path.write_bytes(b"".join(e.line + b"\n" for e in entries))
    add_to_copy(ledger.copy, 2, [e.line for e in entries[1:]])
    ledger.entries()
    before = time.process_time()
    for i in range(10):
        ledger.append("paula", "test.event", {"n": i}, START)
    assert (time.process_time() - before) / 10 < 0.06


@pytest.mark.parametrize("change", ["altered", "deleted", "swapped"])
def test_nothing_is_appended_to_a_broken_ledger(ledger: Ledger, change: str) -> None:
    held = lines(ledger)
    if change == "altered":
        held[1] = held[1].replace(b"paula", b"quinn")
    elif change == "deleted":
        del held[1]
    else:
        held[1], held[2] = held[2], held[1]
    ledger.path.write_bytes(b"".join(held))
    with pytest.raises(LedgerError, match="does not verify"):
        ledger.append("paula", "test.event", {}, START)
    assert ledger.path.read_bytes() == b"".join(held)


def test_a_link_in_the_ledgers_place(ledger: Ledger, tmp_path: Path) -> None:
    ledger.path.rename(tmp_path / "elsewhere")
    ledger.path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LedgerError):
        ledger.append("paula", "test.event", {}, START)


# --- torn tail ----------------------------------------------------------------------------------------------


def test_a_torn_tail_stops_the_ledger_until_it_is_set_aside(ledger: Ledger) -> None:
    whole = ledger.path.read_bytes()
    ledger.path.write_bytes(whole + b'{"actor":"pau')
    with pytest.raises(LedgerError, match=r"torn entry .*pincite ledger recover"):
        ledger.append("paula", "test.event", {}, START)
    entry = ledger.recover("adam", START + timedelta(hours=1))
    assert (entry.event, entry.details["bytes"]) == ("ledger.recovered", 13)
    assert ledger.path.read_bytes().startswith(whole)
    (aside,) = ledger.path.parent.glob("*.torn-*")
    assert aside.read_bytes() == b'{"actor":"pau'
    assert ledger.verify().faults == ()


def test_a_torn_first_entry(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.path.write_bytes(b'{"actor"')
    ledger.recover("adam", START)
    assert [e.event for e in ledger.entries()] == ["ledger.recovered"]


def test_a_torn_acknowledged_entry_is_not_recovered(ledger: Ledger) -> None:
    """The copy knows the entry was complete once: this is no crash, it is damage."""
    ledger.path.write_bytes(ledger.path.read_bytes()[:-20])
    assert kinds(ledger) == [FaultKind.TORN_TAIL, FaultKind.CUT_TAIL]
    with pytest.raises(LedgerError):
        ledger.recover("adam", START)


def test_a_sound_ledger_is_not_recovered(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no torn last entry and no lost copy"):
        ledger.recover("adam", START)


# --- crash, disk --------------------------------------------------------------------------------------------

CALLS = ("write", "fsync", "replace", "open", "fchmod")


class Fault:
    """Fails, or kills, at the n-th of the calls by which things reach the disk."""

    def __init__(self, n: int, fail: Callable[[Exception], None]) -> None:
        self.left = n
        self.fail = fail

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in CALLS:
            monkeypatch.setattr(os, name, self._guarded(getattr(os, name)))
        connect = sqlite3.connect
        fault = self

        class Guarded(sqlite3.Connection):
            def execute(self, *args: Any) -> sqlite3.Cursor:
                fault.count(sqlite3.OperationalError("database or disk is full"))
                return super().execute(*args)

            def executemany(self, *args: Any) -> sqlite3.Cursor:
                fault.count(sqlite3.OperationalError("database or disk is full"))
                return super().executemany(*args)

        monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, factory=Guarded, **k))

    def count(self, error: Exception) -> None:
        self.left -= 1
        if self.left == 0:
            self.fail(error)

    def _guarded(self, call: Callable[..., object]) -> Callable[..., object]:
        def guarded(*args: object, **kwargs: object) -> object:
            self.count(OSError(28, "No space left on device"))
            return call(*args, **kwargs)

        return guarded


def full(error: Exception) -> None:
    raise error


def test_a_full_disk_at_every_call_leaves_the_ledger_as_it_was(ledger: Ledger) -> None:
    before = ledger.path.read_bytes()
    for n in range(1, 100):
        with pytest.MonkeyPatch.context() as patch:
            fault = Fault(n, full)
            fault.install(patch)
            try:
                ledger.append("paula", "test.event", {"n": n}, START + timedelta(hours=1))
                done = True
            except LedgerError:
                done = False
        assert ledger.verify().faults == ()
        if not done:
            assert ledger.path.read_bytes() == before
            continue
        assert len(ledger.entries()) == 6
        break
    assert n > 8


@pytest.mark.parametrize("first", [True, False])
def test_kill_at_every_call_leaves_a_ledger_that_goes_on(tmp_path: Path, first: bool) -> None:
    for n in range(1, 100):
        folder = tmp_path / str(n)
        folder.mkdir()
        ledger = Ledger(folder / "ledger.jsonl", patience=0.2)
        if not first:
            ledger.append("paula", "test.event", {"n": 0}, START)
        before = len(ledger.entries())
        pid = os.fork()
        if pid == 0:
            fault = Fault(n, lambda _: os._exit(9))
            fault.install(pytest.MonkeyPatch())
            ledger.append("paula", "test.event", {"n": 1}, START)
            os._exit(0)
        done = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        held = len(ledger.entries())
        assert held in ((before + 1,) if done else (before, before + 1))
        ledger.append("paula", "test.event", {"n": 2}, START)
        assert len(ledger.entries()) == held + 1
        if done:
            break
    assert n > 8


def test_a_short_write_is_completed(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: write(fd, bytes(data)[:7]))
    ledger.append("paula", "test.event", {}, START + timedelta(hours=1))
    assert len(ledger.entries()) == 6


# --- processes ----------------------------------------------------------------------------------------------


def append_many(path: str, actor: str) -> None:
    for i in range(25):
        Ledger(Path(path)).append(actor, "test.event", {"n": i}, START)


def test_processes_take_turns(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    path = tmp_path / "ledger.jsonl"
    workers = [context.Process(target=append_many, args=(str(path), f"p{i}")) for i in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    entries = Ledger(path).entries()
    assert len(entries) == 75
    for i in range(3):
        assert [e.details["n"] for e in entries if e.actor == f"p{i}"] == list(range(25))


def test_a_lock_held_too_long(ledger: Ledger) -> None:
    with (
        ledger.transaction(),
        pytest.raises(LedgerError, match="Another process has held"),
        ledger.transaction(),
    ):
        pass


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="cannot be written"):
        Ledger(tmp_path / "gone" / "ledger.jsonl").append("paula", "test.event", {}, START)
