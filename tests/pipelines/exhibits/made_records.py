"""Records to redact, drawn by code: every name and number in them is invented here."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractors.pages import Box, Word
from extractors.readers.pdf_words import geometry_of, native_text
from extractors.readers.reading_order import reading_lines

NAME, SSN = "Odalys Brandvold", "904-55-7316"
FIRST = (
    "Tallgrass Orthopaedic Institute",
    "",
    f"Patient: {NAME}   SSN: {SSN}",
    "Account 4417-20-99813",
    "",
    "The patient reports aching of the left knee since the fall.",
    "There is no swelling. Strength is full in all groups.",
    "Return in six weeks, or sooner if the knee gives way.",
)
SECOND = ("Physical therapy, visit two", "", "Gait is even.", "Plan: two more visits.")


def set_pages(pages: Sequence[Sequence[str]], size: tuple[float, float] = (612, 792)) -> bytes:
    """A PDF with these lines on its pages, in Helvetica, from the top."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True)
    for lines in pages:
        canvas.setFont("Helvetica", 12)
        for row, line in enumerate(lines):
            canvas.drawString(72, size[1] - 90 - 24 * row, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def words_of(path: Path) -> dict[int, tuple[Word, ...]]:
    """The words of each page, as the extractors read them."""
    found: dict[int, tuple[Word, ...]] = {}
    with pdfium.PdfDocument(path) as pdf:
        for number in range(1, len(pdf) + 1):
            page = pdf[number - 1]
            geometry = geometry_of(page)
            native = native_text(page.get_textpage(), geometry)
            lines = reading_lines([w.placed for w in native.words], geometry.width, geometry.height)
            at = 0
            words: list[Word] = []
            for placed in (w for line in lines for w in line):
                words.append(Word(placed.text, placed.box, at))
                at += len(placed.text) + 1
            found[number] = tuple(words)
    return found


def picture_of(path: Path, number: int = 1, scale: float = 2.0) -> Image.Image:
    """A page as displayed, in greys."""
    with pdfium.PdfDocument(path) as pdf:
        image: Image.Image = pdf[number - 1].render(scale=scale).to_pil().convert("L")
    return image


def text_of(path: Path, number: int = 1) -> str:
    """The text of a page as pdfium gives it."""
    with pdfium.PdfDocument(path) as pdf:
        return str(pdf[number - 1].get_textpage().get_text_range())


def box_of(words: Sequence[Word], text: str) -> Box:
    """The box around the one place where these words stand one after another."""
    wanted = text.split()
    texts = [w.text for w in words]
    start = next(i for i in range(len(texts)) if texts[i : i + len(wanted)] == wanted)
    box = words[start].box
    for word in words[start : start + len(wanted)]:
        box = box.union(word.box)
    return box
