"""What lies in the folders a user adds: every entry once, opened without being fooled.

Answers: each file with its name and an open descriptor; each thing that is no file, with why it is left.
Refuses links, pipes, sockets and devices, folders it may not list, and to look into its own folders.
Folders are walked by descriptor in sorted order, so that nothing swapped in on the way leads elsewhere.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from extractors.errors import Reason, SetAsideError, UsageError
from extractors.printable import printable
from pipelines.limits import Limits
from pipelines.source_names import shortened

IGNORED_NAMES = frozenset(
    {".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".localized", "icon\r", ".directory"}
)
OPEN_BEGINNINGS = ("~$", ".~lock.")
"""Beside a document that somebody has open in an office program."""

IGNORED_BEGINNINGS = (*OPEN_BEGINNINGS, "._")
"""With the shadow files that macOS writes beside each file on foreign disks and into ZIPs."""

IGNORED_ENDINGS = (".part", ".crdownload", ".partial", ".download")
"""Downloads that are not complete."""

IGNORED_FOLDERS = frozenset(
    {"__macosx", "$recycle.bin", "system volume information", ".trashes", ".spotlight-v100", ".fseventsd"}
)
OWN_FOLDERS = (
    frozenset({"matter.toml", "uploads"}),
    frozenset({"policy.toml", "roster.toml"}),
    frozenset({"manifest.json", "chronology.json"}),
)
"""Contents that mark a matter, an office or a rendered draft: Pincite's own work is never a record."""

KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
OPEN_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing found: exactly one of ``file``, ``refusal`` and ``ignored`` is set.

    ``file`` is open only until the next entry is asked for. ``origin`` is where the thing lies, as data; ""
    inside a container.
    """

    name: str
    file: BinaryIO | None = None
    refusal: SetAsideError | None = None
    ignored: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A thing in a walked folder, before it is opened.

    ``path`` lies below the walked folder, as the system has it; ``name`` is its last part. ``folder`` is a
    descriptor of the folder around it, open until the next spot is asked for. ``status`` is ``None`` for what
    vanished. ``entry`` is set for what cannot be opened as a file: a folder that is refused or left by rule.
    """

    path: str
    name: str
    folder: int
    status: os.stat_result | None
    entry: Entry | None = None


def survey(folder: Path, own: Path, limits: Limits) -> Generator[Spot, None, None]:
    """Everything below a folder, sorted within each folder; nothing is opened but folders.

    Args:
        folder: where to look.
        own: the matter's folder, which is never walked.
        limits: for the depth of folders.

    Raises:
        OSError: the folder cannot be opened.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    return _Walk(own, limits).contents("", descriptor, 1)


def opened(spot: Spot) -> Iterator[Entry]:
    """The entry of a spot, its file open until the next is asked for."""
    if spot.entry is not None:
        yield spot.entry
        return
    yield from _one(spot.path, spot.name, spot.folder)


def find(paths: Sequence[Path], own: Path, limits: Limits) -> Iterator[Entry]:
    """Every entry below ``paths``, folders expanded, in sorted order within each.

    Args:
        paths: files and folders as the user named them. A folder named here may be a link; nothing else.
        own: the matter's folder, which is never walked.
        limits: for the depth of folders.

    Raises:
        UsageError: one of the paths does not exist; nothing has been yielded then.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"{printable(str(path))} does not exist.", "Check the path and try again.")
    walk = _Walk(own, limits)
    for path in paths:
        if path.is_dir():
            base = printable(os.path.realpath(path))
            yield from (replace(entry, origin=f"{base}/{entry.name}") for entry in walk.below(path))
        else:
            origin = printable(os.path.abspath(path))
            yield from (replace(entry, origin=origin) for entry in _one(path.name, os.fspath(path), None))


def ignored_by_rule(name: str) -> bool:
    """Whether a file of this name is a system's or a program's own, or an unfinished download."""
    base = name.rpartition("/")[2].lower()
    folders = {part.lower() for part in name.split("/")[:-1]}
    return (
        base in IGNORED_NAMES
        or base.startswith(IGNORED_BEGINNINGS)
        or base.endswith(IGNORED_ENDINGS)
        or bool(folders & IGNORED_FOLDERS)
    )


def awaited(name: str) -> bool:
    """Whether a file of this name is left because something else is to come: the rest of a download, or the
    end of somebody's work on the document beside it."""
    base = name.rpartition("/")[2].lower()
    return base.endswith(IGNORED_ENDINGS) or base.startswith(OPEN_BEGINNINGS)


