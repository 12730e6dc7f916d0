"""The audit ledger of a matter: append-only, hash-chained, fails closed.

    ledger.jsonl   one entry a line, see pipelines/ledger_chain.py
    ledger.head    sequence and digest of the last entry: shows a cut tail, or a chain rewritten, mostly
    ledger.lock    held by the one process that reads, decides and appends

Answers: what happened in this matter, in which order; is the record whole. Refuses: to append to, or be
read as truth from, a ledger that does not verify; an entry that is not on the disk when the call returns.
No entry, no move.

A person who may write the folder can rewrite ledger and head together. What shows that is an anchor kept
elsewhere: every approval signs the head it was given on, and `Ledger.verify` takes such anchors.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from extractors.errors import IntegrityError, LedgerError
from pipelines.canonical_json import canonical_bytes
from pipelines.durable import (
    PRIVATE,
    plain_failure,
    read_regular,
    sha256_of,
    sync_folder,
    write_all,
    write_new,
)
from pipelines.json_shape import exact_keys, text, whole_number
from pipelines.ledger_chain import GENESIS, Details, Entry, Fault, FaultKind, examine, new_entry

_POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Head:
    """A point of the chain: the entry's sequence (0: none yet) and digest."""

    seq: int = 0
    sha256: str = GENESIS


