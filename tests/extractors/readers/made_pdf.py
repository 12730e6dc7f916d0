"""PDFs and scans made in memory for the reader tests: small, real, each showing one behaviour.

Every name and number is invented here.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.pages import Document, Page, Source
from extractors.readers.pdf import read_pdf
from extractors.reading_options import ReadingOptions

LETTER = (612.0, 792.0)
NO_OCR = ReadingOptions(ocr=False)

NOTE = (
    "Patient: Orla Kestrel   DOB: 03/14/1981",
    "Date of service: 09/21/2016",
    "The patient returns with neck pain after the collision.",
    "Total charges: $1,234.56",
)


def drawn(*pages: Callable[[Canvas], None], size: tuple[float, float] = LETTER) -> bytes:
    """A PDF with one page for each drawing function."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines(*texts: str, left: float = 72, top: float = 720, leading: float = 16) -> Callable[[Canvas], None]:
    """A drawing function for plain lines of 11-point print."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for index, text in enumerate(texts):
            canvas.drawString(left, top - index * leading, text)

    return draw


def changed(content: bytes, change: Callable[[pikepdf.Pdf], None], **save: object) -> bytes:
    """The PDF after a change to its objects."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(buffer, **save)  # type: ignore[arg-type]
    return buffer.getvalue()


def source(name: str = "made.pdf", media_type: str = "application/pdf") -> Source:
    return Source("0" * 64, (name,), media_type, 1)


def read(folder: Path, content: bytes, options: ReadingOptions = NO_OCR) -> Document:
    """Read a PDF given as bytes."""
    path = folder / "made.pdf"
    path.write_bytes(content)
    return read_pdf(path, source(), options)


def first_page(folder: Path, content: bytes, options: ReadingOptions = NO_OCR) -> Page:
    return read(folder, content, options).pages[0]


PRINT = ImageFont.load_default(size=25)
"""What `sheet` is set in: 12 points at 150 dpi."""


def sheet(texts: Sequence[str] = NOTE) -> Image.Image:
    """A grey letter page image at 150 dpi with lines of print, one inch from the left and the top."""
    image = Image.new("L", (1275, 1650), 255)
    pen = ImageDraw.Draw(image)
    for index, text in enumerate(texts):
        pen.text((150, 150 + index * 50), text, font=PRINT, fill=0)
    return image


def scanned(image: Image.Image, hidden: Sequence[str] = (), over: Sequence[str] = ()) -> bytes:
    """A letter page that is one image.

    Args:
        image: fills the page.
        hidden: invisible text, as scanners' text layers have it.
        over: visible text printed over the image, as fax machines and Bates stamps have it.
    """

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(image), 0, 0, *LETTER)
        canvas.setFont("Helvetica", 11)
        for index, text in enumerate(hidden):
            layer = canvas.beginText(72, 715 - index * 24)
            layer.setTextRenderMode(3)
            layer.textOut(text)
            canvas.drawText(layer)
        for index, text in enumerate(over):
            layer = canvas.beginText(72, 30 + index * 16)
            layer.setTextRenderMode(0)
            layer.textOut(text)
            canvas.drawText(layer)

    return drawn(draw)
