"""Taking files in: copy by digest, unpack archives and mails, say of everything found what became of it.

Answers: which sources a matter has now, which files were set aside and why, which were ignored by rule.
Refuses to lose count: entries found = added + known + set aside + ignored, or the run fails.

    entry ─▶ plain file? ─▶ digest ─▶ kind ─▶ sources/<sha256> ─▶ store
               │ no           │ too large, empty, changing     └─ ZIP, mail: its parts, each an entry again
               └─ set aside ──┘
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from extractors.errors import AccountingError, PinciteError, Reason, SetAsideError, UsageError
from extractors.pages import Source
from extractors.reading import CONTAINERS, refusal
from extractors.sniffing import sniff_open
from extractors.unpacking import UNPACKERS
from pipelines.containers import Budget, Unpacker
from pipelines.durable import make_folder
from pipelines.found_files import Entry, find
from pipelines.limits import LIMITS, MB, Limits
from pipelines.matter import Matter
from pipelines.rows import SetAside
from pipelines.source_vault import Changed, TooLarge, clear_unfinished, keep, measure
from pipelines.store import Store

STAGE = "intake"
LOCK = ".intake.lock"


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """What became of every entry found. An archive that was opened counts as its members.

    Args:
        added: sources whose bytes are new to the matter, in the order they were met.
        known: one for each further entry whose bytes were there already, perhaps under another name.
        set_aside: entries that are not processed, with reason and remedy.
        ignored: names of system files and unfinished downloads, left by rule.
        opened: archives that were unpacked; their members are among the other four.
    """

    added: tuple[Source, ...]
    known: tuple[Source, ...]
    set_aside: tuple[SetAside, ...]
    ignored: tuple[str, ...]
    opened: tuple[str, ...] = ()

    @property
    def found(self) -> int:
        """Entries found: files, and things that turned out not to be files."""
        return len(self.added) + len(self.known) + len(self.set_aside) + len(self.ignored)


def take_in(matter: Matter, store: Store, paths: Sequence[Path], limits: Limits = LIMITS) -> IntakeReport:
    """Take files and folders into a matter. Doing it again changes nothing.

    Args:
        matter: where the originals go.
        store: the matter's database.
        paths: files and folders; folders are walked. A file's name is its path below the added folder.
        limits: of size, depth and number.

    Raises:
        UsageError: a path does not exist, or another run is taking files into this matter.
        AccountingError: the sums differ (a defect of Pincite's).
        PinciteError: the matter's folder cannot be written.
    """
    with sole_intake(matter):
        make_folder(matter.sources)
        clear_unfinished(matter.sources)
        with Unpacker(matter.folder, limits) as unpacker:
            intake = _Intake(matter, store, limits, unpacker)
            for entry in find(paths, matter.folder, limits):
                intake.entry(entry, _Place((), unpacker.budget()))
        return intake.report()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an entry was met.

    Args:
        inside: digests of the containers around it, outermost first.
        budget: what may still come out of the added file.
        origin: where it lies on the disk, or in the container there.
    """

    inside: tuple[str, ...]
    budget: Budget
    origin: str = ""


class _Intake:
    """One run's tallies."""

    def __init__(self, matter: Matter, store: Store, limits: Limits, unpacker: Unpacker) -> None:
        self._sources = matter.sources
        self._store = store
        self._limits = limits
        self._unpacker = unpacker
        self._met = 0
        self._added: list[str] = []
        self._known: list[str] = []
        self._set_aside: list[SetAside] = []
        self._ignored: list[str] = []
        self._opened: list[str] = []

    def entry(self, entry: Entry, place: _Place) -> None:
        """One thing found: it lands in exactly one of the tallies."""
        self._met += 1
        place = replace(place, origin=entry.origin or f"{place.origin}/{entry.name}")
        if entry.ignored:
            self._ignored.append(entry.name)
        elif entry.refusal is not None:
            self._leave(entry.name, None, entry.refusal, place)
        elif entry.file is not None:
            self._file(entry.name, entry.file, place)

    def report(self) -> IntakeReport:
        by_digest = {source.sha256: source for source in self._store.sources()}
        report = IntakeReport(
            tuple(by_digest[sha256] for sha256 in self._added),
            tuple(by_digest[sha256] for sha256 in self._known),
            tuple(self._set_aside),
            tuple(self._ignored),
            tuple(self._opened),
        )
        if report.found + len(report.opened) != self._met:
            raise AccountingError(
                f"{self._met} entries were found, but {report.found + len(report.opened)} are accounted for.",
                "Report this: nothing may be drafted from an incomplete intake.",
            )
        return report

    def _file(self, name: str, file: BinaryIO, place: _Place) -> None:
        sha256: str | None = None
        try:
            sha256, size = _measured(name, file, self._limits.file_bytes)
            if size == 0:
                raise SetAsideError(Reason.EMPTY, f"{name} is empty (0 bytes).", "Ask for the file again.")
            media_type = sniff_open(file)
            refused = refusal(media_type, name)
            if refused is not None:
                raise refused
            if media_type in UNPACKERS:
                self._require_shallow(name, sha256, place)
            kept = _keep(name, file, sha256, self._sources)
        except SetAsideError as refused:
            self._leave(name, sha256, refused, place)
            return
        if media_type not in CONTAINERS:
            new = self._store.add_source(Source(sha256, (name,), media_type, size), place.origin)
            (self._added if new else self._known).append(sha256)
        if media_type in UNPACKERS:
            self._container(name, sha256, media_type, kept, place)

    def _container(self, name: str, sha256: str, media_type: str, kept: Path, place: _Place) -> None:
        """Take in the parts. An archive is then "opened", or set aside; a mail has been counted already."""
        inner = replace(place, inside=(*place.inside, sha256))
        refused = self._unpacker.parts(
            kept, name, media_type, place.budget, lambda part: self.entry(part, inner)
        )
        if refused is None:
            if media_type in CONTAINERS:
                self._opened.append(name)
            return
        if media_type not in CONTAINERS:
            self._met += 1  # what is left of the attachments is an entry beside the mail itself
        self._leave(name, sha256, refused, place)

    def _require_shallow(self, name: str, sha256: str, place: _Place) -> None:
        """Archives that hold themselves, or archives in archives in archives, never end."""
        if sha256 in place.inside:
            problem = "holds itself"
        elif len(place.inside) >= self._limits.nesting:
            problem = f"lies in more than {self._limits.nesting} archives or mails, one inside the other"
        else:
            return
        raise SetAsideError(
            Reason.UNSAFE,
            f"{name} {problem}.",
            "Unpack it with a program you trust, look at the files, and add them.",
        )

    def _leave(self, name: str, sha256: str | None, refused: SetAsideError, place: _Place) -> None:
        entry = SetAside(name, sha256, STAGE, refused.reason.value, refused.problem, refused.remedy)
        self._store.set_aside(entry, place.origin)
        self._set_aside.append(entry)


def _measured(name: str, file: BinaryIO, most: int) -> tuple[str, int]:
    try:
        return measure(file, most)
    except TooLarge:
        raise SetAsideError(
            Reason.OVERSIZED, f"{name} is larger than {most // MB} MB.", "Split it and add the parts."
        ) from None
    except Changed:
        raise _unfinished(name) from None
    except OSError as error:
        raise SetAsideError(
            Reason.UNREADABLE,
            f"{name} cannot be read ({error.strerror}).",
            "Copy it from its origin again and add that.",
        ) from error


def _keep(name: str, file: BinaryIO, sha256: str, sources: Path) -> Path:
    try:
        return keep(file, sha256, sources)
    except Changed:
        raise _unfinished(name) from None
    except OSError as error:
        raise PinciteError(
            f"{name} cannot be copied into the matter ({error.strerror}).",
            "Make room on the disk, check that the folder can be written to, and add the files again.",
        ) from error


def _unfinished(name: str) -> SetAsideError:
    return SetAsideError(
        Reason.UNREADABLE,
        f"{name} was still being written while it was copied.",
        "Wait until it is complete and add it again.",
    )


@contextmanager
def sole_intake(matter: Matter) -> Iterator[None]:
    """Two runs must not take files into one matter at once; the system drops the lock if we die."""
    try:
        descriptor = os.open(matter.folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise UsageError(
            f"The matter's folder cannot be written to ({error.strerror}).", "Check its path and permissions."
        ) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(
                "Another Pincite is taking files into this matter.", "Wait for it to end and try again."
            ) from None
        yield
    finally:
        os.close(descriptor)
