"""The matter's database as such: one SQLite file, its tables, and transactions that hold or say why not.

Answers: a consistent view for several questions; all or nothing for several changes. Refuses a database of a
later version; brings one of an earlier version up to date. What the tables mean is said where they are used:
`pipelines.store` (sources, readings, set-asides) and `pipelines.discovery` (what arrived, when, as what).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from extractors.errors import PinciteError

BUSY_SECONDS = 30.0

FIRST = """
CREATE TABLE sources (
    sha256 TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0)
) STRICT;
CREATE TABLE names (
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES sources (sha256),
    PRIMARY KEY (name, sha256)
) STRICT;
CREATE TABLE documents (
    sha256 TEXT NOT NULL REFERENCES sources (sha256),
    reader_version TEXT NOT NULL,
    pages INTEGER NOT NULL,
    head BLOB NOT NULL,
    PRIMARY KEY (sha256, reader_version)
) STRICT;
CREATE TABLE pages (
    sha256 TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    number INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (sha256, reader_version, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE set_asides (
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    stage TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    remedy TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (file, sha256, origin)
) STRICT;
"""
SECOND = """
CREATE TABLE sightings (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    seen TEXT NOT NULL,
    still_since TEXT NOT NULL,
    taken INTEGER NOT NULL CHECK (taken IN (0, 1)),
    took TEXT NOT NULL DEFAULT '',
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1, 2))
) STRICT;
CREATE INDEX sightings_by_digest ON sightings (took);
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    received TEXT NOT NULL
) STRICT;
CREATE INDEX deliveries_by_name ON deliveries (name);
CREATE TABLE descriptions (
    delivery INTEGER NOT NULL REFERENCES deliveries (id),
    field TEXT NOT NULL,
    told_by TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (delivery, field, told_by)
) STRICT, WITHOUT ROWID;
CREATE TABLE arrivals (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    change TEXT NOT NULL,
    before TEXT NOT NULL,
    delivery INTEGER NOT NULL REFERENCES deliveries (id),
    seen TEXT NOT NULL,
    taken TEXT NOT NULL,
    logged INTEGER NOT NULL DEFAULT 0 CHECK (logged IN (0, 1))
) STRICT;
CREATE INDEX arrivals_by_digest ON arrivals (sha256);
CREATE INDEX arrivals_by_path ON arrivals (path);
CREATE INDEX arrivals_by_delivery ON arrivals (delivery);
CREATE INDEX arrivals_unlogged ON arrivals (id) WHERE logged = 0;
CREATE TABLE brought (
    arrival INTEGER NOT NULL REFERENCES arrivals (id),
    sha256 TEXT NOT NULL,
    PRIMARY KEY (arrival, sha256)
) STRICT, WITHOUT ROWID;
CREATE TABLE roots (
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    root TEXT NOT NULL,
    PRIMARY KEY (name, sha256, root)
) STRICT, WITHOUT ROWID;
CREATE INDEX roots_by_root ON roots (root);
CREATE INDEX roots_by_digest ON roots (sha256);
CREATE INDEX names_by_digest ON names (sha256);
ALTER TABLE set_asides ADD COLUMN root TEXT NOT NULL DEFAULT '';
ALTER TABLE set_asides ADD COLUMN readers TEXT NOT NULL DEFAULT '';
CREATE INDEX set_asides_by_root ON set_asides (root);
CREATE INDEX set_asides_by_digest ON set_asides (sha256);
CREATE TABLE withdrawn (
    sha256 TEXT PRIMARY KEY REFERENCES sources (sha256),
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    remedy TEXT NOT NULL,
    kept INTEGER NOT NULL DEFAULT 0 CHECK (kept IN (0, 1))
) STRICT;
CREATE TABLE bates_received (
    sha256 TEXT NOT NULL,
    prefix TEXT NOT NULL,
    separator TEXT NOT NULL,
    digits INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    stated TEXT NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (sha256, prefix, first, last, stated, place)
) STRICT;
CREATE TABLE bates_looked (
    sha256 TEXT PRIMARY KEY,
    made_by TEXT NOT NULL
) STRICT;
CREATE TABLE parts (
    sha256 TEXT PRIMARY KEY REFERENCES sources (sha256),
    role TEXT NOT NULL,
    paper TEXT NOT NULL
) STRICT;
CREATE TABLE joined (
    pages TEXT NOT NULL,
    number INTEGER NOT NULL,
    page TEXT NOT NULL,
    paper TEXT NOT NULL REFERENCES sources (sha256),
    PRIMARY KEY (pages, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX joined_by_page ON joined (page);
CREATE INDEX joined_by_paper ON joined (paper);
CREATE TABLE attended (
    state TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE lists_applied (
    name TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL
) STRICT;
CREATE TABLE facts (
    sha256 TEXT NOT NULL,
    made_by TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (sha256, made_by)
) STRICT;
CREATE TABLE drafted (
    deliverable TEXT PRIMARY KEY,
    basis TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    made TEXT NOT NULL,
    arrivals INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE TABLE announced (
    thing TEXT PRIMARY KEY,
    notice TEXT NOT NULL REFERENCES notices (id)
) STRICT, WITHOUT ROWID;
CREATE TABLE dispatches (
    notice TEXT NOT NULL REFERENCES notices (id),
    sink TEXT NOT NULL,
    sent TEXT NOT NULL,
    PRIMARY KEY (notice, sink)
) STRICT, WITHOUT ROWID;
CREATE INDEX dispatches_left ON dispatches (sink) WHERE sent = '';
"""
VERSIONS = (FIRST, SECOND)
"""What each version adds; a database's own number says how many of them it has."""


Run = Callable[..., sqlite3.Cursor]
"""Runs a statement inside a transaction."""


class StoreError(PinciteError):
    """The matter's database cannot be used as it is."""


class MatterDatabase:
    """One matter's SQLite file. Safe to use from several threads: calls are taken one after the other.

    Raises:
        StoreError: it is busy, damaged, on a full or read-only disk, or of a later version.
    """

    def __init__(self, path: Path) -> None:
        """Open or create it at ``path``."""
        self._path = path
        self._lock = threading.RLock()
        with self._explained():
            self._connection = sqlite3.connect(
                path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        try:
            with self._explained():
                self._prepare()
        except PinciteError:
            self._connection.close()
            raise

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[Run]:
        """One consistent view for several questions."""
        with self._transaction("BEGIN") as run:
            yield run

    @contextmanager
    def writing(self) -> Iterator[Run]:
        """All or nothing. IMMEDIATE takes the write lock first, so that waiting for it can succeed."""
        with self._transaction("BEGIN IMMEDIATE") as run:
            yield run

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")  # an acknowledged row survives a power cut
        self._connection.execute("PRAGMA foreign_keys = ON")
        if self._version() == len(VERSIONS):
            return  # without a write: somebody may be writing for a while
        with self.writing() as run:
            version = self._version()
            if version > len(VERSIONS):
                raise StoreError(
                    f"The matter's database {self._path.name} was made by a later version of Pincite.",
                    "Use that version, or a newer one.",
                )
            for added in VERSIONS[version:]:
                for statement in added.split(";"):
                    run(statement)
            run(f"PRAGMA user_version = {len(VERSIONS)}")

    def _version(self) -> int:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        return int(version)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Run]:
        with self._lock, self._explained():
            self._connection.execute(begin)
            try:
                yield self._connection.execute
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """SQLite's errors as ours, with what to do. SQLite's own wording holds no record text."""
        try:
            yield
        except sqlite3.Error as error:
            busy = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
            remedy = (
                "Another Pincite is writing to this matter; wait for it to end and try again."
                if busy
                else "Check that the disk has room and the matter's folder can be written to, then try again."
            )
            problem = f"The matter's database {self._path.name} cannot be used ({error})."
            raise StoreError(problem, remedy) from error
