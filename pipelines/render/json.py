"""The published ``chronology.json``: the rows' one JSON form, with the rendition's status and rows digest."""

from __future__ import annotations

from pipelines.canonical_json import readable_bytes
from pipelines.deliverables.kind import Mark
from pipelines.rows import AnyChronology
from pipelines.rows_json import chronology_to_json, rows_digest


def render_json(chronology: AnyChronology, mark: Mark) -> bytes:
    """``docs/chronology.schema.json`` describes it; `chronology_from_bytes` reads it back."""
    value = chronology_to_json(chronology)
    head = {"schema": value.pop("schema"), "status": mark.value, "rows_digest": rows_digest(chronology)}
    return readable_bytes(head | value)
