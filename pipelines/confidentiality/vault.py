"""A folder as one encrypted file, and back: a tar archive inside an age file, nothing of ours in either.

Answers: everything of a folder encrypted to one key; what such a file holds, proven; the folder again. What
it holds can also be had without this program: ``age --decrypt`` and ``tar``. Refuses: pipes, devices and
other things that are no file, a file that changes while it is read, an archive that would write elsewhere.
Streams: no more than a few blocks of any file are in memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tarfile
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pyrage
from pyrage import x25519

from extractors.errors import IntegrityError, UsageError
from pipelines.durable import PRIVATE, file_digest, sha256_of, sync_folder, write_all

_CHUNK = 1 << 20
_BLOCK = tarfile.BLOCKSIZE
_MODES = 0o7777


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing in a folder. ``path`` is relative, with slashes; ``sha256`` of a file's bytes or a link's
    target, empty for a folder; ``size`` in bytes."""

    path: str
    type: bytes
    mode: int
    size: int = 0
    sha256: str = ""


def contents_digest(kept: Sequence[Kept]) -> str:
    """Digest (hex) of a folder's contents: names, rights and bytes; no times."""
    lines = (
        b"%s %s %o %d %s\0" % (k.type, k.sha256.encode(), k.mode, k.size, os.fsencode(k.path))
        for k in sorted(kept, key=lambda k: os.fsencode(k.path))
    )
    return sha256_of(b"pincite contents 1\n" + b"".join(lines))


def pack(
    folder: Path, target: Path, recipient: x25519.Recipient, left_out: Callable[[str], bool]
) -> tuple[Kept, ...]:
    """Encrypt what a folder holds into the new file ``target``; it is on the disk when this returns.

    Args:
        left_out: whether something of that name, directly in the folder, stays out.

    Returns:
        what went in, by path.

    Raises:
        IntegrityError: a file changed while it was read.
        UsageError: something in the folder is no file, folder or link.
    """
    kept: list[Kept] = []
    source = _Chunks(_tar(folder, left_out, kept))
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, PRIVATE)
    with os.fdopen(descriptor, "wb") as writing:
        try:
            pyrage.encrypt_io(source, writing, [recipient])
        except (OSError, pyrage.EncryptError) as error:
            raise source.error or OSError(str(error)) from None
        writing.flush()
        os.fsync(writing.fileno())
    sync_folder(target.parent)
    return tuple(kept)


def contents(vault: Path, identity: x25519.Identity) -> tuple[Kept, ...]:
    """What the encrypted file holds: decrypted to its last byte, written nowhere.

    Raises:
        IntegrityError: it is not whole, or not encrypted to this key.
    """
    return _read(vault, identity, None)


def unpack(vault: Path, identity: x25519.Identity, into: Path) -> tuple[Kept, ...]:
    """Make the folder again in the new folder ``into``; it is on the disk when this returns.

    Raises:
        IntegrityError: the file is not whole, or not encrypted to this key.
        FileExistsError: ``into`` exists.
    """
    into.mkdir(mode=0o700)
    kept = _read(vault, identity, into)
    for folder in reversed([k for k in kept if k.type == tarfile.DIRTYPE]):
        sync_folder(into / folder.path)
        os.chmod(into / folder.path, folder.mode)
    sync_folder(into)
    return kept


def walk(folder: Path, left_out: Callable[[str], bool]) -> Iterator[str]:
    """Relative paths of everything below a folder, a folder before what it holds; links are not followed."""
    for name in sorted(os.listdir(folder), key=os.fsencode):
        if not left_out(name):
            yield from _below(folder, name)


def measured(folder: Path, path: str) -> Kept:
    """What lies there now, by its bytes.

    Raises:
        IntegrityError: the file is gone, or no longer one.
        UsageError: it is no file, folder or link.
    """
    info = _info(folder, path)
    return _kept(info, file_digest(folder / path) if info.isreg() else "")


def _below(folder: Path, path: str) -> Iterator[str]:
    yield path
    if stat.S_ISDIR(os.lstat(folder / path).st_mode):
        for name in sorted(os.listdir(folder / path), key=os.fsencode):
            yield from _below(folder, f"{path}/{name}")


def _info(folder: Path, path: str) -> tarfile.TarInfo:
    """The thing as the header of an archive: no owner, times to the second."""
    found = os.lstat(folder / path)
    info = tarfile.TarInfo(path)
    info.mode, info.mtime = found.st_mode & _MODES, int(found.st_mtime)
    if stat.S_ISDIR(found.st_mode):
        info.type = tarfile.DIRTYPE
    elif stat.S_ISLNK(found.st_mode):
        info.type, info.linkname = tarfile.SYMTYPE, os.readlink(folder / path)
    elif stat.S_ISREG(found.st_mode):
        info.size = found.st_size
    else:
        raise UsageError(f"{path} is no file, folder or link.", "Take it out of the matter's folder.")
    return info


