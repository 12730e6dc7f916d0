"""What lies in the drop folder now, and which of it is ready to be taken.

A file is ready when nobody can still be writing it:

    nobody has it open (a lease proves it) and its times are older than the settling time, or
    two looks at least that long apart saw the same size, times, inode and digest.

One that somebody has open for writing is never ready, however long it has been still. That second digest is
the one of the copy: `pipelines.discovery.taking` refuses a file that has another than the first look saw.

Answers: what is ready, still moving, gone, and unchanged since it was taken. Where nothing changed this costs
one ``stat`` for each file. Refuses to take anything itself; a folder that may not be listed for a file that
is gone; a download under way (``.part``), or a document that somebody has open (``~$``), for a file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple

from extractors.errors import UsageError
from extractors.printable import printable
from pipelines.discovery.arrivals import Look
from pipelines.discovery.open_writers import Writers, on_own_disk, writers
from pipelines.discovery.transmittals import is_transmittal
from pipelines.durable import sha256_of
from pipelines.found_files import Spot, awaited, ignored_by_rule, opened, survey
from pipelines.ledger_chain import utc_text
from pipelines.limits import LIMITS
from pipelines.matter import Matter
from pipelines.source_vault import Changed, TooLarge, measure
from pipelines.store import Store

_MARKED = re.compile(r" \[[0-9a-f]{16}\]\Z")
_SECOND = 1_000_000_000
_MARGIN_SECONDS = 0.05
"""Times of files are as coarse as the kernel's clock tick."""


