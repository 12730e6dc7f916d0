"""The matter's own SQLite file: which sources there are, what was read of them, what was set aside.

Answers: sources and their names, documents by (source digest, reader version), set-aside files.
Refuses to hold a file twice: everything is keyed by digest.
Documents are derived data: an entry that cannot be taken apart again counts as absent and is read anew.

    sources ── names (display name, one row for each name of the same bytes)
       └────── documents ── pages        by reader version, zlib-compressed JSON
    set_asides by (file, digest, where the file lay)
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from types import TracebackType

from extractors.pages import Document, Page, Source
from pipelines.matter import Matter
from pipelines.matter_database import MatterDatabase, StoreError
from pipelines.packed_documents import PackedDocument, unpack, unpack_page
from pipelines.rows import SetAside
from pipelines.source_names import distinct_names
from pipelines.source_rows import (
    READING_STAGE,
    found_source,
    in_printed_order,
    put_set_aside,
    with_name_of_today,
)

__all__ = ["READING_STAGE", "Store", "StoreError"]

_WHOLE = "sha256 NOT IN (SELECT sha256 FROM parts)"
_IN_USE = (
    f"WHERE {_WHOLE} AND sha256 IN (SELECT sha256 FROM names)"
    " AND sha256 NOT IN (SELECT sha256 FROM withdrawn WHERE kept = 0)"
)
_PASSING = "('timed out', 'out of memory', 'crashed')"
"""Why reading failed where another try may succeed: on a busy machine, say."""


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

    def sources(self) -> tuple[Source, ...]:
        """Every source in use, sorted by digest: what is named, belongs to no other paper, and was not
        withdrawn. Names that two sources share are told apart by their digests."""
        with self.database.reading() as run:
            rows = run(f"SELECT sha256, media_type, size FROM sources {_IN_USE} ORDER BY sha256").fetchall()
            pairs = run(f"SELECT sha256, name FROM names WHERE {_WHOLE}").fetchall()
        names = distinct_names(pairs)
        return tuple(Source(sha256, names[sha256], media_type, size) for sha256, media_type, size in rows)

    def source(self, sha256: str) -> Source | None:
        """One source, whether it is in use or not, under the names that `sources` gives it. It costs the same
        however many others there are."""
        with self.database.reading() as run:
            return found_source(run, sha256)

    def unread(self, reader_version: str, *, again: bool = False) -> tuple[Source, ...]:
        """The sources in use that this reader version has neither read nor found to be unreadable, sorted by
        digest.

        Args:
            again: also those that took too long, too much memory, or crashed: on a quiet machine they may be
                read, and each may cost minutes.
        """
        passing = f" AND reason NOT IN {_PASSING}" if again else ""
        with self.database.reading() as run:
            rows = run(
                f"SELECT sha256 FROM sources {_IN_USE} AND sha256 NOT IN"
                " (SELECT sha256 FROM documents WHERE reader_version = ?) AND sha256 NOT IN"
                f" (SELECT sha256 FROM set_asides WHERE stage = ? AND readers = ?{passing})"
                " ORDER BY sha256",
                (reader_version, READING_STAGE, reader_version),
            ).fetchall()
            found = [found_source(run, sha256) for (sha256,) in rows]
        return tuple(source for source in found if source is not None)

    def forget_document(self, sha256: str, reader_version: str) -> None:
        """Let the source be read anew: what was kept of it cannot be taken apart."""
        with self.database.writing() as run:
            run("DELETE FROM documents WHERE sha256 = ? AND reader_version = ?", (sha256, reader_version))

    def put_document(self, packed: PackedDocument, reader_version: str) -> None:
        """Keep what was read, and take back that its source was set aside at reading."""
        key = (packed.sha256, reader_version)
        with self.database.writing() as run:
            run("DELETE FROM pages WHERE sha256 = ? AND reader_version = ?", key)
            row = (*key, len(packed.pages), packed.head)
            run("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)", row)
            for number, body in packed.pages:
                run("INSERT INTO pages VALUES (?, ?, ?, ?)", (*key, number, body))
            run("DELETE FROM set_asides WHERE sha256 = ? AND stage = ?", (key[0], READING_STAGE))

    def document(self, sha256: str, reader_version: str, source: Source | None = None) -> Document | None:
        """What this reader version read of a source, with the source's names of today; else ``None``.

        Args:
            source: as `sources` gives it, where the caller has it.
        """
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
        named = source or self.source(sha256) or read.source
        return Document(named, read.pages, read.unread, read.remarks)

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

    def set_aside(self, entry: SetAside, origin: str = "", readers: str = "") -> None:
        """Record that a file was set aside; the same file and bytes again replace the earlier entry.

        Args:
            entry: file, reason and remedy. At reading, bytes have one entry. Its digest may stand in the
                place of the name: `set_asides` then gives the name of the day.
            origin: where the file lay. What was set aside there without a byte of it being kept (empty, still
                being written, not to be opened) is taken back once something else comes from the same place.
                What had bytes stays listed: only a person can say that other bytes stand in for it.
            readers: at reading, the reader version that could not read it.
        """
        with self.database.writing() as run:
            put_set_aside(run, entry, origin, "", readers)

    def set_asides(self) -> tuple[SetAside, ...]:
        """Every file set aside, sorted by what is printed of it: where it lay must not show in a draft."""
        with self.database.reading() as run:
            rows = run("SELECT file, sha256, stage, reason, detail, remedy FROM set_asides").fetchall()
            entries = [
                with_name_of_today(run, SetAside(file, sha256 or None, *rest)) for file, sha256, *rest in rows
            ]
        return in_printed_order(entries)
