"""What a person sees of a page's text: words behind an image, invisible, white on white, or under a box.

Answers: which native words are printed, which are a hidden text layer, which nobody can see. The last are
looked for in the rendered page only where something speaks for it (white ink, a shape painted over text),
because a failed redaction or white text must not become a quoted fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.pages import Box
from extractors.readers.pdf_objects import PageObjects, PlacedImage, address_of
from extractors.readers.pdf_words import NativeText, NativeWord, PageGeometry
from extractors.readers.placed import PlacedWord
from extractors.readers.scan import MAX_PIXELS, scale_within_budget

_SCALE = 1.5  # pixels per point: enough to tell ink from none
_LEAST_CONTRAST = 12
_MANY_SHAPES = 300  # beyond, looking at the rendered page is quicker than at each shape
_OPAQUE = 200  # of 255
_SEE_THROUGH = 0.2  # share of pixels


@dataclass(frozen=True, slots=True)
class SortedWords:
    """Native words by whether the page's reader can see them.

    Args:
        seen: printed.
        hidden: a text layer, invisible or behind a page-size image.
        covered: nothing of them shows: white on white, or under a shape painted later.
    """

    seen: tuple[PlacedWord, ...]
    hidden: tuple[PlacedWord, ...] = ()
    covered: int = 0


def sort_by_sight(
    page: pdfium.PdfPage,
    textpage: pdfium.PdfTextPage,
    native: NativeText,
    objects: PageObjects,
    geometry: PageGeometry,
    layered: bool = False,
) -> SortedWords:
    """Sort a page's native words; with ``layered``, every one of them may be out of sight."""
    covered_from = _covered_from(page, objects)
    first = min(objects.texts.values(), default=covered_from)
    over = [(s.order, s.box) for s in objects.shapes if s.order > first and s.hides_words]
    over.extend((i.order, i.box) for i in objects.images if i.order > first)
    if not (layered or objects.invisible or objects.pale or over or covered_from >= 0):
        return SortedWords(tuple(w.placed for w in native.words))
    layered = layered or len(over) > _MANY_SHAPES
    seen: list[NativeWord] = []
    hidden: list[PlacedWord] = []
    suspects: list[NativeWord] = []
    for word in native.words:
        handle = pdfium_c.FPDFText_GetTextObject(textpage.raw, word.index)
        address = address_of(handle) if handle else 0
        order = objects.texts.get(address, covered_from)
        if address in objects.invisible or order < covered_from:
            hidden.append(word.placed)
        elif layered or address in objects.pale or _covered(word.placed.box, order, over):
            suspects.append(word)
        else:
            seen.append(word)
    if not suspects:
        return SortedWords(tuple(w.placed for w in seen), tuple(hidden))
    shown = _shown(page, geometry, suspects)
    seen.extend(w for w, is_shown in zip(suspects, shown, strict=True) if is_shown)
    seen.sort(key=lambda w: w.index)
    return SortedWords(tuple(w.placed for w in seen), tuple(hidden), shown.count(False))


def _covered_from(page: pdfium.PdfPage, objects: PageObjects) -> int:
    """Painting order of the page-covering image, -1 without one; a watermark one sees through is none."""
    cover = objects.cover
    if cover is None:
        return -1
    if min(objects.texts.values(), default=cover.order) < cover.order and _is_see_through(page, cover):
        return -1
    return cover.order


def _is_see_through(page: pdfium.PdfPage, image: PlacedImage) -> bool:
    """Whether a good part of an image is transparent, as its own mask says."""
    if image.pixels > MAX_PIXELS:
        return False
    raw = pdfium_c.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, image.handle)
    if not raw:
        return False
    pixels = pdfium.PdfBitmap.from_raw(raw).to_numpy()  # freed with its last reference, not before
    if pixels.ndim != 3 or pixels.shape[2] != 4:
        return False
    return float((pixels[..., 3] < _OPAQUE).mean()) > _SEE_THROUGH


def _covered(word: Box, order: int, over: Sequence[tuple[int, Box]]) -> bool:
    """Whether a shape painted after the word lies over its middle."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return any(later > order and box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for later, box in over)


def _shown(page: pdfium.PdfPage, geometry: PageGeometry, words: Sequence[NativeWord]) -> list[bool]:
    """For each word, whether the rendered page shows any ink differing from its ground in its box."""
    scale = scale_within_budget(geometry.width, geometry.height, _SCALE)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        pixels = bitmap.to_numpy()
        image = pixels.reshape(pixels.shape[0], pixels.shape[1])
        return [_contrast(image, w.placed.box, scale) >= _LEAST_CONTRAST for w in words]
    finally:
        bitmap.close()


def _contrast(image: np.ndarray[tuple[int, int], np.dtype[np.uint8]], box: Box, scale: float) -> int:
    """Lightest minus darkest pixel well inside a box (0-255)."""
    across, down = (box.x1 - box.x0) * 0.05, (box.bottom - box.top) * 0.2
    part = image[
        max(0, int((box.top + down) * scale)) : int((box.bottom - down) * scale) + 1,
        max(0, int((box.x0 + across) * scale)) : int((box.x1 - across) * scale) + 1,
    ]
    return int(part.max()) - int(part.min()) if part.size else 0
