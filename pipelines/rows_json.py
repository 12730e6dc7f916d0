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
import math
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from extractors.citations import Citation
from extractors.pages import Box
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

SCHEMA = "pincite-chronology/1"
"""Name and number of the published form; the number changes when a reader of the old form would break."""

_CENT = Decimal("0.01")
_SURROGATE = re.compile("[\ud800-\udfff]")

T = TypeVar("T")
Json = Mapping[str, Any]


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
        "matter": {
            "slug": c.matter.slug,
            "client": c.matter.client,
            "date_of_birth": c.matter.date_of_birth,
            "date_of_incident": c.matter.date_of_incident,
            "title": c.matter.title,
        },
        "template": {
            "deliverable": c.template.deliverable,
            "version": c.template.version,
            "sha256": c.template.sha256,
        },
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
        "pages": [
            {
                "source": p.source,
                "sha256": p.sha256,
                "page": p.page,
                "disposition": p.disposition,
                "reason": p.reason,
                "text_layer": p.text_layer,
                "confidence": p.confidence,
                "kind": p.kind,
            }
            for p in c.pages
        ],
        "set_aside": [
            {
                "file": s.file,
                "sha256": s.sha256,
                "stage": s.stage,
                "reason": s.reason,
                "detail": s.detail,
                "remedy": s.remedy,
            }
            for s in c.set_aside
        ],
        "stats": _object(c.stats, "stats"),
    }


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
    top = _keys(
        data,
        "",
        ("schema", "program", "matter", "template", "rows", "findings", "pages", "set_aside", "stats"),
        optional=("status", "rows_digest"),
    )
    if top["schema"] != SCHEMA:
        raise ValueError(f"schema: this version reads {SCHEMA}")
    matter = _keys(top["matter"], "matter", ("slug", "client", "date_of_birth", "date_of_incident", "title"))
    stamp = _keys(top["template"], "template", ("deliverable", "version", "sha256"))
    chronology = Chronology(
        matter=MatterCaption(
            slug=_text(matter["slug"], "matter.slug"),
            client=_text(matter["client"], "matter.client"),
            date_of_birth=_text(matter["date_of_birth"], "matter.date_of_birth"),
            date_of_incident=_text(matter["date_of_incident"], "matter.date_of_incident"),
            title=_text(matter["title"], "matter.title"),
        ),
        template=TemplateStamp(
            deliverable=_text(stamp["deliverable"], "template.deliverable"),
            version=_text(stamp["version"], "template.version"),
            sha256=_text(stamp["sha256"], "template.sha256"),
        ),
        program=_text(top["program"], "program"),
        rows=_each(top["rows"], "rows", _row),
        findings=_each(top["findings"], "findings", _finding),
        pages=_each(top["pages"], "pages", _page),
        set_aside=_each(top["set_aside"], "set_aside", _set_aside),
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
    d = _keys(
        value,
        at,
        (
            *("id", "date_start", "date_end", "date_precision", "facility", "provider", "type"),
            *("findings", "icd10", "cpt", "billed", "citations", "flags"),
        ),
    )
    return TreatmentRow(
        id=_text(d["id"], f"{at}.id"),
        date_start=_text(d["date_start"], f"{at}.date_start"),
        date_end=_text(d["date_end"], f"{at}.date_end"),
        date_precision=_text(d["date_precision"], f"{at}.date_precision"),
        facility=_text(d["facility"], f"{at}.facility"),
        provider=_text(d["provider"], f"{at}.provider"),
        type=_text(d["type"], f"{at}.type"),
        findings=_each(d["findings"], f"{at}.findings", _verbatim),
        icd10=_each(d["icd10"], f"{at}.icd10", _text),
        cpt=_each(d["cpt"], f"{at}.cpt", _text),
        billed=_money(d["billed"], f"{at}.billed"),
        citations=_each(d["citations"], f"{at}.citations", _citation),
        flags=_each(d["flags"], f"{at}.flags", _text),
    )


def _verbatim(value: object, at: str) -> VerbatimFinding:
    d = _keys(value, at, ("heading", "quote", "citation", "low_confidence"))
    source = _citation(d["citation"], f"{at}.citation")
    if d["quote"] != source.citation.quote:
        raise ValueError(f"{at}.quote: differs from its citation's quote")
    if not isinstance(d["low_confidence"], bool):
        raise ValueError(f"{at}.low_confidence: true or false is expected")
    return VerbatimFinding(_text(d["heading"], f"{at}.heading"), source, d["low_confidence"])


def _citation(value: object, at: str) -> SourceCitation:
    d = _keys(value, at, ("source", "sha256", "page", "start", "end", "box", "quote"), optional=("bates",))
    box: Box | None = None
    if d["box"] is not None:
        corners = _each(d["box"], f"{at}.box", _float)
        if len(corners) != 4:
            raise ValueError(f"{at}.box: four numbers are expected")
        box = Box(*corners)
    bates = d.get("bates")
    return SourceCitation(
        citation=Citation(
            sha256=_text(d["sha256"], f"{at}.sha256"),
            page=_int(d["page"], f"{at}.page"),
            start=_int(d["start"], f"{at}.start"),
            end=_int(d["end"], f"{at}.end"),
            quote=_text(d["quote"], f"{at}.quote"),
        ),
        source=_text(d["source"], f"{at}.source"),
        bates=None if bates is None else _text(bates, f"{at}.bates"),
        box=box,
    )


def _finding(value: object, at: str) -> MatterFinding:
    d = _keys(value, at, ("kind", "message", "citations", "data"))
    return MatterFinding(
        kind=_text(d["kind"], f"{at}.kind"),
        message=_text(d["message"], f"{at}.message"),
        citations=_each(d["citations"], f"{at}.citations", _citation),
        data=_pairs(d["data"], f"{at}.data", nullable=True),
    )


def _page(value: object, at: str) -> PageEntry:
    d = _keys(
        value,
        at,
        ("source", "sha256", "page", "disposition", "reason", "text_layer", "confidence", "kind"),
    )
    return PageEntry(
        source=_text(d["source"], f"{at}.source"),
        sha256=_text(d["sha256"], f"{at}.sha256"),
        page=_int(d["page"], f"{at}.page"),
        disposition=_text(d["disposition"], f"{at}.disposition"),
        reason=_text(d["reason"], f"{at}.reason"),
        text_layer=_text(d["text_layer"], f"{at}.text_layer"),
        confidence=None if d["confidence"] is None else _float(d["confidence"], f"{at}.confidence"),
        kind=_text(d["kind"], f"{at}.kind"),
    )


def _set_aside(value: object, at: str) -> SetAside:
    d = _keys(value, at, ("file", "sha256", "stage", "reason", "detail", "remedy"))
    return SetAside(
        file=_text(d["file"], f"{at}.file"),
        sha256=None if d["sha256"] is None else _text(d["sha256"], f"{at}.sha256"),
        stage=_text(d["stage"], f"{at}.stage"),
        reason=_text(d["reason"], f"{at}.reason"),
        detail=_text(d["detail"], f"{at}.detail"),
        remedy=_text(d["remedy"], f"{at}.remedy"),
    )


def _keys(value: object, at: str, required: Sequence[str], optional: Sequence[str] = ()) -> Json:
    if not isinstance(value, Mapping):
        raise ValueError(f"{at or 'document'}: an object is expected")
    missing = sorted(set(required) - set(value))
    unknown = len(set(value) - set(required) - set(optional))
    if missing or unknown:
        raise ValueError(f"{at or 'document'}: missing {missing or 'nothing'}, {unknown} unknown keys")
    return value


def _each(value: object, at: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"{at}: a list is expected")
    return tuple(read(item, f"{at}[{i}]") for i, item in enumerate(value))


def _pairs(value: object, at: str, *, nullable: bool) -> tuple[tuple[str, Any], ...]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{at}: an object is expected")
    for item in value.values():
        plain = isinstance(item, str | int) and not isinstance(item, bool)
        if not plain and not (nullable and item is None):
            raise ValueError(f"{at}: values are text or whole numbers")
    return tuple(sorted(value.items()))


def _text(value: object, at: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{at}: text is expected")
    return value


def _int(value: object, at: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{at}: a whole number is expected")
    return value


def _float(value: object, at: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(f"{at}: a number is expected")
    return float(value)


def _money(value: object, at: str) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(f"{at}: a number or null is expected")
    # repr() of a float read from two decimals gives those decimals back, so nothing is rounded here.
    return _cents(value if isinstance(value, Decimal) else Decimal(repr(value)))


# --- bytes --------------------------------------------------------------------------------------------------


def canonical_bytes(value: Json) -> bytes:
    """JSON with sorted keys, no insignificant white space, UTF-8, one line end at the end of the file.

    ``Decimal`` is written digit for digit. Lone surrogates, which UTF-8 cannot hold, are written ``\\udXXX``.

    Raises:
        ValueError: a number is not finite, or a value has no JSON form.
    """
    parts: list[str] = []
    _write(value, parts.append)
    parts.append("\n")
    return "".join(parts).encode("utf-8")


def _write(value: object, out: Callable[[str], object]) -> None:
    if isinstance(value, str):
        out(_quoted(value))
    elif value is None or isinstance(value, bool):
        out("null" if value is None else "true" if value else "false")
    elif isinstance(value, int):
        out(str(value))
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("a number in JSON must be finite")
        out(repr(value))
    elif isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError("a number in JSON must be finite")
        out(f"{value:f}")
    elif isinstance(value, Mapping):
        out("{")
        for i, key in enumerate(sorted(value)):
            out(("," if i else "") + _quoted(key) + ":")
            _write(value[key], out)
        out("}")
    elif isinstance(value, list | tuple):
        out("[")
        for i, item in enumerate(value):
            if i:
                out(",")
            _write(item, out)
        out("]")
    else:
        raise ValueError(f"no JSON form for {type(value).__name__}")


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _SURROGATE.sub(lambda m: f"\\u{ord(m.group()):04x}", quoted)


def rows_digest(chronology: Chronology) -> str:
    """SHA-256 (hex) of the chronology's canonical bytes: the same for its draft and its clean rendition."""
    return hashlib.sha256(canonical_bytes(chronology_to_json(chronology))).hexdigest()
