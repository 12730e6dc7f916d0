"""The page as a person sees it, and where that is in the page's own space.

Answers: size as displayed, the matrix that draws there upright, what a box or a rectangle is in the other
space, and a page made larger at one side. Displayed coordinates are points from the top left after /Rotate
and CropBox, as everywhere in the house. Sizes and boxes are read as PDFium reads them, so that what is
measured there is where it is drawn here: MediaBox and CropBox with their corners in any order, a CropBox cut
to the MediaBox, /Rotate of any number of turns, all of them inherited where the page has none of its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pikepdf

from extractors.pages import Box

Matrix = tuple[float, float, float, float, float, float]
Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own space."""

LETTER = (612.0, 792.0)
_DEEPEST = 64
_OTHER_BOXES = ("/TrimBox", "/BleedBox", "/ArtBox")


class Edge(StrEnum):
    """A side of the page as displayed."""

    TOP = "top"
    RIGHT = "right"
    FOOT = "foot"
    LEFT = "left"


_CLOCKWISE = (Edge.TOP, Edge.RIGHT, Edge.FOOT, Edge.LEFT)


@dataclass(frozen=True, slots=True)
class Displayed:
    """The visible page: ``width`` and ``height`` in points as displayed, ``rotation`` 0, 90, 180 or 270
    clockwise, ``visible`` in its own space, ``unit`` points to one unit of that space."""

    width: float
    height: float
    rotation: int
    visible: Rectangle
    unit: float = 1.0

    @property
    def matrix(self) -> Matrix:
        """From points as displayed, but counted UPWARDS from the lower left corner, to the page's own space:
        what stands before drawing operators, for glyphs stand upright only where y goes upwards."""
        left, bottom, right, top = self.visible
        one = 1 / self.unit
        if self.rotation == 90:
            return (0.0, one, -one, 0.0, right, bottom)
        if self.rotation == 180:
            return (-one, 0.0, 0.0, -one, right, top)
        if self.rotation == 270:
            return (0.0, -one, one, 0.0, left, top)
        return (one, 0.0, 0.0, one, left, bottom)

    def rectangle(self, box: Box) -> Rectangle:
        """A displayed box in the page's own space: what an annotation's /Rect says."""
        a, b, c, d, e, f = self.matrix
        corners = ((box.x0, self.height - box.bottom), (box.x1, self.height - box.top))
        xs = [a * x + c * y + e for x, y in corners]
        ys = [b * x + d * y + f for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def box(self, rectangle: Rectangle) -> Box:
        """A rectangle of the page's own space as displayed."""
        left, bottom, right, top = self.visible
        x0, y0, x1, y1 = rectangle
        if self.rotation == 90:
            found = (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        elif self.rotation == 180:
            found = (right - x1, y0 - bottom, right - x0, y1 - bottom)
        elif self.rotation == 270:
            found = (top - y1, right - x1, top - y0, right - x0)
        else:
            found = (x0 - left, top - y1, x1 - left, top - y0)
        return Box(*(value * self.unit for value in found))


def displayed(page: pikepdf.Page) -> Displayed:
    """How a page is displayed. A page without a usable MediaBox is letter size, as viewers have it."""
    media = _rectangle(inherited(page, "/MediaBox")) or (0.0, 0.0, *LETTER)
    crop = _rectangle(inherited(page, "/CropBox"))
    visible = (_common(media, crop) if crop else media) or media
    rotation = _turns(inherited(page, "/Rotate")) * 90
    unit = _number(page.obj.get("/UserUnit"))
    unit = unit if unit is not None and math.isfinite(unit) and unit > 0 else 1.0
    width, height = (visible[2] - visible[0]) * unit, (visible[3] - visible[1]) * unit
    if rotation in (90, 270):
        width, height = height, width
    return Displayed(width, height, rotation, visible, unit)


def inherited(page: pikepdf.Page, key: str) -> pikepdf.Object | None:
    """A page's attribute, its own or the nearest of the nodes above it."""
    node: pikepdf.Object | None = page.obj
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if (value := node.get(key)) is not None:
            return value
        node = node.get("/Parent")
    return None


def settle(page: pikepdf.Page) -> Displayed:
    """Write down on the page itself how it is displayed, so that no viewer sees it otherwise: one box, one
    rotation, nothing inherited. A /UserUnit stays."""
    shown = displayed(page)
    _write(page, shown.visible, shown.rotation)
    return shown


def enlarge(page: pikepdf.Page, edge: Edge, points: float) -> Displayed:
    """Make the displayed page larger by ``points`` at one side; only boxes change.

    What the page holds outside its old box comes to light if it is not clipped first:
    `pipelines.exhibits.wrapping.hold` does that.
    """
    shown = displayed(page)
    here = _CLOCKWISE[(_CLOCKWISE.index(edge) - shown.rotation // 90) % 4]
    left, bottom, right, top = shown.visible
    by = points / shown.unit
    grown = (
        left - by * (here is Edge.LEFT),
        bottom - by * (here is Edge.FOOT),
        right + by * (here is Edge.RIGHT),
        top + by * (here is Edge.TOP),
    )
    _write(page, grown, shown.rotation)
    return displayed(page)


def numbers(values: tuple[float, ...]) -> pikepdf.Array:
    """An array of numbers, to thousandths."""
    return pikepdf.Array([_written(value) for value in values])


def _written(value: float) -> float | int:
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded


def _write(page: pikepdf.Page, box: Rectangle, rotation: int) -> None:
    obj = page.obj
    obj["/MediaBox"] = numbers(box)
    obj["/CropBox"] = numbers(box)
    obj["/Rotate"] = rotation
    for name in _OTHER_BOXES:
        if name in obj:
            del obj[name]


def _turns(value: pikepdf.Object | None) -> int:
    """Quarter turns clockwise, 0-3; what is between two of them is cut off towards none, as PDFium does."""
    number = _number(value)
    if number is None or not math.isfinite(number):
        return 0
    return math.trunc(math.trunc(number) / 90) % 4


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _rectangle(value: object) -> Rectangle | None:
    """Four numbers with their corners in order; ``None`` for anything else and for an empty box."""
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    found = [_number(v) for v in value]
    if any(v is None or not math.isfinite(v) for v in found):
        return None
    x0, y0, x1, y1 = (v for v in found if v is not None)
    left, bottom, right, top = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return (left, bottom, right, top) if left < right and bottom < top else None


def _common(one: Rectangle, other: Rectangle) -> Rectangle | None:
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if left < right and bottom < top else None
