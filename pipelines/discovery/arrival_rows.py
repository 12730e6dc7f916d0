"""What an upload, or its going, changes in the matter's tables, inside a transaction of the caller's.

The rules look at what lies and lay in the drop folder, so that the order and grouping of arrivals decide
nothing. A name stands while the same bytes lie under it; when they lie there no more it still stands (a drop
folder may be emptied), unless they lie elsewhere in the folder: then they were moved. Bytes in whose place
others came, and that have no name left, are withdrawn; they are in use again when they get a name again.

    sightings.gone   0 it lies there · 1 it does not, its names stand · 2 it does not, the bytes lie elsewhere

Answers: which change an upload is, and what follows from it. Refuses to let what is no readable file (a link,
a file that nobody may read) take the place of bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipelines.discovery.arrivals import Arrival, Change
from pipelines.discovery.looking import Sighting
from pipelines.discovery.withdrawal_rows import withdraw_replaced
from pipelines.intake import Taken
from pipelines.ledger_chain import utc_text
from pipelines.matter_database import Run
from pipelines.source_rows import (
    ADDED,
    FORMER,
    NO_BYTES,
    RESTORED,
    drop_names,
    names_given_by,
    put_set_aside,
    put_source,
)

UPLOADS = "uploads/"
"""Begins the root of what came from the drop folder; its path there follows."""

DELIVERY_LASTS = timedelta(hours=12)
"""What comes into the same folder later than this is another delivery; a slow copy or a killed run is one."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A settled file of the drop folder: how it was seen, and what became of it. ``path`` as data."""

    path: str
    sighting: Sighting
    taken: Taken

    @property
    def root(self) -> str:
        """What gives its names."""
        return UPLOADS + self.path


def put_upload(run: Run, upload: Upload, removed: Collection[str], now: datetime) -> Arrival | None:
    """Record an upload with all that follows from it.

    Args:
        upload: what was taken; its bytes are in the matter.
        removed: paths that lie there no more, and were not recorded as such yet.
        now: for the log.

    Returns:
        The change; ``None`` if it was only touched.
    """
    sha256 = upload.taken.sha256
    took, gone = run("SELECT took, gone FROM sightings WHERE path = ?", (upload.path,)).fetchone()
    told = _told_apart(run, upload, took, gone, removed)
    if sha256:
        replaced = took not in ("", sha256)
        _put_names(run, upload, replaced=replaced)
        _drop_set_asides(run, upload, replaced=replaced)
    _put_set_asides(run, upload)
    run(
        "UPDATE sightings SET taken = 1, gone = 0, took = ?, sha256 = ? WHERE path = ?",
        (sha256 or took, sha256, upload.path),
    )
    if told is None:
        return None
    change, before = told
    if sha256:
        _forget_moved(run, sha256, before if change is Change.MOVED and before in removed else "")
    delivery = _first_delivery(run, sha256) if change is Change.MOVED else None
    if delivery is None:
        delivery = _delivery(run, upload.path, now)
    seen = upload.sighting.seen
    arrival = Arrival(upload.path, sha256, upload.taken.size, change, before, delivery, seen)
    return _logged(run, arrival, now, sorted({s.sha256 for s, _ in upload.taken.sources}))


def put_removal(run: Run, path: str, removed: Collection[str], now: datetime) -> Arrival | None:
    """Record that a path lies there no more; its sources stay.

    Args:
        path: where it lay.
        removed: every path of which that is to be recorded.
        now: for the log.

    Returns:
        The change; ``None`` if the file was moved, or never held bytes.
    """
    took, gone, size = run("SELECT took, gone, size FROM sightings WHERE path = ?", (path,)).fetchone()
    if gone:
        return None
    if took and _lying(run, took, {path, *removed}):
        _forget(run, path)
    else:
        run("UPDATE sightings SET gone = 1, taken = 0, still_since = '' WHERE path = ?", (path,))
    if not took:
        return None
    last = "SELECT delivery FROM arrivals WHERE path = ? ORDER BY id DESC LIMIT 1"
    (delivery,) = run(last, (path,)).fetchone()
    return _logged(run, Arrival(path, took, size, Change.REMOVED, "", delivery, utc_text(now)), now)


def _told_apart(
    run: Run, upload: Upload, took: str, gone: int, removed: Collection[str]
) -> tuple[Change, str] | None:
    """The change and what was before it; ``None`` for the bytes that were taken from there already."""
    path, sha256 = upload.path, upload.taken.sha256
    if not sha256:  # no bytes that could be compared: it is new where nothing came from before
        known = run("SELECT 1 FROM arrivals WHERE path = ? LIMIT 1", (path,)).fetchone()
        return None if known else (Change.NEW, "")
    if took not in ("", sha256) and gone != 2:
        return Change.REPLACED, took
    if took == sha256 and not gone:
        return None
    if _lying(run, sha256, {path, *removed}) or _given_otherwise(run, upload, removed):
        return Change.SAME, ""
    gone_from = "SELECT path FROM sightings WHERE took = ? AND path != ? AND gone < 2 ORDER BY path"
    came_as = "SELECT path FROM arrivals WHERE sha256 = ? AND path != ? ORDER BY id DESC"
    for asked in (gone_from, came_as):
        lay = run(f"{asked} LIMIT 1", (sha256, path)).fetchone()
        if lay is not None:
            return Change.MOVED, lay[0]
    return (Change.SAME if took == sha256 else Change.NEW), ""


