"""How a row of the damages chronology prints: service and phase, and four amounts."""

from __future__ import annotations

from decimal import Decimal

from pipelines.render import wording
from pipelines.render.printing import dollars, in_words, one_line
from pipelines.render.row_form import Column, Field, RowForm
from pipelines.render.treatment_form import codes_line, listed, place
from pipelines.render.word_text import Cell, Record, plain
from pipelines.rows import DamagesRow


def _amount(amount: Decimal | None) -> Cell:
    """An amount, or the dash of what no paper states."""
    return plain(wording.NONE if amount is None else dollars(amount))


def _place(row: DamagesRow) -> Cell:
    """Facility and provider; of a bill or a letter only who is printed."""
    both = place(row)
    if not (row.facility or row.provider):
        return plain(wording.NONE)
    return both if row.facility and row.provider else both[1:] if row.provider else both[:1]


def _cells(row: DamagesRow) -> Record:
    return {
        "place": _place(row),
        "type": (
            *plain(in_words(row.type) or wording.NONE),
            *(plain(in_words(row.phase), "PinciteNote") if row.phase else ()),
        ),
        "billed": _amount(row.billed),
        "adjusted": _amount(row.adjusted),
        "paid": _amount(row.paid),
        "outstanding": _amount(row.outstanding),
    }


def _under(row: DamagesRow) -> Cell:
    return codes_line((("ICD-10", listed(row.icd10)), ("CPT", listed(row.cpt))))


DAMAGES = RowForm(
    cells=_cells,
    under=_under,
    before=(
        Field(Column("Phase", 11), lambda row: in_words(row.phase)),
        Field(Column("Facility", 20), lambda row: one_line(row.facility)),
        Field(Column("Provider", 17), lambda row: one_line(row.provider)),
        Field(Column("Service", 15), lambda row: in_words(row.type)),
    ),
    after=(
        Field(Column("ICD-10", 10), lambda row: listed(row.icd10)),
        Field(Column("CPT", 8), lambda row: listed(row.cpt)),
        Field(Column("Billed", 11, "money"), lambda row: row.billed),
        Field(Column("Adjusted", 11, "money"), lambda row: row.adjusted),
        Field(Column("Paid", 11, "money"), lambda row: row.paid),
        Field(Column("Outstanding", 11, "money"), lambda row: row.outstanding),
    ),
    unquoted="",
    counted="Rows of the chronology",
)
