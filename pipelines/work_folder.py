"""A folder inside the matter for files too large for memory: private, and gone when the work is done.

What a killed run left there is swept by the next one; a folder that a run still holds is left alone. The
system tells them apart by a lock that ends with its process, on whichever machine or in whichever container
that runs: process ids say nothing there.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipelines.durable import plain_failure
from pipelines.matter import Matter

_PREFIX = ".drafting-"
_OURS = re.compile(rf"{re.escape(_PREFIX)}[a-z0-9_]{{8}}")


@contextlib.contextmanager
def work_folder(matter: Matter) -> Iterator[Path]:
    """An empty folder of this run's own, removed at the end.

    Raises:
        IntegrityError: the disk has no room or right for it.
    """
    with plain_failure(f"Making room for the work on {matter.slug}"):
        _sweep(matter.folder)
        folder, lock = _new(matter.folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def drafting(matter: Matter) -> bool:
    """Whether a run holds a work folder of the matter now; sweeps what killed runs left."""
    _sweep(matter.folder)
    return any(_OURS.fullmatch(left.name) for left in matter.folder.glob(f"{_PREFIX}*"))


def _new(parent: Path) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        lock = _locked(folder)
        # Another run may have taken it for a left one, before it was locked.
        if lock is not None and folder.exists():
            return folder, lock
        if lock is not None:
            os.close(lock)


def _sweep(parent: Path) -> None:
    for left in sorted(parent.glob(f"{_PREFIX}*")):
        lock = _locked(left) if _OURS.fullmatch(left.name) else None
        if lock is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(lock)


def _locked(folder: Path) -> int | None:
    """A descriptor that holds the folder's lock until it is closed; ``None`` if a run holds it, or if it is
    gone."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor
