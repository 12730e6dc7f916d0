"""The small TOML files that people read and edit: roster, policy, matter.

Answers: the file as plain values; plain values as a file. Refuses: what is not TOML in UTF-8, unknown keys (a
misspelt key would otherwise be a rule that everyone believes in and nothing applies) and missing ones.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from extractors.errors import UsageError

Value = str | int | bool | date | Sequence[str]


def read_toml(path: Path) -> dict[str, Any]:
    """The file's values.

    Raises:
        UsageError: missing, not readable, or not TOML in UTF-8.
    """
    try:
        # Windows editors put a mark before UTF-8.
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).", "Check the folder given.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        place = f": {error}" if isinstance(error, tomllib.TOMLDecodeError) else ""
        raise UsageError(f"{path} is not TOML in UTF-8{place}.", "Correct it.") from None


class Table:
    """One table of a file, read key by key in its types; `done` refuses the keys nobody asked for."""

    def __init__(self, values: object, at: str) -> None:
        if not isinstance(values, Mapping):
            raise UsageError(f"{at}: a table is expected.", "Correct it.")
        self._left = dict(values)
        self._at = at

    def text(self, key: str, default: str | None = None) -> str:
        value = self._left.pop(key, default)
        if not isinstance(value, str):
            raise self._wrong(key, "a text in quotes")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        value = self._left.pop(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._wrong(key, "a whole number")
        return value

    def day(self, key: str) -> date | None:
        """A date without a time; ``None`` if absent."""
        value = self._left.pop(key, None)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise self._wrong(key, "a date such as 2024-05-31, without quotes")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; empty if absent."""
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self._wrong(key, "a list of texts")
        return tuple(value)

    def table(self, key: str) -> Table:
        return Table(self._left.pop(key, {}), f"{self._at} [{key}]")

    def tables(self, key: str) -> tuple[Table, ...]:
        """The ``[[key]]`` tables; none if absent."""
        value = self._left.pop(key, [])
        if not isinstance(value, list):
            raise self._wrong(key, f"a [[{key}]] table")
        return tuple(Table(v, f"{self._at} [[{key}]] no. {i}") for i, v in enumerate(value, 1))

    def done(self) -> None:
        """Refuse what is left."""
        if self._left:
            raise UsageError(
                f"{self._at}: {sorted(self._left)[0]!r} is not a setting.",
                "Correct its spelling, or remove it.",
            )

    def _wrong(self, key: str, expected: str) -> UsageError:
        return UsageError(f"{self._at}: {key!r} must be {expected}.", "Correct it.")


def toml_lines(pairs: Iterable[tuple[str, Value | None]]) -> list[str]:
    """``key = value`` lines; a ``None`` is left out.

    Raises:
        UsageError: a text cannot be written in UTF-8.
    """
    return [f"{key} = {_value(value)}" for key, value in pairs if value is not None]


def _value(value: Value) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return "[" + ", ".join(_quoted(v) for v in value) + "]"


def _quoted(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageError("A text holds characters that cannot be stored.", "Type it anew.") from None
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
