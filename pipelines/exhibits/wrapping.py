"""Makes a page's content safe to add to: closed in itself, clipped to what was visible, or put elsewhere.

Answers: whether the content leaves the graphics state as it found it; the page with its content as one Form
XObject, where it does not; the page clipped to its old box before it grows, so that nothing cropped away
comes to light; the page reduced onto a sheet. The content's own operators are never rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from extractors.pages import Box
from pipelines.exhibits.geometry import (
    Displayed,
    Matrix,
    Rectangle,
    displayed,
    inherited,
    numbers,
    settle,
)
from pipelines.exhibits.stamp_font import StampFont

_PAIRS = {b"q": "q", b"Q": "q", b"BT": "BT", b"ET": "BT", b"BMC": "BMC", b"BDC": "BMC", b"EMC": "BMC"}
_OPENING = frozenset({b"q", b"BT", b"BMC", b"BDC"})
_ODD = frozenset({b"(", b")", b"BI"})
_END = b"EX"
"""An operator that says nothing where it stands alone."""
_STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]|\\.)*+\))*+\)"
_STRINGS = re.compile(_STRING + rb"|%[^\r\n]*", re.DOTALL)
_BEFORE, _AFTER = rb"(?<=[\s\0\[\]()<>{}].)", rb"(?![^\s\0\[\]()<>{}/%])"
_TOKENS = re.compile(
    _STRING
    + rb"|\(|\)|%[^\r\n]*"
    + b"".join(
        b"|" + name[:1] + _BEFORE + name[1:] + _AFTER for name in sorted({*_PAIRS, *_ODD} - {b"(", b")"})
    ),
    re.DOTALL,
)
"""Strings, comments, odd brackets, and the operators that open and close. Every branch begins with its own
letter, for so they are found several times as fast."""
_BRACKETS = tuple((pair, bytes(set(range(256)) - set(pair))) for pair in (b"[]", b"<>"))
"""Pairs, and every byte that is neither."""
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_POINTS = ("/QuadPoints", "/Vertices", "/L", "/CL")


def streams(page: pikepdf.Page) -> list[pikepdf.Object]:
    """The page's content streams in order."""
    contents = page.obj.get("/Contents")
    if isinstance(contents, pikepdf.Stream):
        return [contents]
    if isinstance(contents, pikepdf.Array):
        return [part for part in contents if isinstance(part, pikepdf.Stream)]
    return []


def _close(page: pikepdf.Page, font: StampFont) -> None:
    """Put the content between ``q`` and ``Q``."""
    page.obj["/Contents"] = Array([font.stream(b"q\n"), *streams(page), font.stream(b"\nQ\n")])


def _paired(data: bytes) -> bool:
    """Whether every bracket is closed by a later one of its kind."""
    for pair, others in _BRACKETS:
        left = data.translate(None, others)
        while pair in left:
            left = left.replace(pair, b"")
        if left:
            return False
    return True


def _is_plainly_closed(parts: Sequence[pikepdf.Object]) -> bool:
    """Whether a glance tells that the content is closed, as that of most pages does: parsing takes longer.

    Inline images and brackets that do not pair are left to the parser.
    """
    try:
        data = b"\n".join([b"", *(part.read_bytes() for part in parts)])
    except pikepdf.PdfError:
        return False
    if not _paired(data):
        data = _STRINGS.sub(b"", data)
        if not _paired(data):
            return False
    depth = dict.fromkeys(_PAIRS.values(), 0)
    for token in _TOKENS.findall(data):
        if kind := _PAIRS.get(token):
            depth[kind] += 1 if token in _OPENING else -1
            if depth[kind] < 0:
                return False
        elif token in _ODD:
            return False
    return not any(depth.values())


def _is_closed(page: pikepdf.Page, font: StampFont) -> bool:
    """Whether everything that the content opens is closed again, and nothing else, by its end.

    An end is put behind it to be found again: a text or list that never ends swallows it.
    """
    contents = streams(page)
    page.obj["/Contents"] = Array([*contents, font.stream(b"\n" + _END)])
    depth = dict.fromkeys(_PAIRS.values(), 0)
    operator = b""
    try:
        for instruction in pikepdf.parse_content_stream(page, b" ".join((*_PAIRS, _END)).decode()):
            operator = bytes(instruction.operator)
            if kind := _PAIRS.get(operator):
                depth[kind] += 1 if operator in _OPENING else -1
                if depth[kind] < 0:
                    return False
    except (pikepdf.PdfError, TypeError, ValueError, RuntimeError):
        return False
    finally:
        page.obj["/Contents"] = Array(contents)
    return operator == _END and not any(depth.values())


