"""Providers in cells of their own: beside or under a label's cell, or in their column of a table of visits.

Answers where the cells stand that a label such as "Clinician" or "PT/PTA" heads, and how strong the label is.
Refuses a label's neighbour that is a label itself: a table's headings stand beside one another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from extractors.cell_places import Place, PlacedPage
from extractors.form_words import is_title_or_label, label_words
from extractors.lexicon import load, name_words, normal

SIGNS, NAMES = "signs", "names"
"""What a label says of the person in its cell: signed here, or is only named."""


def provider_cells(places: PlacedPage, start: int, end: int) -> Iterator[tuple[str, Place]]:
    """The cells of ``text[start:end]`` that a provider's label heads, in order of the labels.

    Args:
        places: the page's cells.
        start: first character of the note on the page; a table's headings may stand above it.
        end: end of the note on the page.
    """
    tables = [i for i, row in enumerate(places.rows) if _is_heading_row(row)]
    for row in places.rows:
        for label in row:
            if _SIGNATURE_LABEL.fullmatch(label.cell.text) and start <= label.cell.start < end:
                signed = places.above(label)
                if signed and start <= signed.cell.start < end:
                    yield SIGNS, signed
        heads = [p for p in row if _says(p.cell.text)]
        for head in heads:
            if head.cell.start >= end:
                return
            for value in _values(places, row, head, tables):
                if start <= value.cell.start < end and not is_title_or_label(value.cell.text):
                    yield _says(head.cell.text), value


# The label printed under the line on which a clinician signs.
_SIGNATURE_LABEL = re.compile(
    r"(?:treating |attending |examining |print(?:ed)? )?"
    r"(?:physician|provider|therapist|clinician|doctor|practitioner|chiropractor|examiner|nurse|psychologist"
    r"|counselor|staff|radiologist|surgeon|dentist|acupuncturist)(?:['’]?s)? (?:signature|name)\b[^:.]{0,30}",
    re.IGNORECASE,
)


def _values(
    places: PlacedPage, row: tuple[Place, ...], head: Place, tables: Sequence[int]
) -> Iterator[Place]:
    if head.line in tables:
        # A column ends where the next table begins.
        following = bisect_right(tables, head.line)
        until = tables[following] if following < len(tables) else None
        for cells in places.column(head, until):
            yield from cells
        return
    yield from [p for p in row if p.x0 > head.x0][:1]
    yield from places.beneath(head)[:1]


def _is_heading_row(row: tuple[Place, ...]) -> bool:
    """Whether a row's cells are headings of columns: three and more, none a value."""
    labels = sum(_is_head(p.cell.text) for p in row)
    return len(row) >= 3 and labels * 2 > len(row)


def _is_head(text: str) -> bool:
    plain = label_words(text)
    return bool(_says(text)) or is_title_or_label(text) or plain in _heads() or plain.startswith("date")


@cache
def _heads() -> frozenset[str]:
    return frozenset(normal(w) for w in load("names")["person"]["column_heads"])


_PIECES = re.compile(r"[/|&]| and | or ")


@cache
def _says(text: str) -> str:
    """`SIGNS` or `NAMES` for a provider's label ("PT/PTA", "Clinician signature / title"); "" for others."""
    refused = name_words("person", "never")
    pieces = [label_words(p) for p in _PIECES.split(text.rstrip(": "))]
    if ":" in text.rstrip(": ") or any(f" {w} " in f" {normal(text)} " for w in refused):
        return ""
    if any(p in name_words("person", "signature") for p in pieces):
        return SIGNS
    credentials = {normal(c) for c in load("names")["person"]["credentials"]}
    if len(pieces) > 1 and all(p in credentials for p in pieces):
        return NAMES
    return NAMES if any(p in name_words("person", "labels") for p in pieces) else ""
