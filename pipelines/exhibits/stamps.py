"""Draws stamps on a page: stickers, lines at the foot, the draft's mark.

Answers: the content added to a page, and the box of every text in it, so that the finished file can be read
again and each be found where it was put. What the page held is closed in and not otherwise touched; what is
added is drawn upright on the displayed page and marked as an artifact, for it is not part of the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, sin

import pikepdf
from pikepdf import Array, Dictionary

from extractors.pages import Box
from pipelines.exhibits.geometry import Displayed, inherited
from pipelines.exhibits.label_layout import Sticker
from pipelines.exhibits.stamp_font import ABOVE, BELOW, StampFont, shown, width
from pipelines.exhibits.wrapping import secure, streams
from pipelines.exhibits.zones import SIZE, Side, line_box

COLOURS = {
    "white": (1.0, 1.0, 1.0),
    "yellow": (1.0, 0.95, 0.55),
    "blue": (0.76, 0.87, 0.97),
    "red": (0.98, 0.76, 0.74),
    "green": (0.78, 0.92, 0.76),
    "pink": (0.99, 0.82, 0.89),
}
"""Of stickers: light enough that black letters are read on a copy."""

_MARK_GREY = "0.55 0.1 0.1"
_MARK_ALPHA = 0.28
_MARK_LARGEST = 66.0
_MARK_REACH = 0.78
"""Part of the page's diagonal that the draft's mark takes."""


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A line at the foot: a page number, a Bates number, a confidentiality line, a footer."""

    text: str
    side: Side = Side.CENTRE
    row: int = 0
    size: float = SIZE


@dataclass(frozen=True, slots=True)
class Label:
    """A sticker with its upper left corner at a displayed point."""

    sticker: Sticker
    x: float
    y: float
    colour: str = "white"

    @property
    def box(self) -> Box:
        """Where it is, its border included."""
        return Box(self.x, self.y, self.x + self.sticker.width, self.y + self.sticker.height)


