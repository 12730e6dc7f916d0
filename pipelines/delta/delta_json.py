"""A delta as JSON, for programs: everything that it lists, in its order.

Answers: readable bytes, the same for the same two revisions. The form is this module's docstring and
`pipelines.delta.values`: keys are the fields' names, a row is given by id, table, heading, columns and the
pages that it cites.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any

from pipelines.canonical_json import readable_bytes
from pipelines.delta.values import Delta
from pipelines.review_rows import ReviewRow
from pipelines.row_json import citation_to_json
from pipelines.version import PROGRAM

SCHEMA = "pincite-delta/1"
"""Name and number of the form; the number changes when a reader of the old form would break."""


def delta_bytes(delta: Delta) -> bytes:
    """The file ``delta.json``."""
    return readable_bytes({"schema": SCHEMA, "program": PROGRAM} | _object(delta))


def _object(value: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, ReviewRow):
        return _row(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return _object(value) if is_dataclass(value) else value


def _row(row: ReviewRow) -> Mapping[str, Any]:
    return {
        "id": row.id,
        "section": row.section,
        "heading": row.heading,
        "fields": [list(pair) for pair in row.fields],
        "flags": list(row.flags),
        "citations": [citation_to_json(cited) for cited in row.citations],
    }
