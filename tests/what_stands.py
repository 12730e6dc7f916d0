"""What a matter holds at the end, without when and in how many steps: the same for the same arrivals.

Answers: do two matters hold the same; was anything lost, doubled or left lying about. Reads the folder and
the tables themselves, not through what is to be tested.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from pipelines.ledger import Ledger
from pipelines.matter import Matter
from pipelines.store import Store

Holdings = dict[str, Any]
"""What is compared, each part under its name, so that a difference says where it is."""

TELLS_NO_TIME = {
    "sources": "SELECT sha256, media_type, size FROM sources ORDER BY 1",
    "withdrawn": "SELECT sha256, kind, kept FROM withdrawn ORDER BY 1",
    "bates": "SELECT sha256, prefix, digits, first, last, stated FROM bates_received ORDER BY 1, 2, 4, 5",
}


def holdings(matter: Matter) -> Holdings:
    """Sources, their names, readings and set-asides: the same in whatever order and grouping they came.

    Raises:
        AssertionError: a copy is not the bytes that its name says, or there is one for no source.
    """
    with Store.open(matter) as store:
        names = {source.sha256: source.names for source in store.sources()}
        set_asides = store.set_asides()
    held: Holdings = {"names": names, "set_asides": set_asides, "copies": _copies(matter)}
    with closing(sqlite3.connect(matter.database)) as database:
        for part, question in TELLS_NO_TIME.items():
            held[part] = database.execute(question).fetchall()
        held["readings"] = _readings(database)
    return held


def drafts(matter: Matter) -> dict[str, dict[str, str]]:
    """The files of each deliverable's latest revision by digest; its manifest without the revision."""
    return {
        folder.name: _files(max(_revisions(folder), key=lambda made: int(made.name)))
        for folder in sorted(matter.drafts.glob("*"))
        if folder.is_dir() and _revisions(folder)
    }


def history(matter: Matter) -> Holdings:
    """What also an undisturbed run of the same steps does alike: arrivals, every revision and its delta.

    Numbers of deliveries are left out: a killed run's second half is a line of its own in the log.
    """
    with closing(sqlite3.connect(matter.database)) as database:
        arrivals = database.execute(
            "SELECT path, sha256, size, change, before FROM arrivals ORDER BY 1, 2, 4"
        ).fetchall()
    return {
        "arrivals": arrivals,
        "revisions": _all_revisions(matter.drafts),
        "deltas": _all_revisions(matter.deltas),
    }


def faults(matter: Matter) -> list[str]:
    """What a run must never leave: a ledger that does not verify, half-written files, a torn database."""
    found = [str(fault) for fault in Ledger(matter.ledger).verify().faults]
    found += [
        str(left.relative_to(matter.folder))
        for left in sorted(matter.folder.rglob("*"))
        if not left.is_relative_to(matter.uploads)
        and (left.name.startswith((".unpacking", ".work")) or left.name.endswith((".tmp", ".new", ".old")))
    ]
    with closing(sqlite3.connect(matter.database)) as database:
        (verdict,) = database.execute("PRAGMA integrity_check").fetchone()
    return found if verdict == "ok" else [*found, verdict]


def _copies(matter: Matter) -> list[str]:
    kept = sorted(matter.sources.iterdir()) if matter.sources.exists() else []
    for copy in kept:
        assert copy.name == hashlib.sha256(copy.read_bytes()).hexdigest(), copy
    return [copy.name for copy in kept]


def _readings(database: sqlite3.Connection) -> list[tuple[str, str, int, str]]:
    """Each document by the digest of its head and pages."""
    found = database.execute("SELECT sha256, reader_version, pages, head FROM documents ORDER BY 1, 2")
    read = []
    for sha256, version, pages, head in found.fetchall():
        digest = hashlib.sha256(head)
        bodies = database.execute(
            "SELECT number, body FROM pages WHERE sha256 = ? AND reader_version = ? ORDER BY number",
            (sha256, version),
        ).fetchall()
        assert [number for number, _ in bodies] == list(range(1, pages + 1)), sha256
        for _, body in bodies:
            digest.update(body)
        read.append((sha256, version, pages, digest.hexdigest()))
    return read


def _all_revisions(room: Path) -> dict[str, dict[str, str]]:
    return {
        f"{folder.name}/{made.name}": _files(made)
        for folder in sorted(room.glob("*"))
        if folder.is_dir()
        for made in _revisions(folder)
    }


def _revisions(folder: Path) -> list[Path]:
    return [made for made in folder.iterdir() if made.name.isdigit()]


def _files(revision: Path) -> dict[str, str]:
    found = {}
    for file in sorted(p for p in revision.rglob("*") if p.is_file()):
        data = file.read_bytes()
        if file.name == "manifest.json":
            manifest = json.loads(data)
            manifest.pop("revision")
            data = json.dumps(manifest, sort_keys=True).encode()
        found[str(file.relative_to(revision))] = hashlib.sha256(data).hexdigest()
    return found
