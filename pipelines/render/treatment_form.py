"""How an encounter prints: facility and provider, type, codes and amount."""

from __future__ import annotations

from pipelines.render import wording
from pipelines.render.printing import dollars, in_words, one_line
from pipelines.render.row_form import Column, Field, RowForm
from pipelines.render.word_text import Cell, Paragraph, Record, Text, plain
from pipelines.rows import DamagesRow, TreatmentRow


def place(row: TreatmentRow | DamagesRow) -> Cell:
    """Facility and provider, each on a line of its own."""
    facility, provider = one_line(row.facility), one_line(row.provider)
    return (
        Paragraph(
            (Text(facility, "PinciteStrong") if facility else Text(wording.NO_FACILITY, "PinciteMuted"),)
        ),
        Paragraph((Text(provider) if provider else Text(wording.NO_PROVIDER, "PinciteMuted"),)),
    )


def codes_line(parts: tuple[tuple[str, str], ...]) -> Cell:
    """``ICD-10 S16.1XXA   CPT 99213   Billed $142.00``; what is empty is left out."""
    runs: list[Text] = []
    for label, value in parts:
        if value:
            runs += [Text(("   " if runs else "") + label + " "), Text(value, "PinciteStrong")]
    return (Paragraph(tuple(runs), "PinciteCodes"),) if runs else ()


def listed(codes: tuple[str, ...]) -> str:
    """Codes in a line."""
    return ", ".join(map(one_line, codes))


def _cells(row: TreatmentRow) -> Record:
    return {"place": place(row), "type": plain(in_words(row.type) or wording.NONE)}


def _under(row: TreatmentRow) -> Cell:
    billed = "" if row.billed is None else dollars(row.billed)
    return codes_line((("ICD-10", listed(row.icd10)), ("CPT", listed(row.cpt)), ("Billed", billed)))


TREATMENT = RowForm(
    cells=_cells,
    under=_under,
    before=(
        Field(Column("Facility", 20), lambda row: one_line(row.facility)),
        Field(Column("Provider", 17), lambda row: one_line(row.provider)),
        Field(Column("Type", 15), lambda row: in_words(row.type)),
    ),
    after=(
        Field(Column("ICD-10", 10), lambda row: listed(row.icd10)),
        Field(Column("CPT", 8), lambda row: listed(row.cpt)),
        Field(Column("Billed", 11, "money"), lambda row: row.billed),
    ),
)
