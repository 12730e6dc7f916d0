"""A JPEG as it goes into a PDF: the picture's own bytes, without what the camera wrote beside it.

Answers: the file without comments, places, thumbnails and what is appended; not one sample is coded anew.
Refuses files whose structure ends early.
"""

from __future__ import annotations

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_KEPT_NOTES = frozenset({0xE0, 0xEE})
"""JFIF, and Adobe's note on colours, without which four-colour pictures are shown wrong."""

_NOTES = frozenset({*range(0xE0, 0xF0), 0xFE})


class TornError(Exception):
    """The file ends within a segment, or is no JPEG."""


def without_notes(untrusted: bytes) -> bytes:
    """The picture alone.

    Raises:
        TornError: the structure does not hold.
    """
    if untrusted[:2] != bytes((0xFF, _START)):
        raise TornError
    kept = bytearray(untrusted[:2])
    at = 2
    while at + 1 < len(untrusted):
        if untrusted[at] != 0xFF:
            raise TornError
        marker = untrusted[at + 1]
        if marker == 0xFF:  # fill
            at += 1
            continue
        if marker == _END:
            return bytes(kept + untrusted[at : at + 2])
        end = at + 2 + int.from_bytes(untrusted[at + 2 : at + 4], "big")
        if end > len(untrusted) or end < at + 4:
            raise TornError
        if marker == _SCAN:
            end = _end_of_scan(untrusted, end)
        if marker not in _NOTES or marker in _KEPT_NOTES:
            kept += untrusted[at:end]
        at = end
    raise TornError


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the coded samples end: at a marker that is neither a stuffed byte nor a restart."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        following = data[at + 1]
        if following == 0xFF:
            at += 1
        elif following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        else:
            return at
    raise TornError
