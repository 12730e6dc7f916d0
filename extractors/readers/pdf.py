"""PDF to pages: native text by PDFium.

Answers: every page of the file, in physical order, with its words, boxes and layer.
Refuses a file it cannot open, saying why and what to do; a page it cannot read costs that page.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium

from extractors.errors import Reason, SetAsideError
from extractors.pages import Document, Layer, Page, Source, Unread, lay_out
from extractors.readers.pdf_words import geometry_of, native_text
from extractors.readers.reading_order import reading_lines
from extractors.reading_options import ReadingOptions


def read_pdf(path: Path, source: Source, options: ReadingOptions) -> Document:
    """Read every page of a PDF.

    Raises:
        SetAsideError: the file as a whole cannot be read.
    """
    try:
        pdf = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise SetAsideError(
            Reason.DAMAGED, f"{source.name} cannot be opened as a PDF.", "Ask for the file again."
        ) from error
    pages: list[Page] = []
    unread: list[Unread] = []
    for number in range(1, len(pdf) + 1):
        page = pdf[number - 1]
        geometry = geometry_of(page)
        textpage = page.get_textpage()
        words = [w.placed for w in native_text(textpage, geometry).words]
        lines = reading_lines(words, geometry.width, geometry.height)
        text, placed = lay_out([[(w.text, w.box, None) for w in line] for line in lines])
        layer = Layer.NATIVE if text else Layer.NONE
        pages.append(
            Page(source.sha256, number, geometry.width, geometry.height, text, placed, layer)
        )
        textpage.close()
        page.close()
        options.tell(number, len(pdf))
    pdf.close()
    return Document(source, tuple(pages), tuple(unread))
