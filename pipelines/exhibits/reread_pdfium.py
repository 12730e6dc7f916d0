"""What PDFium finds in a finished PDF: its pages' numbers, bookmarks, links, and the words in a box.

Answers: the facts that a bundle is compared by, read by an engine that had no part in making it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from extractors.pages import Box

Rect = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own space."""

_FINE = 100
"""Steps to a point, where PDFium takes whole steps only."""
_INSET = 0.75
"""Points by which a box is made smaller, for PDFium counts a letter that only touches it."""
_ONWARD = 60.0
"""Points within which the rest of a number's line is looked for."""
HYPHENS = str.maketrans(dict.fromkeys("\x02\xad\ufffe", "-"))
"""What PDFium tells of a hyphen at a row's end: one of these or "-", as scale and what follows have it."""
_ARTIFACT = "Artifact"
_LONGEST_NAME = 64


class PdfiumFile:
    """One PDF, open. Pages count from 1."""

    def __init__(self, path: Path) -> None:
        self._pdf = pypdfium2.PdfDocument(path)

    def __enter__(self) -> PdfiumFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pdf.close()

    @property
    def count(self) -> int:
        return len(self._pdf)

    def label(self, page: int) -> str:
        """What the viewer calls the page."""
        return str(self._pdf.get_page_label(page - 1))

    def bookmarks(self) -> tuple[tuple[str, int], ...]:
        """(title, page) of each bookmark in order; page 0 for one that leads nowhere."""
        found = []
        for mark in self._pdf.get_toc():
            leads = mark.get_dest()
            index = leads.get_index() if leads else None
            found.append((str(mark.get_title()), 0 if index is None else int(index) + 1))
        return tuple(found)

    @contextmanager
    def page(self, number: int) -> Iterator[PdfiumPage]:
        """A page with its text, closed afterwards."""
        page = self._pdf[number - 1]
        text = page.get_textpage()
        try:
            yield PdfiumPage(self._pdf, page, text)
        finally:
            text.close()
            page.close()


class PdfiumPage:
    """One page."""

    def __init__(self, pdf: Any, page: Any, text: Any) -> None:
        self._pdf, self._page, self._text = pdf, page, text
        width, height = page.get_size()
        self.size = (float(width), float(height))

    def links(self) -> tuple[tuple[Rect, int], ...]:
        """(rectangle, page) of each link; page 0 for one that leads to no page of the file."""
        found = []
        position, link = ctypes.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(self._page, position, link):
            area = raw.FS_RECTF()
            raw.FPDFLink_GetAnnotRect(link, area)
            leads = raw.FPDFLink_GetDest(self._pdf, link)
            index = raw.FPDFDest_GetDestPageIndex(self._pdf, leads) if leads else -1
            found.append(((area.left, area.bottom, area.right, area.top), index + 1))
        return tuple(found)

    def text(self) -> str:
        """All words of the page."""
        return str(self._text.get_text_range()).translate(HYPHENS)

    def text_in(self, box: Box) -> str:
        """The words inside a displayed box, blanks left out."""
        return self.text_at(self.area(box))

    def text_at(self, rect: Rect) -> str:
        """The words inside a rectangle of the page's own space, blanks left out."""
        return "".join(self._bounded(rect).split())

    def text_after(self, rect: Rect) -> str:
        """What follows a rectangle's words on their line, up to the first blank."""
        inside, (left, bottom, right, top) = self.text_at(rect), rect
        line = self._bounded((left, bottom, right + _ONWARD, top)).lstrip()
        rest = line.removeprefix(inside)
        return rest.split()[0] if line.startswith(inside) and rest and not rest[0].isspace() else ""

    def _bounded(self, rect: Rect) -> str:
        left, bottom, right, top = rect
        inset = (left + _INSET, bottom + _INSET, right - _INSET, top - _INSET)
        return str(self._text.get_text_bounded(*inset)).translate(HYPHENS)

    def letters_in(self, box: Box) -> str:
        """The same, letter by letter: those whose middle is inside, for where a neighbour stands close by."""
        area = self.area(box)
        return "".join(
            letter for letter, middle, _ in self.letters() if _inside(middle, area) and not letter.isspace()
        )

    def letters(self) -> Iterator[tuple[str, tuple[float, float], int]]:
        """Each letter of the page, its middle in the page's own space, and its place in the text."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        for at in range(raw.FPDFText_CountChars(self._text)):
            raw.FPDFText_GetCharBox(self._text, at, left, right, bottom, top)
            middle = ((left.value + right.value) / 2, (bottom.value + top.value) / 2)
            yield chr(raw.FPDFText_GetUnicode(self._text, at)).translate(HYPHENS), middle, at

    def without(self, boxes: tuple[Box, ...]) -> str:
        """The page's letters without what stamps put into these displayed boxes, blanks left out."""
        areas = [self.area(box) for box in boxes]
        return "".join(
            letter
            for letter, middle, at in self.letters()
            if not letter.isspace()
            and not (any(_inside(middle, area) for area in areas) and self._is_artifact(at))
        )

    def area(self, box: Box) -> Rect:
        """A displayed box in the page's own space, as PDFium turns it."""
        width, height = (round(side * _FINE) for side in self.size)
        x, y = ctypes.c_double(), ctypes.c_double()
        corners = []
        for at in ((box.x0, box.top), (box.x1, box.bottom)):
            steps = [round(value * _FINE) for value in at]
            raw.FPDF_DeviceToPage(self._page, 0, 0, width, height, 0, *steps, x, y)
            corners.append((x.value, y.value))
        (x0, y0), (x1, y1) = corners
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _is_artifact(self, at: int) -> bool:
        drawn = raw.FPDFText_GetTextObject(self._text, at)
        if not drawn:
            return False
        for n in range(raw.FPDFPageObj_CountMarks(drawn)):
            mark = raw.FPDFPageObj_GetMark(drawn, n)
            name, size = (raw.FPDF_WCHAR * _LONGEST_NAME)(), ctypes.c_ulong()
            raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size)
            if bytes(name)[: max(size.value - 2, 0)].decode("utf-16-le", "replace") == _ARTIFACT:
                return True
        return False


def _inside(point: tuple[float, float], area: Rect) -> bool:
    x, y = point
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]
