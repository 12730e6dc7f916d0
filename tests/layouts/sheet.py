"""Paper to draw a made-up record on: positions in points from the top left, as a ruler shows them.

Answers: text left, right and centred, wrapped paragraphs, tables with wrapped cells, rules and boxes.
Refuses layout of its own: each document under ``open/`` and ``held_out/`` places its fields itself, because
the places are what is tested.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import landscape, letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

SANS, SERIF, MONO = "Helvetica", "Times-Roman", "Courier"
BOLD = {SANS: "Helvetica-Bold", SERIF: "Times-Bold", MONO: "Courier-Bold"}


class Sheet:
    """Letter paper; ``y`` grows downwards and names the baseline."""

    def __init__(self, font: str = SANS, size: float = 9.0, wide: bool = False) -> None:
        self._bytes = BytesIO()
        self.width, self.height = landscape(letter) if wide else letter
        # invariant: no clock and no random id in the file, so that one drawing is one digest.
        self._canvas: Any = Canvas(self._bytes, pagesize=(self.width, self.height), invariant=1)
        self.font = font
        self.size = size

    def use(self, font: str, size: float, wide: bool = False) -> None:
        """Set the face, size and orientation; called before anything is drawn."""
        self.font, self.size = font, size
        self.width, self.height = landscape(letter) if wide else letter
        self._canvas.setPageSize((self.width, self.height))

    def at(self, x: float, y: float, text: str, size: float = 0, bold: bool = False, font: str = "") -> float:
        """Text from ``x`` rightwards; returns where it ends."""
        face, points = self._face(font, bold), size or self.size
        self._canvas.setFont(face, points)
        self._canvas.drawString(x, self.height - y, text)
        return x + float(stringWidth(text, face, points))

    def right(
        self, x: float, y: float, text: str, size: float = 0, bold: bool = False, font: str = ""
    ) -> None:
        """Text that ends at ``x``."""
        self._canvas.setFont(self._face(font, bold), size or self.size)
        self._canvas.drawRightString(x, self.height - y, text)

    def middle(
        self, y: float, text: str, size: float = 0, bold: bool = False, x: float = 0, font: str = ""
    ) -> None:
        """Text centred on ``x``, or on the page."""
        self._canvas.setFont(self._face(font, bold), size or self.size)
        self._canvas.drawCentredString(x or self.width / 2, self.height - y, text)

    def label(self, x: float, y: float, label: str, value: str, gap: float = 4, size: float = 0) -> float:
        """A bold label and its value beside it."""
        return self.at(self.at(x, y, label, size, bold=True) + gap, y, value, size)

    def para(self, x: float, y: float, width: float, text: str, size: float = 0, bold: bool = False) -> float:
        """Wrapped text (``\\n`` breaks a line); returns the baseline after it."""
        points = size or self.size
        face = self._face("", bold)
        for line in wrap(text, width, face, points):
            self._canvas.setFont(face, points)
            self._canvas.drawString(x, self.height - y, line)
            y += points * 1.25
        return y

    def table(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        rows: Sequence[Sequence[str]],
        size: float = 0,
        head: bool = True,
        ruled: bool = False,
        right: Sequence[int] = (),
    ) -> float:
        """Rows of cells, wrapped each in its column; returns the baseline after the last row."""
        points = size or self.size
        pad = points * 0.6 if ruled else points * 0.3
        for number, row in enumerate(rows):
            face = self._face("", head and number == 0)
            cells = [wrap(c, w - 5, face, points) for c, w in zip(row, widths, strict=True)]
            tall = max(len(c) for c in cells) * points * 1.2
            left = x
            for column, (cell, w) in enumerate(zip(cells, widths, strict=True)):
                self._canvas.setFont(face, points)
                for i, line in enumerate(cell):
                    base = self.height - y - i * points * 1.2
                    if column in right:
                        self._canvas.drawRightString(left + w - 3, base, line)
                    else:
                        self._canvas.drawString(left + 2, base, line)
                if ruled:
                    self.box(left, y - points, w, tall + pad)
                left += w
            y += tall + pad
        return y

    def rule(self, y: float, x0: float = 36, x1: float = 576, weight: float = 0.6) -> None:
        """A horizontal line."""
        self._canvas.setLineWidth(weight)
        self._canvas.line(x0, self.height - y, x1, self.height - y)

    def box(self, x: float, y: float, w: float, h: float, grey: float = 0) -> None:
        """A frame, or a grey field behind what is drawn after it."""
        self._canvas.setLineWidth(0.4)
        if grey:
            self._canvas.setFillGray(grey)
            self._canvas.rect(x, self.height - y - h, w, h, stroke=0, fill=1)
            self._canvas.setFillGray(0)
        else:
            self._canvas.rect(x, self.height - y - h, w, h)

    def page(self) -> None:
        """On to the next page."""
        self._canvas.showPage()

    def pdf(self) -> bytes:
        """The finished file."""
        self._canvas.showPage()
        self._canvas.save()
        return self._bytes.getvalue()

    def _face(self, font: str, bold: bool) -> str:
        return BOLD[font or self.font] if bold else font or self.font


def wrap(text: str, width: float, face: str, points: float) -> list[str]:
    """Lines that fit ``width`` points."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}" if line else word
            if line and stringWidth(longer, face, points) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines
