"""Originals in the matter, by digest: copied while hashing, read-only, written once.

Answers: the digest of an open file, and that its bytes are in ``sources/`` for good.
Refuses a file that changes while it is copied. Never alters, moves or locks the original.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from pipelines.durable import READ_ONLY, write_all

CHUNK = 1 << 20
UNFINISHED = ".incoming-"


class TooLarge(Exception):
    """More bytes than allowed came out of the file, whatever its size claims."""


class Changed(Exception):
    """The file is not what it was a moment ago: someone is still writing it."""


def measure(file: BinaryIO, most: int) -> tuple[str, int]:
    """SHA-256 (hex) and size in bytes of an open file.

    Raises:
        TooLarge: it has more than ``most`` bytes.
        Changed: its size or time changed while it was read.
        OSError: it cannot be read.
    """
    before = os.fstat(file.fileno())
    if before.st_size > most:
        raise TooLarge
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(file):
        size += len(chunk)
        if size > most:
            raise TooLarge
        digest.update(chunk)
    after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or size != after.st_size:
        raise Changed
    return digest.hexdigest(), size


def keep(file: BinaryIO, sha256: str, sources: Path) -> Path:
    """Make sure ``sources/<sha256>`` holds the bytes of ``file``.

    A copy that is already there is trusted only if it still has its digest; a damaged one is replaced. The
    bytes are on the disk when this returns; their name is when the caller has called `sync_folder` on
    ``sources``, once for as many as it likes, and before it records any of them.

    Raises:
        Changed: the bytes are no longer those of ``sha256``.
        OSError: the copy cannot be written.
    """
    kept = sources / sha256
    if _is_intact(kept, sha256):
        return kept
    beside = sources / f"{UNFINISHED}{sha256}"
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        digest = hashlib.sha256()
        for chunk in _chunks(file):
            digest.update(chunk)
            write_all(descriptor, chunk)
        if digest.hexdigest() != sha256:
            raise Changed
        os.fchmod(descriptor, READ_ONLY)
        os.fsync(descriptor)
        os.rename(beside, kept)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    finally:
        os.close(descriptor)
    return kept


def clear_unfinished(sources: Path) -> None:
    """Remove what an interrupted run left half copied. Only while no other run is taking files in."""
    for path in sorted(sources.glob(f"{UNFINISHED}*")):
        path.unlink()


def _is_intact(kept: Path, sha256: str) -> bool:
    try:
        descriptor = os.open(kept, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    with os.fdopen(descriptor, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk
