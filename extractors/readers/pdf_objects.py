"""What a PDF page is made of: images, drawings, text objects, in the order they are painted.

Answers: how much of the page images cover and how fine they are, how many drawings there are, which
text objects are invisible or painted over. Looks at object headers only; decodes nothing.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.pages import Box
from extractors.readers.pdf_words import PageGeometry

MAX_OBJECTS = 60_000
"""Objects looked at on one page; a page of print has some thousand."""

COVERING = 0.6
"""Share of the page from which an image counts as the page itself."""

_MAX_DEPTH = 6
_PALE = 235
_HIDING = 5.0  # points
_MAX_SHAPES = 5_000
_GRID = 40

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image as displayed: its box (points), its share of the page (0-1), its pixels per inch.

    ``handle`` is PDFium's, valid while the page is open; ``pixels`` is its size before placing.
    """

    box: Box
    share: float
    dpi: float
    order: int
    pixels: int
    handle: object


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn path as displayed: its box (points), whether it is filled or stroked, how many strokes long."""

    box: Box
    filled: bool
    stroked: bool
    segments: int
    order: int

    @property
    def hides_words(self) -> bool:
        """Filled, and large enough to cover a word."""
        return self.filled and min(self.box.x1 - self.box.x0, self.box.bottom - self.box.top) >= _HIDING


@dataclass(frozen=True, slots=True)
class PageObjects:
    """The make-up of a page.

    Args:
        images: in painting order.
        drawings: path and shading objects.
        texts: painting order of each text object by its handle.
        invisible: handles of text objects that are neither filled nor stroked.
        pale: handles of text objects painted nearly white or nearly transparent.
        shapes: every drawn shape, in painting order.
        image_share: share (0-1) of the visible page that images cover together.
        cut: more than `MAX_OBJECTS`.
    """

    images: tuple[PlacedImage, ...]
    drawings: int
    texts: dict[int, int]
    invisible: frozenset[int]
    pale: frozenset[int]
    shapes: tuple[Shape, ...]
    image_share: float
    cut: bool

    @property
    def cover(self) -> PlacedImage | None:
        """The image, or the last strip, that covers the page. Text painted before is hidden behind it."""
        whole = [i for i in self.images if i.share >= COVERING]
        strips = [i for i in self.images if i.share >= 0.01]
        if self.image_share < COVERING or not strips:
            return None
        return (whole or strips)[-1]

    @property
    def image_dpi(self) -> float:
        """Resolution of the finest sizeable image, 0 without one."""
        return max((i.dpi for i in self.images if i.share >= 0.05), default=0.0)


def objects_of(page: pdfium.PdfPage, geometry: PageGeometry) -> PageObjects:
    """Walk the page's objects, those inside form XObjects included."""
    images: list[PlacedImage] = []
    texts: dict[int, int] = {}
    invisible: set[int] = set()
    pale: set[int] = set()
    shapes: list[Shape] = []
    drawings = order = 0
    for order, (kind, handle, matrix) in enumerate(_walk(page.raw, _IDENTITY, 0)):
        if order >= MAX_OBJECTS:
            break
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            address = address_of(handle)
            texts[address] = order
            if pdfium_c.FPDFTextObj_GetTextRenderMode(handle) in (3, 7):
                invisible.add(address)
            elif _is_pale(handle):
                pale.add(address)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            image = _placed_image(handle, matrix, geometry, order)
            if image is not None:
                images.append(image)
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            drawings += 1
            if len(shapes) < _MAX_SHAPES and (shape := _shape(handle, matrix, geometry, order)) is not None:
                shapes.append(shape)
        elif kind == pdfium_c.FPDF_PAGEOBJ_SHADING:
            drawings += 1
    return PageObjects(
        tuple(images),
        drawings,
        texts,
        frozenset(invisible),
        frozenset(pale),
        tuple(shapes),
        _covered(images, geometry),
        order >= MAX_OBJECTS,
    )


