"""Finished exhibits, an index and a chronology to bind, drawn here: pages of all sizes, turns and boxes."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from pipelines.exhibits.bundle_parts import (
    BoundPart,
    BundleSpec,
    MakeIndex,
    PlaceInBundle,
    exhibit_link,
)
from pipelines.exhibits.court_profile import CourtProfile, Evidence
from pipelines.exhibits.label_layout import LabelText
from pipelines.exhibits.sheets import Sheet
from pipelines.exhibits.stamping import StampJob, stamp_exhibit
from pipelines.source_links import page_link

T = TypeVar("T")
SIZES = ((612, 792), (792, 612), (595, 842), (1224, 792), (300, 260), (612, 1008))
WORDS = ("noted", "stated", "weekly", "morning", "office", "therapy", "plan", "visit", "range", "motion")
PROFILE = CourtProfile("made", "Made up", "preset", date(2026, 1, 2), Evidence.OURS)
ON_A_PAGE = 30
"""Lines of a made index."""


@dataclass(frozen=True, slots=True)
class PageShape:
    """How one page is made: size in points, turn, where its box begins, whether a crop box cuts a rim off."""

    size: tuple[int, int] = (612, 792)
    rotate: int = 0
    origin: tuple[int, int] = (0, 0)
    cropped: bool = False


def shapes(rng: random.Random, count: int) -> tuple[PageShape, ...]:
    """That many pages, no two alike if it can be helped."""
    return tuple(
        PageShape(
            rng.choice(SIZES),
            rng.choice((0, 0, 90, 180, 270)),
            rng.choice(((0, 0), (-40, 25))),
            rng.random() < 0.3,
        )
        for _ in range(count)
    )


def draw(pages: Sequence[PageShape], seed: int) -> bytes:
    """A PDF with words of its own on each page, upright as displayed or not."""
    rng = random.Random(seed)
    out = BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=0)
    for number, page in enumerate(pages, 1):
        canvas.setPageSize(page.size)
        canvas.translate(*page.origin)
        canvas.setFont("Helvetica", 10)
        for line in range(4):
            words = " ".join(rng.choice(WORDS) for _ in range(5))
            canvas.drawString(60, 180 - 14 * line, f"{words} {seed}.{number}.{line}")
        canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(out.getvalue())) as pdf:
        for made, page in zip(pdf.pages, pages, strict=True):
            (x, y), (width, height) = page.origin, page.size
            made.obj.MediaBox = pikepdf.Array([x, y, x + width, y + height])
            if page.cropped:
                made.obj.CropBox = pikepdf.Array([x + 10, y + 5, x + width - 10, y + height - 5])
            made.obj.Rotate = page.rotate
        written = BytesIO()
        pdf.save(written, deterministic_id=True)
    return written.getvalue()


def exhibit(
    folder: Path, number: int, pages: Sequence[PageShape], description: str = "", slip: bool = False
) -> BoundPart:
    """One exhibit: its copy, and the copy with sticker, Bates numbers, tier and footers."""
    id = f"E-{number:04}"
    copy, path = folder / f"{id}-copy.pdf", folder / f"{id}.pdf"
    copy.write_bytes(draw(pages, number))
    job = StampJob(
        PROFILE,
        Sheet(f"EXHIBIT PX-{number}"),
        LabelText("PLAINTIFF'S EXHIBIT", f"PX-{number}", ("No. 2:26-cv-00417", "Moen v. Ardent")),
        slip=slip,
        bates=tuple(f"AB-{number:03}{at:04}" for at in range(1, len(pages) + 1)),
        tier="CONFIDENTIAL" if number % 3 == 0 else "",
        footers=tuple(f"Exhibit PX-{number}, Page {at} of {len(pages)}" for at in range(1, len(pages) + 1)),
        number="8888",
    )
    made = stamp_exhibit(copy, path, job)
    sha256 = hashlib.sha256(copy.read_bytes()).hexdigest()
    text = description or f"Office note no. {number}"
    source = tuple((sha256, page.copy_page) if page.copy_page else ("", 0) for page in made.pages)
    return BoundPart(id, f"PX-{number}", text, path, source, copy, made.printed)


def make_index(parts: Sequence[BoundPart], font: str = "Helvetica") -> MakeIndex:
    """An index like those of `pipelines.exhibits.index_form`: designation and page number are links."""

    def made(places: Mapping[str, PlaceInBundle]) -> bytes:
        def row(canvas: Canvas, part: BoundPart, y: float) -> None:
            place = places[part.id]
            _linked(canvas, part.designation, 72, y, exhibit_link(part.id))
            canvas.drawString(140, y, part.description[:70])
            _linked(canvas, place.printed, 520, y, exhibit_link(part.id, page_number=True))
            if len(part.pages) > 1:
                canvas.drawString(520 + canvas.stringWidth(place.printed), y, f"–{place.last_page}")

        return _listed(parts, row, "Index of Exhibits", font)

    return made


def chronology(cited: Sequence[tuple[str, str, int]]) -> bytes:
    """A chronology with a link for each (name, SHA-256, page)."""

    def row(canvas: Canvas, citation: tuple[str, str, int], y: float) -> None:
        _linked(canvas, f"{citation[0]}, p. {citation[2]}", 72, y, page_link(*citation))

    return _listed(cited, row, "Chronology")


def _linked(canvas: Canvas, words: str, x: float, y: float, target: str) -> None:
    canvas.drawString(x, y, words)
    canvas.linkURL(target, (x, y - 2, x + canvas.stringWidth(words), y + 8), relative=0, thickness=0)


def _listed(
    rows: Sequence[T], row: Callable[[Canvas, T, float], None], title: str, font: str = "Helvetica"
) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1, pageCompression=0, initialFontName=font)
    for start in range(0, max(len(rows), 1), ON_A_PAGE):
        canvas.setFont(font, 10)
        canvas.drawString(72, 740, title)
        for at, one in enumerate(rows[start : start + ON_A_PAGE]):
            row(canvas, one, 710 - 20 * at)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def file_name(volume: tuple[int, int] | None) -> str:
    """The names that `SPEC` gives."""
    return "bundle.pdf" if volume is None else f"bundle-{volume[0]}-of-{volume[1]}.pdf"


SPEC = BundleSpec("Index of Exhibits", file_name, cover=("Moen v. Ardent", "No. 2:26-cv-00417"))
