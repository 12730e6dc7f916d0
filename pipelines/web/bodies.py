"""What a browser sends with a decision: JSON, taken apart key by key.

Answers: the values asked for, in their types. Refuses: what is no JSON object, wrong types, missing keys,
keys that nobody asked for, texts longer than a person types.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from extractors.errors import UsageError

LONGEST_TEXT = 20_000
"""Characters of one text."""
LARGEST = 256 * 1024
"""Bytes of one request."""
_REMEDY = "Load the page again; if it recurs, report it."


class Body:
    """One request's object; `done` refuses the keys that nobody asked for."""

    def __init__(self, untrusted: bytes) -> None:
        try:
            values = json.loads(untrusted.decode("utf-8"), parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            values = None
        if not isinstance(values, dict):
            raise UsageError("The request is no JSON object.", _REMEDY)
        self._left: dict[str, Any] = values

    def text(self, key: str, default: str | None = None) -> str:
        return _text(key, self._left.pop(key, default))

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number, 0 or more."""
        value = self._left.pop(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1 << 31:
            raise _wrong(key)
        return value

    def flag(self, key: str) -> bool:
        """Whether it is true; false if it is left out."""
        value = self._left.pop(key, False)
        if not isinstance(value, bool):
            raise _wrong(key)
        return value

    def flags(self, key: str) -> Mapping[str, bool]:
        """An object of true and false."""
        values = self._object(key)
        if not all(isinstance(v, bool) for v in values.values()):
            raise _wrong(key)
        return values

    def texts(self, key: str) -> tuple[tuple[str, str], ...]:
        """An object of texts, as pairs in their order; none if it is left out."""
        return tuple((name, _text(key, value)) for name, value in self._object(key).items())

    def done(self) -> None:
        """Refuse what is left."""
        if self._left:
            raise UsageError("The request holds what nothing asks for.", _REMEDY)

    def _object(self, key: str) -> dict[str, Any]:
        values = self._left.pop(key, {})
        if not isinstance(values, dict):
            raise _wrong(key)
        return values


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise _wrong(key)
    if len(value) > LONGEST_TEXT or not _storable(value):
        raise UsageError(
            f"The text of {key} is too long, or cannot be stored.", "Shorten it, or type it anew."
        )
    return value


def _storable(text: str) -> bool:
    """No lone surrogates, no NUL: nothing could store or print them."""
    return all(c != "\0" and not 0xD800 <= ord(c) <= 0xDFFF for c in text)


def _wrong(key: str) -> UsageError:
    return UsageError(f"The request's {key!r} is missing or not of its kind.", _REMEDY)


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
