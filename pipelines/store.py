"""The matter's own SQLite file: which sources there are, what was read of them, what was set aside.

Answers: sources and their names, documents by (source digest, reader version), set-aside files.
Refuses to hold a file twice: everything is keyed by digest.
Documents are derived data: an entry that cannot be taken apart again counts as absent and is read anew.

    sources ── names (display name, one row for each name of the same bytes)
       └────── documents ── pages        by reader version, zlib-compressed JSON
    set_asides by (file, digest, where the file lay)
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from extractors.pages import Document, Page, Source
from pipelines.matter import Matter
from pipelines.matter_database import MatterDatabase, StoreError
from pipelines.packed_documents import PackedDocument, pack, unpack, unpack_page
from pipelines.rows import SetAside
from pipelines.source_names import distinct_names

__all__ = ["READING_STAGE", "Store", "StoreError"]

NO_BYTES = hashlib.sha256().hexdigest()
READING_STAGE = "reading"
"""Stage of the set-asides that a later successful reading of the same bytes takes back."""


class Store:
    """One matter's database. Safe to use from several threads: calls are taken one after the other."""

    def __init__(self, path: Path) -> None:
        """Open or create the database at ``path``; see `open` for the usual way."""
        self.database = MatterDatabase(path)

    @classmethod
    def open(cls, matter: Matter) -> Store:
        """Open the matter's database, creating it on first use.

        Raises:
            StoreError: it is busy, damaged, on a full or read-only disk, or of a later version.
        """
        return cls(matter.database)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.database.close()

    def add_source(self, source: Source, origin: str = "") -> bool:
        """Record a source, or further names of a known one.

        Args:
            source: what it is.
            origin: where the file lay; see `set_aside`.

        Returns:
            Whether the bytes were new to the matter.
        """
        with self.database.writing() as run:
            _take_back(run, origin)
            row = (source.sha256, source.media_type, source.size)
            new = run("INSERT OR IGNORE INTO sources VALUES (?, ?, ?)", row).rowcount == 1
            for name in source.names:
                run("INSERT OR IGNORE INTO names VALUES (?, ?)", (name, source.sha256))
        return new

    def sources(self) -> tuple[Source, ...]:
        """Every source, sorted by digest. Names that two sources share are told apart by their digests."""
        with self.database.reading() as run:
            rows = run("SELECT sha256, media_type, size FROM sources ORDER BY sha256").fetchall()
            pairs = run("SELECT sha256, name FROM names").fetchall()
        names = distinct_names(pairs)
        return tuple(Source(sha256, names[sha256], media_type, size) for sha256, media_type, size in rows)

    def put_document(self, document: Document, reader_version: str) -> None:
        """Keep what was read, and take back that its source was set aside at reading."""
        self.put_packed(pack(document), reader_version)

    def put_packed(self, packed: PackedDocument, reader_version: str) -> None:
        """As `put_document`, of what another process has packed already."""
        key = (packed.sha256, reader_version)
        with self.database.writing() as run:
            run("DELETE FROM pages WHERE sha256 = ? AND reader_version = ?", key)
            row = (*key, len(packed.pages), packed.head)
            run("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)", row)
            for number, body in packed.pages:
                run("INSERT INTO pages VALUES (?, ?, ?, ?)", (*key, number, body))
            run("DELETE FROM set_asides WHERE sha256 = ? AND stage = ?", (key[0], READING_STAGE))

    def document(self, sha256: str, reader_version: str) -> Document | None:
        """What this reader version read of a source, with the source's names of today; else ``None``."""
        key = (sha256, reader_version)
        with self.database.reading() as run:
            head = run(
                "SELECT pages, head FROM documents WHERE sha256 = ? AND reader_version = ?", key
            ).fetchone()
            bodies = run(
                "SELECT body FROM pages WHERE sha256 = ? AND reader_version = ? ORDER BY number", key
            ).fetchall()
        if head is None or head[0] != len(bodies):
            return None
        try:
            read = unpack(head[1], [body for (body,) in bodies])
        except ValueError:
            return None
        source = next((s for s in self.sources() if s.sha256 == sha256), read.source)
        return Document(source, read.pages, read.unread, read.remarks)

    def page(self, sha256: str, number: int, reader_version: str) -> tuple[Page, int] | None:
        """One page as this reader version read it (as another did where this one has not) and how many pages
        the document has; ``None`` where nobody has read it. A reviewer looks at single pages of long ones."""
        with self.database.reading() as run:
            found = run(
                "SELECT body, documents.pages FROM pages JOIN documents USING (sha256, reader_version)"
                " WHERE sha256 = ? AND number = ? ORDER BY reader_version = ? DESC, reader_version",
                (sha256, number, reader_version),
            ).fetchall()
        for body, pages in found:
            with suppress(ValueError):
                return unpack_page(sha256, body), int(pages)
        return None

    def set_aside(self, entry: SetAside, origin: str = "") -> None:
        """Record that a file was set aside; the same file and bytes again replace the earlier entry.

        Args:
            entry: file, reason and remedy. At reading, bytes have one entry, under their name of today: a
                name changes when another file of the same name arrives.
            origin: where the file lay. What was set aside there without a byte of it being kept (empty, still
                being written, not to be opened) is taken back once something else comes from the same place.
                What had bytes stays listed: only a person can say that other bytes stand in for it.
        """
        with self.database.writing() as run:
            _take_back(run, origin)
            if entry.stage == READING_STAGE:
                run("DELETE FROM set_asides WHERE sha256 = ? AND stage = ?", (entry.sha256, READING_STAGE))
            run(
                "INSERT OR REPLACE INTO set_asides VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    entry.file,
                    entry.sha256 or "",
                    entry.stage,
                    entry.reason,
                    entry.detail,
                    entry.remedy,
                    origin,
                ),
            )

    def set_asides(self) -> tuple[SetAside, ...]:
        """Every file set aside, sorted by what is printed of it: where it lay must not show in a draft."""
        with self.database.reading() as run:
            rows = run(
                "SELECT file, sha256, stage, reason, detail, remedy FROM set_asides"
                " ORDER BY file, sha256, stage, reason, detail, remedy"
            ).fetchall()
        return tuple(
            SetAside(file, sha256 or None, stage, reason, detail, remedy)
            for file, sha256, stage, reason, detail, remedy in rows
        )


def _take_back(run: Callable[..., sqlite3.Cursor], origin: str) -> None:
    if origin:
        run("DELETE FROM set_asides WHERE origin = ? AND sha256 IN ('', ?)", (origin, NO_BYTES))
