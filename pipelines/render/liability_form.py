"""How an event prints: what sort of paper it is, the people as printed, which rows tell another version."""

from __future__ import annotations

from pipelines.render import wording
from pipelines.render.printing import in_words, one_line
from pipelines.render.row_form import Column, Field, RowForm
from pipelines.render.word_text import Cell, Paragraph, Record, Text, plain
from pipelines.rows import EventRow

DISPUTED = "Disputed: see"
NOTHING_QUOTED = "Listed by its date only: see the page."
_NOBODY = "Nobody named"
_MOST_NAMED = 4


def _parties(row: EventRow) -> Cell:
    if not row.parties:
        return (Paragraph((Text(_NOBODY, "PinciteMuted"),)),)
    return tuple(Paragraph((Text(one_line(party)),)) for party in row.parties)


def _disputed(row: EventRow) -> Cell:
    """Whether other rows tell another version, and which: a long list is left to the index."""
    if not row.disputed:
        return plain(wording.NONE)
    more = len(row.disputed) - _MOST_NAMED
    named = (*row.disputed[:_MOST_NAMED], *((f"and {more} more",) if more > 0 else ()))
    return (
        Paragraph((Text(DISPUTED, "PinciteStrong"),)),
        *(p for other in named for p in plain(other, "PinciteNote")),
    )


def _cells(row: EventRow) -> Record:
    return {
        "type": plain(in_words(row.type) or wording.NONE),
        "parties": _parties(row),
        "disputed": _disputed(row),
    }


LIABILITY = RowForm(
    cells=_cells,
    under=lambda row: (),
    before=(
        Field(Column("On / before / after", 12), lambda row: in_words(row.qualifier)),
        Field(Column("Time", 10), lambda row: one_line(row.time)),
        Field(Column("Type", 18), lambda row: in_words(row.type)),
        Field(Column("Parties", 28), lambda row: "\n".join(map(one_line, row.parties))),
    ),
    after=(Field(Column("Disputed by", 14), lambda row: ", ".join(row.disputed)),),
    unquoted=NOTHING_QUOTED,
    counted="Events (rows)",
)
