"""JSON with one form per value, so that a digest over its bytes means something.

Answers: a value as canonical bytes (for digests) and as readable bytes (for people), both deterministic.
Refuses: numbers that are not finite, and values without a JSON form. ``Decimal`` is written digit for digit,
so money keeps its two decimals. Lone surrogates, which UTF-8 cannot hold, are written ``\\udXXX``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from json.encoder import encode_basestring as _quoted
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")
_NESTED = (dict, list, tuple, Mapping)
"""What takes more than one line where there is room. The common types first: they are told by far faster."""


def canonical_bytes(value: Mapping[str, Any]) -> bytes:
    """Sorted keys, no insignificant white space, UTF-8, one line end at the end of the file.

    Raises:
        ValueError: a number is not finite, or a value has no JSON form.
    """
    parts: list[str] = []
    _write(value, parts.append)
    parts.append("\n")
    return _utf8("".join(parts))


def readable_bytes(value: Mapping[str, Any]) -> bytes:
    """The same value for reading: keys in their own order, two-space indent; plain lists on one line.

    Raises:
        ValueError: a number is not finite, or a value has no JSON form.
    """
    parts: list[str] = []
    _lay_out(value, parts.append, "\n")
    parts.append("\n")
    return _utf8("".join(parts))


def _write(value: object, out: Callable[[str], object]) -> None:
    """The canonical form."""
    if isinstance(value, str):
        out(_quoted(value))
    elif isinstance(value, dict | Mapping):
        before = "{"
        for key in sorted(value):
            out(f"{before}{_quoted(key)}:")
            _write(value[key], out)
            before = ","
        out("}" if value else "{}")
    elif isinstance(value, list | tuple):
        before = "["
        for item in value:
            out(before)
            _write(item, out)
            before = ","
        out("]" if value else "[]")
    else:
        out(_scalar(value))


def _lay_out(value: object, out: Callable[[str], object], line: str) -> None:
    """The readable form; ``line`` is the line end with its leading spaces."""
    if isinstance(value, str):
        out(_quoted(value))
    elif isinstance(value, dict | Mapping):
        before, inner = "{", line + "  "
        for key, item in value.items():
            out(f"{before}{inner}{_quoted(key)}: ")
            _lay_out(item, out, inner)
            before = ","
        out(line + "}" if value else "{}")
    elif isinstance(value, list | tuple):
        before, inner, comma, end = "[", line, ", ", "]"
        if any(isinstance(item, _NESTED) for item in value):
            inner = line + "  "
            before, comma, end = "[" + inner, "," + inner, line + "]"
        for item in value:
            out(before)
            _lay_out(item, out, inner)
            before = comma
        out(end if value else "[]")
    else:
        out(_scalar(value))


def _scalar(value: object) -> str:
    if value is None or isinstance(value, bool):
        return "null" if value is None else "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        return repr(value)
    if isinstance(value, Decimal) and value.is_finite():
        return f"{value:f}"
    raise ValueError(f"no JSON form for this {type(value).__name__}")


def _utf8(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub(lambda m: f"\\u{ord(m.group()):04x}", text).encode("utf-8")
