"""A ZIP's table of contents, and its members one by one, without trusting either.

Answers: which members a ZIP lists, and the bytes of one member, counted as they come out.
Refuses to let a header decide how much is read or written; lists no more than it is asked for. The standard
library gives up on a whole archive for one badly encoded name; here that name is just bytes.

    … local header + data … │ central directory (names, sizes, places) │ end record
"""

from __future__ import annotations

import bz2
import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

END = struct.Struct("<4s4H2LH")
END64_LOCATOR = struct.Struct("<4sLQL")
END64 = struct.Struct("<4sQ2H2L4Q")
CENTRAL = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
LONGEST_COMMENT = 65_535
LONGEST_DIRECTORY = 16_000_000
"""Bytes of directory looked at; 10,000 members need about one million."""

STORED, DEFLATED, BZIP2 = 0, 8, 12
ENCRYPTED_BIT, UTF8_BIT, MASKED_BIT = 0x1, 0x800, 0x2000
CHUNK = 65_536
TELLING_NAMES = ("[Content_Types].xml", "word/document.xml", "xl/workbook.xml", "ppt/presentation.xml")


class ZipDamage(Exception):
    """The archive or this member does not hold together. ``what`` is in the program's words."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of the central directory, as it says of itself."""

    untrusted_name: bytes
    utf8: bool
    encrypted: bool
    method: int
    crc: int
    packed_size: int
    offset: int
    unix_mode: int
    """Type and permission bits if made on Unix, else 0."""

    @property
    def readable(self) -> bool:
        """Whether `read_member` can unpack it at all."""
        return not self.encrypted and self.method in (STORED, DEFLATED, BZIP2)


class _Inflater(Protocol):
    """What zlib's and bz2's decompressors have in common here: input in, bounded output out."""

    def feed(self, data: bytes) -> Iterator[bytes]: ...

    @property
    def finished(self) -> bool: ...


def members(file: BinaryIO, most: int) -> tuple[tuple[Member, ...], int]:
    """The first ``most`` members in directory order, and how many the directory holds.

    Raises:
        ZipDamage: there is no directory, or it breaks off.
    """
    directory, shift = _directory(file)
    found: list[Member] = []
    count = at = 0
    while directory[at : at + 4] == b"PK\x01\x02":
        if at + CENTRAL.size > len(directory):
            raise ZipDamage("its table of contents breaks off")
        entry, at = _entry(directory, at, shift)
        count += 1
        if len(found) < most:
            found.append(entry)
    if at < len(directory) and directory[at : at + 4] not in (b"PK\x05\x05", b"PK\x06\x06", b"PK\x06\x08"):
        raise ZipDamage("its table of contents breaks off")
    return tuple(found), count


def member_names(file: BinaryIO, most: int = 20_000) -> frozenset[str]:
    """Names for telling what kind of ZIP it is; for a damaged one, those its first bytes still show."""
    try:
        entries, _ = members(file, most)
        return frozenset(e.untrusted_name.decode("utf-8", "replace") for e in entries)
    except ZipDamage:
        file.seek(0)
        head = file.read(CHUNK)
        return frozenset(name for name in TELLING_NAMES if name.encode() in head)


def read_member(file: BinaryIO, member: Member) -> Iterator[bytes]:
    """The member's bytes in chunks, checked at the end. The caller counts and stops when it has enough.

    Raises:
        ZipDamage: the data breaks off, cannot be unpacked, or is not what its checksum says.
        ValueError: it is not `Member.readable`.
    """
    if not member.readable:
        raise ValueError("encrypted, or packed by a method that is not unpacked here")
    if not 0 <= member.offset < file.seek(0, os.SEEK_END):
        raise ZipDamage("its data is not where the archive says")
    file.seek(member.offset)
    header = file.read(LOCAL.size)
    if len(header) < LOCAL.size or header[:4] != b"PK\x03\x04":
        raise ZipDamage("its data is not where the archive says")
    fields = LOCAL.unpack(header)
    file.seek(member.offset + LOCAL.size + fields[9] + fields[10])
    inflater = _inflater(member.method)
    left = member.packed_size
    crc = 0
    try:
        while left and not inflater.finished:
            data = file.read(min(CHUNK, left))
            if not data:
                raise ZipDamage("its data breaks off")
            left -= len(data)
            for chunk in inflater.feed(data):
                crc = zlib.crc32(chunk, crc)
                yield chunk
    except (zlib.error, OSError, ValueError) as error:
        raise ZipDamage("its data cannot be unpacked") from error
    if member.method != STORED and not inflater.finished:
        raise ZipDamage("its data breaks off")
    if crc != member.crc:
        raise ZipDamage("its checksum does not fit its data")


