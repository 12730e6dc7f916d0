"""Form fields and annotations of a PDF page: what a viewer prints over the page's own text.

Answers: flattens them into the page, in memory, so that they are read like any other print; and tells
the values no appearance shows, with check boxes as ☒ and ☐. Comments that do not print are not read,
only counted. Alters no file, runs no script.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.pages import Box
from extractors.readers.library_logs import silence
from extractors.readers.pdf_words import PageGeometry
from extractors.readers.placed import PlacedWord

MAX_ANNOTATIONS = 5_000
"""Annotations looked at on one page."""

_HIDDEN = 1 << 1 | 1 << 5  # hidden, no view
_PRINTED = frozenset(
    (
        pdfium_c.FPDF_ANNOT_FREETEXT,
        pdfium_c.FPDF_ANNOT_STAMP,
        pdfium_c.FPDF_ANNOT_WIDGET,
        pdfium_c.FPDF_ANNOT_INK,
        pdfium_c.FPDF_ANNOT_LINE,
        pdfium_c.FPDF_ANNOT_SQUARE,
        pdfium_c.FPDF_ANNOT_CIRCLE,
        pdfium_c.FPDF_ANNOT_POLYGON,
        pdfium_c.FPDF_ANNOT_POLYLINE,
        pdfium_c.FPDF_ANNOT_CARET,
        pdfium_c.FPDF_ANNOT_REDACT,
    )
)


@dataclass(frozen=True, slots=True)
class Annotations:
    """How many annotations print on a page, how many are form fields, how many are comments."""

    printed: int
    fields: int
    comments: int


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A form field's value and its rectangle in user space (x0, y0, x1, y1), points.

    ``checked`` is ``None`` for fields of text or choice.
    """

    text: str
    rect: tuple[float, float, float, float]
    checked: bool | None = None


def annotations_of(page: pdfium.PdfPage) -> Annotations:
    """Count a page's annotations by what they do in print."""
    printed = fields = comments = 0
    for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(page.raw), MAX_ANNOTATIONS)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        printed += kind in _PRINTED
        fields += kind == pdfium_c.FPDF_ANNOT_WIDGET
        comments += kind == pdfium_c.FPDF_ANNOT_TEXT
        pdfium_c.FPDFPage_CloseAnnot(annotation)
    return Annotations(printed, fields, comments)


def flattened(path: Path) -> pdfium.PdfDocument | None:
    """The document with its annotations printed into the pages, in memory; ``None`` when that fails.

    By qpdf, not by PDFium: on malformed annotations PDFium's own flattening ends the process.
    """
    copy = io.BytesIO()
    try:
        with warnings.catch_warnings(), pikepdf.open(path, suppress_warnings=True) as untrusted_pdf:
            warnings.simplefilter("ignore")
            untrusted_pdf.generate_appearance_streams()
            untrusted_pdf.flatten_annotations("all")
            untrusted_pdf.save(copy)
        return pdfium.PdfDocument(copy.getvalue())
    except (pikepdf.PdfError, pdfium.PdfiumError, ValueError, RuntimeError, RecursionError):
        return None


def field_values(path: Path) -> Mapping[int, Sequence[FieldValue]]:
    """Values of all visible form fields by page number (from 1), read by a second library.

    An unreadable form gives no values: what the page shows has been read already.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    silence("pypdf")
    values: dict[int, list[FieldValue]] = {}
    try:
        untrusted_reader = pypdf.PdfReader(path)
        for number, page in enumerate(untrusted_reader.pages, start=1):
            found = [v for a in _printed(page) if (v := _value_of(a)) is not None]
            if found:
                values[number] = found
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return values
    return values


def unprinted(
    values: Sequence[FieldValue], words: Sequence[PlacedWord], geometry: PageGeometry
) -> tuple[PlacedWord, ...]:
    """Field values that stand nowhere in their rectangle, as words placed there."""
    added: list[PlacedWord] = []
    for value in values:
        box = geometry.place(*value.rect)
        inside = [w.text for w in words if _middle_in(w.box, box)]
        if value.checked is not None:
            if not inside:
                added.append(PlacedWord("☒" if value.checked else "☐", box))
        elif not set(value.text.split()) <= set(" ".join(inside).split()):
            added.extend(_fill(value.text, box))
    return tuple(added)


def _printed(page: Any) -> list[Any]:
    annotations = page.get("/Annots")
    if annotations is None:
        return []
    found = [a.get_object() for a in list(annotations.get_object())[:MAX_ANNOTATIONS]]
    return [a for a in found if isinstance(a, dict) and a.get("/Subtype") in ("/Widget", "/FreeText")]


def _value_of(widget: Any) -> FieldValue | None:
    """The value of a form field, or the text of a free text annotation."""
    if int(widget.get("/F", 0)) & _HIDDEN:
        return None
    x0, y0, x1, y1 = (float(v) for v in widget["/Rect"])
    rect = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    if widget.get("/Subtype") == "/FreeText":
        text = str(widget.get("/Contents", "")).strip()
        return FieldValue(text, rect) if text else None
    kind = _inherited(widget, "/FT")
    if kind == "/Btn":
        if int(_inherited(widget, "/Ff") or 0) & (1 << 16):  # a push button holds no value
            return None
        return FieldValue("", rect, str(widget.get("/AS", "/Off")) != "/Off")
    value = _inherited(widget, "/V")
    if kind not in ("/Tx", "/Ch") or value is None:
        return None
    parts = value if isinstance(value, list) else [value]
    text = "\n".join(str(p) for p in parts).replace("\r\n", "\n").replace("\r", "\n").strip()
    return FieldValue(text, rect) if text else None


def _inherited(widget: Any, key: str) -> Any:
    """A field's entry, its own or its parents'."""
    node = widget
    for _ in range(16):
        if key in node:
            return node[key].get_object() if hasattr(node[key], "get_object") else node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"].get_object()
    return None


def _middle_in(inner: Box, outer: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 - 2 <= x <= outer.x1 + 2 and outer.top - 2 <= y <= outer.bottom + 2


def _fill(text: str, box: Box) -> list[PlacedWord]:
    """Words of a value spread over its rectangle, one text line below the other."""
    lines = [line.split() for line in text.split("\n") if line.split()]
    height = (box.bottom - box.top) / max(1, len(lines))
    words: list[PlacedWord] = []
    for row, line in enumerate(lines):
        letters = sum(len(w) + 1 for w in line)
        step = (box.x1 - box.x0) / letters
        at = box.x0
        top = box.top + row * height
        for word in line:
            words.append(PlacedWord(word, Box(at, top, at + step * len(word), top + height)))
            at += step * (len(word) + 1)
    return words
