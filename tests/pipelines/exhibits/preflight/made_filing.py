"""A small finished filing, made page by page, that passes every check; tests spoil one thing of it at a time.

volume.pdf   1 index · 2-3 PX-1 · 4 PX-2        letter, labelled, numbered, bookmarked, linked
PX-1.pdf, PX-2.pdf                              the same exhibit pages on their own
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipelines.exhibits.court_profile import CourtProfile, Evidence, Need
from pipelines.exhibits.exhibit_set import Check, ExhibitPage, ExhibitRow, FilingCaption, Outcome, Placed
from pipelines.exhibits.preflight.finished import FileKind, FinishedFile, FinishedPage, Known, Reviewed
from pipelines.exhibits.preflight.run import preflight
from pipelines.rows import MatterCaption

FONT = "LiberationSans"
_FONTS = Path(__file__).resolve().parents[4] / "pipelines" / "render" / "fonts"
pdfmetrics.registerFont(TTFont(FONT, _FONTS / "LiberationSans-Regular.ttf"))

SOURCE = "a" * 64
LABELS = {
    "PX-1": ("PLAINTIFF'S EXHIBIT", "PX-1", "No. 2:26-cv-00417", "Moen v. Ardent"),
    "PX-2": ("PLAINTIFF'S EXHIBIT", "PX-2", "No. 2:26-cv-00417", "Moen v. Ardent"),
}
FIRST_OF = {"PX-1": 2, "PX-2": 4}

Draw = Callable[[Canvas], None]
Spoil = Callable[[pikepdf.Pdf], None]

PROFILE = CourtProfile(
    id="made-up",
    name="Made-up District",
    kind="federal",
    checked=date(2026, 1, 5),
    evidence=Evidence.OURS,
    max_file_mb=25,
    searchable=Need.REQUIRED,
    bookmarks=Need.REQUIRED,
    external_links=Need.REJECTED,
    pagination=True,
    open_at_bookmarks=True,
    paper="letter",
    file_name_longest=60,
)
CAPTION = FilingCaption(
    profile="made-up",
    profile_name="Made-up District",
    confirmed_by="A. Ruiz",
    confirmed_on="2026-01-06",
    filing_date="2026-01-07",
    court="Made-up District Court",
    case_number="2:26-cv-00417",
    caption="Hanna Moen, Plaintiff, v. Ardent Freight LLC, Defendant",
    short_caption="Moen v. Ardent",
    judge="",
    party="plaintiff",
    layout="motion",
    title="Index of Exhibits",
    filer="",
)
KNOWN = Known(
    matter=MatterCaption("moen", "Hanna Moen", "1980-01-02", "2024-03-04", "Moen v. Ardent Freight"),
    reviewed={"x1": Reviewed("A. Ruiz", ""), "x2": Reviewed("A. Ruiz", "")},
)


def write(canvas: Canvas, x: float, y: float, text: str, size: float = 10) -> None:
    """Text in the embedded font; ``y`` from the bottom of the page."""
    canvas.setFont(FONT, size)
    canvas.drawString(x, y, text)


def index_page(canvas: Canvas) -> None:
    write(canvas, 250, 700, "Index of Exhibits", 14)
    for y, (designation, first) in zip((640, 610), FIRST_OF.items(), strict=True):
        write(canvas, 72, y, designation)
        write(canvas, 140, y, "Chart of 4 March 2024")
        write(canvas, 500, y, str(first))
    write(canvas, 303, 20, "1", 9)


def prose(canvas: Canvas) -> None:
    write(canvas, 72, 600, "The patient walked in and was seen at the clinic.")


def label(canvas: Canvas, designation: str) -> None:
    canvas.setFillGray(1)
    canvas.rect(440, 60, 144, 72, fill=1, stroke=1)
    canvas.setFillGray(0)
    for at, line in enumerate(LABELS[designation]):
        write(canvas, 450, 115 - 15 * at, line, 9)


def numbers(canvas: Canvas, page: int) -> None:
    write(canvas, 500, 20, f"MOEN-00000{page - 1}", 9)
    write(canvas, 303, 20, str(page), 9)


def page_2(canvas: Canvas) -> None:
    prose(canvas)
    label(canvas, "PX-1")
    numbers(canvas, 2)


def page_3(canvas: Canvas) -> None:
    prose(canvas)
    numbers(canvas, 3)


def page_4(canvas: Canvas) -> None:
    prose(canvas)
    label(canvas, "PX-2")
    numbers(canvas, 4)


PAGES: Mapping[int, Draw] = {1: index_page, 2: page_2, 3: page_3, 4: page_4}


def also(page: int, more: Draw) -> Mapping[int, Draw]:
    """The pages with something more drawn on one of them."""

    def both(canvas: Canvas) -> None:
        PAGES[page](canvas)
        more(canvas)

    return {page: both}


def _row(id: str, designation: str, pages: tuple[int, ...]) -> ExhibitRow:
    return ExhibitRow(
        id=id,
        designation=designation,
        party="plaintiff",
        description="Chart of 4 March 2024",
        date="2024-03-04",
        status="offered",
        witness="",
        purpose="injuries",
        objection="",
        stipulated="",
        criterion="",
        tier="",
        translation="",
        bates_first=f"MOEN-00000{pages[0] - 1}",
        bates_last=f"MOEN-00000{pages[-1] - 1}",
        sources=(("chart.pdf", SOURCE),),
        source_pages=f"{pages[0]}-{pages[-1]}",
        page_count=len(pages),
        first_page=pages[0],
        last_page=pages[-1],
        volume=1,
        file=f"{designation}.pdf",
        label=Placed.PAGE,
        label_text=LABELS[designation],
        held="",
        remarks=(),
        pages=tuple(
            ExhibitPage(SOURCE, page, f"MOEN-00000{page - 1}", at, page, 1, "native")
            for at, page in enumerate(pages, start=1)
        ),
    )


ROWS = (_row("x1", "PX-1", (2, 3)), _row("x2", "PX-2", (4,)))
_OF_VOLUME = (
    FinishedPage(index=True),
    FinishedPage("x1", 1),
    FinishedPage("x1", 2),
    FinishedPage("x2", 1),
)


@dataclass(frozen=True)
class Made:
    """The filing as preflight is given it."""

    files: tuple[FinishedFile, ...]
    rows: tuple[ExhibitRow, ...] = ROWS
    profile: CourtProfile = PROFILE
    filing: FilingCaption = CAPTION
    known: Known = field(default=KNOWN)

    def checks(self) -> tuple[Check, ...]:
        return preflight(self.files, self.rows, self.profile, self.filing, self.known)

    def failing(self) -> dict[str, Check]:
        """By id, the first check that did not pass; those that name a page before those that do not."""
        found = [c for c in self.checks() if c.outcome is not Outcome.PASS]
        return {c.id: c for c in sorted(found, key=lambda c: c.page > 0, reverse=True)[::-1]}

    def asking(self, **values: Any) -> Made:
        """The same before a court that asks for something else."""
        return replace(self, profile=replace(self.profile, **values))


def drawn(draws: list[Draw]) -> pikepdf.Pdf:
    """Letter pages, with nothing in the file about who made it."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    for draw in draws:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    buffer.seek(0)
    pdf = pikepdf.open(buffer)
    del pdf.trailer.Info
    for key in ("/Outlines", "/PageMode"):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        if "/Trans" in page.obj:
            del page.obj["/Trans"]
    return pdf


