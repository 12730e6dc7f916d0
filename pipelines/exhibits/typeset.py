"""Plain text set onto sheets of any size: mails and text files, values of form fields, typed remarks.

Answers: a PDF with one page for each sheet, in Liberation Sans, all of a job in one embedded font. The
letters are made smaller until the text fits; what does not fit at the smallest size is refused, for a text
that runs off its sheet is evidence lost. What the font lacks is shown by its code, never dropped.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from pipelines.render.pdf_fonts import ASCENT, Face, face_of, line_height
from pipelines.render.plain_lines import wrapped
from pipelines.render.word_blocks import Letters

SMALLEST = 4.0
"""Points; smaller print is no longer read on paper."""

_STEP = 0.5


@dataclass(frozen=True, slots=True)
class Sheet:
    """One text and the sheet it stands on, in points.

    Args:
        text: lines end with a newline.
        width: of the sheet.
        height: of the sheet.
        margin: kept free on all sides.
        size: of the letters, at most.
        cells: where not 0, each character stands in a cell of its own, of so many (a "comb" on a form).
        middle: one line, half-way up the sheet, as a field of one line has it.
    """

    text: str
    width: float
    height: float
    margin: float
    size: float
    cells: int = 0
    middle: bool = False


class TooLongError(Exception):
    """The text does not fit; ``sheet`` counts from 0."""

    def __init__(self, sheet: int) -> None:
        super().__init__(sheet)
        self.sheet = sheet


def typeset(sheets: Sequence[Sheet]) -> pikepdf.Pdf:
    """One page for each sheet; the same sheets give the same bytes.

    Raises:
        TooLongError: a text does not fit its sheet at `SMALLEST`.
    """
    face = face_of(Letters(10))
    written = io.BytesIO()
    canvas = Canvas(written, invariant=True, pageCompression=1)
    for index, sheet in enumerate(sheets):
        canvas.setPageSize((sheet.width, sheet.height))
        if sheet.cells:
            _comb(canvas, face, sheet)
        else:
            _lines(canvas, face, sheet, index)
        canvas.showPage()
    canvas.save()
    written.seek(0)
    return pikepdf.open(written)


def _lines(canvas: Canvas, face: Face, sheet: Sheet, index: int) -> None:
    size = max(min(sheet.size, sheet.height), SMALLEST)
    lines = _fitting(face, sheet, size)
    while lines is None:
        size -= _STEP
        if size < SMALLEST:
            raise TooLongError(index)
        lines = _fitting(face, sheet, size)
    leading = line_height(size)
    top = sheet.height - sheet.margin - (0.0 if not sheet.middle else max(0.0, (_room(sheet) - leading) / 2))
    canvas.setFont(face.name, size)
    for row, line in enumerate(lines):
        if line:
            canvas.drawString(sheet.margin, top - row * leading - ASCENT * size, line)


def _fitting(face: Face, sheet: Sheet, size: float) -> list[str] | None:
    """The lines at this size, ``None`` if they are too many."""
    most = max(1, int(_room(sheet) / line_height(size) + 1e-6))
    if sheet.middle:
        most = 1
    lines: list[str] = []
    for line in face.shown(sheet.text).replace("\t", "   ").split("\n"):
        for piece in wrapped(face, line, size, sheet.width - 2 * sheet.margin):
            if len(lines) == most:
                return None
            lines.append(piece)
    return lines


def _room(sheet: Sheet) -> float:
    return sheet.height - 2 * sheet.margin


def _comb(canvas: Canvas, face: Face, sheet: Sheet) -> None:
    cell = sheet.width / sheet.cells
    size = max(min(sheet.size, sheet.height * 0.9, cell * 1.4), SMALLEST)
    canvas.setFont(face.name, size)
    base = (sheet.height - line_height(size)) / 2 + line_height(size) - ASCENT * size
    for index, letter in enumerate(face.shown(sheet.text)):
        at = index * cell + (cell - face.width(letter, size)) / 2
        canvas.drawString(at, base, letter)
