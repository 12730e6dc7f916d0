"""The words a PDF page carries as text, each with its box on the page as displayed.

Answers: which words, where, running which way, and how much of the text has no known letters.
Refuses to order them (`reading_order`) or to judge whether they can be trusted (`text_layer`).

Source: PDFium's text API. Quirks handled here: ``\\r\\n`` between lines, U+FFFE for the hyphen at a
line's end, zero for a glyph without a letter, UTF-16 halves, character boxes without height.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.pages import Box
from extractors.readers.placed import RIGHT_ANGLES, PlacedWord, upright_box

MAX_CHARACTERS = 200_000
"""A printed page holds some thousand characters; beyond this a page is a bomb, and cut here."""

MAX_SIDE = 14_400 * 10.0
"""Longest side of a page in points; the format's own limit is 14,400 units of up to some points each."""

UNMAPPED = "\ufffd"
"""Stands for a glyph whose letter the file does not tell."""

_SOFT_HYPHENS = frozenset((0xAD, 0xFFFE, 0x02))
# Wingdings by code, as word processors write them: check boxes and bullets carry meaning on forms.
_DINGBATS = {
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0A8: "☐",
    0xF06F: "☐",
    0xF072: "☐",
    0xF0FE: "☑",
    0xF0FD: "☒",
    0xF078: "☒",
    0xF0FC: "✓",
    0xF0FB: "✗",
}


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """The displayed page: size in points after /Rotate, and the visible box in user space."""

    width: float
    height: float
    rotation: int
    left: float
    bottom: float
    right: float
    top: float

    def place(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A rectangle of user space (y upwards) on the page as displayed (y downwards)."""
        if self.rotation == 90:
            return Box(y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left)
        if self.rotation == 180:
            return Box(self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom)
        if self.rotation == 270:
            return Box(self.top - y1, self.right - x1, self.top - y0, self.right - x0)
        return Box(x0 - self.left, self.top - y1, x1 - self.left, self.top - y0)


@dataclass(frozen=True, slots=True)
class NativeWord:
    """A placed word and the index of its first character in PDFium's text page."""

    placed: PlacedWord
    index: int


@dataclass(frozen=True, slots=True)
class NativeText:
    """What a page's text layer says.

    Args:
        words: the words within the visible page, in the file's own order.
        characters: printed characters in them.
        unmapped: how many of those have no known letter.
        outside: words that lie wholly outside the visible page.
        cut: the page held more than `MAX_CHARACTERS`.
    """

    words: tuple[NativeWord, ...]
    characters: int
    unmapped: int
    outside: int
    cut: bool


def geometry_of(page: pdfium.PdfPage) -> PageGeometry:
    """The displayed page, CropBox cut to MediaBox and /Rotate applied, as PDFium shows it.

    Raises:
        ValueError: the page has no usable size.
    """
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation()
    width, height = right - left, top - bottom
    if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE):
        raise ValueError("page without a usable size")
    if rotation in (90, 270):
        width, height = height, width
    return PageGeometry(width, height, rotation, left, bottom, right, top)


def native_text(textpage: pdfium.PdfTextPage, geometry: PageGeometry) -> NativeText:
    """All words of a text page, in content order."""
    raw = textpage.raw
    count = pdfium_c.FPDFText_CountChars(raw)
    gatherer = _Gatherer(geometry)
    rect = pdfium_c.FS_RECTF()
    rect_ref = ctypes.byref(rect)
    unicode_of = pdfium_c.FPDFText_GetUnicode
    loose_box_of = pdfium_c.FPDFText_GetLooseCharBox
    half = 0
    for i in range(min(count, MAX_CHARACTERS)):
        code = unicode_of(raw, i)
        if 0xD800 <= code <= 0xDBFF:
            half = code
            continue
        if half:
            if 0xDC00 <= code <= 0xDFFF:
                code = 0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00)
            half = 0
        text = _letters(code)
        if text == "":
            continue
        if text == " ":
            gatherer.close()
            continue
        if not loose_box_of(raw, i, rect_ref):
            continue
        x0, y0, x1, y1 = rect.left, rect.bottom, rect.right, rect.top
        if y1 - y0 < 0.5 or x1 - x0 < 0.01:
            tight = _tight_box(raw, i)
            if tight is None:
                continue
            x0, y0, x1, y1 = tight
        if gatherer.empty:
            gatherer.turn = _turn(raw, i, geometry.rotation)
        gatherer.add(i, text, geometry.place(x0, y0, x1, y1), code in _SOFT_HYPHENS)
    gatherer.close()
    return gatherer.result(cut=count > MAX_CHARACTERS)


