"""Whether the text of a page is still all there after copying, as a second library reads it.

Answers: the text of each page by PDFium, where its words stand, and what became of it: the same, spaced
otherwise, more than before (form values printed in), or changed. Refuses nothing: whoever asks decides.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum, auto

import pypdfium2 as pdfium

from extractors.pages import Box
from extractors.readers.pdf_words import geometry_of, native_text

_HYPHENS = dict.fromkeys((0x02, 0x2D, 0xAD, 0x2010, 0x2011, 0xFFFE))


class Kept(Enum):
    """What became of a page's text."""

    EQUAL = auto()
    SPACED = auto()
    ADDED = auto()
    CHANGED = auto()


def text_of(pdf: pdfium.PdfDocument, number: int) -> str:
    """The text of a page (from 1) in the file's own order; "" for a page that PDFium does not open."""
    try:
        page = pdf[number - 1]
    except (pdfium.PdfiumError, IndexError):
        return ""
    try:
        textpage = page.get_textpage()
        try:
            text: str = textpage.get_text_range()
            return text
        finally:
            textpage.close()
    except pdfium.PdfiumError:
        return ""
    finally:
        page.close()


def boxes_of(pdf: pdfium.PdfDocument, number: int) -> tuple[Box, ...]:
    """Where the page's own words stand as displayed; nothing for a page that PDFium does not open."""
    try:
        page = pdf[number - 1]
        textpage = page.get_textpage()
        return tuple(w.placed.box for w in native_text(textpage, geometry_of(page)).words)
    except (pdfium.PdfiumError, ValueError, IndexError):
        return ()


def compare(before: str, after: str) -> Kept:
    """What became of a text."""
    if before == after:
        return Kept.EQUAL
    old, new = letters(before), letters(after)
    if old == new:
        return Kept.SPACED
    return Kept.CHANGED if Counter(old) - Counter(new) else Kept.ADDED


def letters(text: str) -> str:
    """A text without blanks and hyphens: PDFium tells a hyphen otherwise where a line ends after it."""
    return "".join(text.translate(_HYPHENS).split())
