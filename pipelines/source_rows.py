"""How files that were found become rows of the matter's database: sources, their names, who gives each name.

    sources ── names (display name) ── roots (who gives the name: it stands as long as one of them does)

A name from the drop folder is given by the file that lies there (``uploads/<path>``; for what a ZIP or a mail
holds, by that ZIP or mail); one that a person gave by adding the file (`ADDED`) or restoring it (`RESTORED`)
stands for good, as do those without a root, from before roots were kept. `FORMER` is no name any more: it
remembers how bytes were called that others took the place of.

Answers: what putting and dropping them changes; how one source is called. Everything here runs inside a
transaction of the caller's. Refuses to delete a source: what arrived stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from extractors.pages import Source
from pipelines.matter_database import Run
from pipelines.rows import SetAside
from pipelines.source_names import SHORT_DIGEST, distinct_names

ADDED = "added"
RESTORED = "restored"
FORMER = "replaced"
REPLACED = "replaced"
"""Kind of the withdrawal of bytes in whose place others lie; it ends when the bytes get a name again."""

READING_STAGE = "reading"
"""Stage of the set-asides that a later successful reading of the same bytes takes back."""

NO_BYTES = hashlib.sha256().hexdigest()


def put_source(run: Run, source: Source, origin: str, root: str) -> bool:
    """Record a source, or further names of a known one.

    Args:
        source: what it is.
        origin: where the file lay; see `pipelines.store.Store.set_aside`.
        root: who gives the names.

    Returns:
        Whether the bytes were new to the matter.
    """
    _take_back(run, origin)
    row = (source.sha256, source.media_type, source.size)
    new = run("INSERT OR IGNORE INTO sources VALUES (?, ?, ?)", row).rowcount == 1
    for name in source.names:
        run("INSERT OR IGNORE INTO names VALUES (?, ?)", (name, source.sha256))
        run("INSERT OR IGNORE INTO roots VALUES (?, ?, ?)", (name, source.sha256, root))
    run("DELETE FROM withdrawn WHERE sha256 = ? AND kind = ? AND kept = 0", (source.sha256, REPLACED))
    return new


def put_set_aside(run: Run, entry: SetAside, origin: str, root: str, readers: str = "") -> None:
    """Record that a file was set aside; see `pipelines.store.Store.set_aside`."""
    _take_back(run, origin)
    if entry.stage == READING_STAGE:
        run("DELETE FROM set_asides WHERE sha256 = ? AND stage = ?", (entry.sha256, READING_STAGE))
    run(
        "INSERT OR REPLACE INTO set_asides"
        " (file, sha256, stage, reason, detail, remedy, origin, root, readers)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            entry.file,
            entry.sha256 or "",
            entry.stage,
            entry.reason,
            entry.detail,
            entry.remedy,
            origin,
            root,
            readers,
        ),
    )


def drop_names(run: Run, root: str, names: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Let a root give these (name, sha256) no more.

    Returns:
        Digests that have no name left, sorted.
    """
    nameless = set()
    for name, sha256 in names:
        run("DELETE FROM roots WHERE name = ? AND sha256 = ? AND root = ?", (name, sha256, root))
        others = "SELECT 1 FROM roots WHERE name = ? AND sha256 = ? AND root != ?"
        if run(others, (name, sha256, FORMER)).fetchone() is None:
            run("DELETE FROM names WHERE name = ? AND sha256 = ?", (name, sha256))
        if run("SELECT 1 FROM names WHERE sha256 = ?", (sha256,)).fetchone() is None:
            nameless.add(sha256)
    return tuple(sorted(nameless))


def names_given_by(run: Run, root: str) -> set[tuple[str, str]]:
    """The (name, sha256) that a root gives."""
    return set(run("SELECT name, sha256 FROM roots WHERE root = ?", (root,)).fetchall())


def found_source(run: Run, sha256: str) -> Source | None:
    """One source by its digest, under its names of today; what has none is called as it was."""
    row = run("SELECT media_type, size FROM sources WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        return None
    pairs = run(
        "SELECT DISTINCT other.sha256, other.name FROM names AS own JOIN names AS other USING (name)"
        " WHERE own.sha256 = ? AND (other.sha256 = own.sha256"
        " OR other.sha256 NOT IN (SELECT sha256 FROM parts))",
        (sha256,),
    ).fetchall()
    names = distinct_names(pairs, _is_name(run)).get(sha256)
    return Source(sha256, names or (former_name(run, sha256),), *row)


def former_name(run: Run, sha256: str) -> str:
    """What a source without a name is called: the first of its former names, with its digest's beginning."""
    (name,) = run("SELECT min(name) FROM roots WHERE sha256 = ? AND root = ?", (sha256, FORMER)).fetchone()
    if name is None:
        return sha256[:12]
    suffix = PurePosixPath(name).suffix
    return f"{name[: len(name) - len(suffix)]} [{sha256[:SHORT_DIGEST]}]{suffix}"


def with_name_of_today(run: Run, entry: SetAside) -> SetAside:
    """What reading says of a file with its digest in the place of its name: with its name of today."""
    if entry.stage != READING_STAGE or not entry.sha256 or entry.file != entry.sha256:
        return entry
    source = found_source(run, entry.sha256)
    if source is None:
        return entry
    detail, remedy = (text.replace(entry.sha256, source.name) for text in (entry.detail, entry.remedy))
    return replace(entry, file=source.name, detail=detail, remedy=remedy)


def in_printed_order(entries: Iterable[SetAside]) -> tuple[SetAside, ...]:
    """Set-asides by what is printed of them, so that neither time nor place of arrival orders them."""
    return tuple(
        sorted(entries, key=lambda e: (e.file, e.sha256 or "", e.stage, e.reason, e.detail, e.remedy))
    )


def _take_back(run: Run, origin: str) -> None:
    if origin:
        run("DELETE FROM set_asides WHERE origin = ? AND sha256 IN ('', ?)", (origin, NO_BYTES))


def _is_name(run: Run) -> Callable[[str], bool]:
    asked = "SELECT 1 FROM names WHERE name = ? AND sha256 NOT IN (SELECT sha256 FROM parts)"
    return lambda name: run(asked, (name,)).fetchone() is not None
