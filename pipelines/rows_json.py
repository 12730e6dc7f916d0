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
from typing import Any

from extractors.citations import Citation
from extractors.pages import Box
from pipelines.canonical_json import canonical_bytes
from pipelines.json_shape import Json, each, exact_keys, number, text, whole_number
from pipelines.rows import (
    Chronology,
    MatterCaption,
    MatterFinding,
    PageEntry,
    SetAside,
    SourceCitation,
    TemplateStamp,
    TreatmentRow,
    VerbatimFinding,
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
_CENT = Decimal("0.01")


# --- to JSON ------------------------------------------------------------------------------------------------


def chronology_to_json(chronology: Chronology) -> dict[str, Any]:
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
        "rows": [_row_to_json(r) for r in c.rows],
        "findings": [
            {
                "kind": f.kind,
                "message": f.message,
                "citations": [_citation_to_json(s) for s in f.citations],
                "data": _object(f.data, "data"),
            }
            for f in c.findings
        ],
        "pages": [_plain(p, _PAGE) for p in c.pages],
        "set_aside": [_plain(s, _SET_ASIDE) for s in c.set_aside],
        "stats": _object(c.stats, "stats"),
    }


def _plain(value: object, fields: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in fields}


def _row_to_json(row: TreatmentRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "date_start": row.date_start,
        "date_end": row.date_end,
        "date_precision": row.date_precision,
        "facility": row.facility,
        "provider": row.provider,
        "type": row.type,
        "findings": [
            {
                "heading": f.heading,
                "quote": f.quote,
                "citation": _citation_to_json(f.source),
                "low_confidence": f.low_confidence,
            }
            for f in row.findings
        ],
        "icd10": list(row.icd10),
        "cpt": list(row.cpt),
        "billed": None if row.billed is None else _cents(row.billed),
        "citations": [_citation_to_json(s) for s in row.citations],
        "flags": list(row.flags),
    }


def _citation_to_json(cited: SourceCitation) -> dict[str, Any]:
    c = cited.citation
    return {
        "source": cited.source,
        "sha256": c.sha256,
        "page": c.page,
        "start": c.start,
        "end": c.end,
        "box": None if cited.box is None else cited.box.as_list(),
        "quote": c.quote,
        "bates": cited.bates,
    }


def _object(pairs: Sequence[tuple[str, Any]], name: str) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if keys != sorted(set(keys)):
        raise ValueError(f"{name}: keys must be sorted and unique")
    return dict(pairs)


def _cents(amount: Decimal) -> Decimal:
    """The amount with exactly two decimals; refuses to round."""
    if not amount.is_finite() or amount != amount.quantize(_CENT):
        raise ValueError("billed: an amount must be finite and no finer than a cent")
    return amount.quantize(_CENT)


# --- from JSON ----------------------------------------------------------------------------------------------


def chronology_from_json(data: Json) -> Chronology:
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
        optional=("status", "rows_digest"),
    )
    if top["schema"] != SCHEMA:
        raise ValueError(f"schema: this version reads {SCHEMA}")
    matter = exact_keys(top["matter"], "matter", _MATTER)
    stamp = exact_keys(top["template"], "template", _TEMPLATE)
    chronology = Chronology(
        matter=MatterCaption(*(text(matter[k], f"matter.{k}") for k in _MATTER)),
        template=TemplateStamp(*(text(stamp[k], f"template.{k}") for k in _TEMPLATE)),
        program=text(top["program"], "program"),
        rows=each(top["rows"], "rows", _row),
        findings=each(top["findings"], "findings", _finding),
        pages=each(top["pages"], "pages", _page),
        set_aside=each(top["set_aside"], "set_aside", _set_aside),
        stats=_pairs(top["stats"], "stats", nullable=False),
    )
    if "rows_digest" in top and top["rows_digest"] != rows_digest(chronology):
        raise ValueError("rows_digest: does not belong to these rows")
    return chronology