def _kept(info: tarfile.TarInfo, sha256: str) -> Kept:
    digest = sha256_of(os.fsencode(info.linkname)) if info.issym() else sha256
    return Kept(info.name, info.type, info.mode, info.size, digest)


def _tar(folder: Path, left_out: Callable[[str], bool], kept: list[Kept]) -> Iterator[bytes]:
    """The archive's bytes; each member is added to ``kept`` when all of it has passed."""
    for path in walk(folder, left_out):
        info = _info(folder, path)
        yield info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")
        digest, size = hashlib.sha256(), 0
        if info.isreg():
            with open(os.open(folder / path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    yield chunk
            if size != info.size:
                raise IntegrityError(
                    f"{path} changed while it was read.", "Try again when nobody works in the matter."
                )
            yield bytes(-size % _BLOCK)
        kept.append(_kept(info, digest.hexdigest() if info.isreg() else ""))
    yield bytes(2 * _BLOCK)


class _Chunks:
    """An iterator of bytes as a file that is read. What went wrong in it is kept: the reader outside Python
    makes one kind of error of all."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._left = memoryview(b"")
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._left:
                self._left = memoryview(next(self._chunks))
        except StopIteration:
            return b""
        except (OSError, IntegrityError, UsageError) as error:
            self.error = error
            raise OSError from error
        given = self._left if size < 0 else self._left[:size]
        self._left = self._left[len(given) :]
        return bytes(given)


def _read(vault: Path, identity: x25519.Identity, into: Path | None) -> tuple[Kept, ...]:
    """Decrypt in a thread that ends with the call, and take the archive apart in this one."""
    reading, writing = os.pipe()
    failed: list[Exception] = []
    thread = threading.Thread(target=_decrypt, args=(vault, identity, writing, failed))
    thread.start()
    kept: list[Kept] = []
    folders = {"."}
    try:
        with os.fdopen(reading, "rb") as stream:
            with tarfile.open(fileobj=stream, mode="r|", encoding="utf-8", errors="surrogateescape") as tar:
                for info in tar:
                    _refuse_outside(info, folders)
                    kept.append(_member(tar, info, into))
            while stream.read(_CHUNK):  # to the end: the last block proves that nothing was cut off
                pass
    except tarfile.TarError:
        raise _not_whole(vault) from None
    finally:
        thread.join()
    if failed:
        raise _not_whole(vault)
    return tuple(kept)


def _decrypt(vault: Path, identity: x25519.Identity, writing: int, failed: list[Exception]) -> None:
    try:
        with vault.open("rb") as source, os.fdopen(writing, "wb") as target:
            pyrage.decrypt_io(source, target, [identity])
    except (OSError, pyrage.DecryptError) as error:  # OSError: also a reader that went away
        failed.append(error)


def _refuse_outside(info: tarfile.TarInfo, folders: set[str]) -> None:
    """Every member stands in a folder that came before it: not above, and not behind a link."""
    path = PurePosixPath(info.name)
    plain = (
        str(path) == info.name and ".." not in path.parts and (info.isreg() or info.isdir() or info.issym())
    )
    if not plain or str(path.parent) not in folders:
        raise IntegrityError("A locked matter's archive leads out of it.", "Restore it from a backup.")
    if info.isdir():
        folders.add(info.name)


def _member(tar: tarfile.TarFile, info: tarfile.TarInfo, into: Path | None) -> Kept:
    digest = hashlib.sha256()
    if info.isreg():
        source = tar.extractfile(info)
        assert source is not None  # it is a plain file
        with source, _new_file(into, info) as target:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                target(chunk)
    elif into is not None and info.isdir():
        (into / info.name).mkdir(mode=0o700)
    elif into is not None:
        os.symlink(info.linkname, into / info.name)
    return _kept(info, digest.hexdigest() if info.isreg() else "")


@contextlib.contextmanager
def _new_file(into: Path | None, info: tarfile.TarInfo) -> Iterator[Callable[[bytes], None]]:
    """Where a member's bytes go: a new file that is on the disk afterwards, or nowhere."""
    if into is None:
        yield lambda _: None
        return
    descriptor = os.open(into / info.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, PRIVATE)
    try:
        yield lambda data: write_all(descriptor, data)
        os.fchmod(descriptor, info.mode)
        os.utime(descriptor, (info.mtime, info.mtime))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _not_whole(vault: Path) -> IntegrityError:
    return IntegrityError(
        f"{vault.name} is damaged, or not encrypted to this key.", "Restore it from a backup."
    )
