"""A finished file open in two libraries, and its pages as a reader finds them.

Answers: the pages' text, words and drawings by PDFium; the objects by pikepdf; what each page is said to be.
Each is read when it is first asked for, and pages are let go one by one, so that memory stays flat.
Refuses nothing: what cannot be read raises, and `run` calls it not checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType

import pikepdf
import pypdfium2 as pdfium

from extractors.readers.library_logs import silence
from extractors.readers.pdf_objects import PageObjects, objects_of
from extractors.readers.pdf_words import NativeText, PageGeometry, geometry_of, native_text
from pipelines.exhibits.court_profile import CourtProfile
from pipelines.exhibits.exhibit_set import ExhibitPage, ExhibitRow, FilingCaption
from pipelines.exhibits.preflight.finished import FinishedFile, FinishedPage, Known, page_of

_HYPHENS = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}


@dataclass(frozen=True, slots=True)
class Whole:
    """The set that is checked. ``by_id`` are the rows by their ids."""

    files: Sequence[FinishedFile]
    rows: Sequence[ExhibitRow]
    by_id: Mapping[str, ExhibitRow]
    profile: CourtProfile
    filing: FilingCaption
    known: Known


class SeenPage:
    """One page while it is looked at."""

    def __init__(self, opened: Opened, number: int, page: pdfium.PdfPage) -> None:
        self.opened = opened
        self.number = number
        self.page = page
        pages = opened.file.pages
        self.said = pages[number - 1] if number <= len(pages) else FinishedPage()
        self.row: ExhibitRow | None = opened.whole.by_id.get(self.said.row)
        self.facts: ExhibitPage | None = page_of(self.row, self.said) if self.row else None

    @property
    def whole(self) -> Whole:
        return self.opened.whole

    @property
    def designation(self) -> str:
        return self.row.designation if self.row else ""

    @property
    def is_ours(self) -> bool:
        """Whether the page was made for the filing: index, cover, slip sheet."""
        return self.facts is None or self.facts.source_page == 0

    @property
    def printed(self) -> int:
        """The number the page should bear in the bundle, 0 without one."""
        first = self.opened.file.first_printed
        return first + self.number - 1 if first and self.opened.file.paginated else 0

    @cached_property
    def textpage(self) -> pdfium.PdfTextPage:
        return self.page.get_textpage()

    @cached_property
    def text(self) -> str:
        # PDFium gives a hyphen at a row's end under other names.
        return str(self.textpage.get_text_range()).translate(_HYPHENS)

    @cached_property
    def geometry(self) -> PageGeometry:
        return geometry_of(self.page)

    @cached_property
    def words(self) -> NativeText:
        return native_text(self.textpage, self.geometry)

    @cached_property
    def objects(self) -> PageObjects:
        return objects_of(self.page, self.geometry)

    @cached_property
    def dictionary(self) -> pikepdf.Object:
        return self.opened.pdf.pages[self.number - 1].obj


class Opened:
    """A file open in pikepdf and PDFium. To be used as a context."""

    def __init__(self, file: FinishedFile, whole: Whole) -> None:
        silence("pikepdf", "pypdfium2", "fontTools")
        self.file = file
        self.whole = whole
        self.pdf = pikepdf.open(file.path)
        try:
            self.document = pdfium.PdfDocument(file.path)
        except Exception:
            self.pdf.close()
            raise

    def __enter__(self) -> Opened:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.document.close()
        self.pdf.close()

    @property
    def path(self) -> Path:
        return self.file.path

    def page(self, number: int) -> Iterator[SeenPage]:
        """One page, closed afterwards."""
        page = self.document[number - 1]
        seen = SeenPage(self, number, page)
        try:
            yield seen
        finally:
            if "textpage" in seen.__dict__:
                seen.textpage.close()
            page.close()

    @cached_property
    def page_numbers(self) -> dict[tuple[int, int], int]:
        """Page numbers, from 1, by the object that each page is."""
        return {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, start=1)}

    @cached_property
    def starts(self) -> dict[str, int]:
        """The page, from 1, on which each row's pages start in this file."""
        found: dict[str, int] = {}
        for number, page in enumerate(self.file.pages, start=1):
            if page.row:
                found.setdefault(page.row, number)
        return found
