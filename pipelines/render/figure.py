"""A drawing as a handful of primitives, and the same drawing as inline SVG.

Answers: what a figure is made of (rectangles, lines, labels), in points from its top left corner. The Word
file carries it as a group of shapes (`pipelines.render.figure_word`), from which the PDF and the page for the
browser draw it again. Refuses nothing; a label is text, never markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Rect:
    """``fill`` and ``stroke`` are colours such as ``1F3864``; "" for none."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line, ``width`` points thick."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float = 0.5
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text. ``y`` is its baseline; ``anchor`` says which part of it stands at ``x``."""

    x: float
    y: float
    text: str
    size: float
    colour: str = "000000"
    bold: bool = False
    anchor: Anchor = "start"


Shape = Rect | Line | Label


@dataclass(frozen=True, slots=True)
class Figure:
    """Shapes in painting order. ``description`` tells in words what the figure shows (alt text)."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    description: str


def figure_svg(figure: Figure) -> str:
    """The figure as an ``svg`` element for an HTML page: no script, no style sheet, no reference."""
    drawn = "".join(_svg(shape) for shape in figure.shapes)
    width, height = number(figure.width), number(figure.height)
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}pt" height="{height}pt" role="img" '
        f'aria-label="{escape(figure.description or figure.title)}">'
        f"<title>{escape(figure.title)}</title><desc>{escape(figure.description)}</desc>{drawn}</svg>"
    )


def number(value: float) -> str:
    """Points with at most two decimals, never an exponent: ``12``, ``0.75``."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _svg(shape: Shape) -> str:
    if isinstance(shape, Rect):
        fill, stroke = _paint(shape.fill), _paint(shape.stroke)
        place = _attributes(x=shape.x, y=shape.y, width=shape.width, height=shape.height)
        return f'<rect{place} fill="{fill}" stroke="{stroke}" stroke-width="0.5"/>'
    if isinstance(shape, Line):
        dashes = ' stroke-dasharray="3 2"' if shape.dashed else ""
        place = _attributes(x1=shape.x1, y1=shape.y1, x2=shape.x2, y2=shape.y2)
        return f'<line{place} stroke="{_paint(shape.colour)}" stroke-width="{number(shape.width)}"{dashes}/>'
    weight = ' font-weight="bold"' if shape.bold else ""
    return (
        f'<text{_attributes(x=shape.x, y=shape.y)} font-size="{number(shape.size)}"{weight} '
        f'fill="{_paint(shape.colour)}" text-anchor="{shape.anchor}">{escape(shape.text)}</text>'
    )


def _paint(colour: str) -> str:
    return f"#{escape(colour)}" if colour else "none"


def _attributes(**values: float) -> str:
    return "".join(f' {name}="{number(value)}"' for name, value in values.items())
