"""The one JSON form of a clause report: lossless both ways, and the digest that stands for it.

Answers: a report as plain JSON, as canonical bytes, as the published file; and back again. The form is
published in ``docs/clauses.schema.json`` and stays stable within a schema number.
Refuses: unknown or missing keys, wrong types, a digest that is not this report's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from pipelines.canonical_json import canonical_bytes, readable_bytes
from pipelines.clauses.report import ClauseReport
from pipelines.deliverables.kind import Mark
from pipelines.json_shape import each, exact_keys, number, text, whole_number
from pipelines.row_json import citation_from_json, citation_to_json
from pipelines.rows import SourceCitation

SCHEMA = "pincite-clauses/1"
"""Name and number of the published form; the number changes when a reader of the old form would break."""


def report_to_json(report: ClauseReport) -> dict[str, Any]:
    """The report as plain JSON values, in the order of its fields."""
    return {"schema": SCHEMA} | _written(report)


def report_from_json(data: object) -> ClauseReport:
    """Inverse of `report_to_json`; also takes a published file, whose digest it then proves.

    Raises:
        ValueError: any departure from the published form; the message names the place, never the text.
    """
    names = [f.name for f in fields(ClauseReport)]
    top = exact_keys(data, "", ("schema", *names), optional=("status", "rows_digest"))
    if top["schema"] != SCHEMA:
        raise ValueError(f"schema: this version reads {SCHEMA}")
    report: ClauseReport = _read({name: top[name] for name in names}, "", ClauseReport)
    if top.get("rows_digest", rows_digest(report)) != rows_digest(report):
        raise ValueError("rows_digest: does not belong to these rows")
    return report


def report_from_bytes(data: bytes) -> ClauseReport:
    """Read canonical or published bytes.

    Raises:
        ValueError: not UTF-8, not JSON, or not the published form.
    """
    return report_from_json(json.loads(data.decode("utf-8")))


def published_bytes(report: ClauseReport, mark: Mark) -> bytes:
    """The file that people and programs read: the report with its rendition's status and its digest."""
    value = report_to_json(report)
    head = {"schema": value.pop("schema"), "status": mark.value, "rows_digest": rows_digest(report)}
    return readable_bytes(head | value)


def rows_digest(report: ClauseReport) -> str:
    """SHA-256 (hex) of the report's canonical bytes: the same for its draft and its clean rendition."""
    return hashlib.sha256(canonical_bytes(report_to_json(report))).hexdigest()


# --- one value, by its type ---------------------------------------------------------------------------------


def _written(value: Any) -> dict[str, Any]:
    return {f.name: value_to_json(getattr(value, f.name)) for f in fields(value)}


def value_to_json(value: Any) -> Any:
    """One row of a report, a citation, a list of them or a plain value, as plain JSON."""
    if isinstance(value, SourceCitation):
        return citation_to_json(value)
    if isinstance(value, tuple):
        return [value_to_json(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    return _written(value) if is_dataclass(value) else value


@cache
def _types(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(value: object, at: str, kind: Any) -> Any:
    if kind is SourceCitation:
        return citation_from_json(value, at)
    if kind in _VALUES:
        return _VALUES[kind](value, at)
    if get_origin(kind) is tuple:
        return each(value, at, lambda one, place: _read(one, place, get_args(kind)[0]))
    if NoneType in get_args(kind):
        (other,) = (one for one in get_args(kind) if one is not NoneType)
        return None if value is None else _read(value, at, other)
    if issubclass(kind, StrEnum):
        return _choice(value, at, kind)
    types = _types(kind)
    d = exact_keys(value, at, list(types))
    prefix = f"{at}." if at else ""
    return kind(**{name: _read(d[name], f"{prefix}{name}", its) for name, its in types.items()})


def _choice(value: object, at: str, kind: type[StrEnum]) -> StrEnum:
    word = text(value, at)
    if word not in [choice.value for choice in kind]:
        raise ValueError(f"{at}: not one of the known words")
    return kind(word)


def _truth(value: object, at: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{at}: true or false is expected")
    return value


_VALUES: dict[Any, Callable[[object, str], Any]] = {
    str: text,
    int: whole_number,
    float: number,
    bool: _truth,
}