def _letters(code: int) -> str:
    """What a character code prints as: letters, ``" "`` for any space, ``""`` for nothing."""
    if 0x21 <= code <= 0x7E:
        return chr(code)
    if code in _SOFT_HYPHENS:
        return "-"
    if code in _DINGBATS:
        return _DINGBATS[code]
    if code in (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0xA0):
        return " "
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return UNMAPPED
    character = chr(code)
    category = unicodedata.category(character)
    if category[0] == "Z":
        return " "
    if category == "Cf":  # zero-width and direction marks: invisible, and they break searches
        return ""
    if category in ("Cc", "Co", "Cn"):
        return UNMAPPED
    if 0xFB00 <= code <= 0xFB06:  # fi, fl …: one glyph, several letters
        return unicodedata.normalize("NFKC", character)
    # Fonts share a glyph between characters that Unicode holds to be one, and name the rarer: a semicolon is
    # told as the Greek question mark, a K as the Kelvin sign, and no search or rule would find it.
    same = unicodedata.normalize("NFC", character)
    return same if len(same) == 1 else character


def _tight_box(raw: pdfium_c.FPDF_TEXTPAGE, index: int) -> tuple[float, float, float, float] | None:
    """The glyph's own box, for fonts that tell no ascent; ``None`` for a glyph without a box."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    found = pdfium_c.FPDFText_GetCharBox(
        raw, index, ctypes.byref(left), ctypes.byref(right), ctypes.byref(bottom), ctypes.byref(top)
    )
    if not found or (right.value - left.value <= 0 and top.value - bottom.value <= 0):
        return None
    return left.value, bottom.value, right.value, top.value


def _turn(raw: pdfium_c.FPDF_TEXTPAGE, index: int, rotation: int) -> int:
    """Clockwise turn of a character as displayed, in whole degrees."""
    angle = pdfium_c.FPDFText_GetCharAngle(raw, index)
    if angle <= 0:
        return rotation
    return round(rotation + math.degrees(angle)) % 360


class _Gatherer:
    """Collects characters into words; a word ends at a space, a jump, or a turn of the line."""

    def __init__(self, geometry: PageGeometry) -> None:
        self.turn = 0
        self._geometry = geometry
        self._words: list[NativeWord] = []
        self._letters: list[str] = []
        self._first = 0
        self._box: Box | None = None
        self._last: Box | None = None
        self._characters = 0
        self._unmapped = 0
        self._outside = 0

    @property
    def empty(self) -> bool:
        return not self._letters

    def add(self, index: int, text: str, box: Box, ends_word: bool) -> None:
        if self._last is not None and self._jumps(self._last, box):
            turn = self.turn
            self.close()
            self.turn = turn
        if not self._letters:
            self._first = index
        self._letters.append(text)
        self._box = box if self._box is None else self._box.union(box)
        self._last = box
        if ends_word:
            self.close()

    def _jumps(self, last: Box, box: Box) -> bool:
        if self.turn not in RIGHT_ANGLES:  # boxes of slanted letters overlap
            return False
        if self.turn:
            width, height = self._geometry.width, self._geometry.height
            last = upright_box(last, self.turn, width, height)
            box = upright_box(box, self.turn, width, height)
        size = max(last.bottom - last.top, box.bottom - box.top)
        sideways = box.x0 - last.x1
        drop = abs((box.top + box.bottom) - (last.top + last.bottom)) / 2
        return sideways > 0.4 * size or sideways < -0.8 * size or drop > 0.6 * size

    def close(self) -> None:
        box = self._box
        if box is not None:
            text = "".join(self._letters)
            page = self._geometry
            if box.x1 <= 0 or box.bottom <= 0 or box.x0 >= page.width or box.top >= page.height:
                self._outside += 1
            else:
                self._characters += len(text)
                self._unmapped += text.count(UNMAPPED)
                self._words.append(NativeWord(PlacedWord(text, box, self.turn), self._first))
        self._letters = []
        self._box = self._last = None

    def result(self, cut: bool) -> NativeText:
        return NativeText(tuple(self._words), self._characters, self._unmapped, self._outside, cut)
