"""What pypdf finds in a finished PDF: its pages' numbers, bookmarks, links, words, and those put on last.

Answers: the same facts as `pipelines.exhibits.reread_pdfium`, from an engine of other authors in another
language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, Destination, DictionaryObject, NameObject

from pipelines.exhibits.reread_pdfium import Rect

_LAST = 2
"""Streams at a page's end in which its stamps are looked for first: the exhibit's and the bundle's."""

_NEAR = 0.5
"""Points by which words may begin before their link."""


class PypdfFile:
    """One PDF, open. Pages count from 1."""

    def __init__(self, source: Path | bytes) -> None:
        # By its name, pypdf would take the whole file into memory.
        self._file = BytesIO(source) if isinstance(source, bytes) else source.open("rb")
        self._reader = pypdf.PdfReader(self._file)
        self._pages = list(self._reader.pages)
        self._numbers = {
            page.indirect_reference.idnum: n
            for n, page in enumerate(self._pages, 1)
            if page.indirect_reference
        }

    def __enter__(self) -> PypdfFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.close()  # it keeps every stream that it has read
        self._file.close()

    @property
    def count(self) -> int:
        return len(self._pages)

    def labels(self) -> tuple[str, ...]:
        """What the viewer calls each page."""
        return tuple(self._reader.page_labels)

    def bookmarks(self) -> tuple[tuple[str, int], ...]:
        """(title, page) of each bookmark in order; page 0 for one that leads nowhere."""
        return tuple(self._flat(self._reader.outline))

    @property
    def opening(self) -> tuple[str, bool]:
        """How the file opens: the panel beside the page, and whether with an action."""
        return str(self._reader.page_mode), "/OpenAction" in self._reader.root_object

    def _flat(self, outline: Any) -> Iterator[tuple[str, int]]:
        for item in outline:
            if isinstance(item, Destination):
                index = self._reader.get_destination_page_number(item)
                yield str(item.title), 0 if index is None else index + 1
            else:
                yield from self._flat(item)

    def links(self, page: int) -> tuple[tuple[Rect, int | str], ...]:
        """(rectangle, page or address) of each link on a page; page 0 for one that leads nowhere."""
        found: list[tuple[Rect, int | str]] = []
        for entry in self._pages[page - 1].get("/Annots", ()):
            note = entry.get_object()
            if note.get("/Subtype") != "/Link":
                continue
            x0, y0, x1, y1 = (float(v) for v in note["/Rect"])
            action = note.get("/A", DictionaryObject()).get_object()
            leads = note.get("/Dest", action.get("/D"))
            goes: int | str = self._goes(leads) if "/URI" not in action else str(action["/URI"])
            found.append(((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), goes))
        return tuple(found)

    def _goes(self, leads: Any) -> int:
        if not isinstance(leads, ArrayObject) or not leads:
            return 0
        return self._numbers.get(getattr(list.__getitem__(leads, 0), "idnum", -1), 0)

    def stamped(self, page: int) -> str:
        """The words of the streams at the page's end, blanks left out."""
        whole = self._pages[page - 1]
        streams = whole.get("/Contents")
        if not isinstance(streams, ArrayObject):
            return self.text(page)
        end = pypdf.PageObject(self._reader)
        end.update(whole)
        end[NameObject("/Contents")] = ArrayObject(streams[-_LAST:])
        return _solid(end.extract_text())

    def text(self, page: int) -> str:
        """All words of the page, blanks left out."""
        return _solid(self._pages[page - 1].extract_text())

    def words_in(self, page: int, rects: Sequence[Rect]) -> tuple[tuple[str, str], ...]:
        """The words that begin in each of these rectangles of the page's own space, and those that follow
        without a blank, blanks left out."""
        pieces: list[tuple[float, float, str]] = []

        def visit(text: str, current: Sequence[float], matrix: Sequence[float], _: Any, __: Any) -> None:
            if text.strip():
                x, y = matrix[4], matrix[5]
                a, b, c, d, e, f = current
                pieces.append((a * x + c * y + e, b * x + d * y + f, _solid(text)))

        self._pages[page - 1].extract_text(visitor_text=visit)
        return tuple(
            (
                "".join(text for x, y, text in pieces if _within(x, rect[0], rect[2], y, rect)),
                "".join(text for x, y, text in pieces if _within(x, rect[2], rect[2] + 2 * _NEAR, y, rect)),
            )
            for rect in rects
        )


def _within(x: float, left: float, right: float, y: float, rect: Rect) -> bool:
    return left - _NEAR <= x < right - _NEAR and rect[1] <= y <= rect[3]


def _solid(text: str) -> str:
    return "".join(text.split())
