"""Archives and mails taken apart in a process of their own, and what came out of them as entries.

Answers: the entries inside one container, each like one found in a folder: named, and open or refused.
Refuses to believe what the process says of a part: its file is opened without following links, and counted.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from extractors.errors import Reason, SetAsideError
from extractors.printable import message, printable
from extractors.unpacking import UNPACKERS
from pipelines.found_files import OPEN_FLAGS, Entry, ignored_by_rule
from pipelines.frames import Kind
from pipelines.isolation import READER
from pipelines.limits import Limits
from pipelines.source_names import shortened
from pipelines.watch import Watch
from pipelines.worker import Worker, WorkerLate, WorkerLost

FOLDER = ".unpacking-"


@dataclass(slots=True)
class Budget:
    """What may still come out of one added file, all containers inside it together."""

    parts: int
    total_bytes: int


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    file: str | None
    refusal: SetAsideError | None
    ignored: bool


class Unpacker:
    """Unpacks containers one after the other; its process is started for the first one.

    Args:
        folder: the matter's folder, where parts lie until they are copied by digest.
        limits: what may come out, and how long it may take.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._worker: Worker | None = None
        for left_over in sorted(folder.glob(f"{FOLDER}*")):
            shutil.rmtree(left_over, ignore_errors=True)

    def __enter__(self) -> Unpacker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def budget(self) -> Budget:
        """A fresh allowance, for one added file."""
        return Budget(self._limits.archive_members, self._limits.unpacked_bytes)

    def parts(
        self, path: Path, name: str, media_type: str, budget: Budget, take: Callable[[Entry], None]
    ) -> SetAsideError | None:
        """Take a container apart and hand each part to ``take``; parts are gone afterwards.

        Args:
            path: its sealed copy.
            name: its display name; parts are called ``name/part``.
            media_type: one of `UNPACKERS`.
            budget: is drawn on.
            take: is called with each part, open if its bytes came out.

        Returns:
            Why the container could not be unpacked to its end; ``None`` if it could.
        """
        if media_type not in UNPACKERS:
            raise ValueError(media_type)
        staging = Path(tempfile.mkdtemp(prefix=FOLDER, dir=self._folder))
        try:
            found, refused = self._unpacked(path, name, media_type, budget, staging)
            # Drawn before any part is opened, so that archives among the parts share what is left.
            budget.parts -= len(found)
            budget.total_bytes -= sum(child.stat().st_size for child in os.scandir(staging))
            for part in found:
                for entry in _entries(part, name, staging):
                    take(entry)
            return refused
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def _unpacked(
        self, path: Path, name: str, media_type: str, budget: Budget, staging: Path
    ) -> tuple[list[_Found], SetAsideError | None]:
        """What the process says came out, and how it ended. All of it, before any part is looked into."""
        limits = self._limits
        request = {
            "task": "unpack",
            "path": str(path.absolute()),
            "name": name,
            "media_type": media_type,
            "into": str(staging.absolute()),
            "allowance": {
                "parts": budget.parts,
                "part_bytes": limits.file_bytes,
                "total_bytes": budget.total_bytes,
                "ratio": limits.expansion_ratio,
                "grace": limits.expansion_grace,
            },
        }
        found: list[_Found] = []
        watch = Watch(limits)
        sound = False
        if self._worker is None or not self._worker.alive:
            self._end()
            self._worker = Worker(limits, READER)
        try:
            watch.begin(self._worker.processor_seconds)
            for kind, payload in self._worker.ask(request, watch.each_deadline):
                watch.heard(None)
                if kind is Kind.ITEM and len(found) < budget.parts:
                    found.append(_checked(payload))
                elif kind is Kind.REFUSED:
                    reason, problem, remedy = payload
                    sound = True
                    return found, SetAsideError(Reason(reason), message(problem), message(remedy))
                elif kind is not Kind.END:
                    raise WorkerLost(None)
            sound = True
            return found, None
        except WorkerLate:
            return found, _unfinished(Reason.TIMED_OUT, name, "it took longer than it is allowed")
        except (WorkerLost, KeyError, TypeError, ValueError):
            return found, _unfinished(Reason.CRASHED, name, "it crashed the process that unpacks")
        finally:
            if not sound:
                self._end()

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()


def _entries(part: _Found, container: str, staging: Path) -> Iterator[Entry]:
    """The part as an entry, its file open only while it is looked at."""
    name = shortened(f"{container}/{printable(part.name)}")
    if part.ignored or (part.file is not None and ignored_by_rule(part.name)):
        yield Entry(name, ignored=True)
        return
    if part.refusal is not None:
        refused = part.refusal
        yield Entry(name, refusal=SetAsideError(refused.reason, f"{name} {refused.problem}.", refused.remedy))
        return
    assert part.file is not None  # by `_checked`
    no_file = Entry(name, refusal=SetAsideError(Reason.UNSAFE, f"{name} is no file.", "Add it by itself."))
    try:
        descriptor = os.open(staging / part.file, OPEN_FLAGS)
    except OSError:  # the process told of a file that is not there, or put a link in its place
        yield no_file
        return
    with os.fdopen(descriptor, "rb") as file:
        yield Entry(name, file=file) if stat.S_ISREG(os.fstat(descriptor).st_mode) else no_file


def _checked(untrusted: Any) -> _Found:
    """A part as the process describes it; ``ValueError`` and its kin if that does not hold together."""
    name, file, refusal = untrusted["name"], untrusted["file"], untrusted["refusal"]
    if not isinstance(name, str) or not isinstance(untrusted["ignored"], bool):
        raise TypeError("part")
    if file is not None and not (isinstance(file, str) and file.isascii() and file.isdigit()):
        raise ValueError("part")
    refused = None
    if refusal is not None:
        reason, problem, remedy = refusal
        refused = SetAsideError(Reason(reason), message(problem), message(remedy))
    if (file is not None) + (refused is not None) + untrusted["ignored"] != 1:
        raise ValueError("part")
    return _Found(name, file, refused, untrusted["ignored"])


def _unfinished(reason: Reason, name: str, problem: str) -> SetAsideError:
    return SetAsideError(
        reason,
        f"{name} was not unpacked to its end: {problem}.",
        "Unpack it with a program you trust, look at the files, and add them.",
    )
