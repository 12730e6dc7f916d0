"""How the rows of one deliverable print: their cells in the Word table, their columns in the workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipelines.render import wording
from pipelines.render.word_text import Cell, Record
from pipelines.render.xlsx_cells import Value


@dataclass(frozen=True, slots=True)
class Column:
    """Heading, width in characters, name of its format; if not ``printed``, right of the print area."""

    heading: str
    width: int
    look: str = "text"
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the workbook with the value that a row has in it."""

    column: Column
    value: Callable[[Any], Value]


@dataclass(frozen=True, slots=True)
class RowForm:
    """The print of one kind of row. Every row has date, quotes, sources, flags and id besides.

    ``cells`` are the Word cells before the quotes, by placeholder; ``under`` is what follows the last quote
    (codes, amounts). ``before`` and ``after`` are the workbook's columns on both sides of the quotes.
    ``unquoted`` stands where a row quotes nothing; ``counted`` is what the rows are called where they are
    counted.
    """

    cells: Callable[[Any], Record]
    under: Callable[[Any], Cell]
    before: tuple[Field, ...]
    after: tuple[Field, ...]
    unquoted: str = wording.NO_FINDING
    counted: str = "Encounters (rows)"
