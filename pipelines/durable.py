"""Files that survive a power cut: written once, or replaced whole, and on the disk when the call returns.

Answers: how does a decision get onto the disk so that after a crash it is there entirely or not at all.
Refuses: overwriting where a file was promised to be new, following a link where a file is expected.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from extractors.errors import IntegrityError

READ_ONLY = 0o444
PRIVATE = 0o600
_CHUNK = 1 << 20


@contextlib.contextmanager
def plain_failure(what: str) -> Iterator[None]:
    """Say in one line that ``what`` failed for want of space, rights or a sound disk.

    Raises:
        IntegrityError: in the place of any ``OSError`` of the body.
    """
    try:
        yield
    except OSError as error:
        raise IntegrityError(
            f"{what} failed ({error.strerror or error}).", "Mend the disk, its space or rights; try again."
        ) from error


def sha256_of(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def write_new(path: Path, data: bytes, mode: int = READ_ONLY) -> None:
    """Create ``path`` with these bytes and force them to the disk; nothing is left behind on failure.

    The folder's own entry is not forced: call `sync_folder` once after the last file of a folder.

    Raises:
        FileExistsError: something, even a dangling link, already bears the name.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, PRIVATE)
    try:
        write_all(descriptor, data)
        os.fchmod(descriptor, mode)
        os.fsync(descriptor)
    except OSError:
        os.unlink(path)
        raise
    finally:
        os.close(descriptor)


def replace_file(path: Path, data: bytes, mode: int = PRIVATE) -> None:
    """Put these bytes in the place of ``path``: a reader, or a crash, sees the old file or the new one."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.unlink(missing_ok=True)
    write_new(beside, data, mode)
    os.replace(beside, path)
    sync_folder(path.parent)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte; ``os.write`` may take fewer than it was given."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def sync_folder(folder: Path) -> None:
    """Force a folder's entries to the disk, so that a new or renamed name outlives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, each one's name on the disk when this returns."""
    missing = [f for f in (folder, *folder.parents) if not f.exists()]
    for new in reversed(missing):
        new.mkdir(mode=0o700, exist_ok=True)
        sync_folder(new.parent)


def read_regular(path: Path) -> bytes:
    """The bytes of a plain file.

    Raises:
        IntegrityError: it is missing, a link, or no plain file.
    """
    descriptor = _open_regular(path)
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def file_digest(path: Path) -> str:
    """SHA-256 (hex) of a plain file of any size.

    Raises:
        IntegrityError: it is missing, a link, or no plain file.
    """
    descriptor = _open_regular(path)
    with os.fdopen(descriptor, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy_new(source: Path, target: Path, sha256: str) -> None:
    """Copy ``source`` to the new, read-only ``target``, hashing what is read on the way.

    Raises:
        IntegrityError: the bytes read are not those of ``sha256``; the target is then removed.
    """
    digest = hashlib.sha256()
    reading = _open_regular(source)
    try:
        writing = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, PRIVATE)
        try:
            while chunk := os.read(reading, _CHUNK):
                digest.update(chunk)
                write_all(writing, chunk)
            if digest.hexdigest() != sha256:
                raise _altered(source)
            os.fchmod(writing, READ_ONLY)
            os.fsync(writing)
        except (OSError, IntegrityError):
            os.unlink(target)
            raise
        finally:
            os.close(writing)
    finally:
        os.close(reading)


def _open_regular(path: Path) -> int:
    # O_NONBLOCK: a pipe put in the file's place must not hang the gate.
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
            raise  # a disk or a right that fails says nothing about the bytes
        raise IntegrityError(
            f"The stored file {path.name} is missing, or a link stands in its place.",
            "Restore it from a backup.",
        ) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _altered(path)
    return descriptor


def _altered(path: Path) -> IntegrityError:
    return IntegrityError(
        f"The stored file {path.name} is not what was recorded.", "Restore it from a backup."
    )
