"""Single-page pictures of one paper, joined into one multi-page TIFF: a page each, coded samples untouched.

Answers: the same bytes for the same pages, on any machine, because nothing is decoded or coded anew: strips
and tiles of a TIFF are copied, a JPEG becomes the one strip of its page. What says how pixels are to be read
goes along; makers' notes, thumbnails and dates stay in the originals, which the matter keeps. Refuses what it
cannot copy so: other formats, several pictures in one file, old JPEG in TIFF, files that end early.

    II*  ▸first │ page 1: strips, values, directory ▸next │ page 2: …
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal

from pipelines.exhibits.jpeg_file import TornError, without_notes

MOST_BYTES = 4_000_000_000
"""Offsets have four bytes."""

_SHORT, _LONG, _RATIONAL = 3, 4, 5
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_TURNED = {3: 2, 4: 4, 5: 4, 8: 2, 9: 4, 10: 4, 11: 4, 12: 8}
"""Bytes of one field by its type, and of what is turned round where a file has its high byte first."""

_SUBFILE, _BITS, _COMPRESSION, _PAGE_NUMBER = 254, 258, 259, 297
_PLACES = ((273, 279), (324, 325))
"""Where the coded samples lie and their lengths: of strips, of tiles."""

_KEPT = frozenset(
    {
        *(256, 257, 258, 259, 262, 266, 274, 277, 278, 282, 283, 284, 292, 293, 296, 301, 317, 318, 319, 320),
        *(322, 323, 332, 338, 339, 347, 529, 530, 531, 532),
    }
)
"""Fields that say how the samples become a picture: size, colours, coding, resolution, which way is up."""

_OLD_JPEG, _JPEG = 6, 7
_MOST_FIELDS, _MOST_PLACES = 500, 100_000


class ApartError(Exception):
    """The page cannot be joined as it is; ``problem`` says why, to follow its name."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a directory; ``value`` has its low byte first."""

    tag: int
    type: int
    value: bytes

    @property
    def count(self) -> int:
        return len(self.value) // _SIZES[self.type]


@dataclass(frozen=True, slots=True)
class _Picture:
    """One page: its fields but for the places, the fields that will hold them, and the coded samples."""

    fields: tuple[_Field, ...]
    places: tuple[int, int]
    coded: tuple[bytes, ...]


def join_pages(untrusted_pages: Iterable[bytes], count: int, into: BinaryIO) -> None:
    """Write the joined file.

    Args:
        untrusted_pages: whole files, in the order of the pages; asked for one after the other.
        count: how many there are.
        into: an empty file that can seek.

    Raises:
        ApartError: a page cannot be joined; what was written is of no use.
    """
    into.write(b"II*\0\0\0\0\0")
    link = 4
    for number, untrusted in enumerate(untrusted_pages):
        picture = _jpeg(untrusted) if untrusted[:2] == b"\xff\xd8" else _tiff(untrusted)
        link = _written(into, picture, link, number, count)


def _written(into: BinaryIO, picture: _Picture, link: int, number: int, count: int) -> int:
    """Append one page; where the link to the next directory stands."""
    starts = []
    for coded in picture.coded:
        starts.append(_even(into))
        into.write(coded)
    offsets, lengths = picture.places
    fields = [
        *picture.fields,
        _Field(_SUBFILE, _LONG, struct.pack("<L", 2)),
        _Field(_PAGE_NUMBER, _SHORT, struct.pack("<HH", number % 65_536, count % 65_536)),
        _Field(offsets, _LONG, struct.pack(f"<{len(starts)}L", *starts)),
        _Field(lengths, _LONG, struct.pack(f"<{len(starts)}L", *map(len, picture.coded))),
    ]
    lines = []
    for field in sorted(fields, key=lambda f: f.tag):
        value = field.value.ljust(4, b"\0")
        if len(value) > 4:
            value = struct.pack("<L", _even(into))
            into.write(field.value)
        lines.append(struct.pack("<HHL", field.tag, field.type, field.count) + value)
    directory = _even(into)
    into.write(struct.pack("<H", len(lines)) + b"".join(lines) + bytes(4))
    end = into.tell()
    if end > MOST_BYTES:
        raise ApartError("would make a file of more than 4 GB")
    into.seek(link)
    into.write(struct.pack("<L", directory))
    into.seek(end)
    return end - 4


def _even(into: BinaryIO) -> int:
    """Where what follows will stand: TIFF wants even offsets."""
    at = into.tell()
    if at % 2:
        into.write(b"\0")
        at += 1
    if at > MOST_BYTES:
        raise ApartError("would make a file of more than 4 GB")
    return at


def _tiff(data: bytes) -> _Picture:
    orders: dict[bytes, Literal["little", "big"]] = {b"II*\0": "little", b"MM\0*": "big"}
    order = orders.get(data[:4])
    if order is None:
        raise ApartError("is neither TIFF nor JPEG")
    fields, following = _directory(data, int.from_bytes(_slice(data, 4, 4), order), order)
    if following:
        raise ApartError("holds several pictures")
    known = {field.tag: field for field in fields}
    if _OLD_JPEG in _numbers(known.get(_COMPRESSION)):
        raise ApartError("has a picture coded as TIFF did before 1995")
    if order == "big" and max(_numbers(known.get(_BITS)), default=1) > 8:
        raise ApartError("has colours of more than eight bits, high byte first")
    for offsets, lengths in _PLACES:
        if offsets in known and lengths in known:
            coded = _coded(data, _numbers(known[offsets]), _numbers(known[lengths]))
            kept = tuple(field for tag, field in sorted(known.items()) if tag in _KEPT)
            return _Picture(kept, (offsets, lengths), coded)
    raise ApartError("does not say where its picture lies")