class _Walk:
    def __init__(self, own: Path, limits: Limits) -> None:
        self._limits = limits
        self._own: tuple[int, int] | None = None
        with suppress(OSError):
            status = os.stat(own)
            self._own = status.st_dev, status.st_ino

    def below(self, folder: Path) -> Iterator[Entry]:
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            yield _refused(printable(folder.name), *_unopened(error))
            return
        for spot in self.contents("", descriptor, 1):
            yield from opened(spot)

    def contents(self, prefix: str, descriptor: int, depth: int) -> Generator[Spot, None, None]:
        """Everything in an open folder, which is closed at the end."""
        try:
            left = self._left(prefix, descriptor)
            if isinstance(left, Entry):
                yield Spot(prefix.rstrip("/"), "", descriptor, os.fstat(descriptor), left)
                return
            for name in left:
                yield from self._child(prefix, name, descriptor, depth)
        finally:
            os.close(descriptor)

    def _left(self, prefix: str, descriptor: int) -> list[str] | Entry:
        """The names in an open folder, or why it is not walked."""
        try:
            names = sorted(os.listdir(descriptor), key=os.fsencode)
        except OSError as error:
            return _refused(printable(prefix.rstrip("/")), *_unopened(error))
        if self._is_own(descriptor, names):
            return Entry(printable(prefix) or "./", ignored=True)
        return names

    def _child(self, prefix: str, name: str, folder: int, depth: int) -> Iterator[Spot]:
        whole = prefix + name
        status = None
        with suppress(OSError):  # looked at again when it is opened, and then refused with the reason
            status = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if status is None or not stat.S_ISDIR(status.st_mode):
            yield Spot(whole, name, folder, status)
            return
        if name.lower() in IGNORED_FOLDERS:
            yield Spot(whole, name, folder, status, Entry(printable(whole) + "/", ignored=True))
            return
        if depth >= self._limits.folder_depth:
            problem = f"lies more than {self._limits.folder_depth} folders deep"
            refused = _refused(printable(whole), Reason.UNSAFE, problem, "Add that folder by itself.")
            yield Spot(whole, name, folder, status, refused)
            return
        try:
            descriptor = os.open(name, OPEN_FLAGS | os.O_DIRECTORY, dir_fd=folder)
        except OSError as error:
            yield Spot(whole, name, folder, status, _refused(printable(whole), *_unopened(error)))
            return
        yield from self.contents(whole + "/", descriptor, depth + 1)

    def _is_own(self, descriptor: int, names: Sequence[str]) -> bool:
        status = os.fstat(descriptor)
        inside = frozenset(names)
        return (status.st_dev, status.st_ino) == self._own or any(marks <= inside for marks in OWN_FOLDERS)


def _one(name: str, path: str, folder: int | None) -> Iterator[Entry]:
    """A thing that is no folder: ``path`` is relative to the descriptor ``folder`` if there is one."""
    shown = shortened(printable(name))
    if ignored_by_rule(name):
        yield Entry(shown, ignored=True)
        return
    try:
        status = os.lstat(path) if folder is None else os.stat(path, dir_fd=folder, follow_symlinks=False)
        if stat.S_ISLNK(status.st_mode):
            yield _refused(
                shown, Reason.UNSAFE, "is a link, and links are not followed", "Add the file itself."
            )
            return
        if not stat.S_ISREG(status.st_mode):
            kind = KINDS.get(stat.S_IFMT(status.st_mode), "no plain file")
            yield _refused(shown, Reason.UNSUPPORTED, f"is {kind}, not a file", "Remove it from the folder.")
            return
        descriptor = os.open(path, OPEN_FLAGS, dir_fd=folder)
    except OSError as error:
        yield _refused(shown, *_unopened(error))
        return
    with os.fdopen(descriptor, "rb") as file:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            yield Entry(shown, file=file)
        else:
            yield _refused(shown, Reason.UNSAFE, "was exchanged while being opened", "Add it again.")


def _unopened(error: OSError) -> tuple[Reason, str, str]:
    # strerror is the system's fixed wording; the error's own text would repeat the raw path.
    return (
        Reason.UNREADABLE,
        f"cannot be opened ({error.strerror})",
        "Make sure you may read it and add it again.",
    )


def _refused(name: str, reason: Reason, problem: str, remedy: str) -> Entry:
    return Entry(name, refusal=SetAsideError(reason, f"{name} {problem}.", remedy))
