"""The ledger's second copy: the same lines in a SQLite table that takes additions only.

    entry      seq, line     one row for each line of ledger.jsonl, the same bytes
    triggers                 refuse every update, every delete, and a row that does not follow the last one

Answers: which lines does the copy hold, and do its guards stand. It is what shows that the file beside it was
cut or rewritten. Refuses: a file that is no plain file. Whoever may write the folder can drop a trigger; then
`Copy.guarded` is false, and the ledger does not verify.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import urllib.parse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.durable import PRIVATE, sync_folder

_BUSY_SECONDS = 30.0
_SCHEMA = (
    "CREATE TABLE entry (seq INTEGER PRIMARY KEY, line BLOB NOT NULL) STRICT",
    "CREATE TRIGGER entry_stays_as_it_is BEFORE UPDATE ON entry "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
    "CREATE TRIGGER entry_stays BEFORE DELETE ON entry "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
    # Also refuses INSERT OR REPLACE, which would take the old row away without asking the trigger on deletes.
    "CREATE TRIGGER entry_follows BEFORE INSERT ON entry "
    "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entry) "
    "BEGIN SELECT RAISE(ABORT, 'an entry follows the last one'); END",
)


@dataclass(frozen=True, slots=True)
class Copy:
    """``lines`` by sequence, from 1; ``guarded`` unless table or triggers are not those made here."""

    lines: tuple[bytes, ...] = ()
    guarded: bool = True


def read_copy(path: Path) -> Copy | None:
    """What the copy holds; ``None`` where there is no file.

    Raises:
        sqlite3.Error: it cannot be read, or is no such database.
    """
    if not os.path.lexists(path):
        return None
    with _opened(path) as database:
        made = [sql for (sql,) in database.execute("SELECT sql FROM sqlite_master ORDER BY rowid")]
        if not made:  # a crash came between making the file and filling it
            return Copy()
        rows = database.execute("SELECT seq, line FROM entry ORDER BY seq").fetchall()
    numbered = all(seq == i for i, (seq, _) in enumerate(rows, start=1))
    lines = tuple(line for _, line in rows)
    return Copy(lines, guarded=sorted(made) == sorted(_SCHEMA) and numbered)


def copied(path: Path) -> int:
    """How many lines the copy holds, as its last row says.

    Raises:
        sqlite3.Error: it cannot be read, or is no such database.
    """
    if not os.path.lexists(path):
        return 0
    with _opened(path) as database:
        if database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
            return 0
        (last,) = database.execute("SELECT coalesce(max(seq), 0) FROM entry").fetchone()
        return int(last)


def add_to_copy(path: Path, seq: int, lines: Sequence[bytes]) -> None:
    """Add lines from sequence ``seq`` on; they are on the disk when this returns, or none of them is.

    Raises:
        OSError: the file cannot be made.
        sqlite3.Error: it cannot be written, or ``seq`` does not follow its last row.
    """
    if not os.path.lexists(path):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, PRIVATE))
        sync_folder(path.parent)
    with _opened(path) as database:
        database.execute("PRAGMA synchronous = FULL")
        database.execute("BEGIN IMMEDIATE")
        if database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
            for statement in _SCHEMA:
                database.execute(statement)
        database.executemany("INSERT INTO entry VALUES (?, ?)", enumerate(lines, start=seq))
        database.execute("COMMIT")


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    if path.is_symlink() or not path.is_file():
        raise sqlite3.OperationalError("not a plain file")
    # Writing is also asked for where one only reads, so that a transaction a crash cut short is rolled back.
    mode = "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"
    place = f"file:{urllib.parse.quote(str(path.absolute()))}?mode={mode}"
    database = sqlite3.connect(place, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        yield database
    finally:
        database.close()