def _directory(data: bytes, at: int, order: Literal["little", "big"]) -> tuple[list[_Field], int]:
    """The fields of one directory that have a type we know, and where the next directory is (0: none)."""
    lines = int.from_bytes(_slice(data, at, 2), order)
    if not 1 <= lines <= _MOST_FIELDS:
        raise ApartError("is torn")
    fields = []
    for line in range(at + 2, at + 2 + 12 * lines, 12):
        raw = _slice(data, line, 12)
        tag, kind, count = (int.from_bytes(raw[a:b], order) for a, b in ((0, 2), (2, 4), (4, 8)))
        if kind not in _SIZES:
            continue
        size = _SIZES[kind] * count
        start = line + 8 if size <= 4 else int.from_bytes(raw[8:12], order)
        if tag in _KEPT or any(tag in pair for pair in _PLACES):
            fields.append(_Field(tag, kind, _low_first(_slice(data, start, size), kind, order)))
    return fields, int.from_bytes(_slice(data, at + 2 + 12 * lines, 4), order)


def _low_first(value: bytes, kind: int, order: Literal["little", "big"]) -> bytes:
    unit = _TURNED.get(kind, 1)
    if order == "little" or unit == 1:
        return value
    return b"".join(value[at : at + unit][::-1] for at in range(0, len(value), unit))


def _numbers(field: _Field | None) -> tuple[int, ...]:
    if field is None or field.type not in (_SHORT, _LONG):
        return ()
    if field.count > _MOST_PLACES:
        raise ApartError("is in too many pieces")
    return struct.unpack(f"<{field.count}{'H' if field.type == _SHORT else 'L'}", field.value)


def _coded(data: bytes, offsets: Sequence[int], lengths: Sequence[int]) -> tuple[bytes, ...]:
    if not offsets or len(offsets) != len(lengths) or sum(lengths) > len(data):
        raise ApartError("is torn")
    return tuple(_slice(data, at, size) for at, size in zip(offsets, lengths, strict=True))


def _slice(data: bytes, at: int, size: int) -> bytes:
    if at + size > len(data):
        raise ApartError("is torn")
    return data[at : at + size]


# --- JPEG ---------------------------------------------------------------------------------------------------

_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive: what TIFF readers take. Others are not met in productions."""

_BLACK_AND_WHITE = struct.pack("<12L", *(0, 1, 255, 1), *(128, 1, 255, 1), *(128, 1, 255, 1))
"""The range of brightness and of the two colours in a JPEG, as rationals."""


def _jpeg(data: bytes) -> _Picture:
    """The whole file as the one strip of its page, as TIFF's technical note 2 has it."""
    try:
        coded = without_notes(data)
    except TornError:
        raise ApartError("is torn") from None
    frame = _segment(coded, _FRAMES)
    if len(frame) < 6 or len(frame) < 6 + 3 * frame[5]:
        raise ApartError("is a kind of JPEG that is not joined")
    bits, high, wide, colours = struct.unpack(">BHHB", frame[:6])
    adobe = _segment(coded, frozenset({0xEE}))
    if bits != 8 or not high or colours not in (1, 3) or (colours == 3 and adobe[11:12] == b"\0"):
        raise ApartError("is a kind of JPEG that is not joined")
    across, down = frame[7] >> 4, frame[7] & 15
    fields = [
        *(_whole(256, wide), _whole(257, high), _shorts(258, *(8,) * colours), _shorts(259, _JPEG)),
        *(_shorts(262, 6 if colours == 3 else 1), _shorts(274, _which_way_up(data)), _shorts(277, colours)),
        *(_whole(278, high), *_resolution(coded)),
    ]
    if colours == 3:
        fields += [_shorts(530, across, down), _Field(532, _RATIONAL, _BLACK_AND_WHITE)]
    return _Picture(tuple(fields), _PLACES[0], (coded,))


def _segment(data: bytes, markers: frozenset[int]) -> bytes:
    """What the first segment with one of these markers holds, before the samples; empty if there is none."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        if data[at + 1] == 0xFF:
            at += 1
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] in markers:
            return data[at + 4 : at + 2 + size]
        at += 2 + max(size, 2)
    return b""


def _resolution(data: bytes) -> tuple[_Field, ...]:
    """As the JFIF segment states it; nothing where it states none."""
    told = _segment(data, frozenset({0xE0}))
    if told[:5] != b"JFIF\0" or len(told) < 12 or told[7] not in (1, 2):
        return ()
    across, down = struct.unpack(">HH", told[8:12])
    if not across or not down:
        return ()
    return (
        _Field(282, _RATIONAL, struct.pack("<LL", across, 1)),
        _Field(283, _RATIONAL, struct.pack("<LL", down, 1)),
        _shorts(296, 2 if told[7] == 1 else 3),
    )


def _which_way_up(data: bytes) -> int:
    """The camera's note on orientation (1 to 8); 1, upright, where there is none that can be read."""
    told = _segment(data, frozenset({0xE1}))
    orders: dict[bytes, Literal["little", "big"]] = {b"II*\0": "little", b"MM\0*": "big"}
    order = orders.get(told[6:10]) if told[:6] == b"Exif\0\0" else None
    if order is None:
        return 1
    try:
        inside = told[6:]
        fields, _ = _directory(inside, int.from_bytes(_slice(inside, 4, 4), order), order)
    except ApartError:
        return 1
    way = next((n for field in fields if field.tag == 274 for n in _numbers(field)), 1)
    return way if 1 <= way <= 8 else 1


def _whole(tag: int, value: int) -> _Field:
    return _Field(tag, _LONG, struct.pack("<L", value))


def _shorts(tag: int, *values: int) -> _Field:
    return _Field(tag, _SHORT, struct.pack(f"<{len(values)}H", *values))