@dataclass(frozen=True, slots=True)
class LedgerReport:
    """What verification found. ``clock_back`` lists entries whose time precedes that of the entry before."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]

    @property
    def clock_back(self) -> tuple[int, ...]:
        return tuple(e.seq for e in self.entries if e.details.get("clock") == "moved-back")


class Transaction:
    """The ledger while its lock is held: proven entries, and the only way to add one."""

    def __init__(self, ledger: Ledger, entries: Sequence[Entry]) -> None:
        self._ledger = ledger
        self._entries = list(entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._entries)

    @property
    def head(self) -> Head:
        return _head_of(self._entries)

    def append(self, actor: str, event: str, details: Details, now: datetime) -> Entry:
        """Add one entry; it is on the disk when this returns.

        Raises:
            LedgerError: it could not be written; the ledger is as it was.
            ValueError: details hold anything but ids, digests and counts.
        """
        entry = new_entry(self._entries[-1] if self._entries else None, actor, event, details, now)
        self._ledger._write(entry)
        self._entries.append(entry)
        return entry


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger by its file. ``patience`` is how long to wait for another process's lock, in seconds."""

    path: Path
    patience: float = 30.0

    @property
    def _head_file(self) -> Path:
        return self.path.with_suffix(".head")

    def append(self, actor: str, event: str, details: Details, now: datetime) -> Entry:
        """Add one entry under the lock; see `Transaction.append`."""
        with self.transaction() as transaction:
            return transaction.append(actor, event, details, now)

    def entries(self) -> tuple[Entry, ...]:
        """Every entry, proven.

        Raises:
            LedgerError: the ledger does not verify.
        """
        report = self.verify()
        if report.faults:  # perhaps read while another process was appending: look again when it has done
            # (an auditor who may only read cannot lock, and takes it as it was)
            with contextlib.suppress(LedgerError), self._locked():
                report = self.verify()
        return self._proven(report)

    def head(self) -> Head:
        """The last entry's sequence and digest; raises ``LedgerError`` if the ledger does not verify."""
        return _head_of(self.entries())

    def verify(self, anchors: Sequence[Head] = ()) -> LedgerReport:
        """Name everything that is wrong with the ledger; raises ``LedgerError`` only if it cannot be read.

        Args:
            anchors: heads known from elsewhere, such as those signed in approvals.
        """
        # Head first: an entry appended between the two reads then only makes the ledger one longer.
        head = self._read_head()
        entries, faults = examine(self._read())
        found = list(faults)
        if not faults or all(f.kind is FaultKind.TORN_TAIL for f in faults):
            found += _against(entries, (head, *anchors) if head else anchors)
            behind = len(entries) - (head.seq if head else 0)
            # One entry may be ahead: a crash between the entry and its head. The next append closes the gap.
            if behind > 1:
                found.append(Fault(FaultKind.UNANCHORED_TAIL, len(entries) - behind + 1))
        return LedgerReport(entries, tuple(found))

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Hold the lock, prove the ledger, and let the caller decide on what it says.

        Raises:
            LedgerError: the ledger does not verify, cannot be read, or another process holds it too long.
        """
        with self._locked():
            entries = self._proven(self.verify())
            try:
                if entries and self._read_head() != _head_of(entries):
                    self._write_head(_head_of(entries))
            except OSError as error:
                raise _unwritten(self.path, error) from None
            yield Transaction(self, entries)

    def recover(self, actor: str, now: datetime) -> Entry:
        """Set a torn last line aside (a power cut in mid-write: it was never acknowledged) and log that.

        Raises:
            LedgerError: the ledger has no torn tail, or is broken in another way too.
        """
        with self._locked():
            report = self.verify()
            if [f.kind for f in report.faults] != [FaultKind.TORN_TAIL]:
                raise LedgerError(
                    f"{self.path.name} has no torn last entry, or other faults beside it.",
                    "Restore the matter's folder from a backup if it does not verify.",
                )
            whole, _, torn = self._read().rpartition(b"\n")
            aside = self.path.with_name(f"{self.path.name}.torn-{sha256_of(torn)[:12]}")
            try:
                if not aside.exists():
                    write_new(aside, torn)
                os.truncate(self.path, len(whole) + 1 if report.entries else 0)
            except OSError as error:
                raise _unwritten(self.path, error) from None
            details: Details = {"bytes": len(torn), "torn": sha256_of(torn)}
            return Transaction(self, report.entries).append(actor, "ledger.recovered", details, now)

    def _proven(self, report: LedgerReport) -> tuple[Entry, ...]:
        if report.faults:
            raise _broken(self.path, report.faults)
        return report.entries

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            lock = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, PRIVATE)
        except OSError as error:
            raise _unwritten(self.path, error) from None
        try:
            deadline = time.monotonic() + self.patience
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= deadline:
                        raise LedgerError(
                            f"Another process has held {self.path.name} for {self.patience:.0f} seconds.",
                            "Wait until it has finished, then try again.",
                        ) from None
                    time.sleep(_POLL_SECONDS)
            yield
        finally:
            os.close(lock)  # closing releases the lock; so does the end of the process, however it comes

    def _read(self) -> bytes:
        if not os.path.lexists(self.path):
            return b""
        return self._readable(self.path)

    def _read_head(self) -> Head | None:
        if not os.path.lexists(self._head_file):
            return None
        stored = self._readable(self._head_file)
        try:
            value = exact_keys(json.loads(stored), "head", ("seq", "sha256"))
            return Head(whole_number(value["seq"], "seq"), text(value["sha256"], "sha256"))
        except ValueError:
            # Nonsense is not absence: no entry has this digest, so the ledger will not verify.
            return Head(1, "")

    @staticmethod
    def _readable(path: Path) -> bytes:
        try:
            with plain_failure(f"Reading {path.name}"):
                return read_regular(path)
        except IntegrityError as error:
            raise LedgerError(error.problem, "Restore it, or the right to read it.") from None

    def _write(self, entry: Entry) -> None:
        """Force the line, then the head, to the disk; on failure put both back as they were."""
        try:
            new = not self.path.exists()
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, PRIVATE)
        except OSError as error:
            raise _unwritten(self.path, error) from None
        try:
            size = os.fstat(descriptor).st_size
            try:
                if new:
                    sync_folder(self.path.parent)
                write_all(descriptor, entry.line + b"\n")
                os.fsync(descriptor)
                self._write_head(Head(entry.seq, entry.sha256))
            except OSError as error:
                with contextlib.suppress(OSError):
                    os.ftruncate(descriptor, size)
                    os.fsync(descriptor)
                raise _unwritten(self.path, error) from None
        finally:
            os.close(descriptor)

    def _write_head(self, head: Head) -> None:
        beside = self._head_file.with_suffix(".head-new")
        beside.unlink(missing_ok=True)
        write_new(beside, canonical_bytes({"seq": head.seq, "sha256": head.sha256}), PRIVATE)
        os.replace(beside, self._head_file)
        # From here the entry stands. A rename lost to a power cut leaves a head one behind, which is allowed.
        with contextlib.suppress(OSError):
            sync_folder(self.path.parent)


def _head_of(entries: Sequence[Entry]) -> Head:
    return Head(entries[-1].seq, entries[-1].sha256) if entries else Head()


def _against(entries: Sequence[Entry], anchors: Sequence[Head]) -> Iterator[Fault]:
    for anchor in anchors:
        if anchor.seq > len(entries):
            yield Fault(FaultKind.CUT_TAIL, len(entries) + 1)
        elif anchor.seq < 1 or entries[anchor.seq - 1].sha256 != anchor.sha256:
            yield Fault(FaultKind.REWRITTEN, anchor.seq)


def _broken(path: Path, faults: Sequence[Fault]) -> LedgerError:
    if [f.kind for f in faults] == [FaultKind.TORN_TAIL]:
        return LedgerError(
            f"{path.name} ends in a torn entry ({faults[0]}), written when the machine stopped.",
            "Set it aside with `pincite ledger recover`: it was never acknowledged.",
        )
    named = ", ".join(str(f) for f in faults[:5])
    return LedgerError(
        f"{path.name} does not verify: {named}.",
        "Nothing can be decided on it: find out who changed it, and restore the folder from a backup.",
    )


def _unwritten(path: Path, error: OSError) -> LedgerError:
    return LedgerError(
        f"{path.name} cannot be written ({error.strerror}); nothing was done.",
        "Free space or restore the right to write, then try again.",
    )
