"""The one JSON form of an exhibit set: lossless both ways, and the two digests that stand for it.

Answers: what is the set as plain JSON, as canonical bytes, as a digest; and back again. The form is published
in ``docs/exhibits.schema.json`` and stays stable within a schema number.

Two digests, because a file cannot hold its own: `rows_digest` covers what the index prints (caption,
template, program, rows), so the filed index can carry it; `set_digest` covers everything, the finished files'
digests included, and is what an approval is bound to.

Refuses: unknown or missing keys, wrong types, digests and a readiness that are not this set's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from pipelines.canonical_json import canonical_bytes, readable_bytes
from pipelines.deliverables.kind import Mark
from pipelines.exhibits.exhibit_set import (
    Check,
    ExhibitPage,
    ExhibitRow,
    ExhibitSet,
    FilingCaption,
    Outcome,
    OutputFile,
    Placed,
)
from pipelines.json_shape import each, exact_keys, text, whole_number
from pipelines.rows import MatterCaption, SetAside, TemplateStamp

SCHEMA = "pincite-exhibits/1"
"""Name and number of the published form; the number changes when a reader of the old form would break."""

PRINTED = ("matter", "filing", "template", "program", "rows")
"""What the index prints, and `rows_digest` covers."""

_PARTS: Mapping[str, type[Any]] = {
    part.__name__: part
    for part in (
        *(Check, ExhibitPage, ExhibitRow, FilingCaption, OutputFile),
        *(MatterCaption, SetAside, TemplateStamp),
    )
}
"""The classes that stand as objects in the form, by name."""
_STATES: Mapping[str, type[Placed] | type[Outcome]] = {"Placed": Placed, "Outcome": Outcome}

T = TypeVar("T")


def set_to_json(exhibit_set: ExhibitSet) -> dict[str, Any]:
    """The set as plain JSON values, in the order of its fields."""
    return {"schema": SCHEMA} | _written(exhibit_set)


def set_from_json(data: object) -> ExhibitSet:
    """Inverse of `set_to_json`; also takes a published file, whose digests it then proves.

    Raises:
        ValueError: any departure from the published form; the message names the place, never the text.
    """
    names = [f.name for f in fields(ExhibitSet)]
    top = exact_keys(data, "", ("schema", *names), optional=("status", "rows_digest", "set_digest", "ready"))
    if top["schema"] != SCHEMA:
        raise ValueError(f"schema: this version reads {SCHEMA}")
    exhibit_set: ExhibitSet = _read({name: top[name] for name in names}, "", ExhibitSet)
    if top.get("rows_digest", rows_digest(exhibit_set)) != rows_digest(exhibit_set):
        raise ValueError("rows_digest: does not belong to these rows")
    if top.get("set_digest", set_digest(exhibit_set)) != set_digest(exhibit_set):
        raise ValueError("set_digest: does not belong to this set")
    if top.get("ready", exhibit_set.ready) is not exhibit_set.ready:
        raise ValueError("ready: does not follow from the checks")
    return exhibit_set


def set_from_bytes(data: bytes) -> ExhibitSet:
    """Read canonical or published bytes.

    Raises:
        ValueError: not UTF-8, not JSON, or not the published form.
    """
    return set_from_json(json.loads(data.decode("utf-8")))


def published_bytes(exhibit_set: ExhibitSet, mark: Mark) -> bytes:
    """The file that people and programs read: the set, with its rendition's status and both digests."""
    value = set_to_json(exhibit_set)
    head = {
        "schema": value.pop("schema"),
        "status": mark.value,
        "rows_digest": rows_digest(exhibit_set),
        "set_digest": set_digest(exhibit_set),
        "ready": exhibit_set.ready,
    }
    return readable_bytes(head | value)


def rows_digest(exhibit_set: ExhibitSet) -> str:
    """SHA-256 (hex) of what the index prints; the same whatever the checks found."""
    value = set_to_json(exhibit_set)
    return hashlib.sha256(canonical_bytes({name: value[name] for name in PRINTED})).hexdigest()


def set_digest(exhibit_set: ExhibitSet) -> str:
    """SHA-256 (hex) of the whole set's canonical bytes."""
    return hashlib.sha256(canonical_bytes(set_to_json(exhibit_set))).hexdigest()


# --- one field ----------------------------------------------------------------------------------------------


def _written(value: Any) -> dict[str, Any]:
    return {f.name: _plain(str(f.type), getattr(value, f.name)) for f in fields(value)}


def _plain(kind: str, value: Any) -> Any:
    if kind == _PAIRS:
        return [{"name": name, "sha256": sha256} for name, sha256 in value]
    if item := _item_of(kind):
        return [_plain(item, each_value) for each_value in value]
    return _written(value) if kind in _PARTS else value.value if kind in _STATES else value


def _read(value: object, at: str, kind: Any) -> Any:
    d = exact_keys(value, at, [f.name for f in fields(kind)])
    prefix = f"{at}." if at else ""
    return kind(
        **{
            f.name: _reader(str(f.type))(d[f.name], f"{prefix}{f.name}")
            for f in fields(kind)
        }
    )


def _reader(kind: str) -> Callable[[object, str], Any]:
    if kind == _PAIRS:
        return lambda value, at: each(value, at, _pair)
    if item := _item_of(kind):
        return lambda value, at: each(value, at, _reader(item))
    if kind in _PARTS:
        return lambda value, at: _read(value, at, _PARTS[kind])
    if kind in _STATES:
        return lambda value, at: _state(value, at, _STATES[kind])
    return _VALUES[kind]


def _pair(value: object, at: str) -> tuple[str, str]:
    d = exact_keys(value, at, ("name", "sha256"))
    return text(d["name"], f"{at}.name"), text(d["sha256"], f"{at}.sha256")


def _state(value: object, at: str, states: type[Placed] | type[Outcome]) -> Placed | Outcome:
    word = text(value, at)
    if word not in [state.value for state in states]:
        raise ValueError(f"{at}: not one of the known words")
    return states(word)


def _truth(value: object, at: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{at}: true or false is expected")
    return value


def _text_or_null(value: object, at: str) -> str | None:
    return None if value is None else text(value, at)


def _item_of(kind: str) -> str:
    """``X`` of ``tuple[X, ...]``; "" for any other type."""
    return kind[len("tuple[") : -len(", ...]")] if kind.startswith("tuple[") else ""


_PAIRS = "tuple[tuple[str, str], ...]"
_VALUES: Mapping[str, Callable[[object, str], Any]] = {
    "str": text,
    "int": whole_number,
    "bool": _truth,
    "str | None": _text_or_null,
}
