"""PDF to pages: the fast reader first, then repair, then the slow reader, then an honest gap.

Answers: every page of the file in physical order, with its words, boxes, layer, confidence and marks.
Refuses a file it cannot open, saying why and what to do. A page that cannot be read costs that page:
it stays in its place, empty, and is listed as unread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

import pypdfium2 as pdfium

from extractors.errors import PinciteError
from extractors.pages import Document, Layer, Page, Source, Unread, lay_out
from extractors.readers.pdf_forms import FieldValue, annotations_of, field_values, flattened
from extractors.readers.pdf_open import OpenedPdf, damaged, open_pdf, repaired
from extractors.readers.pdf_page import ReadPage, Surroundings, read_page
from extractors.readers.pdf_plain import read_plain_page
from extractors.readers.tables import ruled_rows
from extractors.reading_options import ReadingOptions

UNREAD_MARK = "could not be read"
REPAIRED_MARK = "read from a copy repaired in memory"
_NO_OCR = "The page's text is in its image, and reading images is switched off."
_NO_OCR_REMEDY = "Run again with OCR on."
_BROKEN = "No reader could read the page; it is damaged or larger than any page of print."
_BROKEN_REMEDY = "Look at the page in the original, or ask the sender for the file again."


def read_pdf(path: Path, source: Source, options: ReadingOptions) -> Document:
    """Read every page of a PDF.

    Args:
        path: the file, read only.
        source: what it is in the matter.
        options: whether images may be read, and who hears of progress.

    Raises:
        SetAsideError: the file as a whole cannot be read.
    """
    opened = open_pdf(path, source.name)
    try:
        document = _Reading(path, source, options, opened).document()
    finally:
        if opened.pdf is not None:
            opened.pdf.close()
    if opened.pdf is None and not any(p.text for p in document.pages):
        raise damaged(source.name)
    return document


class _Reading:
    """One pass over one file; what costs time (repair, field values) is done once and only if needed."""

    def __init__(self, path: Path, source: Source, options: ReadingOptions, opened: OpenedPdf) -> None:
        self._path = path
        self._source = source
        self._options = options
        self._opened = opened

    def document(self) -> Document:
        pages: list[Page] = []
        unread: list[Unread] = _unread_parts(self._opened)
        for number in range(1, self._opened.pages + 1):
            if number in self._options.skip:  # it ended an earlier attempt; whoever skips it says why
                pages.append(_gap(self._source.sha256, number))
                self._options.tell(number, self._opened.pages)
                continue
            read = self._read(number)
            if read is None:
                pages.append(_gap(self._source.sha256, number))
                unread.append(Unread(number, _BROKEN, _BROKEN_REMEDY))
            else:
                pages.append(as_page(read, self._source.sha256, number))
                if read.needs_ocr:
                    unread.append(Unread(number, _NO_OCR, _NO_OCR_REMEDY))
            self._options.tell(number, self._opened.pages)
        return Document(self._source, tuple(pages), tuple(unread), self._opened.carried.remarks)

    def _read(self, number: int) -> ReadPage | None:
        if self._opened.pdf is not None and number <= self._opened.readable:
            read = self._try(self._opened.pdf, number)
            if read is not None:
                return read
        if self._repaired is not None and number <= len(self._repaired):
            read = self._try(self._repaired, number)
            if read is not None:
                return replace(read, marks=(*read.marks, REPAIRED_MARK))
        return read_plain_page(self._path, number)

    def _try(self, pdf: pdfium.PdfDocument, number: int) -> ReadPage | None:
        """Read a page, or give it up: the page is an isolation border, its neighbours must not suffer."""
        try:
            page = pdf[number - 1]
        except pdfium.PdfiumError:
            return None
        try:
            annotations = annotations_of(page)
            flat = self._flattened if annotations.printed else None
            if flat is not None and number <= len(flat):
                page.close()
                page = flat[number - 1]
            around = Surroundings(
                self._values.get(number, ()) if annotations.printed else (),
                self._opened.carried.layered,
                partial(ruled_rows, self._path, number),
            )
            read = read_page(page, self._options, around)
        except (ImportError, PinciteError):  # about this installation or the request, not about the page
            raise
        except Exception:  # the border described above; the page is tried again in other ways
            return None
        finally:
            page.close()
        if annotations.comments:
            note = f"{annotations.comments} comment(s) attached, not printed and not read"
            return replace(read, marks=(*read.marks, note))
        return read

    @cached_property
    def _repaired(self) -> pdfium.PdfDocument | None:
        return repaired(self._path)

    @cached_property
    def _flattened(self) -> pdfium.PdfDocument | None:
        return flattened(self._path)

    @cached_property
    def _values(self) -> Mapping[int, Sequence[FieldValue]]:
        return field_values(self._path)


def as_page(read: ReadPage, sha256: str, number: int) -> Page:
    """A read page in its place in the document."""
    text, words = lay_out([[(w.text, w.box, w.confidence) for w in line] for line in read.lines])
    return Page(sha256, number, read.width, read.height, text, words, read.layer, read.confidence, read.marks)


def _gap(sha256: str, number: int) -> Page:
    return Page(sha256, number, 0.0, 0.0, "", (), Layer.NONE, None, (UNREAD_MARK,))


def _unread_parts(opened: OpenedPdf) -> list[Unread]:
    """What the file holds outside its pages."""
    parts = [
        Unread(None, f"The embedded file {name!r} is not opened.", "Save it from the PDF and add that.")
        for name in opened.carried.embedded
    ]
    if opened.carried.dynamic_form:
        parts.append(
            Unread(
                None,
                "The file is a dynamic XFA form, whose content is not in its pages.",
                "Open it in Acrobat, print it to a new PDF, and add that.",
            )
        )
    return parts