def secure(page: pikepdf.Page, font: StampFont) -> Displayed:
    """Settle the page's boxes and close its content, so that what is added stands where it is meant to.

    The content comes out between ``q`` and ``Q``; as a Form XObject where that does not close it. A page in
    units of its own (/UserUnit) comes out in points, for not every viewer knows of them.
    """
    shown = settle(page)
    if shown.unit != 1.0:
        return place(page, font, shown, (shown.width, shown.height), shown.unit, (0.0, 0.0))
    closed = _is_plainly_closed(streams(page)) or _is_closed(page, font)
    if closed and _usable(inherited(page, "/Resources")):
        _close(page, font)
    else:
        _wrap(page, font, _IDENTITY, shown.visible)
    return shown


def clip(page: pikepdf.Page, font: StampFont) -> None:
    """Keep the content within the box that is visible now, for a page that is to grow. ``secure`` first."""
    left, bottom, right, top = displayed(page).visible
    before = f"q {left:g} {bottom:g} {right - left:g} {top - bottom:g} re W n\n".encode()
    page.obj["/Contents"] = Array([font.stream(before), *streams(page), font.stream(b"\nQ\n")])


def place(
    page: pikepdf.Page,
    font: StampFont,
    shown: Displayed,
    sheet: tuple[float, float],
    scale: float,
    at: tuple[float, float],
) -> Displayed:
    """Put the page's content on a sheet of this displayed size, ``scale`` points to one of its units, its
    upper left corner at this displayed point. Annotations go with it; the rotation stays."""
    width, height = sheet if shown.rotation in (0, 180) else (sheet[1], sheet[0])
    target = Displayed(*sheet, shown.rotation, (0.0, 0.0, width, height))
    across, down = shown.width / shown.unit * scale, shown.height / shown.unit * scale
    x0, y0, _, _ = target.rectangle(Box(at[0], at[1], at[0] + across, at[1] + down))
    left, bottom, _, _ = shown.visible
    matrix = (scale, 0.0, 0.0, scale, x0 - left * scale, y0 - bottom * scale)
    _wrap(page, font, matrix, shown.visible)
    page.obj["/MediaBox"] = page.obj["/CropBox"] = numbers(target.visible)
    if "/UserUnit" in page.obj:
        del page.obj["/UserUnit"]
    _move_annotations(page, matrix)
    return settle(page)


def _wrap(page: pikepdf.Page, font: StampFont, matrix: Matrix, box: Rectangle) -> None:
    """The content as a Form XObject with the page's resources, drawn by a content of one line."""
    form = _joined(streams(page), font.pdf)
    resources = inherited(page, "/Resources")
    form.Type = Name.XObject
    form.Subtype = Name.Form
    form.BBox = numbers(box)
    form.Matrix = Array([round(v, 6) for v in matrix])
    form.Resources = resources if isinstance(resources, pikepdf.Dictionary) else Dictionary()
    page.obj["/Resources"] = Dictionary(XObject=Dictionary(PcPage=form))
    page.obj["/Contents"] = font.stream(b"q /PcPage Do Q\n")


def _joined(parts: Sequence[pikepdf.Object], pdf: pikepdf.Pdf) -> pikepdf.Object:
    """One new stream of these: a single one as it is packed, several unpacked. Nothing is packed anew:
    machines differ in how."""
    if len(parts) == 1:
        stream = pdf.make_stream(parts[0].read_raw_bytes())
        for key in ("/Filter", "/DecodeParms"):
            if (value := parts[0].get(key)) is not None:
                stream[key] = value
        return stream
    return pdf.make_stream(b"\n".join(_unpacked(part) for part in parts))


def _unpacked(part: pikepdf.Object) -> bytes:
    """A stream's content; nothing where it cannot be unpacked, as viewers have it."""
    try:
        return part.read_bytes()
    except pikepdf.PdfError:
        return b""


def _usable(resources: object) -> bool:
    """Whether a font can be added to these resources."""
    if not isinstance(resources, pikepdf.Dictionary):
        return False
    fonts = resources.get("/Font")
    return fonts is None or isinstance(fonts, pikepdf.Dictionary)


def _move_annotations(page: pikepdf.Page, matrix: Matrix) -> None:
    """Annotations scaled and shifted with the page; their appearances follow their /Rect."""
    scale, _, _, _, x, y = matrix
    annotations = page.obj.get("/Annots")
    for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
        if not isinstance(annotation, pikepdf.Dictionary):
            continue
        for key in ("/Rect", *_POINTS):
            values = annotation.get(key)
            if isinstance(values, pikepdf.Array) and len(values) % 2 == 0:
                moved = tuple(float(v) * scale + (y if i % 2 else x) for i, v in enumerate(values))
                annotation[key] = numbers(moved)
