"""Papers drawn by chance: pages of all sizes, turns and boxes, dense, with marks in the corners, or scanned.

Answers: PDFs whose words, marks and cropped rims are known. One `random.Random` decides everything.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

SIZES = ((612, 792), (612, 792), (792, 612), (595, 842), (1224, 792), (300, 260), (612, 1008), (150, 110))
WORDS = ("noted", "stated", "weekly", "morning", "office", "therapy", "range", "motion", "café", "naïve")
RIM = (1.0, 0.0, 1.0)
"""The colour of what a crop box cuts off: it may never be seen."""
INK = (0.2, 0.4, 0.0)
"""The colour of a page's own marks: no stamp may touch them."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A source: its name, bytes, number of pages, and the Bates numbers that its pages bear, if any."""

    name: str
    data: bytes
    pages: int
    bears: tuple[str, ...] = ()


def letters(n: int) -> str:
    """A, B … Z, AA, AB …"""
    text = ""
    while n:
        n, rest = divmod(n - 1, 26)
        text = chr(65 + rest) + text
    return text


def draw_paper(rng: random.Random, n: int) -> Paper:
    """Paper no. ``n``, of one to five pages."""
    count = rng.randint(1, 5)
    bears = tuple(f"HRH{letters(n)}-{100 + at:06}" for at in range(count)) if rng.random() < 0.2 else ()
    out, boxes = BytesIO(), []
    canvas = Canvas(out, invariant=1)
    for page in range(1, count + 1):
        size, origin = rng.choice(SIZES), rng.choice(((0, 0), (0, 0), (-40, 25), (300, -200)))
        crop = rng.choice((0, 0, 0, 12)) if min(size) > 200 else 0
        canvas.setPageSize(size)
        canvas.translate(*origin)
        draw = rng.choice((_plain, _plain, _dense, _corners, _scan, _foot))
        if crop:
            canvas.setFillColorRGB(*RIM)
            for x, y, w, h in ((0, 0, size[0], crop - 2), (0, size[1] - crop + 2, size[0], crop - 2)):
                canvas.rect(x, y, w, h, stroke=0, fill=1)
        canvas.setFillColorRGB(*INK)
        canvas.setStrokeColorRGB(*INK)
        draw(canvas, rng, size, crop, f"s{n}p{page}")
        if bears:
            canvas.setFont("Helvetica", 6)
            canvas.drawString(0.4 * size[0], 0.75 * size[1], bears[page - 1])
        canvas.showPage()
        boxes.append((size, origin, crop, rng.choice((0, 0, 0, 90, 180, 270))))
    canvas.save()
    return Paper(f"paper-{n}.pdf", _boxed(out.getvalue(), boxes), count, bears)


Box = tuple[tuple[int, int], tuple[int, int], int, int]


def _boxed(data: bytes, boxes: Sequence[Box]) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        for page, ((width, height), (x, y), crop, turn) in zip(pdf.pages, boxes, strict=True):
            page.obj.MediaBox = pikepdf.Array([x, y, x + width, y + height])
            if crop:
                page.obj.CropBox = pikepdf.Array([x + crop, y + crop, x + width - crop, y + height - crop])
            page.obj.Rotate = turn
        written = BytesIO()
        pdf.save(written, deterministic_id=True)
    return written.getvalue()


Draw = Callable[[Canvas, random.Random, tuple[int, int], int, str], None]


def _plain(canvas: Canvas, rng: random.Random, size: tuple[int, int], crop: int, mark: str) -> None:
    """A few lines in the middle."""
    canvas.setFont(rng.choice(("Helvetica", "Times-Roman", "Courier")), 6 if min(size) < 200 else 10)
    for line in range(rng.randint(1, 4)):
        text = f"{mark}l{line} {' '.join(rng.choice(WORDS) for _ in range(rng.randint(0, 4)))}"
        canvas.drawString(size[0] * 0.1 + crop, size[1] * 0.6 - 14 * line, text.strip()[: size[0] // 8])


def _dense(canvas: Canvas, rng: random.Random, size: tuple[int, int], crop: int, mark: str) -> None:
    """Print from edge to edge."""
    canvas.setFont("Helvetica", 7)
    for line in range(int((size[1] - 2 * crop - 8) // 11)):
        y = size[1] - crop - 9 - 11 * line
        canvas.drawString(crop + 3, y, f"{mark}l{line} {rng.choice(WORDS)}")
        canvas.drawRightString(size[0] - crop - 3, y, f"{mark}r{line}")


def _corners(canvas: Canvas, rng: random.Random, size: tuple[int, int], crop: int, mark: str) -> None:
    """A mark in some of the corners."""
    _plain(canvas, rng, size, crop, mark)
    for x in (crop + 4, size[0] - crop - 24):
        for y in (crop + 4, size[1] - crop - 24):
            if rng.random() < 0.8:
                canvas.rect(x, y, 20, 20, stroke=0, fill=1)


def _foot(canvas: Canvas, rng: random.Random, size: tuple[int, int], crop: int, mark: str) -> None:
    """A form's own page number where ours would stand."""
    _plain(canvas, rng, size, crop, mark)
    canvas.drawCentredString(size[0] / 2, crop + 14, f"{mark}foot")


def _scan(canvas: Canvas, rng: random.Random, size: tuple[int, int], crop: int, mark: str) -> None:
    """A picture over the whole page, and no words."""
    picture = Image.new("L", (size[0] // 8, size[1] // 8), 250)
    picture.paste(60, (5, 5, size[0] // 16, 8 + rng.randint(0, 4)))
    canvas.drawImage(ImageReader(picture), 0, 0, *size)
