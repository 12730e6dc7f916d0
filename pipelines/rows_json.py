"""The one JSON form of a chronology: lossless both ways, and the digest that every rendition prints.

Answers: what are the rows as plain JSON, as canonical bytes, as a digest; and back again. The form is
published in ``docs/chronology.schema.json`` and stays stable within a schema number.

Refuses: unknown or missing keys, wrong types, amounts finer than a cent, numbers that are not finite,
pairs that would not come back (unsorted or repeated keys). Money is exact: a ``Decimal`` is written as a
JSON number with two decimals and read back as a ``Decimal``. Boxes are kept to a hundredth of a point.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from pipelines.canonical_json import canonical_bytes
from pipelines.json_shape import Json, each, exact_keys, number, text, whole_number
from pipelines.row_json import (
    citation_from_json,
    citation_to_json,
    index_from_json,
    index_to_json,
    row_from_json,
    row_to_json,
)
from pipelines.rows import (
    ROW_KINDS,
    AnyChronology,
    Chronology,
    MatterCaption,
    MatterFinding,
    PageEntry,
    SetAside,
    TemplateStamp,
)

__all__ = [
    "SCHEMA",
    "canonical_bytes",
    "chronology_from_bytes",
    "chronology_from_json",
    "chronology_to_json",
    "rows_digest",
]

SCHEMA = "pincite-chronology/1"
"""Name and number of the published form; the number changes when a reader of the old form would break."""

_MATTER = ("slug", "client", "date_of_birth", "date_of_incident", "title")
_TEMPLATE = ("deliverable", "version", "sha256")
_PAGE = ("source", "sha256", "page", "disposition", "reason", "text_layer", "confidence", "kind")
_SET_ASIDE = ("file", "sha256", "stage", "reason", "detail", "remedy")


# --- to JSON ------------------------------------------------------------------------------------------------


def chronology_to_json(chronology: AnyChronology) -> dict[str, Any]:
    """The chronology as plain JSON values (``billed`` as ``Decimal``: write it with `canonical_bytes`).

    Raises:
        ValueError: an amount is finer than a cent, or ``stats``/``data`` keys are unsorted or repeated.
    """
    c = chronology
    return {
        "schema": SCHEMA,
        "program": c.program,
        "matter": _plain(c.matter, _MATTER),
        "template": _plain(c.template, _TEMPLATE),
        "rows": [row_to_json(r) for r in c.rows],
        "findings": [
            {
                "kind": f.kind,
                "message": f.message,
                "citations": [citation_to_json(s) for s in f.citations],
                "data": _object(f.data, "data"),
            }
            for f in c.findings
        ],
        "pages": [_plain(p, _PAGE) for p in c.pages],
        "set_aside": [_plain(s, _SET_ASIDE) for s in c.set_aside],
        "stats": _object(c.stats, "stats"),
        # Left out when there are none, as before there were any: the digest of an older file stays its own.
        **({"indexes": [index_to_json(i) for i in c.indexes]} if c.indexes else {}),
    }


def _plain(value: object, fields: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in fields}


def _object(pairs: Sequence[tuple[str, Any]], name: str) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if keys != sorted(set(keys)):
        raise ValueError(f"{name}: keys must be sorted and unique")
    return dict(pairs)


# --- from JSON ----------------------------------------------------------------------------------------------


def chronology_from_json(data: Json) -> AnyChronology:
    """Inverse of `chronology_to_json`; also takes a published file, whose digest it then proves.

    Args:
        data: parsed JSON. Numbers may be ``float`` or, for exactness, ``Decimal``
            (``json.loads(text, parse_float=Decimal)``, as `chronology_from_bytes` does).

    Raises:
        ValueError: any departure from the published form; the message names the place, never the text.
    """
    top = exact_keys(
        data,
        "",
        ("schema", "program", "matter", "template", "rows", "findings", "pages", "set_aside", "stats"),
        optional=("status", "rows_digest", "indexes"),
    )
    if top["schema"] != SCHEMA:
        raise ValueError(f"schema: this version reads {SCHEMA}")
    matter = exact_keys(top["matter"], "matter", _MATTER)
    stamp = exact_keys(top["template"], "template", _TEMPLATE)
    row_kind = ROW_KINDS.get(text(stamp["deliverable"], "template.deliverable"))
    if row_kind is None:
        raise ValueError("template.deliverable: this version does not know its rows")
    chronology = Chronology(
        matter=MatterCaption(*(text(matter[k], f"matter.{k}") for k in _MATTER)),
        template=TemplateStamp(*(text(stamp[k], f"template.{k}") for k in _TEMPLATE)),
        program=text(top["program"], "program"),
        rows=each(top["rows"], "rows", partial(row_from_json, kind=row_kind)),
        findings=each(top["findings"], "findings", _finding),
        pages=each(top["pages"], "pages", _page),
        set_aside=each(top["set_aside"], "set_aside", _set_aside),
        stats=_pairs(top["stats"], "stats", nullable=False),
        indexes=each(top.get("indexes", ()), "indexes", index_from_json),
    )
    if "rows_digest" in top and top["rows_digest"] != rows_digest(chronology):
        raise ValueError("rows_digest: does not belong to these rows")
    return chronology


def chronology_from_bytes(data: bytes) -> AnyChronology:
    """Read canonical bytes or a published ``chronology.json``, amounts exact.

    Raises:
        ValueError: not UTF-8, not JSON, or not the published form.
    """
    value = json.loads(data.decode("utf-8"), parse_float=Decimal)
    return chronology_from_json(value)


def _finding(value: object, at: str) -> MatterFinding:
    d = exact_keys(value, at, ("kind", "message", "citations", "data"))
    return MatterFinding(
        kind=text(d["kind"], f"{at}.kind"),
        message=text(d["message"], f"{at}.message"),
        citations=each(d["citations"], f"{at}.citations", citation_from_json),
        data=_pairs(d["data"], f"{at}.data", nullable=True),
    )


def _page(value: object, at: str) -> PageEntry:
    d = exact_keys(value, at, _PAGE)
    return PageEntry(
        source=text(d["source"], f"{at}.source"),
        sha256=text(d["sha256"], f"{at}.sha256"),
        page=whole_number(d["page"], f"{at}.page"),
        disposition=text(d["disposition"], f"{at}.disposition"),
        reason=text(d["reason"], f"{at}.reason"),
        text_layer=text(d["text_layer"], f"{at}.text_layer"),
        confidence=None if d["confidence"] is None else number(d["confidence"], f"{at}.confidence"),
        kind=text(d["kind"], f"{at}.kind"),
    )


def _set_aside(value: object, at: str) -> SetAside:
    d = exact_keys(value, at, _SET_ASIDE)
    return SetAside(
        file=text(d["file"], f"{at}.file"),
        sha256=None if d["sha256"] is None else text(d["sha256"], f"{at}.sha256"),
        stage=text(d["stage"], f"{at}.stage"),
        reason=text(d["reason"], f"{at}.reason"),
        detail=text(d["detail"], f"{at}.detail"),
        remedy=text(d["remedy"], f"{at}.remedy"),
    )


def _pairs(value: object, at: str, *, nullable: bool) -> tuple[tuple[str, Any], ...]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{at}: an object is expected")
    for item in value.values():
        plain = isinstance(item, str | int) and not isinstance(item, bool)
        if not plain and not (nullable and item is None):
            raise ValueError(f"{at}: values are text or whole numbers")
    return tuple(sorted(value.items()))


# --- digest -------------------------------------------------------------------------------------------------


def rows_digest(chronology: AnyChronology) -> str:
    """SHA-256 (hex) of the chronology's canonical bytes: the same for its draft and its clean rendition."""
    return hashlib.sha256(canonical_bytes(chronology_to_json(chronology))).hexdigest()