def link(pdf: pikepdf.Pdf, page: int, **keys: Any) -> Dictionary:
    """A link annotation put on a page."""
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 400, 200, 420]), **keys)
    holder = pdf.pages[page - 1].obj
    holder.Annots = Array([*holder.get("/Annots", ()), pdf.make_indirect(note)])
    return note


def _bind(pdf: pikepdf.Pdf) -> None:
    for first in FIRST_OF.values():
        link(pdf, 1, Dest=Array([pdf.pages[first - 1].obj, Name.Fit]))
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Index", 0))
        for designation, first in FIRST_OF.items():
            outline.root.append(pikepdf.OutlineItem(f"{designation} – Chart of 4 March 2024", first - 1))
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=1)]))


def made(
    folder: Path, draw: Mapping[int, Draw] | None = None, spoil: Spoil | None = None, **save: Any
) -> Made:
    """The finished files in a folder: pages drawn, with ``draw`` instead of some; the volume then spoiled."""
    draws = {**PAGES, **(draw or {})}
    volume = drawn([draws[n] for n in sorted(draws)])
    _bind(volume)
    if spoil is not None:
        spoil(volume)
    volume.save(folder / "volume.pdf", deterministic_id="encryption" not in save, **save)
    files = [FinishedFile("volume.pdf", folder / "volume.pdf", FileKind.VOLUME, _OF_VOLUME, 1)]
    for row in ROWS:
        path = folder / row.file
        drawn([PAGES[page.bundle_page] for page in row.pages]).save(path, deterministic_id=True)
        pages = tuple(FinishedPage(row.id, place) for place in range(1, len(row.pages) + 1))
        files.append(FinishedFile(row.file, path, FileKind.EXHIBIT, pages))
    return Made(tuple(files))
