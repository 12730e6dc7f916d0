"""The ledger on the disk: anchored, locked between processes, shut when it cannot be trusted or written."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extractors.errors import LedgerError
from pipelines.ledger import Head, Ledger
from pipelines.ledger_chain import FaultKind, new_entry

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


def test_a_cut_tail_is_shown_by_the_head(ledger: Ledger) -> None:
    ledger.path.write_bytes(b"".join(lines(ledger)[:3]))
    assert kinds(ledger) == [FaultKind.CUT_TAIL]
    with pytest.raises(LedgerError, match="cut tail at entry 4"):
        ledger.append("paula", "test.event", {}, START)


def test_a_ledger_emptied_or_removed(ledger: Ledger) -> None:
    ledger.path.write_bytes(b"")
    assert kinds(ledger) == [FaultKind.CUT_TAIL]
    ledger.path.unlink()
    assert kinds(ledger) == [FaultKind.CUT_TAIL]


def rewritten(ledger: Ledger) -> bytes:
    """The whole chain made anew with one other actor: sound from inside."""
    last, data = None, b""
    for entry in ledger.entries():
        actor = "quinn" if entry.seq == 3 else entry.actor
        at = datetime.fromisoformat(entry.time)
        last = new_entry(last, actor, entry.event, entry.details, at)
        data += last.line + b"\n"
    return data


def test_a_rewritten_chain_is_shown_by_the_head(ledger: Ledger) -> None:
    ledger.path.write_bytes(rewritten(ledger))
    assert kinds(ledger) == [FaultKind.REWRITTEN]


def test_an_anchor_shows_what_the_head_was_made_to_hide(ledger: Ledger) -> None:
    anchor = ledger.head()
    data = rewritten(ledger)
    for path in (ledger.path, ledger.path.with_suffix(".head")):
        path.unlink()
    (first, *rest) = data.splitlines(keepends=True)
    ledger.path.write_bytes(first)
    for line in [b"", *rest]:  # a careful forger: head and chain agree
        ledger.path.write_bytes(ledger.path.read_bytes() + line)
        with ledger.transaction():
            pass
    assert kinds(ledger) == []
    assert kinds(ledger, anchor) == [FaultKind.REWRITTEN]
    assert kinds(ledger, Head(9, anchor.sha256)) == [FaultKind.CUT_TAIL]


def test_entries_written_past_the_ledger(ledger: Ledger) -> None:
    entries = list(ledger.entries())
    for i in range(2):
        entries.append(new_entry(entries[-1], "otto", "test.event", {"n": i}, START + timedelta(hours=1)))
    ledger.path.write_bytes(b"".join(e.line + b"\n" for e in entries))
    assert kinds(ledger) == [FaultKind.UNANCHORED_TAIL]
    with pytest.raises(LedgerError):
        ledger.append("paula", "test.event", {}, START)


@pytest.mark.parametrize("content", [b"", b"{}", b"no json", b'{"seq":5,"sha256":"' + b"0" * 64 + b'"}'])
def test_a_head_that_was_touched(ledger: Ledger, content: bytes) -> None:
    ledger.path.with_suffix(".head").write_bytes(content)
    assert kinds(ledger)[0] is FaultKind.REWRITTEN


def test_a_head_that_was_removed(ledger: Ledger) -> None:
    ledger.path.with_suffix(".head").unlink()
    assert kinds(ledger) == [FaultKind.UNANCHORED_TAIL]


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
    """The head knows the entry was complete once: this is no crash, it is damage."""
    ledger.path.write_bytes(ledger.path.read_bytes()[:-20])
    assert kinds(ledger) == [FaultKind.TORN_TAIL, FaultKind.CUT_TAIL]
    with pytest.raises(LedgerError):
        ledger.recover("adam", START)


def test_a_sound_ledger_is_not_recovered(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no torn last entry"):
        ledger.recover("adam", START)


# --- crash, disk --------------------------------------------------------------------------------------------

CALLS = ("write", "fsync", "replace", "open", "fchmod")


class Fault:
    """Fails, or kills, at the n-th of the calls by which things reach the disk."""

    def __init__(self, n: int, fail: Callable[[], None]) -> None:
        self.left = n
        self.fail = fail

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in CALLS:
            monkeypatch.setattr(os, name, self._guarded(getattr(os, name)))

    def _guarded(self, call: Callable[..., object]) -> Callable[..., object]:
        def guarded(*args: object, **kwargs: object) -> object:
            self.left -= 1
            if self.left == 0:
                self.fail()
            return call(*args, **kwargs)

        return guarded


def full() -> None:
    raise OSError(28, "No space left on device")


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
            fault = Fault(n, lambda: os._exit(9))
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
