"""The folder of a matter that is being locked or unlocked: what belongs to it, what may be taken away.

Answers: has anything changed, is everything that goes away in the vault, is anybody else at it. Refuses to
unlink a file whose very bytes are not in the proven vault, and to put one in the place of a file that is not
the matter's.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.errors import IntegrityError, UsageError
from pipelines.confidentiality.locked_stub import LOCK_FILES
from pipelines.confidentiality.vault import Kept, measured, walk
from pipelines.durable import sync_folder
from pipelines.matter_file import LOCKED_FILE

BEGUN = ".locking"
OPENED = ".unlocking"
_LEDGER = ("ledger.jsonl", "ledger.sqlite", "ledger.sqlite-journal")
_DERIVED = frozenset(
    {
        *("pictures", "ledger.lock", ".run.lock", "pincite.sqlite-shm", "pincite.sqlite-wal"),
        *(BEGUN, OPENED, ".intake.lock"),  # the last one from before there was a .run.lock
    }
)
"""What is made again when it is needed, and so neither kept nor compared."""


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else locks or unlocks the matter meanwhile; the system drops the lock if we die."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(
                f"The matter {folder.name} is being locked or unlocked by another process.",
                "Wait for it to end, and try again.",
            ) from None
        yield
    finally:
        os.close(descriptor)


def left_out(name: str) -> bool:
    """Whether something of that name, directly in the matter's folder, is not encrypted."""
    return name in LOCK_FILES or name in _DERIVED or name.startswith((".drafting-", f".{LOCKED_FILE}"))


def seen(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Size and time of everything, to notice what changes."""
    found = ((path, os.lstat(folder / path)) for path in walk(folder, left_out))
    return tuple((path, s.st_size, s.st_mtime_ns) for path, s in found if not stat.S_ISDIR(s.st_mode))


def sweep(folder: Path, kept: Sequence[Kept]) -> None:
    """Unlink what is in the vault, byte for byte, and what is made again anyway. Anything else stays.

    Raises:
        IntegrityError: something stays.
    """
    known = {k.path: k for k in kept}
    stays = []
    for path in reversed(tuple(walk(folder, lambda name: name in LOCK_FILES))):
        # The ledger that an unlocking left, which was cut short, has one entry more than the vault's.
        always = left_out(path.partition("/")[0]) or path in _LEDGER
        if always or measured(folder, path) == known.get(path):
            if not _unlinked(folder / path):
                stays.append(path)
        else:
            stays.append(path)
    sync_folder(folder)
    if stays:
        raise IntegrityError(
            f"The matter is locked, but {stays[-1]} changed or came in meanwhile and stays.",
            "Move them elsewhere; after `pincite matter unlock` add them again.",
        )


def _unlinked(path: Path) -> bool:
    if path.is_dir() and not path.is_symlink():
        try:
            os.rmdir(path)
        except OSError:  # something in it stays
            return False
    else:
        os.unlink(path)
    return True


def refuse_in_the_way(folder: Path, kept: Sequence[Kept]) -> None:
    """What an unlocking that was cut short put there may be replaced; what somebody else did may not."""
    known = {k.path: k for k in kept}
    for path in walk(folder, lambda name: left_out(name) or name in _LEDGER):
        if measured(folder, path) != known.get(path):
            raise IntegrityError(
                f"{path} lies in the locked matter's folder and is not part of the matter.",
                "Move it elsewhere, then unlock again.",
            )


def remove(path: Path) -> None:
    """Remove a file, a link or a whole folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)
