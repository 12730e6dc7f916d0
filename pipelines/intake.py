"""Taking files in: copy by digest, unpack archives and mails, say of everything found what became of it.

Answers: which sources a matter has now, which files were set aside and why, which were ignored by rule.
Refuses to lose count: entries found = added + known + set aside + ignored, or the run fails.

    entry ─▶ plain file? ─▶ digest ─▶ kind ─▶ sources/<sha256> ─▶ store
               │ no           │ too large, empty, changing     └─ ZIP, mail: its parts, each an entry again
               └─ set aside ──┘
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from extractors.errors import AccountingError, PinciteError, Reason, SetAsideError
from extractors.pages import Source
from extractors.reading import CONTAINERS, refusal
from extractors.sniffing import sniff_open
from extractors.unpacking import UNPACKERS
from pipelines.containers import Budget, Unpacker
from pipelines.durable import make_folder, sync_folder
from pipelines.found_files import Entry, find
from pipelines.limits import LIMITS, MB, Limits
from pipelines.matter import Matter
from pipelines.rows import SetAside
from pipelines.source_rows import ADDED, put_set_aside, put_source
from pipelines.source_vault import Changed, TooLarge, clear_unfinished, keep, measure
from pipelines.store import Store

STAGE = "intake"


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


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one thing that was found, with everything inside it.

    Args:
        sha256: of its bytes, "" where it is no file or could not be read.
        size: in bytes.
        sources: each with where it lay; the same bytes may be among them under several names.
        set_asides: each with where it lay.
        ignored: names of system files and unfinished downloads.
        opened: archives that were unpacked.
        changing: somebody wrote to it while it was copied.
    """

    sha256: str
    size: int
    sources: tuple[tuple[Source, str], ...]
    set_asides: tuple[tuple[SetAside, str], ...]
    ignored: tuple[str, ...]
    opened: tuple[str, ...]
    changing: bool

    @property
    def found(self) -> int:
        """Entries found: the thing itself, or what was in it."""
        return len(self.sources) + len(self.set_asides) + len(self.ignored) + len(self.opened)


def take_in(matter: Matter, store: Store, paths: Sequence[Path], limits: Limits = LIMITS) -> IntakeReport:
    """Take files and folders into a matter, which the caller holds. Doing it again changes nothing.

    Args:
        matter: where the originals go.
        store: the matter's database.
        paths: files and folders; folders are walked. A file's name is its path below the added folder.
        limits: of size, depth and number.

    Raises:
        UsageError: a path does not exist.
        AccountingError: the sums differ (a defect of Pincite's).
        PinciteError: the matter's folder cannot be written.
    """
    added: list[str] = []
    known: list[str] = []
    met: list[Taken] = []
    with intake(matter, limits) as take:
        for entry in find(paths, matter.folder, limits):
            taken = take(entry)
            sync_folder(matter.sources)
            with store.database.writing() as run:
                for source, origin in taken.sources:
                    (added if put_source(run, source, origin, ADDED) else known).append(source.sha256)
                for aside, origin in taken.set_asides:
                    put_set_aside(run, aside, origin, "")
            met.append(taken)
    return IntakeReport(
        tuple(found for sha256 in added if (found := store.source(sha256)) is not None),
        tuple(found for sha256 in known if (found := store.source(sha256)) is not None),
        tuple(aside for taken in met for aside, _ in taken.set_asides),
        tuple(name for taken in met for name in taken.ignored),
        tuple(name for taken in met for name in taken.opened),
    )


@contextmanager
def intake(matter: Matter, limits: Limits = LIMITS) -> Iterator[Callable[[Entry], Taken]]:
    """Copy things that were found to ``sources``, one after the other; what they are is the caller's to
    record, after a `sync_folder` of ``sources``. The caller holds the matter (`pipelines.discovery.one_run`).

    Raises:
        AccountingError: the sums differ (a defect of Pincite's).
        PinciteError: the matter's folder cannot be written.
    """
    make_folder(matter.sources)
    clear_unfinished(matter.sources)
    with Unpacker(matter.folder, limits) as unpacker:
        yield lambda entry: _Intake(matter.sources, limits, unpacker).take(entry)


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


class _StillWritten(SetAsideError):
    """Somebody wrote to the file while it was copied."""


class _Intake:
    """The tallies of one thing found."""

    def __init__(self, sources: Path, limits: Limits, unpacker: Unpacker) -> None:
        self._folder = sources
        self._limits = limits
        self._unpacker = unpacker
        self._met = 0
        self._itself = ("", 0)
        self._sources: list[tuple[Source, str]] = []
        self._set_aside: list[tuple[SetAside, str]] = []
        self._ignored: list[str] = []
        self._opened: list[str] = []
        self._changing = False

    def take(self, entry: Entry) -> Taken:
        self._entry(entry, _Place((), self._unpacker.budget()))
        taken = Taken(
            *self._itself,
            tuple(self._sources),
            tuple(self._set_aside),
            tuple(self._ignored),
            tuple(self._opened),
            self._changing,
        )
        if taken.found != self._met:
            raise AccountingError(
                f"{self._met} entries were found, but {taken.found} are accounted for.",
                "Report this: nothing may be drafted from an incomplete intake.",
            )
        return taken

    def _entry(self, entry: Entry, place: _Place) -> None:
        """One thing found: it lands in exactly one of the tallies."""
        self._met += 1
        place = replace(place, origin=entry.origin or f"{place.origin}/{entry.name}")
        if entry.ignored:
            self._ignored.append(entry.name)
        elif entry.refusal is not None:
            self._leave(entry.name, None, entry.refusal, place)
        elif entry.file is not None:
            self._file(entry.name, entry.file, place)

    def _file(self, name: str, file: BinaryIO, place: _Place) -> None:
        sha256: str | None = None
        try:
            sha256, size = _measured(name, file, self._limits.file_bytes)
            if not place.inside:
                self._itself = sha256, size
            if size == 0:
                raise SetAsideError(Reason.EMPTY, f"{name} is empty (0 bytes).", "Ask for the file again.")
            media_type = sniff_open(file)
            refused = refusal(media_type, name)
            if refused is not None:
                raise refused
            if media_type in UNPACKERS:
                self._require_shallow(name, sha256, place)
            kept = _keep(name, file, sha256, self._folder)
        except SetAsideError as refused:
            self._changing |= isinstance(refused, _StillWritten)
            self._leave(name, sha256, refused, place)
            return
        if media_type not in CONTAINERS:
            self._sources.append((Source(sha256, (name,), media_type, size), place.origin))
        if media_type in UNPACKERS:
            self._container(name, sha256, media_type, kept, place)

    def _container(self, name: str, sha256: str, media_type: str, kept: Path, place: _Place) -> None:
        """Take in the parts. An archive is then "opened", or set aside; a mail has been counted already."""
        inner = replace(place, inside=(*place.inside, sha256))
        refused = self._unpacker.parts(
            kept, name, media_type, place.budget, lambda part: self._entry(part, inner)
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
        self._set_aside.append((entry, place.origin))


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


def _unfinished(name: str) -> _StillWritten:
    return _StillWritten(
        Reason.UNREADABLE,
        f"{name} was still being written while it was copied.",
        "Wait until it is complete and add it again.",
    )
