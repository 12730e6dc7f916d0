"""Pages at the edges of the format, made by code, and ways to look at what was stamped on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name

from extractors.pages import Box
from extractors.readers.pdf_words import geometry_of
from pipelines.exhibits.court_profile import CourtProfile, Evidence
from pipelines.exhibits.geometry import displayed
from pipelines.exhibits.label_layout import LabelText
from pipelines.exhibits.sheets import Sheet
from pipelines.exhibits.stamping import StampJob

Image = np.ndarray[tuple[int, int], np.dtype[np.uint8]]

PROFILE = CourtProfile("made", "Made Up District", "preset", date(2026, 1, 5), Evidence.OURS)
LABEL = LabelText("PX-12", "Plaintiff’s Exhibit", ("No. 2:26-cv-00417", "Moen v. Ardent"), ("ID", "EVID."))
SHEET = Sheet("EXHIBIT PX-12", ("Superior Court of Quill County",), ("Records of Marlow Orthopaedics",))


def job_for(pages: int, **changes: Any) -> StampJob:
    """A job with everything on it."""
    values: dict[str, Any] = {
        "profile": PROFILE,
        "sheet": SHEET,
        "label": LABEL,
        "colour": "yellow",
        "bates": tuple(f"QLL-{n:06d}" for n in range(1, pages + 1)),
        "tier": "CONFIDENTIAL",
        "footers": tuple(f"Exhibit PX-12, Page {n} of {pages}" for n in range(1, pages + 1)),
        "number": "1000",
    }
    return StampJob(**(values | changes))


def write_page(
    path: Path,
    content: bytes,
    media: tuple[float, ...] = (0, 0, 612, 792),
    crop: tuple[float, ...] | None = None,
    rotate: int | None = None,
    unit: float | None = None,
    inherit: bool = False,
) -> Path:
    """A PDF of one page. ``inherit`` puts rotation, box and resources on the node above the page."""
    with pikepdf.new() as pdf:
        helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page = Dictionary(Type=Name.Page, Contents=pdf.make_stream(content))
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        here = pdf.Root.Pages if inherit else pdf.pages[0].obj
        here["/Resources"] = Dictionary(Font=Dictionary(F1=helvetica))
        here["/MediaBox"] = Array(list(media))
        if crop is not None:
            here["/CropBox"] = Array(list(crop))
        if rotate is not None:
            here["/Rotate"] = rotate
        if unit is not None:
            pdf.pages[0].obj["/UserUnit"] = unit
        pdf.save(path)
    return path


def words_at(*places: tuple[float, float], size: float = 9, text: str = "Record") -> bytes:
    """Content with a word at each place of the page's own space."""
    return b"\n".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET".encode() for x, y in places)


def words_on(page: Path, *places: tuple[float, float], text: str = "Record") -> bytes:
    """Content with a word upright at each place of the DISPLAYED page, baselines from its top."""
    with pikepdf.open(page) as pdf:
        view = displayed(pdf.pages[0])
    matrix = " ".join(f"{v:g}" for v in view.matrix)
    flipped = [(x, view.height - y) for x, y in places]
    return f"q {matrix} cm\n".encode() + words_at(*flipped, text=text) + b"\nQ"


def picture(path: Path, index: int = 0, scale: float = 1.0) -> Image:
    """A page as displayed, in grey."""
    with closing(pdfium.PdfDocument(path)) as pdf:
        bitmap = pdf[index].render(scale=scale, grayscale=True)
        pixels = bitmap.to_numpy()
        return np.array(pixels.reshape(pixels.shape[0], pixels.shape[1]), copy=True)


def found(path: Path, index: int, text: str) -> Iterator[Box]:
    """Every place where PDFium finds a text on a page, as displayed."""
    with closing(pdfium.PdfDocument(path)) as pdf:
        page = pdf[index]
        geometry = geometry_of(page)
        textpage = page.get_textpage()
        searcher = textpage.search(text, match_case=True)
        while (hit := searcher.get_next()) is not None:
            boxes = [geometry.place(*textpage.get_charbox(i, loose=True)) for i in range(hit[0], sum(hit))]
            whole = boxes[0]
            for box in boxes:
                whole = whole.union(box)
            yield whole


def size_of(path: Path, index: int = 0) -> tuple[float, float]:
    """Of a page as PDFium displays it."""
    with closing(pdfium.PdfDocument(path)) as pdf:
        page = pdf[index]
        width, height = page.get_size()
        return width, height


def inside(inner: Box, outer: Box, slack: float = 0.75) -> bool:
    """Whether a box lies in another."""
    return (
        inner.x0 >= outer.x0 - slack
        and inner.top >= outer.top - slack
        and inner.x1 <= outer.x1 + slack
        and inner.bottom <= outer.bottom + slack
    )
