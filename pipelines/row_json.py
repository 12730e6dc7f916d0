"""A row, a citation, an index line as JSON and back: every field of the row's type, in its order.

Answers: the JSON of one row of any deliverable, and the row of one JSON object. Refuses: unknown or missing
keys, wrong types, amounts finer than a cent, a quote that is not its citation's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal
from typing import Any, TypeVar

from extractors.citations import Citation
from extractors.pages import Box
from pipelines.json_shape import each, exact_keys, number, text, whole_number
from pipelines.rows import Index, IndexLine, IndexValue, Row, SourceCitation, VerbatimFinding

_CENT = Decimal("0.01")
R = TypeVar("R", bound=Row)


def row_to_json(row: Row) -> dict[str, Any]:
    """The row's fields as plain JSON values (amounts as ``Decimal``).

    Raises:
        ValueError: an amount is finer than a cent.
    """
    return {f.name: _WRITE[str(f.type)](getattr(row, f.name)) for f in fields(row)}


def row_from_json(value: object, at: str, kind: type[R]) -> R:
    """Inverse of `row_to_json`.

    Args:
        value: the JSON object.
        at: its place, for the error.
        kind: the row type of the deliverable.

    Raises:
        ValueError: any departure from the form; the message names the place, never the text.
    """
    d = exact_keys(value, at, [f.name for f in fields(kind)])
    return kind(*(_READ[str(f.type)](d[f.name], f"{at}.{f.name}") for f in fields(kind)))


def citation_to_json(cited: SourceCitation) -> dict[str, Any]:
    """A citation with its place; ``pinpoint`` only where the paper has page and line of its own."""
    c = cited.citation
    value = {
        "source": cited.source,
        "sha256": c.sha256,
        "page": c.page,
        "start": c.start,
        "end": c.end,
        "box": None if cited.box is None else cited.box.as_list(),
        "quote": c.quote,
        "bates": cited.bates,
    }
    return value | {"pinpoint": cited.pinpoint} if cited.pinpoint else value


def citation_from_json(value: object, at: str) -> SourceCitation:
    """Inverse of `citation_to_json`.

    Raises:
        ValueError: any departure from the form.
    """
    keys = ("source", "sha256", "page", "start", "end", "box", "quote")
    d = exact_keys(value, at, keys, optional=("bates", "pinpoint"))
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
        pinpoint=text(d.get("pinpoint", ""), f"{at}.pinpoint"),
    )


def index_to_json(index: Index) -> dict[str, Any]:
    """An index with its lines; amounts as ``Decimal``.

    Raises:
        ValueError: an amount is finer than a cent.
    """
    return {
        "name": index.name,
        "columns": list(index.columns),
        "note": index.note,
        "lines": [
            {
                "values": [_cents(v) if isinstance(v, Decimal) else v for v in line.values],
                "rows": list(line.rows),
                "citations": [citation_to_json(s) for s in line.citations],
            }
            for line in index.lines
        ],
    }


def index_from_json(value: object, at: str) -> Index:
    """Inverse of `index_to_json`.

    Raises:
        ValueError: any departure from the form.
    """
    d = exact_keys(value, at, ("name", "columns", "note", "lines"))
    columns = each(d["columns"], f"{at}.columns", text)

    def line(value: object, at: str) -> IndexLine:
        own = exact_keys(value, at, ("values", "rows", "citations"))
        values = each(own["values"], f"{at}.values", _index_value)
        if len(values) != len(columns):
            raise ValueError(f"{at}.values: one value for each column is expected")
        return IndexLine(
            values,
            each(own["rows"], f"{at}.rows", text),
            each(own["citations"], f"{at}.citations", citation_from_json),
        )

    return Index(
        text(d["name"], f"{at}.name"),
        columns,
        each(d["lines"], f"{at}.lines", line),
        text(d["note"], f"{at}.note"),
    )


def _index_value(value: object, at: str) -> IndexValue:
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return whole_number(value, at)
    amount = _money(value, at)
    if amount is None:
        raise ValueError(f"{at}: text or a number is expected")
    return amount


def _finding_to_json(finding: VerbatimFinding) -> dict[str, Any]:
    return {
        "heading": finding.heading,
        "quote": finding.quote,
        "citation": citation_to_json(finding.source),
        "low_confidence": finding.low_confidence,
    }


def _finding_from_json(value: object, at: str) -> VerbatimFinding:
    d = exact_keys(value, at, ("heading", "quote", "citation", "low_confidence"))
    source = citation_from_json(d["citation"], f"{at}.citation")
    if d["quote"] != source.citation.quote:
        raise ValueError(f"{at}.quote: differs from its citation's quote")
    if not isinstance(d["low_confidence"], bool):
        raise ValueError(f"{at}.low_confidence: true or false is expected")
    return VerbatimFinding(text(d["heading"], f"{at}.heading"), source, d["low_confidence"])


def _cents(amount: Decimal) -> Decimal:
    """The amount with exactly two decimals; refuses to round."""
    if not amount.is_finite() or amount != amount.quantize(_CENT):
        raise ValueError("an amount must be finite and no finer than a cent")
    return amount.quantize(_CENT)


def _money(value: object, at: str) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(f"{at}: a number or null is expected")
    # repr() of a float read from two decimals gives those decimals back, so nothing is rounded here.
    return _cents(value if isinstance(value, Decimal) else Decimal(repr(value)))


_WRITE: dict[str, Callable[[Any], Any]] = {
    "str": str,
    "tuple[str, ...]": list,
    "Decimal | None": lambda amount: None if amount is None else _cents(amount),
    "tuple[VerbatimFinding, ...]": lambda found: [_finding_to_json(f) for f in found],
    "tuple[SourceCitation, ...]": lambda cited: [citation_to_json(c) for c in cited],
}
_READ: dict[str, Callable[[object, str], Any]] = {
    "str": text,
    "tuple[str, ...]": lambda value, at: each(value, at, text),
    "Decimal | None": _money,
    "tuple[VerbatimFinding, ...]": lambda value, at: each(value, at, _finding_from_json),
    "tuple[SourceCitation, ...]": lambda value, at: each(value, at, citation_from_json),
}
