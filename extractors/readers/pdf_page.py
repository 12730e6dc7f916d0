"""One PDF page: which of its text can be trusted, and what has to be read from its image.

Answers: the page's lines, its layer, its confidence and its marks. The rule is that the *printed* page
is the record: text nobody can see (invisible, or behind a page-size image) is never used as it stands;
the image is read instead, and a disagreement between the two is marked.

    text seen on the page ──────────────────────────▶ native words
    images over a fifth of the page, or drawings only ▶ rendered, read where no native word stands
    hidden text ─────────────────────────────────────▶ compared with what was read, then dropped
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium

from extractors.pages import Box, Layer
from extractors.readers.ocr_engine import Image, Quad
from extractors.readers.pdf_forms import FieldValue, unprinted
from extractors.readers.pdf_objects import PageObjects, objects_of
from extractors.readers.pdf_sight import SortedWords, sort_by_sight
from extractors.readers.pdf_words import NativeText, PageGeometry, geometry_of, native_text
from extractors.readers.placed import PlacedWord
from extractors.readers.reading_order import reading_lines
from extractors.readers.scan import dark_on_light, is_blank, scale_within_budget
from extractors.readers.tables import TableRow, has_staggered_row, keep_rows_whole
from extractors.reading_options import ReadingOptions

READABLE_IMAGE = 0.2
"""Share of the page from which images are looked at for print."""

FEW_CHARACTERS = 25
"""A page with fewer native characters and an image or drawings on it is read from its image."""

MANY_DRAWINGS = 200
"""Drawings without text from this number on may be letters turned into outlines."""

UNKNOWN_LETTERS = 0.2
"""Share of native characters without a known letter from which the text layer is not used."""

ENOUGH_TO_TELL = 80
"""Characters from which on gibberish can be told from a few codes and rules."""

VOWELS = frozenset("aeiouyAEIOUY")
FILLING = frozenset("_.-=*·•…|☐☒")

UNCHECKED = 0.5
"""Confidence of hidden text that could not be compared with an image."""

_DEFAULT_DPI = 200.0
_LEAST_DPI = 110.0
_MOST_DPI = 300.0
_AGREE = 0.9

DISAGREES = "hidden text layer disagrees with the image"


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What was read from one page; ``lines`` in reading order, boxes in points as displayed."""

    width: float
    height: float
    lines: tuple[tuple[PlacedWord, ...], ...]
    layer: Layer
    confidence: float | None
    marks: tuple[str, ...]
    needs_ocr: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the document knows about a page that the page itself does not show.

    Args:
        values: form field values of the page.
        layered: the document has layers that can be switched off, so that any text may be out of sight.
        ruled_rows: finds the rows of ruled tables; slow, asked only when rows are in doubt.
    """

    values: Sequence[FieldValue] = ()
    layered: bool = False
    ruled_rows: Callable[[float, float], Sequence[TableRow]] | None = None


def read_page(page: pdfium.PdfPage, options: ReadingOptions, around: Surroundings) -> ReadPage:
    """Read one page.

    Args:
        page: open in PDFium, annotations already flattened.
        options: whether images may be read; if not, a page that needs it comes back with ``needs_ocr``.
        around: what the document knows; form values the page does not show are added in their place.

    Raises:
        ValueError: the page has no usable size.
    """
    geometry = geometry_of(page)
    textpage = page.get_textpage()
    try:
        native = native_text(textpage, geometry)
        objects = objects_of(page, geometry)
        words = sort_by_sight(page, textpage, native, objects, geometry, around.layered)
    finally:
        textpage.close()
    marks = _marks_of(native, objects, words)
    if added := unprinted(around.values, words.seen, geometry):
        if any(w.text not in ("☒", "☐") for w in added):
            marks.append("form values that the page does not print are added")
        words = SortedWords(words.seen + added, words.hidden)
    garbled = native.unmapped > UNKNOWN_LETTERS * max(1, native.characters) or not_language(words.seen)
    if garbled:
        marks.append("the text layer has no known letters")
        words = SortedWords((), words.hidden + words.seen)
    if not _needs_image(words, objects, garbled):
        return _native_page(geometry, words, objects, marks, around)
    if not options.ocr:
        return _unchecked_page(geometry, words, marks)
    image, scale = render(page, geometry, objects)
    return _imaged_page(image, scale, geometry, words, marks, options)


def not_language(words: Sequence[PlacedWord]) -> bool:
    """Whether a text layer is gibberish: fonts whose letters stand for others, with no table to tell.

    Any text, table or price list is letters and figures for the most part (leaders and blanks to fill in
    aside), and Latin letters have vowels among them.
    """
    text = [c for w in words for c in w.text if c not in FILLING]
    if len(text) < ENOUGH_TO_TELL:
        return False
    if sum(c.isalnum() for c in text) < 0.35 * len(text):
        return True
    latin = [c for c in text if c.isascii() and c.isalpha()]
    return len(latin) >= ENOUGH_TO_TELL and sum(c in VOWELS for c in latin) < 0.1 * len(latin)


def _marks_of(native: NativeText, objects: PageObjects, words: SortedWords) -> list[str]:
    marks: list[str] = []
    if native.cut or objects.cut:
        marks.append("the page holds more text or drawings than are read; the rest is left out")
    if native.outside:
        marks.append("text outside the visible page is left out")
    if words.covered:
        marks.append("text that cannot be seen on the page (covered, or white on white) is left out")
    return marks


def _needs_image(words: SortedWords, objects: PageObjects, garbled: bool) -> bool:
    if objects.image_share >= READABLE_IMAGE or garbled or words.hidden:
        return True
    letters = sum(len(w.text) for w in words.seen)
    return letters < FEW_CHARACTERS and objects.drawings >= MANY_DRAWINGS


def _native_page(
    geometry: PageGeometry,
    words: SortedWords,
    objects: PageObjects,
    marks: list[str],
    around: Surroundings,
) -> ReadPage:
    if not words.seen:
        empty = not objects.images and objects.drawings < MANY_DRAWINGS
        return _page(geometry, [], Layer.NONE, None, [*marks, "blank" if empty else "no text"])
    lines = reading_lines(words.seen, geometry.width, geometry.height)
    if around.ruled_rows is not None and has_staggered_row(objects.shapes, words.seen):
        lines = keep_rows_whole(lines, around.ruled_rows(geometry.width, geometry.height))
    return _page(geometry, lines, Layer.NATIVE, None, marks)


def _unchecked_page(geometry: PageGeometry, words: SortedWords, marks: list[str]) -> ReadPage:
    """A page whose image may not be read: hidden text is used, as doubtful."""
    unchecked = [PlacedWord(w.text, w.box, w.turn, UNCHECKED) for w in words.hidden]
    lines = reading_lines([*words.seen, *unchecked], geometry.width, geometry.height)
    if unchecked:
        marks.append("hidden text layer not compared with the image")
    layer = Layer.OCR if len(unchecked) > len(words.seen) else Layer.NATIVE if words.seen else Layer.NONE
    confidence = UNCHECKED if unchecked else None
    return _page(geometry, lines, layer, confidence, marks, needs_ocr=True)


def _imaged_page(
    image: Image,
    scale: float,
    geometry: PageGeometry,
    words: SortedWords,
    marks: list[str],
    options: ReadingOptions,
) -> ReadPage:
    from extractors.readers.ocr import read_print  # loads the text engine: only pages with images pay

    wanted = _Cover(words.seen, scale).is_free if words.seen else None
    found = read_print(image, wanted, options.tesseract)
    marks.extend(found.marks)
    read = [[_in_points(w, scale) for w in line] for line in found.lines]
    if words.hidden and not agree(words.hidden, [w for line in read for w in line]):
        marks.append(DISAGREES)
    if not read and words.hidden and not is_blank(image):
        return _unchecked_page(geometry, words, marks)
    if not read and not words.seen:
        marks.append("blank" if is_blank(image) else "no text in the image")
        return _page(geometry, [], Layer.NONE, None, marks)
    if not words.seen:
        return _page(geometry, read, Layer.OCR, found.confidence, marks)
    if read:
        marks.append("text in images on the page read by OCR")
        read = reading_lines(
            [*words.seen, *(w for line in read for w in line)], geometry.width, geometry.height
        )
    else:
        read = reading_lines(words.seen, geometry.width, geometry.height)
    letters = sum(len(w.text) for line in read for w in line)
    native = sum(len(w.text) for w in words.seen)
    layer = Layer.NATIVE if 2 * native >= letters else Layer.OCR
    return _page(geometry, read, layer, found.confidence, marks)


def render(page: pdfium.PdfPage, geometry: PageGeometry, objects: PageObjects) -> tuple[Image, float]:
    """The page as a grey image and its scale in pixels per point.

    A scan is rendered at its own resolution, so that its pixels are not interpolated; standard fax (half
    the lines down) comes out square, because the page is.
    """
    dpi = min(max(objects.image_dpi or _DEFAULT_DPI, _LEAST_DPI), _MOST_DPI)
    scale = scale_within_budget(geometry.width, geometry.height, dpi / 72)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        pixels = bitmap.to_numpy()
        image = np.array(pixels.reshape(pixels.shape[0], pixels.shape[1]), dtype=np.uint8, copy=True)
    finally:
        bitmap.close()
    return dark_on_light(image), image.shape[1] / geometry.width


class _Cover:
    """Where native words stand in the rendered page, so that the image is not read there again."""

    def __init__(self, words: Sequence[PlacedWord], scale: float) -> None:
        edges = [(w.box.x0, w.box.top, w.box.x1, w.box.bottom) for w in words]
        self._left, self._top, self._right, self._bottom = np.array(edges, dtype=np.float64).T * scale

    def is_free(self, quad: Quad) -> bool:
        """Whether most of a detected line lies beside the native words."""
        x0, top = (float(v) for v in quad.min(axis=0))
        x1, bottom = (float(v) for v in quad.max(axis=0))
        across = np.minimum(x1, self._right) - np.maximum(x0, self._left)
        down = np.minimum(bottom, self._bottom) - np.maximum(top, self._top)
        beside = down > 0.4 * np.minimum(self._bottom - self._top, bottom - top)
        taken = float(across[beside & (across > 0)].sum())
        return taken < 0.4 * max(1.0, x1 - x0)


def agree(hidden: Sequence[PlacedWord], read: Sequence[PlacedWord]) -> bool:
    """Whether a hidden text layer says what the image says: words, and every number with figures."""
    one, other = (_counted(words) for words in (hidden, read))
    shared = sum((one & other).values())
    total = sum(one.values()) + sum(other.values())
    numbers = {w for w in one if any(c.isdigit() for c in w)}
    strange = sum(1 for w in numbers if w not in other)
    return total == 0 or (2 * shared / total >= _AGREE and strange <= 0.02 * max(1, len(numbers)))


def _counted(words: Sequence[PlacedWord]) -> Counter[str]:
    plain = ("".join(c for c in w.text.casefold() if c.isalnum()) for w in words)
    return Counter(w for w in plain if w)


def _in_points(word: PlacedWord, scale: float) -> PlacedWord:
    box = Box(word.box.x0 / scale, word.box.top / scale, word.box.x1 / scale, word.box.bottom / scale)
    return PlacedWord(word.text, box, word.turn, word.confidence)


def _page(
    geometry: PageGeometry,
    lines: Sequence[Sequence[PlacedWord]],
    layer: Layer,
    confidence: float | None,
    marks: list[str],
    needs_ocr: bool = False,
) -> ReadPage:
    kept = tuple(tuple(line) for line in lines)
    return ReadPage(geometry.width, geometry.height, kept, layer, confidence, tuple(marks), needs_ocr)