def address_of(handle: object) -> int:
    """A handle as a number, to compare handles PDFium gives on different ways."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def _walk(parent: object, matrix: _Matrix, depth: int) -> Iterator[tuple[int, object, _Matrix]]:
    count_of, object_at = (
        (pdfium_c.FPDFFormObj_CountObjects, pdfium_c.FPDFFormObj_GetObject)
        if depth
        else (pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject)
    )
    for index in range(count_of(parent)):
        handle = object_at(parent, index)
        if not handle:
            continue
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            if depth < _MAX_DEPTH:
                yield from _walk(handle, _times(_matrix_of(handle), matrix), depth + 1)
        else:
            yield kind, handle, matrix


def _matrix_of(handle: object) -> _Matrix:
    found = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(handle, ctypes.byref(found)):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _is_pale(handle: object) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium_c.FPDFPageObj_GetFillColor(handle, *(ctypes.byref(c) for c in (red, green, blue, alpha)))
    return bool(known) and (min(red.value, green.value, blue.value) >= _PALE or alpha.value <= 255 - _PALE)


def _shape(handle: object, matrix: _Matrix, geometry: PageGeometry, order: int) -> Shape | None:
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not (
        pdfium_c.FPDFPath_GetDrawMode(handle, ctypes.byref(mode), ctypes.byref(stroked))
        and pdfium_c.FPDFPageObj_GetBounds(handle, *(ctypes.byref(v) for v in (left, bottom, right, top)))
    ):
        return None
    corners = [(x.value, y.value) for x in (left, right) for y in (bottom, top)]
    if matrix is not _IDENTITY:
        a, b, c, d, e, f = matrix
        corners = [(a * x + c * y + e, b * x + d * y + f) for x, y in corners]
    xs, ys = zip(*corners, strict=True)
    box = geometry.place(min(xs), min(ys), max(xs), max(ys))
    filled = mode.value != pdfium_c.FPDF_FILLMODE_NONE
    return Shape(box, filled, bool(stroked.value), pdfium_c.FPDFPath_CountSegments(handle), order)


def _placed_image(handle: object, matrix: _Matrix, geometry: PageGeometry, order: int) -> PlacedImage | None:
    a, b, c, d, e, f = _times(_matrix_of(handle), matrix)
    xs = (e, e + a, e + c, e + a + c)
    ys = (f, f + b, f + d, f + b + d)
    whole = geometry.place(min(xs), min(ys), max(xs), max(ys))
    box = Box(
        max(whole.x0, 0.0),
        max(whole.top, 0.0),
        min(whole.x1, geometry.width),
        min(whole.bottom, geometry.height),
    )
    width, height = box.x1 - box.x0, box.bottom - box.top
    if width <= 0 or height <= 0:
        return None
    pixels_across, pixels_down = ctypes.c_uint(), ctypes.c_uint()
    pdfium_c.FPDFImageObj_GetImagePixelSize(handle, ctypes.byref(pixels_across), ctypes.byref(pixels_down))
    inches_across, inches_down = (a * a + b * b) ** 0.5 / 72, (c * c + d * d) ** 0.5 / 72
    dpi = max(
        pixels_across.value / inches_across if inches_across else 0.0,
        pixels_down.value / inches_down if inches_down else 0.0,
    )
    share = width * height / (geometry.width * geometry.height)
    return PlacedImage(box, share, dpi, order, pixels_across.value * pixels_down.value, handle)


def _covered(images: list[PlacedImage], geometry: PageGeometry) -> float:
    """Share of the page under images, counted on a grid: scanners cut pages into strips and tiles."""
    if not images:
        return 0.0
    if len(images) == 1:
        return images[0].share
    cells = [[False] * _GRID for _ in range(_GRID)]
    for image in images:
        left, right = (round(x / geometry.width * _GRID) for x in (image.box.x0, image.box.x1))
        top, bottom = (round(y / geometry.height * _GRID) for y in (image.box.top, image.box.bottom))
        for row in range(top, bottom):
            cells[row][left:right] = [True] * (right - left)
    return sum(map(sum, cells)) / _GRID**2
