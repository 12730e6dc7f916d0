"""The messages between Pincite and its reading processes: one letter, a declared length, JSON.

Answers: how a message is packed and taken apart. Used on both sides of the pipe.
Refuses pickles, lengths beyond the cap, numbers that are not finite, and anything that is not JSON.
"""

from __future__ import annotations

import json
import struct
from enum import Enum
from typing import Any

HEADER = struct.Struct(">cQ")


class Kind(Enum):
    """What a message is."""

    REQUEST = b"q"
    READY = b"r"
    PROGRESS = b"p"
    HEAD = b"h"
    ITEM = b"i"
    END = b"e"
    REFUSED = b"x"


class FrameError(Exception):
    """The other side does not keep to the form; never shown, turned into a set-aside by the pool."""


def pack(kind: Kind, payload: Any) -> bytes:
    """One message as bytes. Lone surrogates travel as JSON escapes, so packing never fails on text."""
    body = json.dumps(payload, ensure_ascii=True, separators=(",", ":"), allow_nan=False).encode("ascii")
    return HEADER.pack(kind.value, len(body)) + body


def unpack_header(header: bytes, longest: int) -> tuple[Kind, int]:
    """The kind and body length that ``header`` declares.

    Raises:
        FrameError: unknown kind, or a body longer than ``longest`` bytes.
    """
    letter, length = HEADER.unpack(header)
    try:
        kind = Kind(letter)
    except ValueError as error:
        raise FrameError("unknown message") from error
    if length > longest:
        raise FrameError("message too long")
    return kind, length


def unpack_body(untrusted_body: bytes) -> Any:
    """The JSON value of a body.

    Raises:
        FrameError: not JSON, NaN or infinite numbers, too deeply nested.
    """
    try:
        return json.loads(untrusted_body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise FrameError("not JSON") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
