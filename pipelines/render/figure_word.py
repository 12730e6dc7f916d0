"""A figure as Word shapes, and read back from them.

Answers: one inline group of shapes (rectangles, lines, text boxes) that Word draws and reads aloud by its
alt text; and the `Figure` that such a group was made from. Refuses nothing: shapes of other kinds, that
a person drew by hand, are passed over.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from pipelines.render.figure import Anchor, Figure, Label, Line, Rect, Shape

EMU = 12_700
"""English metric units to the point."""
ASCENT = 0.905
"""From the top of a line to its baseline, in sizes of the letters (Arial's)."""
_LINE = 1.15

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NAMES = {"w": _W, "wp": _WP, "a": _A, "wpg": _WPG, "wps": _WPS, "mc": _MC}

_SIDES: dict[Anchor, str] = {"start": "left", "middle": "center", "end": "right"}
_ANCHORS: dict[str, Anchor] = {side: anchor for anchor, side in _SIDES.items()}


def figure_drawing(figure: Figure, number: int) -> Any:
    """The figure as a ``w:r`` element. ``number`` identifies it among the drawings of the document."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMES.items())
    shapes = "".join(_word(s, number * 1_000 + i, figure.width) for i, s in enumerate(figure.shapes, 1))
    extent = f'cx="{_emu(figure.width)}" cy="{_emu(figure.height)}"'
    title, description = quoteattr(figure.title), quoteattr(figure.description)
    return etree.fromstring(
        f'<w:r {declared}><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{number}" name="Figure {number}" descr={description} title={title}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_WPG}"><wpg:wgp><wpg:cNvGrpSpPr/>'
        f'<wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/><a:chOff x="0" y="0"/>'
        f"<a:chExt {extent}/></a:xfrm></wpg:grpSpPr>{shapes}</wpg:wgp></a:graphicData></a:graphic>"
        f"</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:t>{escape(figure.description)}</w:t>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def _word(shape: Shape, number: int, reach: float) -> str:
    if isinstance(shape, Rect):
        look = f"{_rectangle()}{_fill(shape.fill)}{_outline(shape.stroke, 0.5)}"
        return _shape(number, (shape.x, shape.y, shape.width, shape.height), look)
    if isinstance(shape, Line):
        x, y = min(shape.x1, shape.x2), min(shape.y1, shape.y2)
        box = (x, y, abs(shape.x2 - shape.x1), abs(shape.y2 - shape.y1))
        rising = (shape.x2 - shape.x1) * (shape.y2 - shape.y1) < 0
        look = '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>' + _outline(
            shape.colour, shape.width, dashed=shape.dashed
        )
        return _shape(number, box, look, turned=' flipV="1"' if rising else "")
    return _text_box(shape, number, reach)


def _text_box(label: Label, number: int, reach: float) -> str:
    """A box without frame or inner margins; the label stands at its left, middle or right. It is as wide as
    the figure (``reach``) allows: Word breaks a label that its box cannot hold, and LibreOffice shifts a
    group of which a box sticks out."""
    room = {"start": reach - label.x, "middle": 2 * min(label.x, reach - label.x), "end": label.x}
    width = max(room[label.anchor], label.size)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    box = (left, label.y - ASCENT * label.size, width, _LINE * label.size)
    half_points = round(2 * label.size)
    letters = (
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
        + ("<w:b/><w:bCs/>" if label.bold else "")
        + f'<w:color w:val="{label.colour}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    )
    text = (
        '<wps:txbx><w:txbxContent><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" '
        f'w:lineRule="auto"/><w:jc w:val="{_SIDES[label.anchor]}"/></w:pPr><w:r><w:rPr>{letters}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(label.text)}</w:t></w:r></w:p></w:txbxContent></wps:txbx>'
    )
    inset = " ".join(f'{side}Ins="0"' for side in "ltrb")
    body = f'<wps:bodyPr wrap="square" {inset} anchor="t"><a:noAutofit/></wps:bodyPr>'
    look = _rectangle() + _fill("") + _outline("", 0)
    return _shape(number, box, look, text=text, body=body, kind=' txBox="1"')


def _shape(
    number: int,
    box: tuple[float, float, float, float],
    look: str,
    *,
    turned: str = "",
    text: str = "",
    body: str = "<wps:bodyPr/>",
    kind: str = "",
) -> str:
    x, y, width, height = (_emu(value) for value in box)
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Shape {number}"/><wps:cNvSpPr{kind}/><wps:spPr>'
        f'<a:xfrm{turned}><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{look}'
        f"</wps:spPr>{text}{body}</wps:wsp>"
    )


def _rectangle() -> str:
    return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>' if colour else "<a:noFill/>"


def _outline(colour: str, width: float, *, dashed: bool = False) -> str:
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    return f'<a:ln w="{_emu(width)}">{_fill(colour)}{dash}</a:ln>' if colour else "<a:ln><a:noFill/></a:ln>"


def _emu(points: float) -> int:
    return round(points * EMU)


def drawn_figure(drawing: Any) -> Figure | None:
    """The figure of a ``w:drawing``; ``None`` if it holds no group of shapes."""
    group = drawing.find(f".//{{{_WPG}}}wgp")
    extent, named = drawing.find(f".//{{{_WP}}}extent"), drawing.find(f".//{{{_WP}}}docPr")
    if group is None or extent is None or named is None:
        return None
    shapes = tuple(s for each in group.findall(f"{{{_WPS}}}wsp") if (s := _read(each)) is not None)
    width, height = _points(extent.get("cx")), _points(extent.get("cy"))
    return Figure(width, height, shapes, named.get("title", ""), named.get("descr", ""))


def _read(shape: Any) -> Shape | None:
    place = shape.find(f"{{{_WPS}}}spPr/{{{_A}}}xfrm")
    kind = shape.find(f"{{{_WPS}}}spPr/{{{_A}}}prstGeom")
    if place is None or kind is None or kind.get("prst") not in ("rect", "line"):
        return None
    offset, extent = place.find(f"{{{_A}}}off"), place.find(f"{{{_A}}}ext")
    x, y = _points(offset.get("x")), _points(offset.get("y"))
    width, height = _points(extent.get("cx")), _points(extent.get("cy"))
    text = shape.find(f"{{{_WPS}}}txbx//{{{_W}}}p")
    if text is not None:
        return _label(text, x, y, width)
    line = shape.find(f"{{{_WPS}}}spPr/{{{_A}}}ln")
    stroke = "" if line is None else _colour(line)
    if kind.get("prst") == "rect":
        return Rect(x, y, width, height, _colour(shape.find(f"{{{_WPS}}}spPr")), stroke)
    y1, y2 = (y + height, y) if place.get("flipV") == "1" else (y, y + height)
    thick = 0.5 if line is None else _points(line.get("w"))
    dashed = line is not None and line.find(f"{{{_A}}}prstDash") is not None
    return Line(x, y1, x + width, y2, stroke, thick, dashed)


def _label(text: Any, x: float, y: float, width: float) -> Label:
    side = text.find(f"{{{_W}}}pPr/{{{_W}}}jc")
    anchor = _ANCHORS.get("left" if side is None else side.get(f"{{{_W}}}val"), "start")
    at = x + {"start": 0, "middle": width / 2, "end": width}[anchor]
    size, colour = text.find(f".//{{{_W}}}sz"), text.find(f".//{{{_W}}}color")
    letters = 8.5 if size is None else float(size.get(f"{{{_W}}}val")) / 2
    return Label(
        round(at, 4),
        round(y + ASCENT * letters, 4),
        "".join(t.text or "" for t in text.iter(f"{{{_W}}}t")),
        letters,
        "000000" if colour is None else colour.get(f"{{{_W}}}val"),
        text.find(f".//{{{_W}}}b") is not None,
        anchor,
    )


def _colour(parent: Any) -> str:
    colour = parent.find(f"{{{_A}}}solidFill/{{{_A}}}srgbClr")
    return "" if colour is None else str(colour.get("val"))


def _points(emu: str | None) -> float:
    return round(int(emu or 0) / EMU, 4)
