"""JSON with one form per value, so that a digest over its bytes means something.

Answers: a value as canonical bytes (for digests) and as readable bytes (for people), both deterministic.
Refuses: numbers that are not finite, and values without a JSON form. ``Decimal`` is written digit for digit,
so money keeps its two decimals. Lone surrogates, which UTF-8 cannot hold, are written ``\\udXXX``.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")


def canonical_bytes(value: Mapping[str, Any]) -> bytes:
    """Sorted keys, no insignificant white space, UTF-8, one line end at the end of the file.

    Raises:
        ValueError: a number is not finite, or a value has no JSON form.
    """
    parts: list[str] = []
    _write(value, parts.append)
    parts.append("\n")
    return "".join(parts).encode("utf-8")


def readable_bytes(value: Mapping[str, Any]) -> bytes:
    """The same value for reading: keys in their own order, two-space indent; plain lists on one line.

    Raises:
        ValueError: a number is not finite, or a value has no JSON form.
    """
    parts: list[str] = []
    _write(value, parts.append, indent="\n")
    parts.append("\n")
    return "".join(parts).encode("utf-8")


def _write(value: object, out: Callable[[str], object], indent: str | None = None) -> None:
    """``indent`` is the line end with its leading spaces; ``None`` writes the canonical form."""
    if isinstance(value, Mapping):
        keys = sorted(value) if indent is None else list(value)
        colon = ":" if indent is None else ": "
        inner = None if indent is None else indent + "  "
        out("{")
        for i, key in enumerate(keys):
            out(("," if i else "") + (inner or "") + _quoted(key) + colon)
            _write(value[key], out, inner)
        out((indent or "") + "}" if keys else "}")
    elif isinstance(value, list | tuple):
        on_lines = indent is not None and any(isinstance(v, Mapping | list | tuple) for v in value)
        inner = indent + "  " if indent is not None and on_lines else None
        comma = ", " if indent is not None and not on_lines else ","
        out("[")
        for i, item in enumerate(value):
            out((comma if i else "") + (inner or ""))
            _write(item, out, inner if on_lines else indent)
        out((indent or "") + "]" if on_lines else "]")
    else:
        out(_scalar(value))


def _scalar(value: object) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if value is None or isinstance(value, bool):
        return "null" if value is None else "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        return repr(value)
    if isinstance(value, Decimal) and value.is_finite():
        return f"{value:f}"
    raise ValueError(f"no JSON form for this {type(value).__name__}")


def _quoted(text: str) -> str:
    return _SURROGATE.sub(lambda m: f"\\u{ord(m.group()):04x}", json.dumps(text, ensure_ascii=False))