def _directory(file: BinaryIO) -> tuple[bytes, int]:
    """The central directory's bytes, and by how much offsets are to be shifted (junk before the archive)."""
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - END.size - LONGEST_COMMENT)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + END.size > len(tail):
        raise ZipDamage("it has no table of contents")
    fields = END.unpack_from(tail, at)
    # Some programs write the large record for small archives too; where it stands, it says more.
    length, offset, end = _large_end(file, start + at, fields[5], fields[6])
    begin = end - length
    if length > LONGEST_DIRECTORY:
        raise ZipDamage("its table of contents is too large")
    if begin < 0:
        raise ZipDamage("its table of contents is not where it says")
    file.seek(begin)
    return file.read(length), begin - offset


def _large_end(file: BinaryIO, end: int, length: int, offset: int) -> tuple[int, int, int]:
    """Length, offset and end of the directory from the ZIP64 record; the plain ones where there is none."""
    if end < END64_LOCATOR.size:
        return length, offset, end
    file.seek(end - END64_LOCATOR.size)
    locator = file.read(END64_LOCATOR.size)
    if locator[:4] != b"PK\x06\x07":
        return length, offset, end
    end = end - END64_LOCATOR.size - END64.size
    if end < 0:
        raise ZipDamage("its table of contents is not where it says")
    file.seek(end)
    record = file.read(END64.size)
    if record[:4] != b"PK\x06\x06":
        raise ZipDamage("its table of contents is not where it says")
    fields = END64.unpack(record)
    return fields[8], fields[9], end


def _entry(directory: bytes, at: int, shift: int) -> tuple[Member, int]:
    fields = CENTRAL.unpack_from(directory, at)
    made_by, flags, method = fields[1] >> 8, fields[3], fields[4]
    crc, packed, unpacked = fields[7], fields[8], fields[9]
    name_length, extra_length, comment_length = fields[10], fields[11], fields[12]
    attributes, offset = fields[15], fields[16]
    name_at = at + CENTRAL.size
    extra_at = name_at + name_length
    name = directory[name_at:extra_at]
    extra = directory[extra_at : extra_at + extra_length]
    large = _large_values(extra)
    if unpacked == 0xFFFFFFFF:
        next(large, None)
    if packed == 0xFFFFFFFF:
        packed = next(large, packed)
    if offset == 0xFFFFFFFF:
        offset = next(large, offset)
    member = Member(
        untrusted_name=name,
        utf8=bool(flags & UTF8_BIT),
        encrypted=bool(flags & (ENCRYPTED_BIT | MASKED_BIT)),
        method=method,
        crc=crc,
        packed_size=packed,
        offset=offset + shift,
        unix_mode=attributes >> 16 if made_by == 3 else 0,
    )
    return member, extra_at + extra_length + comment_length


def _large_values(extra: bytes) -> Iterator[int]:
    """The 64-bit values of the ZIP64 extra field, in their fixed order."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<HH", extra, at)
        if tag == 1:
            body = extra[at + 4 : at + 4 + length]
            yield from (value for (value,) in struct.iter_unpack("<Q", body[: len(body) // 8 * 8]))
            return
        at += 4 + length


class _Stored:
    finished = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data


class _Deflated:
    def __init__(self) -> None:
        self._machine = zlib.decompressobj(-15)

    @property
    def finished(self) -> bool:
        return self._machine.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        while True:
            chunk = self._machine.decompress(data, CHUNK)
            yield chunk
            data = self._machine.unconsumed_tail
            # A full chunk may have more behind it even when all input is taken.
            if self._machine.eof or (not data and len(chunk) < CHUNK):
                return


class _Bzip2:
    def __init__(self) -> None:
        self._machine = bz2.BZ2Decompressor()

    @property
    def finished(self) -> bool:
        return self._machine.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        yield self._machine.decompress(data, CHUNK)
        while not self._machine.needs_input and not self._machine.eof:
            yield self._machine.decompress(b"", CHUNK)


def _inflater(method: int) -> _Inflater:
    if method == STORED:
        return _Stored()
    return _Deflated() if method == DEFLATED else _Bzip2()
