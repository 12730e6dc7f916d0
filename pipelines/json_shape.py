"""Reading JSON by its shape: each function returns the value in its type, or says where it departs.

Refuses with ``ValueError``; the message names the place (``rows[3].page``), never the text found there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

T = TypeVar("T")
Json = Mapping[str, Any]


def exact_keys(value: object, at: str, required: Sequence[str], optional: Sequence[str] = ()) -> Json:
    """An object with all required keys and none beyond the optional ones."""
    if not isinstance(value, Mapping):
        raise ValueError(f"{at or 'document'}: an object is expected")
    missing = sorted(set(required) - set(value))
    unknown = len(set(value) - set(required) - set(optional))
    if missing or unknown:
        raise ValueError(f"{at or 'document'}: missing {missing or 'nothing'}, {unknown} unknown keys")
    return value


def each(value: object, at: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
    """A list, each item read by ``read(item, place)``."""
    if not isinstance(value, list | tuple):
        raise ValueError(f"{at}: a list is expected")
    return tuple(read(item, f"{at}[{i}]") for i, item in enumerate(value))


def text(value: object, at: str) -> str:
    """A string."""
    if not isinstance(value, str):
        raise ValueError(f"{at}: text is expected")
    return value


def whole_number(value: object, at: str) -> int:
    """An integer; not a truth value."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{at}: a whole number is expected")
    return value


def number(value: object, at: str) -> float:
    """A number as ``float``; not a truth value."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(f"{at}: a number is expected")
    return float(value)
