"""Taking what has settled in the drop folder: told apart, kept by digest, recorded, logged.

    settled path ─▶ same state as it was looked at? ─▶ copy by digest, unpack ─▶ same digest? ─▶ record
                          └─ no: the next look ◀────────────────────────────────── no ─┘

A file and all that follows from it (its sources and names, what it replaces, its line in the log, that it was
taken) are recorded in one transaction, so that a run may end at any moment. What it becomes hangs on what
lies and lay in the drop folder, not on the order in which it came: see `pipelines.discovery.arrival_rows`.

Answers: what changed. Refuses what was touched since it was looked at: the next look sees it again.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

from pipelines.discovery.arrival_rows import UPLOADS, Upload, put_removal, put_upload
from pipelines.discovery.arrivals import Arrival, Change, Look
from pipelines.discovery.looking import Sighting, State, is_upload, place_of, seen_before, uploads
from pipelines.durable import sha256_of, sync_folder
from pipelines.found_files import Spot, opened
from pipelines.intake import intake
from pipelines.ledger import Ledger
from pipelines.ledger_chain import Details
from pipelines.matter import Matter
from pipelines.store import Store

TAKEN = "discovery.taken"
_AT_ONCE = 64
"""Files recorded together: a transaction waits for the disk."""


def take_settled(matter: Matter, store: Store, seen: Look, actor: str, now: datetime) -> tuple[Arrival, ...]:
    """Take what a look found settled, and note what it found gone. Doing it again changes nothing.

    Args:
        matter: where it goes; the caller holds it (`pipelines.discovery.one_run`).
        store: the matter's database.
        seen: what was seen, a moment ago.
        actor: roster id of the person in whose name the run is made, for the ledger.
        now: when, for the log.

    Returns:
        What changed, in the order of paths, what was removed last.

    Raises:
        UsageError: the drop folder is not there.
        LedgerError: the ledger does not verify, or cannot be written; the next run completes it.
        PinciteError: the matter's folder cannot be written.
    """
    removed = frozenset(seen.removed)
    arrivals: list[Arrival | None] = []
    if seen.settled:
        with closing(_copied(matter, store, seen.settled, now)) as copied:
            while some := tuple(islice(copied, _AT_ONCE)):
                sync_folder(matter.sources)
                with store.database.writing() as run:
                    arrivals += [put_upload(run, upload, removed, now) for upload in some]
    for start in range(0, len(seen.removed), _AT_ONCE):
        with store.database.writing() as run:
            gone = seen.removed[start : start + _AT_ONCE]
            arrivals += [put_removal(run, path, removed, now) for path in gone]
    if unlogged(store):
        _log(matter, store, actor, now)
    return tuple(arrival for arrival in arrivals if arrival is not None)


def unlogged(store: Store) -> bool:
    """Whether a run was cut short between recording what it took and logging it."""
    with store.database.reading() as run:
        return run("SELECT 1 FROM arrivals WHERE logged = 0 LIMIT 1").fetchone() is not None


def _copied(
    matter: Matter, store: Store, settled: Sequence[str], now: datetime
) -> Generator[Upload, None, None]:
    """Each settled path, its bytes in the matter."""
    wanted, known = set(settled), seen_before(store, waiting=True)
    with intake(matter) as take, closing(uploads(matter)) as lying:
        for spot in lying:
            path = place_of(spot.path)
            if path not in wanted or not is_upload(spot):
                continue
            for entry in opened(spot):
                sighting = known.get(path)
                descriptor = entry.file.fileno() if entry.file is not None else None
                if sighting is None or not _untouched(spot, descriptor, sighting):
                    continue
                taken = take(replace(entry, origin=f"{UPLOADS}{path}"))
                if taken.changing or not _untouched(spot, descriptor, sighting):
                    continue
                if sighting.sha256 in ("", taken.sha256):
                    yield Upload(path, sighting, taken)
                else:
                    _still_from_now(store, path, taken.sha256, now)


def _untouched(spot: Spot, descriptor: int | None, sighting: Sighting) -> bool:
    """Whether it is still as it was looked at."""
    status = spot.status if descriptor is None else os.fstat(descriptor)
    return status is not None and State.of(status) == sighting.state


def _still_from_now(store: Store, path: str, sha256: str, now: datetime) -> None:
    """The bytes changed without a trace in size and times: their stillness is counted anew."""
    since = now.astimezone(UTC).isoformat()
    with store.database.writing() as run:
        run("UPDATE sightings SET sha256 = ?, still_since = ? WHERE path = ?", (sha256, since, path))


def _log(matter: Matter, store: Store, actor: str, now: datetime) -> None:
    """One entry in the ledger for all that was recorded since the last; a run that was cut short between the
    two finds its entry there, or makes it."""
    with Ledger(matter.ledger).transaction() as ledger, store.database.writing() as run:
        entries = [entry for entry in ledger.entries if entry.event == TAKEN]
        last = int(entries[-1].details["last"]) if entries else 0
        rows = run("SELECT id, change, sha256 FROM arrivals WHERE id > ? ORDER BY id", (last,)).fetchall()
        if rows:
            counted = Counter(change for _, change, _ in rows)
            lines = "".join(f"{change} {sha256}\n" for _, change, sha256 in rows)
            details: Details = {
                **{change.value: counted[change.value] for change in Change if counted[change.value]},
                "arrivals": sha256_of(lines.encode()),
                "last": rows[-1][0],
            }
            ledger.append(actor, TAKEN, details, now)
        run("UPDATE arrivals SET logged = 1 WHERE logged = 0")