def _lying(run: Run, sha256: str, but: Collection[str]) -> bool:
    """Whether these bytes lie in the drop folder, elsewhere than at these paths."""
    rows = run("SELECT path FROM sightings WHERE took = ? AND gone = 0", (sha256,))
    return any(path not in but for (path,) in rows)


def _given_otherwise(run: Run, upload: Upload, removed: Collection[str]) -> bool:
    """Whether the matter has the bytes by hand, in a file that lies there, or from before roots were kept."""
    sha256 = upload.taken.sha256
    asked = "SELECT root FROM roots WHERE sha256 = ? AND root NOT IN (?, ?)"
    for (root,) in run(asked, (sha256, FORMER, upload.root)).fetchall():
        path = root.removeprefix(UPLOADS)
        there = run("SELECT 1 FROM sightings WHERE path = ? AND gone = 0", (path,)).fetchone()
        if root in (ADDED, RESTORED) or (there and path not in removed):
            return True
    own = {source.name for source, _ in upload.taken.sources}
    before = run(
        "SELECT name FROM names WHERE sha256 = ? AND name NOT IN (SELECT name FROM roots WHERE sha256 = ?)",
        (sha256, sha256),
    )
    return any(name not in own for (name,) in before)


def _put_names(run: Run, upload: Upload, *, replaced: bool) -> None:
    """Its sources under their names; what the path gave before and gives no more loses those names."""
    before = names_given_by(run, upload.root)
    for source, origin in upload.taken.sources:
        put_source(run, source, origin, upload.root)
    dropped = sorted(before - {(s.name, s.sha256) for s, _ in upload.taken.sources})
    nameless = drop_names(run, upload.root, dropped)
    if replaced:
        for name, sha256 in dropped:
            run("INSERT OR IGNORE INTO roots VALUES (?, ?, ?)", (name, sha256, FORMER))
        for sha256 in nameless:
            withdraw_replaced(run, sha256)


def _put_set_asides(run: Run, upload: Upload) -> None:
    for entry, origin in upload.taken.set_asides:
        if entry.sha256 not in (None, NO_BYTES):
            run("DELETE FROM set_asides WHERE sha256 = ? AND root = ?", (entry.sha256, FORMER))
        put_set_aside(run, entry, origin, upload.root)


def _drop_set_asides(run: Run, upload: Upload, *, replaced: bool) -> None:
    """What was set aside of what lay there before: bytes that nobody has otherwise stay listed."""
    now = {(entry.file, entry.sha256 or "") for entry, _ in upload.taken.set_asides}
    before = run("SELECT file, sha256, origin FROM set_asides WHERE root = ?", (upload.root,)).fetchall()
    for file, sha256, origin in before:
        if (file, sha256) in now:
            continue
        key = (file, sha256, origin)
        others = "SELECT 1 FROM set_asides WHERE sha256 = ? AND (file, origin) != (?, ?)"
        if replaced and sha256 not in ("", NO_BYTES) and not run(others, (sha256, file, origin)).fetchone():
            run("UPDATE set_asides SET root = ? WHERE file = ? AND sha256 = ? AND origin = ?", (FORMER, *key))
        else:
            run("DELETE FROM set_asides WHERE file = ? AND sha256 = ? AND origin = ?", key)


def _forget_moved(run: Run, sha256: str, path: str) -> None:
    """The bytes lie in the folder: where they lay before, or until now (``path``), has no say any more."""
    gone = run("SELECT path FROM sightings WHERE took = ? AND gone = 1", (sha256,)).fetchall()
    for left in sorted({path for (path,) in gone} | ({path} if path else set())):
        _forget(run, left)


def _forget(run: Run, path: str) -> None:
    drop_names(run, UPLOADS + path, sorted(names_given_by(run, UPLOADS + path)))
    run("DELETE FROM set_asides WHERE root = ?", (UPLOADS + path,))
    run("UPDATE sightings SET gone = 2, taken = 0, still_since = '' WHERE path = ?", (path,))


def _delivery(run: Run, path: str, now: datetime) -> int:
    """The line of the production log for what comes into this folder, or by this name, now."""
    name = path.partition("/")[0]
    begun = "SELECT id FROM deliveries WHERE name = ? AND received > ? ORDER BY id DESC LIMIT 1"
    found = run(begun, (name, utc_text(now - DELIVERY_LASTS))).fetchone()
    if found is not None:
        return int(found[0])
    new = run("INSERT INTO deliveries (name, received) VALUES (?, ?)", (name, utc_text(now)))
    return int(new.lastrowid or 0)


def _first_delivery(run: Run, sha256: str) -> int | None:
    """The delivery in which bytes that were only moved came."""
    first = "SELECT delivery FROM arrivals WHERE sha256 = ? ORDER BY id LIMIT 1"
    found = run(first, (sha256,)).fetchone()
    return int(found[0]) if found is not None else None


def _logged(run: Run, arrival: Arrival, now: datetime, brought: Sequence[str] = ()) -> Arrival:
    """The change's line in the log, with the sources that it brought, which may lie in archives."""
    new = run(
        "INSERT INTO arrivals (path, sha256, size, change, before, delivery, seen, taken)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            arrival.path,
            arrival.sha256,
            arrival.size,
            arrival.change.value,
            arrival.before,
            arrival.delivery,
            arrival.seen,
            utc_text(now),
        ),
    )
    for sha256 in brought:
        run("INSERT INTO brought (arrival, sha256) VALUES (?, ?)", (new.lastrowid, sha256))
    return arrival