@dataclass(frozen=True, slots=True)
class Words:
    """A line of its own, for sheets: where it begins, its baseline from the top of the page."""

    text: str
    x: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Words across the whole page that one sees through."""

    text: str


Item = NumberLine | Label | Words | Mark


@dataclass(frozen=True, slots=True)
class Stamped:
    """A text as it was printed, and the displayed box that holds it."""

    text: str
    box: Box


def stamp(
    page: pikepdf.Page, font: StampFont, items: Sequence[Item], secured: Displayed | None = None
) -> tuple[Stamped, ...]:
    """Draw ``items`` on the page, over what is there.

    Args:
        page: of the PDF that ``font`` belongs to; `StampFont.embed` must follow before it is saved.
        secured: how the page is displayed, where it went through `pipelines.exhibits.wrapping.secure`, or
            was stamped before.

    Returns:
        one entry for each text, in the order of the items.
    """
    if not items:
        return ()
    view = secured or secure(page, font)
    pen = _Pen(view, font, _font_name(page, font))
    for item in items:
        if isinstance(item, Mark):
            _add_alpha(page)
        pen.draw(item)
    page.obj["/Contents"] = Array([*streams(page), font.pdf.make_stream(pen.content())])
    return tuple(pen.printed)


class _Pen:
    """Content for one page, in points counted upwards from the lower left corner of the displayed page."""

    def __init__(self, view: Displayed, font: StampFont, name: str) -> None:
        self._view, self._font, self._name = view, font, name
        self._parts: list[str] = []
        self.printed: list[Stamped] = []

    def content(self) -> bytes:
        """All that was drawn, upright on the displayed page."""
        matrix = " ".join(_written(v, 5) for v in self._view.matrix)
        return "\n".join([f"\nq {matrix} cm", *self._parts, "Q\n"]).encode("ascii")

    def draw(self, item: Item) -> None:
        words = isinstance(item, Words)
        if not words:
            self._parts.append("/Artifact <</Type /Pagination>> BDC")
        if isinstance(item, NumberLine):
            self._line(item)
        elif isinstance(item, Label):
            self._label(item)
        elif isinstance(item, Words):
            self._parts.append("0 g")
            self._text(shown(item.text), item.x, item.baseline, item.size)
        else:
            self._mark(shown(item.text))
        if not words:
            self._parts.append("EMC")

    def _line(self, line: NumberLine) -> None:
        text = shown(line.text)
        page = (self._view.width, self._view.height)
        box = line_box(page, width(text, line.size), line.side, line.row, line.size)
        self._parts.append("0 g")
        self._text(text, box.x0, box.top + ABOVE * line.size, line.size)

    def _label(self, label: Label) -> None:
        box, sticker = label.box, label.sticker
        fill = " ".join(_written(v) for v in COLOURS[label.colour])
        inner = (box.x0 + 0.5, self._up(box.bottom - 0.5), sticker.width - 1, sticker.height - 1)
        area = " ".join(_written(v) for v in inner)
        self._parts.append("1 g" if label.colour == "white" else f"{fill} rg")
        self._parts.append(f"0 G 1 w [] 0 d {area} re B\n0 g")
        for text in sticker.texts:
            x, y = label.x + text.x, label.y + text.baseline
            self._text(text.text, x, y, text.size)
            if text.ticked:
                side = text.size * 0.75
                square = " ".join(_written(v) for v in (x - text.size * 1.1, self._up(y), side, side))
                self._parts.append(f"0.6 w {square} re S")

    def _mark(self, text: str) -> None:
        view = self._view
        across = hypot(view.width, view.height) * _MARK_REACH
        angle = atan2(view.height, view.width)
        size = min(across / width(text, 1.0), _MARK_LARGEST)
        length, high = width(text, size), size * 0.36
        x = view.width / 2 - cos(angle) * length / 2 + sin(angle) * high
        y = view.height / 2 - sin(angle) * length / 2 - cos(angle) * high
        turned = (cos(angle), sin(angle), -sin(angle), cos(angle), x, y)
        self._parts.append(f"/PcMark gs {_MARK_GREY} rg BT /{self._name} {_written(size)} Tf")
        self._parts.append(" ".join(_written(v, 5) for v in turned) + f" Tm <{self._font.codes(text)}> Tj ET")
        self.printed.append(Stamped(text, Box(0.0, 0.0, view.width, view.height)))

    def _text(self, text: str, x: float, baseline: float, size: float) -> None:
        """A shown text; its place is from the top of the page."""
        at = f"{_written(x)} {_written(self._up(baseline))} Td"
        self._parts.append(f"BT /{self._name} {_written(size)} Tf {at} <{self._font.codes(text)}> Tj ET")
        reach = Box(x, baseline - ABOVE * size, x + width(text, size), baseline + BELOW * size)
        self.printed.append(Stamped(text, reach))

    def _up(self, y: float) -> float:
        return self._view.height - y


def _font_name(page: pikepdf.Page, font: StampFont) -> str:
    """The name under which the page's resources hold the font, put there first if need be; in the place of
    its like, which a page that was stamped in another file brought along."""
    resources = inherited(page, "/Resources")
    if not isinstance(resources, pikepdf.Dictionary):
        resources = page.obj["/Resources"] = Dictionary()
    fonts = resources.get("/Font")
    if not isinstance(fonts, pikepdf.Dictionary):
        fonts = resources["/Font"] = Dictionary()
    name = "PcB"
    while (held := fonts.get(f"/{name}")) is not None:
        if held.is_same_object_as(font.reference):
            return name
        if font.can_stand_for(held):
            break
        name += "B"
    fonts[f"/{name}"] = font.reference
    return name


def _add_alpha(page: pikepdf.Page) -> None:
    """The graphics state that the draft's mark is drawn with."""
    resources = inherited(page, "/Resources") or Dictionary()
    states = resources.get("/ExtGState")
    if not isinstance(states, pikepdf.Dictionary):
        states = resources["/ExtGState"] = Dictionary()
    states["/PcMark"] = Dictionary(ca=_MARK_ALPHA, CA=_MARK_ALPHA)


def _written(value: float, places: int = 2) -> str:
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
