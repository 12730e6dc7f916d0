"""A matter while nobody else works in it: no run takes files in, drafts or reads, and no database is open.

Answers: is the matter at rest, and does it stay so while this goes on. Refuses to wait: somebody works.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator

from extractors.errors import UsageError
from pipelines.discovery.one_run import one_run
from pipelines.ledger import Ledger, Transaction
from pipelines.matter import Matter
from pipelines.work_folder import drafting

_WAIT_SECONDS = 2.0


@contextlib.contextmanager
def matter_at_rest(matter: Matter) -> Iterator[Transaction]:
    """The matter's ledger, held, with everything else in the matter at rest until the end.

    Raises:
        LedgerError: the ledger does not verify, or another process holds it.
        UsageError: somebody works in the matter.
    """
    ledger = Ledger(matter.ledger)
    with one_run(matter, _WAIT_SECONDS), ledger.transaction() as tx, _database_held(matter):
        if drafting(matter):
            raise _busy()
        yield tx


@contextlib.contextmanager
def _database_held(matter: Matter) -> Iterator[None]:
    if not matter.database.exists():
        yield
        return
    database = sqlite3.connect(matter.database, timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        try:
            # Into the main file with what waits beside it: then that one file is the database.
            (busy, _, _) = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            database.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            busy = 1
        if busy:
            raise _busy()
        yield
    finally:
        database.close()


def _busy() -> UsageError:
    return UsageError("Somebody works in this matter.", "Wait for the run to end, and try again.")
