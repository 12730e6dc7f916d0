"""Draws on a reportlab canvas what `pipelines.render.pdf_pages` laid out.

Answers: text, shading, bars, ruled lines, figures, links and the watermark, with lengths from the top left
corner of the page turned into the PDF's, from the bottom left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.render.figure import Figure, Label, Line, Rect
from pipelines.render.pdf_fonts import ASCENT, face_of
from pipelines.render.pdf_lines import Piece, SetLine
from pipelines.render.pdf_pages import Column, Laid
from pipelines.render.pdf_pictures import draw_picture
from pipelines.render.pdf_stacks import Stack, Strip
from pipelines.render.word_blocks import Edge, Letters, Paragraph, Picture, Sheet, Watermark

_HEX = 16


class Pen:
    """Draws on the current page of a canvas, ``height`` points high."""

    def __init__(self, canvas: Any, height: float) -> None:
        self._canvas, self._height = canvas, height

    def strap(self, part: Laid, left: float, top: float) -> None:
        """A row or paragraph, or the part of it that is on this page."""
        y = top + part.y
        for column, first, past in zip(part.strap.columns, part.first, part.past, strict=True):
            x = left + column.x
            if column.fill:
                self._rectangle(x, y, column.width, part.height, column.fill)
            self._stack(column.stack, x + column.padding[3], y + column.padding[0], first, past)
        for column in part.strap.columns:
            self._edges(column, left + column.x, y, part)

    def stack(self, stack: Stack, x: float, y: float) -> None:
        """A whole stack from ``y`` on."""
        self._stack(stack, x, y, 0, len(stack.strips))

    def watermark(self, mark: Watermark, sheet: Sheet) -> None:
        """The mark across the text, as wide as the template draws it."""
        face = face_of(Letters(bold=True))
        words = face.shown(mark.text)
        size = mark.width / max(face.width(words, 1.0), 0.1)
        canvas = self._canvas
        canvas.saveState()
        x = sheet.left + sheet.text_width / 2
        y = sheet.bottom + (sheet.height - sheet.top - sheet.bottom) / 2
        canvas.translate(_round(x), _round(y))
        canvas.rotate(-mark.rotation)
        canvas.setFillColorRGB(*_rgb(mark.colour))
        canvas.setFont(face.name, _round(size))
        canvas.drawString(_round(-mark.width / 2), _round(-size * 0.36), words)
        canvas.restoreState()

    def _stack(self, stack: Stack, x: float, y: float, first: int, past: int) -> None:
        """The strips ``first`` to ``past`` of a stack, from ``y`` on."""
        strips = stack.strips[first:past]
        if not strips:
            return
        shift = y - stack.origin(first)
        self._backgrounds(stack, x, shift, strips)
        for strip in strips:
            if strip.line is not None:
                self._line(strip.line, x, strip.top + shift)
            if isinstance(strip.figure, Picture):
                self._picture(strip.figure, x, strip.top + shift, strip.scale)
            elif strip.figure is not None:
                self._figure(strip.figure, x, strip.top + shift, strip.scale)

    def _backgrounds(self, stack: Stack, x: float, shift: float, strips: Sequence[Strip]) -> None:
        """Shading, bars and rules of the paragraphs that have some."""
        start = 0
        for i, strip in enumerate(strips):
            if i + 1 < len(strips) and strips[i + 1].paragraph == strip.paragraph:
                continue
            paragraph = stack.paragraphs[strip.paragraph]
            self._background(paragraph, x, strips[start].top + shift, strip.bottom + shift, stack.width)
            start = i + 1

    def _background(self, paragraph: Paragraph, x: float, top: float, bottom: float, width: float) -> None:
        setting = paragraph.setting
        left, right = x + setting.left, x + width - setting.right
        if setting.fill:
            reach = setting.bar.space if setting.bar else 0.0
            self._rectangle(left - reach, top, right - left + reach, bottom - top, setting.fill)
        if setting.bar:
            at = left - setting.bar.space - setting.bar.width / 2
            self._rule(setting.bar, at, top, at, bottom)
        if setting.above:
            self._rule(setting.above, left, top - setting.above.space, right, top - setting.above.space)
        if setting.below:
            at = bottom + setting.below.space + setting.below.width / 2
            self._rule(setting.below, left, at, right, at)

    def _line(self, line: SetLine, x: float, top: float) -> None:
        baseline = top + line.baseline
        for piece in line.pieces:
            self._piece(piece, x + piece.x, baseline)

    def _piece(self, piece: Piece, x: float, baseline: float) -> None:
        letters = piece.letters
        self._text(piece.text, x, baseline, letters.size, letters.colour, piece.face.name)
        if letters.underline:
            rule = Edge(letters.colour or "000000", max(letters.size / 16, 0.4))
            self._rule(rule, x, baseline + letters.size / 8, x + piece.width, baseline + letters.size / 8)
        if piece.link:
            above, below = baseline - ASCENT * letters.size, baseline + 0.22 * letters.size
            corners = (x, self._height - below, x + piece.width, self._height - above)
            self._canvas.linkURL(piece.link, tuple(map(_round, corners)), relative=0, thickness=0)

    def _text(self, words: str, x: float, y: float, size: float, colour: str, face: str) -> None:
        canvas = self._canvas
        canvas.setFillColorRGB(*_rgb(colour))
        canvas.setFont(face, size)
        canvas.drawString(_round(x), _round(self._height - y), words)

    def _edges(self, column: Column, x: float, y: float, part: Laid) -> None:
        edges, right, bottom = column.edges, x + column.width, y + part.height
        if edges.top:
            self._rule(edges.top, x, y, right, y)
        if edges.bottom and part.closes:
            self._rule(edges.bottom, x, bottom, right, bottom)
        if edges.left:
            self._rule(edges.left, x, y, x, bottom)
        if edges.right:
            self._rule(edges.right, right, y, right, bottom)

    def _picture(self, picture: Picture, x: float, y: float, scale: float) -> None:
        width, height = picture.width * scale, picture.height * scale
        draw_picture(self._canvas, picture, x, self._height - y - height, width, height)

    def _figure(self, figure: Figure, x: float, y: float, scale: float) -> None:
        canvas = self._canvas
        canvas.saveState()
        canvas.transform(_round(scale), 0, 0, _round(scale), _round(x), _round(self._height - y))
        inner = Pen(canvas, 0.0)
        for shape in figure.shapes:
            if isinstance(shape, Rect):
                if shape.fill:
                    inner._rectangle(shape.x, shape.y, shape.width, shape.height, shape.fill)
                if shape.stroke:
                    canvas.setStrokeColorRGB(*_rgb(shape.stroke))
                    canvas.setLineWidth(0.5)
                    box = (shape.x, -shape.y - shape.height, shape.width, shape.height)
                    canvas.rect(*map(_round, box), stroke=1, fill=0)
            elif isinstance(shape, Line):
                if shape.dashed:
                    canvas.setDash(3, 2)
                inner._rule(Edge(shape.colour, shape.width), shape.x1, shape.y1, shape.x2, shape.y2)
                canvas.setDash()
            else:
                inner._label(shape)
        canvas.restoreState()

    def _label(self, label: Label) -> None:
        face = face_of(Letters(bold=label.bold))
        words = face.shown(label.text)
        back = {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor] * face.width(words, label.size)
        self._text(words, label.x - back, label.y, label.size, label.colour, face.name)

    def _rectangle(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self._canvas.setFillColorRGB(*_rgb(colour))
        box = (x, self._height - y - height, width, height)
        self._canvas.rect(*map(_round, box), stroke=0, fill=1)

    def _rule(self, edge: Edge, x1: float, y1: float, x2: float, y2: float) -> None:
        self._canvas.setStrokeColorRGB(*_rgb(edge.colour))
        self._canvas.setLineWidth(_round(edge.width))
        self._canvas.line(_round(x1), _round(self._height - y1), _round(x2), _round(self._height - y2))


def _round(value: float) -> float:
    """Hundredths of a point: what a printer can show, and the same in every floating-point library."""
    return round(value, 2)


def _rgb(colour: str) -> tuple[float, float, float]:
    """Parts of red, green and blue; black for ""."""
    digits = colour or "000000"
    red, green, blue = (round(int(digits[i : i + 2], _HEX) / 255, 4) for i in (0, 2, 4))
    return red, green, blue
