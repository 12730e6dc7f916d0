"""Stamps one exhibit's copy: the sticker, Bates numbers, the confidentiality line, footers, a slip sheet.

Answers: a new PDF and what was printed where on each of its pages, for those who number and bind it and for
the proof that reads it again. The copy is opened twice, by pikepdf to write and by PDFium to look for ink,
and changed in neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Dictionary, Name

from extractors.pages import Box
from pipelines.exhibits.bundle_parts import Printed
from pipelines.exhibits.court_profile import Corner, CourtProfile
from pipelines.exhibits.exhibit_set import Placed
from pipelines.exhibits.geometry import LETTER, Displayed, Edge, displayed, enlarge, numbers
from pipelines.exhibits.ink import Ink
from pipelines.exhibits.label_layout import LabelText, Sticker, lay
from pipelines.exhibits.labels import LABEL_BESIDE, Foot, Layout, Ways, corner_for, height_of, lay_out
from pipelines.exhibits.saving import save
from pipelines.exhibits.sheets import Sheet, draw_sheet
from pipelines.exhibits.stamp_font import StampFont, shown
from pipelines.exhibits.stamps import Item, Label, Mark, NumberLine, Stamped, stamp
from pipelines.exhibits.wrapping import clip, place, secure
from pipelines.exhibits.zones import Side, sticker_box

DRAFT = "DRAFT, NOT REVIEWED"
LETTER_PAPER = "letter"
ON_COVER = "cover"
NO_FREE_CORNER = "label on a slip sheet, for there is print in every corner that the court allows"


@dataclass(frozen=True, slots=True)
class StampJob:
    """What to stamp on one exhibit.

    Args:
        profile: where the court wants labels, how large, what it keeps clear, which paper it takes.
        sheet: what a slip sheet says, if there is one.
        label: the sticker's words, ``None`` for no sticker.
        colour: of the sticker, a name of `pipelines.exhibits.stamps.COLOURS`.
        slip: a slip sheet is wanted in any case (tabs, exhibits without pages).
        bates: the number of each page of the copy, empty for none at all; "" for a page that bears its own.
        tier: the confidentiality line.
        footers: of each page of the copy, empty for none.
        number: the widest page number that a bundle will stamp, "" if it will stamp none.
    """

    profile: CourtProfile
    sheet: Sheet
    label: LabelText | None = None
    colour: str = "white"
    slip: bool = False
    bates: tuple[str, ...] = ()
    tier: str = ""
    footers: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class StampedPage:
    """One page of the stamped file: which page of the copy it is, from 1 (0 for a slip sheet), its size as
    displayed in points, its Bates number, and what became of it that a person should know."""

    copy_page: int
    width: float
    height: float
    bates: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StampResult:
    """Where the label went, the pages of the file in order, and every text stamped with its box.

    ``label_box`` is the sticker's, border included, on the first page of the file.
    """

    placed: Placed
    corner: Corner | None
    pages: tuple[StampedPage, ...]
    printed: tuple[Printed, ...]
    label_box: Box | None = None


def stamp_exhibit(copy: Path | None, out: Path, job: StampJob) -> StampResult:
    """Stamp a copy; without one, make the slip sheet alone.

    Raises:
        ValueError: as many Bates numbers or footers as pages are wanted, and others are given.
        pikepdf.PdfError: the copy is no sound PDF, which `pipelines.exhibits.preparing` never hands on.
    """
    with _opened(copy) as (pdf, seen):
        count = len(pdf.pages)
        if any(texts and len(texts) != count for texts in (job.bates, job.footers)):
            raise ValueError("one Bates number and one footer to each page")
        return _Stamper(pdf, job).run(seen, out)


def mark_draft(clean: Path, out: Path) -> None:
    """Write ``DRAFT, NOT REVIEWED`` across every page of a finished file."""
    with pikepdf.open(clean) as pdf:
        font = StampFont(pdf)
        for page in pdf.pages:
            stamp(page, font, [Mark(DRAFT)])
        font.embed()
        save(pdf, out)


@contextmanager
def _opened(copy: Path | None) -> Iterator[tuple[pikepdf.Pdf, pdfium.PdfDocument | None]]:
    if copy is None:
        with pikepdf.new() as empty:
            yield empty, None
        return
    with pikepdf.open(copy) as pdf, closing(pdfium.PdfDocument(copy)) as seen:
        yield pdf, seen


class _Stamper:
    """Stamps the pages of one exhibit in order."""

    def __init__(self, pdf: pikepdf.Pdf, job: StampJob) -> None:
        profile = job.profile
        self._pdf, self._job, self._font = pdf, job, StampFont(pdf)
        self._ways = Ways(profile.label_corners, profile.stamp_zones, profile.paper == LETTER_PAPER)
        self._sticker = lay(job.label, profile.label_width, profile.label_height) if job.label else None
        self._pages: list[StampedPage] = []
        self._printed: list[list[Stamped]] = []
        self._placed = Placed.NONE
        self._corner: Corner | None = None
        self._label_box: Box | None = None

    def run(self, seen: pdfium.PdfDocument | None, out: Path) -> StampResult:
        """Stamp every page, put the slip sheet before them if there is to be one, and save."""
        on_sheet = self._job.profile.label_on == ON_COVER or not len(self._pdf.pages)
        first = None if on_sheet else self._sticker
        for index, page in enumerate(list(self._pdf.pages)):
            self._page(index, page, seen, None if index else first)
        unplaced = self._sticker is not None and self._placed is Placed.NONE
        if unplaced or self._job.slip or not self._pages:
            self._slip(unplaced, () if on_sheet else (NO_FREE_CORNER,))
        self._font.embed()
        save(self._pdf, out)
        printed = (
            Printed(number, text.text, text.box)
            for number, texts in enumerate(self._printed, start=1)
            for text in texts
        )
        pages = tuple(self._pages)
        return StampResult(self._placed, self._corner, pages, tuple(printed), self._label_box)

    def _page(
        self, index: int, page: pikepdf.Page, seen: pdfium.PdfDocument | None, sticker: Sticker | None
    ) -> None:
        own_units = displayed(page) if "/UserUnit" in page.obj else None
        view = secure(page, self._font)
        foot = self._foot(index)
        with _shown(seen, index) as looked_at:
            layout = lay_out(view, Ink(looked_at, own_units or view), foot, sticker, self._ways)
        view = self._reshape(page, view, layout)
        items = _lines(foot, layout)
        if sticker is not None and layout.label is not None:
            label = Label(sticker, *layout.label, self._job.colour)
            items.append(label)
            self._label_box = label.box
            enlarged = LABEL_BESIDE in layout.remarks
            self._placed, self._corner = (Placed.ENLARGED if enlarged else Placed.PAGE), layout.corner
        self._printed.append(list(stamp(page, self._font, items, view)))
        bates = self._job.bates[index] if self._job.bates else ""
        self._pages.append(StampedPage(index + 1, *layout.sheet, bates, layout.remarks))

    def _foot(self, index: int) -> Foot:
        job = self._job
        bates = shown(job.bates[index]) if job.bates else ""
        footer = shown(job.footers[index]) if job.footers else ""
        return Foot({Side.LEFT: shown(job.tier), Side.RIGHT: bates}, footer, shown(job.number))

    def _reshape(self, page: pikepdf.Page, view: Displayed, layout: Layout) -> Displayed:
        """Bring the page to the size and place that its layout has."""
        if layout.reduced:
            return place(page, self._font, view, layout.sheet, layout.scale, layout.at)
        top = layout.at[1]
        growth = {
            Edge.TOP: top,
            Edge.FOOT: layout.sheet[1] - view.height - top,
            Edge.RIGHT: layout.sheet[0] - view.width,
        }
        if any(growth.values()):
            clip(page, self._font)
        for edge, points in growth.items():
            if points > 0:
                view = enlarge(page, edge, points)
        return view

    def _slip(self, labelled: bool, remarks: tuple[str, ...]) -> None:
        """A slip sheet before the pages, with the label if the pages do not bear it."""
        empty = Dictionary(Type=Name.Page, MediaBox=numbers((0.0, 0.0, *LETTER)), Resources=Dictionary())
        page = pikepdf.Page(self._pdf.make_indirect(empty))
        self._pdf.pages.insert(0, page)
        texts = list(draw_sheet(page, self._font, self._job.sheet))
        foot = Foot({Side.LEFT: shown(self._job.tier)}, number=shown(self._job.number))
        items: list[Item] = []
        if foot.lines[Side.LEFT]:
            items.append(NumberLine(foot.lines[Side.LEFT], Side.LEFT))
        if labelled and self._sticker is not None:
            below = height_of(foot, 1)
            corner = corner_for(LETTER, self._sticker, below, self._ways)
            box = sticker_box(LETTER, (self._sticker.width, self._sticker.height), corner, below)
            items.append(Label(self._sticker, box.x0, box.top, self._job.colour))
            self._label_box = box
            self._placed, self._corner = Placed.SHEET, corner
        texts.extend(stamp(page, self._font, items, displayed(page)))
        self._printed.insert(0, texts)
        self._pages.insert(0, StampedPage(0, *LETTER, remarks=remarks if labelled else ()))


@contextmanager
def _shown(seen: pdfium.PdfDocument | None, index: int) -> Iterator[pdfium.PdfPage | None]:
    """The page as PDFium loads it, ``None`` where it cannot."""
    try:
        page = seen[index] if seen is not None else None
    except (pdfium.PdfiumError, IndexError):
        page = None
    try:
        yield page
    finally:
        if page is not None:
            page.close()


def _lines(foot: Foot, layout: Layout) -> list[Item]:
    """The lines at the foot that are stamped now: the page number in the middle is the bundle's."""
    found: list[Item] = [
        NumberLine(text, side, layout.rows[side]) for side, text in sorted(foot.lines.items()) if text
    ]
    if foot.footer:
        found.append(NumberLine(foot.footer, Side.CENTRE, layout.footer_row))
    return found
