"""Whether anything is printed in a box of a page, so that no stamp covers evidence.

Answers: clear or not. First by the boxes of what the page draws, which is quick and sees the faintest line;
where one of them lies in the box (a white ground does, a scan does), by rendering that box alone. Drawn pages
must be quite even there; scans may show the grain of their paper and specks smaller than the full stop of
small print. A dark ground is never clear, for black letters are not read on it; nor is text that nobody sees,
for a stamp over it could not be told from it by those who search the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.pages import Box
from pipelines.exhibits.geometry import Displayed, Rectangle

_MOST_OBJECTS = 2000
"""From this many on, rendering tells sooner than asking each for its box."""
_MARGIN = 1.5
"""Points that letters may reach beyond the box PDFium tells for them."""
_EVEN, _GRAIN = 6, 20
"""Levels of grey (0-255) that a drawn ground, and a scanned one, may differ from its median."""
_SPECK = 150
"""Levels added up over three points square: a full stop of 8 points has more, a hairline too; a speck of a
fax has half."""
_LIGHT = 150
_MOST_PIXELS = 4_000_000
_MOST_IMAGE_PIXELS = 180_000_000
"""Of an image that is unpacked to look at it; a larger one is ink."""
_TOO_LARGE = -1


class Ink:
    """What is printed on one page; ``view`` is how it is displayed. A page PDFium cannot load is all ink."""

    def __init__(self, page: pdfium.PdfPage | None, view: Displayed) -> None:
        self._page, self._view = page, view
        self._drawn: list[tuple[Rectangle, object]] | None = None

    def clear(self, box: Box) -> bool:
        """Whether nothing is printed in the part of a displayed box that lies on the page."""
        view = self._view
        inside = Box(
            max(box.x0, 0.0), max(box.top, 0.0), min(box.x1, view.width), min(box.bottom, view.height)
        )
        if inside.x0 >= inside.x1 or inside.top >= inside.bottom:
            return True
        if self._page is None:
            return False
        touching = self._touching(inside)
        if touching is None:
            return self._is_even(inside, scanned=True) and not self._has_text(inside)
        if not touching:
            return True
        kinds = _kinds(touching)
        if _TOO_LARGE in kinds or not self._is_even(inside, pdfium_c.FPDF_PAGEOBJ_IMAGE in kinds):
            return False
        return pdfium_c.FPDF_PAGEOBJ_TEXT not in kinds or not self._has_text(inside)

    def _touching(self, box: Box) -> list[object] | None:
        """What is drawn in the box, ``None`` for too many things to ask."""
        if self._drawn is None:
            self._drawn = _drawn_on(self._page)
        if len(self._drawn) >= _MOST_OBJECTS:
            return None
        left, bottom, right, top = self._view.rectangle(box)
        margin = _MARGIN / self._view.unit
        left, bottom, right, top = left - margin, bottom - margin, right + margin, top + margin
        return [
            handle
            for (x0, y0, x1, y1), handle in self._drawn
            if x0 < right and left < x1 and y0 < top and bottom < y1
        ]

    def _has_text(self, box: Box) -> bool:
        """Whether letters stand in the box, seen or not."""
        assert self._page is not None
        textpage = self._page.get_textpage()
        try:
            return bool(textpage.get_text_bounded(*self._view.rectangle(box)).strip())
        finally:
            textpage.close()

    def _is_even(self, box: Box, scanned: bool) -> bool:
        """Whether the box, rendered, is one light ground."""
        unit = self._view.unit
        area = (box.x1 - box.x0) * (box.bottom - box.top)
        scale = min(1.0, (_MOST_PIXELS / area) ** 0.5) * unit
        page = self._page
        assert page is not None
        width, height = page.get_size()
        crop = (
            box.x0 / unit,
            max(height - box.bottom / unit, 0.0),
            max(width - box.x1 / unit, 0.0),
            box.top / unit,
        )
        try:
            bitmap = page.render(scale=scale, grayscale=True, crop=crop, may_draw_forms=False)
        except (pdfium.PdfiumError, ValueError):
            return False
        try:
            pixels = bitmap.to_numpy().astype(np.int32)
        finally:
            bitmap.close()
        ground = int(np.median(pixels))
        if ground < _LIGHT:
            return False
        apart = np.abs(pixels - ground).reshape(pixels.shape[:2])
        return _largest_spot(apart) <= _SPECK if scanned else int(apart.max()) <= _EVEN


def _largest_spot(apart: np.ndarray[tuple[int, ...], np.dtype[np.int32]]) -> int:
    """The most that differs within three pixels square, the grain left out."""
    dark = np.pad(np.where(apart > _GRAIN, apart, 0), 1)
    across = dark[:, :-2] + dark[:, 1:-1] + dark[:, 2:]
    return int((across[:-2] + across[1:-1] + across[2:]).max())


def _drawn_on(page: pdfium.PdfPage | None) -> list[tuple[Rectangle, object]]:
    """Box in the page's own space and handle of all that is drawn; annotations have none."""
    assert page is not None
    raw = page.raw
    found: list[tuple[Rectangle, object]] = []
    edges = (ctypes.c_float * 4)()
    size = ctypes.sizeof(ctypes.c_float)
    references = [ctypes.byref(ctypes.c_float.from_buffer(edges, n * size)) for n in range(4)]
    bounds_of, object_at = pdfium_c.FPDFPageObj_GetBounds, pdfium_c.FPDFPage_GetObject
    for index in range(min(pdfium_c.FPDFPage_CountObjects(raw), _MOST_OBJECTS)):
        handle = object_at(raw, index)
        if bounds_of(handle, *references):
            left, bottom, right, top = edges
            found.append(((left, bottom, right, top), handle))
    rectangle = pdfium_c.FS_RECTF()
    for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(raw), _MOST_OBJECTS)):
        annotation = pdfium_c.FPDFPage_GetAnnot(raw, index)
        if not annotation:
            continue
        if pdfium_c.FPDFAnnot_GetRect(annotation, ctypes.byref(rectangle)):
            box = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            found.append((box, None))
        pdfium_c.FPDFPage_CloseAnnot(annotation)
    return found


def _kinds(handles: Sequence[object]) -> set[int]:
    """Kinds of these page objects and of what the forms among them hold; `_TOO_LARGE` for an image that is.

    More than `_MOST_OBJECTS` of them pass for images and text alike.
    """
    found: set[int] = set()
    waiting = [handle for handle in handles if handle is not None]
    across, down = ctypes.c_uint(), ctypes.c_uint()
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return found
        handle = waiting.pop()
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        found.add(kind)
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            pdfium_c.FPDFImageObj_GetImagePixelSize(handle, ctypes.byref(across), ctypes.byref(down))
            if across.value * down.value > _MOST_IMAGE_PIXELS:
                found.add(_TOO_LARGE)
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            count = min(pdfium_c.FPDFFormObj_CountObjects(handle), _MOST_OBJECTS)
            waiting.extend(pdfium_c.FPDFFormObj_GetObject(handle, index) for index in range(count))
    return found | {pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_TEXT}
