"""``transmittal.toml``: a delivery described by a small file that lies with it in the drop folder.

    uploads/VOL002/transmittal.toml         describes the deliveries from that folder
    uploads/VOL002.zip.transmittal.toml     describes those of that name beside it

    schema = 1
    sent = 2026-02-27
    from = "Stride Physical Therapy"        and any other field of `pipelines.discovery.descriptions`

Answers: what they say; keep it with the deliveries, where a person's word outranks it. A file of such a name
is no source, wherever it lies: nothing of it is read into a deliverable. Refuses what is no plain small file,
lies deeper than a delivery's name, or holds anything but these fields; that is said, and stops nothing.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from extractors.errors import PinciteError, UsageError
from extractors.printable import printable
from pipelines.canonical_json import canonical_bytes
from pipelines.discovery.descriptions import DESCRIBED, FIELDS, LONGEST, TRANSMITTAL, checked, note
from pipelines.durable import sha256_of
from pipelines.ledger import Ledger
from pipelines.ledger_chain import Details
from pipelines.matter import Matter
from pipelines.store import Store
from pipelines.toml_file import Table, read_toml

NAME = "transmittal.toml"
BESIDE = f".{NAME}"
MOST_BYTES = 16_000


@dataclass(frozen=True, slots=True)
class Transmittal:
    """What one such file says of the deliveries of ``name``; ``fault`` says why it says nothing, else ""."""

    name: str
    values: tuple[tuple[str, str], ...]
    fault: str = ""


def is_transmittal(path: str | PurePosixPath) -> bool:
    """Whether a file of the drop folder, by its path there, describes a delivery and is none itself."""
    parts = PurePosixPath(path).parts
    beside = parts[-1].endswith(BESIDE) and parts[-1] != BESIDE
    return beside or (len(parts) > 1 and parts[-1] == NAME)


def transmittals(matter: Matter) -> tuple[Transmittal, ...]:
    """What lies in the drop folder now, by name; what lies too deep to describe anything comes first."""
    found = [_read(name, path) for name, path in _lying(matter.uploads)]
    return (*_too_deep(matter.uploads), *sorted(found, key=lambda t: t.name))


def note_transmittals(matter: Matter, store: Store, actor: str, now: datetime) -> tuple[str, ...]:
    """Keep what they say with the deliveries of their names, logged. Doing it again changes nothing.

    Returns:
        What is wrong with those that say nothing. The words name files of the drop folder.

    Raises:
        LedgerError: the ledger does not verify or cannot be written.
        StoreError: the matter's database is busy or full.
    """
    lying = transmittals(matter)
    said = {t.name: dict(t.values) for t in lying if not t.fault}
    if said:
        for delivery, name in _deliveries(store):
            if name in said and _told(store, delivery) != said[name]:
                _keep(matter, store, delivery, said[name], actor, now)
    return tuple(t.fault for t in lying if t.fault)


def _lying(uploads: Path) -> Iterator[tuple[str, Path]]:
    """(name of the deliveries, file) of each."""
    if not uploads.is_dir():
        return
    with os.scandir(uploads) as entries:
        for entry in entries:
            inside = uploads / entry.name / NAME
            if is_transmittal(entry.name):
                yield printable(entry.name[: -len(BESIDE)]), Path(entry.path)
            elif entry.is_dir(follow_symlinks=False) and os.path.lexists(inside):
                yield printable(entry.name), inside


def _too_deep(uploads: Path) -> Iterator[Transmittal]:
    """Those that are no sources and describe nothing, as when a ZIP was moved into a folder with its own."""
    for folder, inner, files in os.walk(uploads):
        inner.sort()
        for file in sorted(files):
            path = PurePosixPath(folder, file).relative_to(uploads)
            if is_transmittal(path) and len(path.parts) > (2 if file == NAME else 1):
                top = printable(path.parts[0])
                why = f"A delivery goes by what lies uppermost: lay it as {top}/{NAME}."
                yield Transmittal("", (), f"{printable(str(path))} is not used: {why}")


def _read(name: str, path: Path) -> Transmittal:
    shown = printable(path.name if path.name != NAME else f"{path.parent.name}/{NAME}")
    try:
        state = path.lstat()
        if not stat.S_ISREG(state.st_mode) or state.st_size > MOST_BYTES:
            raise UsageError("It is no plain file of the size of a letter.", "Write it anew.")
        table = Table(read_toml(path), NAME)
        if table.number("schema") != 1:
            raise UsageError("This version reads schema 1.", "Write schema = 1.")
        day = table.day("sent")
        values = {"sent": day.isoformat()} if day else {}
        values |= {key: text for key in FIELDS if key != "sent" and (text := table.text(key, ""))}
        table.done()
        return Transmittal(name, tuple(sorted(checked(values).items())))
    except (PinciteError, OSError, RecursionError) as error:
        why = str(error) if isinstance(error, PinciteError) else "It cannot be read."
        return Transmittal(name, (), f"{shown} is not used: {why[:LONGEST]}")


def _deliveries(store: Store) -> list[tuple[int, str]]:
    with store.database.reading() as run:
        return [(id, name) for id, name in run("SELECT id, name FROM deliveries ORDER BY id").fetchall()]


def _told(store: Store, delivery: int) -> dict[str, str]:
    question = "SELECT field, value FROM descriptions WHERE delivery = ? AND told_by = ?"
    with store.database.reading() as run:
        return dict(run(question, (delivery, TRANSMITTAL)).fetchall())


def _keep(
    matter: Matter, store: Store, delivery: int, values: dict[str, str], actor: str, now: datetime
) -> None:
    """In the ledger first, once: a run that dies before the database has it finds its entry there."""
    description = sha256_of(canonical_bytes(values))
    details: Details = {"delivery": delivery, "by": TRANSMITTAL, "description": description}
    with Ledger(matter.ledger).transaction() as tx, store.database.writing() as run:
        of_this = [e.details for e in tx.entries if e.event == DESCRIBED]
        of_this = [d for d in of_this if (d["delivery"], d["by"]) == (delivery, TRANSMITTAL)]
        if not of_this or of_this[-1]["description"] != description:
            tx.append(actor, DESCRIBED, details, now)
        run("DELETE FROM descriptions WHERE delivery = ? AND told_by = ?", (delivery, TRANSMITTAL))
        note(run, delivery, values, TRANSMITTAL)
