"""The audit ledger of a matter: append-only, hash-chained, kept twice, fails closed.

    ledger.jsonl    one entry a line, see pipelines/ledger_chain.py
    ledger.sqlite   the same lines in a table that takes additions only: shows a cut tail or a rewritten chain
    ledger.lock     held by the one process that reads, decides and appends

Answers: what happened in this matter, in which order; is the record whole. Refuses: to append to, or be
read as truth from, a ledger that does not verify; an entry that is not on the disk, in both copies, when the
call returns. No entry, no move.

A person who may write the folder can rewrite both copies. What shows that is an anchor kept elsewhere: every
approval signs the head it was given on, `pipelines/review/anchors.py` signs others, and `Ledger.verify` takes
them.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from extractors.errors import IntegrityError, LedgerError
from pipelines.durable import (
    PRIVATE,
    plain_failure,
    read_regular,
    sha256_of,
    sync_folder,
    write_all,
    write_new,
)
from pipelines.ledger_chain import Details, Entry, Fault, FaultKind, new_entry
from pipelines.ledger_database import Copy, add_to_copy, copied, read_copy
from pipelines.ledger_report import Head as Head
from pipelines.ledger_report import LedgerReport, against_anchors, beside_copy, examined, head_of

_POLL_SECONDS = 0.02


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
        return head_of(self._entries)

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
    def copy(self) -> Path:
        """The second copy's file."""
        return self.path.with_suffix(".sqlite")

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
        return head_of(self.entries())

    def verify(self, anchors: Sequence[Head] = ()) -> LedgerReport:
        """Name everything that is wrong with the ledger; raises ``LedgerError`` only if it cannot be read.

        Args:
            anchors: heads known from elsewhere, such as those signed in approvals.
        """
        # The copy first: an entry appended between the two reads then only makes the file one longer.
        copy = self._read_copy()
        entries, faults = examined(self.path, self._read())
        found = list(faults)
        if all(f.kind is FaultKind.TORN_TAIL for f in faults):
            found += [*beside_copy(entries, copy), *against_anchors(entries, anchors)]
        return LedgerReport(entries, tuple(found))

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Hold the lock, prove the ledger, and let the caller decide on what it says.

        Raises:
            LedgerError: the ledger does not verify, cannot be read, or another process holds it too long.
        """
        with self._locked():
            entries = self._proven(self.verify())
            self._complete_copy(entries)
            yield Transaction(self, entries)

    def recover(self, actor: str, now: datetime) -> Entry:
        """Mend what a power cut or a lost file left, and log that: a torn last line is set aside (it was
        never acknowledged), a second copy that is lost or no database any more is made anew.

        Raises:
            LedgerError: there is neither, or the ledger is broken in another way too.
        """
        with self._locked():
            report = self.verify()
            kinds = {f.kind for f in report.faults}
            if not kinds or not kinds <= {FaultKind.TORN_TAIL, FaultKind.COPY_LOST}:
                raise LedgerError(
                    f"{self.path.name} has no torn last entry and no lost copy, or other faults beside.",
                    "Restore the matter's folder from a backup if it does not verify.",
                )
            details: Details = {}
            try:
                if FaultKind.TORN_TAIL in kinds:
                    details = {**details, **self._set_torn_aside(report.entries)}
                if FaultKind.COPY_LOST in kinds:
                    details = {**details, "copied": len(report.entries)}
                    self._copy_anew(report.entries)
            except (OSError, sqlite3.Error) as error:
                raise _unwritten(self.path, error) from None
            self._complete_copy(report.entries)
            return Transaction(self, report.entries).append(actor, "ledger.recovered", details, now)

    def _set_torn_aside(self, entries: Sequence[Entry]) -> Details:
        whole, _, torn = self._read().rpartition(b"\n")
        aside = self.path.with_name(f"{self.path.name}.torn-{sha256_of(torn)[:12]}")
        if not aside.exists():
            write_new(aside, torn)
        os.truncate(self.path, len(whole) + 1 if entries else 0)
        return {"bytes": len(torn), "torn": sha256_of(torn)}

    def _copy_anew(self, entries: Sequence[Entry]) -> None:
        if os.path.lexists(self.copy):
            lost = self.copy.with_name(f"{self.copy.name}.lost-{entries[-1].sha256[:12] if entries else 0}")
            os.rename(self.copy, lost)
        add_to_copy(self.copy, 1, [e.line for e in entries])

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
            self._refuse_gone(lock)
            yield
        finally:
            os.close(lock)  # closing releases the lock; so does the end of the process, however it comes

    def _refuse_gone(self, lock: int) -> None:
        """Refuse to begin a new ledger where the matter was locked or disposed of while this one waited."""
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(lock), os.stat(self.path.with_suffix(".lock"))):
                return
        raise LedgerError(f"{self.path.name} was taken away meanwhile.", "See where the matter is now.")

    def _read(self) -> bytes:
        if not os.path.lexists(self.path):
            return b""
        return self._readable(self.path)

    def _read_copy(self) -> Copy | None:
        """The second copy; an unreadable one is as good as none.

        Raises:
            LedgerError: it is there, but this person may not read it.
        """
        if os.path.lexists(self.copy) and not os.access(self.copy, os.R_OK):
            raise LedgerError(f"{self.copy.name} cannot be read.", "Restore the right to read it.")
        try:
            return read_copy(self.copy)
        except sqlite3.Error:
            return None

    def _complete_copy(self, entries: Sequence[Entry]) -> None:
        """Add the one entry that a crash kept from the second copy, which is proven but for that."""
        try:
            if copied(self.copy) < len(entries):
                add_to_copy(self.copy, len(entries), [entries[-1].line])
        except (OSError, sqlite3.Error) as error:
            raise _unwritten(self.path, error) from None

    @staticmethod
    def _readable(path: Path) -> bytes:
        try:
            with plain_failure(f"Reading {path.name}"):
                return read_regular(path)
        except IntegrityError as error:
            raise LedgerError(error.problem, "Restore it, or the right to read it.") from None

    def _write(self, entry: Entry) -> None:
        """Force the line to the disk in both copies; on failure put the file back as it was."""
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
                add_to_copy(self.copy, entry.seq, [entry.line])
            except (OSError, sqlite3.Error) as error:
                with contextlib.suppress(OSError):
                    os.ftruncate(descriptor, size)
                    os.fsync(descriptor)
                raise _unwritten(self.path, error) from None
        finally:
            os.close(descriptor)


def _broken(path: Path, faults: Sequence[Fault]) -> LedgerError:
    kinds = {f.kind for f in faults}
    if kinds == {FaultKind.TORN_TAIL}:
        return LedgerError(
            f"{path.name} ends in a torn entry ({faults[0]}), written when the machine stopped.",
            "Set it aside with `pincite ledger recover`: it was never acknowledged.",
        )
    if kinds == {FaultKind.COPY_LOST}:
        return LedgerError(
            f"The second copy of {path.name} is missing or no database.",
            "Restore it from a backup, or make it anew with `pincite ledger recover`, which is logged.",
        )
    named = ", ".join(str(f) for f in faults[:5])
    return LedgerError(
        f"{path.name} does not verify: {named}.",
        "Nothing can be decided on it: find out who changed it, and restore the folder from a backup.",
    )


def _unwritten(path: Path, error: OSError | sqlite3.Error) -> LedgerError:
    why = error.strerror if isinstance(error, OSError) else error
    return LedgerError(
        f"{path.name} cannot be written ({why}); nothing was done.",
        "Free space or restore the right to write, then try again.",
    )