def chronology_from_bytes(data: bytes) -> Chronology:
    """Read canonical bytes or a published ``chronology.json``, amounts exact.

    Raises:
        ValueError: not UTF-8, not JSON, or not the published form.
    """
    value = json.loads(data.decode("utf-8"), parse_float=Decimal)
    return chronology_from_json(value)


def _row(value: object, at: str) -> TreatmentRow:
    d = exact_keys(
        value,
        at,
        (
            *("id", "date_start", "date_end", "date_precision", "facility", "provider", "type"),
            *("findings", "icd10", "cpt", "billed", "citations", "flags"),
        ),
    )
    return TreatmentRow(
        id=text(d["id"], f"{at}.id"),
        date_start=text(d["date_start"], f"{at}.date_start"),
        date_end=text(d["date_end"], f"{at}.date_end"),
        date_precision=text(d["date_precision"], f"{at}.date_precision"),
        facility=text(d["facility"], f"{at}.facility"),
        provider=text(d["provider"], f"{at}.provider"),
        type=text(d["type"], f"{at}.type"),
        findings=each(d["findings"], f"{at}.findings", _verbatim),
        icd10=each(d["icd10"], f"{at}.icd10", text),
        cpt=each(d["cpt"], f"{at}.cpt", text),
        billed=_money(d["billed"], f"{at}.billed"),
        citations=each(d["citations"], f"{at}.citations", _citation),
        flags=each(d["flags"], f"{at}.flags", text),
    )


def _verbatim(value: object, at: str) -> VerbatimFinding:
    d = exact_keys(value, at, ("heading", "quote", "citation", "low_confidence"))
    source = _citation(d["citation"], f"{at}.citation")
    if d["quote"] != source.citation.quote:
        raise ValueError(f"{at}.quote: differs from its citation's quote")
    if not isinstance(d["low_confidence"], bool):
        raise ValueError(f"{at}.low_confidence: true or false is expected")
    return VerbatimFinding(text(d["heading"], f"{at}.heading"), source, d["low_confidence"])


def _citation(value: object, at: str) -> SourceCitation:
    d = exact_keys(
        value, at, ("source", "sha256", "page", "start", "end", "box", "quote"), optional=("bates",)
    )
    box: Box | None = None
    if d["box"] is not None:
        corners = each(d["box"], f"{at}.box", number)
        if len(corners) != 4:
            raise ValueError(f"{at}.box: four numbers are expected")
        box = Box(*corners)
    bates = d.get("bates")
    return SourceCitation(
        citation=Citation(
            sha256=text(d["sha256"], f"{at}.sha256"),
            page=whole_number(d["page"], f"{at}.page"),
            start=whole_number(d["start"], f"{at}.start"),
            end=whole_number(d["end"], f"{at}.end"),
            quote=text(d["quote"], f"{at}.quote"),
        ),
        source=text(d["source"], f"{at}.source"),
        bates=None if bates is None else text(bates, f"{at}.bates"),
        box=box,
    )


def _finding(value: object, at: str) -> MatterFinding:
    d = exact_keys(value, at, ("kind", "message", "citations", "data"))
    return MatterFinding(
        kind=text(d["kind"], f"{at}.kind"),
        message=text(d["message"], f"{at}.message"),
        citations=each(d["citations"], f"{at}.citations", _citation),
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


def _money(value: object, at: str) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(f"{at}: a number or null is expected")
    # repr() of a float read from two decimals gives those decimals back, so nothing is rounded here.
    return _cents(value if isinstance(value, Decimal) else Decimal(repr(value)))


# --- digest -------------------------------------------------------------------------------------------------


def rows_digest(chronology: Chronology) -> str:
    """SHA-256 (hex) of the chronology's canonical bytes: the same for its draft and its clean rendition."""
    return hashlib.sha256(canonical_bytes(chronology_to_json(chronology))).hexdigest()
