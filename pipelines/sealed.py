"""The matter's sealed store: bytes under the name of their own SHA-256, written once, read-only.

Answers: keep these bytes for good; give back the bytes of this digest. Refuses: bytes that are no longer
those of their name, and names that are no digest. Two writers of the same bytes write the same file, one
after the other; what a killed writer left half-written goes when the next one comes.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
from collections.abc import Iterator
from pathlib import Path

from extractors.errors import IntegrityError
from pipelines.durable import file_digest, make_folder, read_regular, sha256_of, sync_folder
from pipelines.rendition import Content, content_digest, write_content

_DIGEST = re.compile(r"[0-9a-f]{64}")
_HALF_WRITTEN = re.compile(r"\.[0-9a-f]{64}\.tmp")


def seal(store: Path, data: bytes) -> str:
    """Keep ``data`` in the store and return its SHA-256 (hex); on the disk when this returns.

    Raises:
        IntegrityError: the store already holds other bytes under that name.
    """
    return seal_content(store, data)


def seal_content(store: Path, content: Content) -> str:
    """As `seal`, also for a large file in a work folder, which is copied.

    Raises:
        IntegrityError: the store already holds other bytes under that name, or the file changed meanwhile.
    """
    sha256 = content_digest(content)
    path = store / sha256
    make_folder(store)
    with _sole_writer(store):
        if os.path.lexists(path):
            check_sealed(store, sha256)
            return sha256
        beside = store / f".{sha256}.tmp"
        write_content(beside, content, sha256)
        os.rename(beside, path)
        sync_folder(store)
    return sha256


def unseal(store: Path, sha256: str) -> bytes:
    """The bytes of that digest, proven.

    Raises:
        IntegrityError: not in the store, or no longer those bytes.
    """
    data = read_regular(sealed_path(store, sha256))
    if sha256_of(data) != sha256:
        raise _altered(sha256)
    return data


def check_sealed(store: Path, sha256: str) -> None:
    """Prove that the store holds the bytes of that digest, without keeping them in memory.

    Raises:
        IntegrityError: not in the store, or no longer those bytes.
    """
    if file_digest(sealed_path(store, sha256)) != sha256:
        raise _altered(sha256)


def sealed_path(store: Path, sha256: str) -> Path:
    """Where the bytes of a digest lie.

    Raises:
        IntegrityError: it is not a SHA-256 in hex, so it cannot be a name of the store.
    """
    if not _DIGEST.fullmatch(sha256):
        raise IntegrityError("A record names a sealed file by something that is no digest.", "Draft again.")
    return store / sha256


@contextlib.contextmanager
def _sole_writer(store: Path) -> Iterator[None]:
    """The store while nobody else writes to it, without what a killed writer left. The system drops the lock
    if we die, so that no process id has to tell who still runs, here or on another machine."""
    lock = os.open(store, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with os.scandir(store) as entries:
            left = [entry.path for entry in entries if _HALF_WRITTEN.fullmatch(entry.name)]
        for path in left:
            os.unlink(path)
        yield
    finally:
        os.close(lock)


def _altered(sha256: str) -> IntegrityError:
    return IntegrityError(
        f"The sealed file {sha256[:12]} is no longer the bytes of its name.", "Restore it from a backup."
    )