class State(NamedTuple):
    """What ``stat`` says of a file: it changes whenever somebody writes to it, or puts another in its place.
    All times in nanoseconds. Compared for each file of the drop folder at each look."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> State:
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


class Sighting(NamedTuple):
    """A file of the drop folder as it was seen last.

    ``sha256`` is its digest, "" where the next look can do without; ``seen`` is when it was first seen like
    this, ``still_since`` since when it is the same, both UTC. ``taken``: this very state was taken. ``took``
    is the digest that was last taken from the path, "" if none was. ``gone``: it did not lie there.
    """

    path: str
    state: State
    sha256: str
    seen: str
    still_since: str
    taken: bool
    took: str
    gone: bool


def place_of(path: str) -> str:
    """A path below the drop folder, as data: printable, and another for every other path, also for one that
    looks as if it had been made so."""
    shown = path if path.isascii() and path.isprintable() else printable(path)
    if shown == path and not _MARKED.search(path):
        return path
    return f"{shown} [{sha256_of(os.fsencode(path))[:16]}]"


def is_upload(spot: Spot) -> bool:
    """Whether a spot of the drop folder is something that is taken, be it only to say why it cannot be."""
    if spot.entry is not None:
        return not spot.entry.ignored
    return not ignored_by_rule(spot.path) and not is_transmittal(spot.path)


def uploads(matter: Matter) -> Generator[Spot, None, None]:
    """Everything that lies in the drop folder.

    Raises:
        UsageError: it is not there, or may not be listed: then nothing can be said of what is gone.
    """
    try:
        os.listdir(matter.uploads)
        return survey(matter.uploads, matter.folder, LIMITS)
    except OSError as error:
        raise UsageError(
            f"The drop folder of {matter.slug} cannot be listed ({error.strerror}).",
            "Make it again, or connect the share that it lies on, and restore the right to read it.",
        ) from error


def look(matter: Matter, store: Store, settle: float, now: datetime) -> Look:
    """Look at the drop folder once, and remember what was seen.

    Args:
        matter: whose drop folder it is.
        store: the matter's database.
        settle: how long a file must have been still, in seconds.
        now: the time of this look.

    Raises:
        UsageError: the drop folder is not there, or may not be listed.
        StoreError: the matter's database is busy or full.
    """
    looking = _Looking(matter, seen_before(store), settle, now)
    for spot in uploads(matter):
        looking.at(spot)
    return looking.end(store)


def seen_before(store: Store, waiting: bool = False) -> dict[str, Sighting]:
    """What lay in the drop folder at the last look, by path; or only what was not taken yet (``waiting``)."""
    with store.database.reading() as run:
        rows = run(
            "SELECT path, size, mtime_ns, ctime_ns, inode, sha256, seen, still_since, taken, took, gone"
            f" FROM sightings WHERE still_since != ''{' AND taken = 0' if waiting else ''}"
        ).fetchall()
    return {
        path: Sighting(path, State(*state), sha256, seen, still_since, taken > 0, took, gone > 0)
        for path, *state, sha256, seen, still_since, taken, took, gone in rows
    }


class _Looking:
    """The tallies of one look."""

    def __init__(self, matter: Matter, before: dict[str, Sighting], settle: float, now: datetime) -> None:
        self._matter = matter
        self._before = before
        self._settle = settle
        self._now = now
        self._clock = 0
        self._own_disks: dict[int, bool] = {}
        self._met: set[str] = set()
        self._unlisted: list[str] = []
        self._changed: list[Sighting] = []
        self._settled: list[str] = []
        self._moving: list[str] = []
        self._waits: list[float] = []
        self._unchanged = 0

    def at(self, spot: Spot) -> None:
        """One thing of the drop folder."""
        if spot.status is None:
            return  # it vanished while the folder was listed
        place = place_of(spot.path)
        known = self._before.get(place)
        if known is not None and known.taken and not known.gone and known.state == State.of(spot.status):
            self._met.add(place)
            self._unchanged += 1
        elif is_upload(spot):
            self._met.add(place)
            self._unsettled(place, spot, known)
        elif spot.entry is None and awaited(spot.path):
            self._moving.append(place)
        if spot.entry is not None:
            self._unlisted.append(printable(spot.path) + "/")

    def end(self, store: Store) -> Look:
        """What was seen; the next look will know it."""
        missing = [s for s in self._before.values() if s.path not in self._met and not self._hidden(s.path)]
        removed = [s.path for s in missing if not s.gone and (s.taken or s.took)]
        vanished = [s for s in missing if s.gone or not (s.taken or s.took)]
        if self._changed or vanished:
            with store.database.writing() as run:
                for s in vanished:  # never taken, or gone before: as if it had not come
                    run("DELETE FROM sightings WHERE path = ? AND gone = 0", (s.path,))
                    run("UPDATE sightings SET still_since = '' WHERE path = ?", (s.path,))
                for s in self._changed:
                    state = (s.state.size, s.state.mtime_ns, s.state.ctime_ns, s.state.inode)
                    run(_REMEMBER, (s.path, *state, s.sha256, s.seen, s.still_since))
        return Look(
            tuple(sorted(self._settled)),
            tuple(sorted(self._moving)),
            tuple(sorted(removed)),
            self._unchanged,
            min(self._waits, default=0.0),
        )

    def _hidden(self, path: str) -> bool:
        return any(path.startswith(folder) for folder in self._unlisted)

    def _unsettled(self, place: str, spot: Spot, known: Sighting | None) -> None:
        """Something that is new, or not as it was when it was taken."""
        assert spot.status is not None  # by `at`
        for entry in opened(spot):
            if entry.file is None:  # no file: nobody writes to it, and it has no bytes to compare
                state, by = State.of(spot.status), Writers.NONE
            else:
                status = os.fstat(entry.file.fileno())
                state, by = State.of(status), self._writers(entry.file.fileno(), status.st_dev)
            same = known if known is not None and known.state == state else None
            sha256 = same.sha256 if same is not None else ""
            age = self._age(state, spot.status.st_dev) if by is Writers.NONE else None
            if age is None and by is not Writers.SOME and not sha256 and entry.file is not None:
                with suppress(Changed, TooLarge, OSError):  # too large, unreadable: said when it is taken
                    sha256, _ = measure(entry.file, LIMITS.file_bytes)
            self._decide(place, state, same, sha256, by, age)

    def _decide(
        self, place: str, state: State, same: Sighting | None, sha256: str, by: Writers, age: float | None
    ) -> None:
        """Whether it has been still for long enough; ``same`` is the last sighting if it was like this."""
        now = self._now.astimezone(UTC).isoformat()
        restless = by is Writers.SOME or same is None or not same.still_since or same.still_since > now
        since = now if restless or same is None else same.still_since
        still = max((self._now - datetime.fromisoformat(since)).total_seconds(), age or 0.0)
        seen = same.seen if same is not None else utc_text(self._now)
        sighting = Sighting(place, state, sha256, seen, since, False, "", False)
        if same is None or (same.sha256, same.still_since, same.taken) != (sha256, since, False):
            self._changed.append(sighting)
        if by is not Writers.SOME and still >= self._settle:
            self._settled.append(place)
            return
        self._moving.append(place)
        if by is not Writers.SOME:
            self._waits.append(self._settle - still + _MARGIN_SECONDS)

    def _writers(self, descriptor: int, device: int) -> Writers:
        if device not in self._own_disks:
            self._own_disks[device] = on_own_disk(device)
        return writers(descriptor) if self._own_disks[device] else Writers.UNKNOWN

    def _age(self, state: State, device: int) -> float | None:
        """Seconds since the file was touched, by the clock that its times come from; ``None`` where that
        clock cannot be read, or the times lie ahead of it."""
        touched = max(state.mtime_ns, state.ctime_ns)
        if self._clock < touched:
            self._clock = _file_clock(self._matter, device)
        return (self._clock - touched) / _SECOND if self._clock >= touched else None


def _file_clock(matter: Matter, device: int) -> int:
    """The drop folder's own time in nanoseconds, by a file without a name; 0 where none can be made."""
    try:
        descriptor = os.open(matter.uploads, os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    except OSError:
        return 0
    try:
        status = os.fstat(descriptor)
        return status.st_mtime_ns if status.st_dev == device else 0
    finally:
        os.close(descriptor)


_REMEMBER = (
    "INSERT INTO sightings (path, size, mtime_ns, ctime_ns, inode, sha256, seen, still_since, taken)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (path) DO UPDATE SET size = excluded.size,"
    " mtime_ns = excluded.mtime_ns, ctime_ns = excluded.ctime_ns, inode = excluded.inode,"
    " sha256 = excluded.sha256, seen = excluded.seen, still_since = excluded.still_since, taken = 0"
)
