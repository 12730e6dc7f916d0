"""One page of one source, as the review page shows it: its size, its words, where a span of them stands.

Answers: the page by source digest and number, in points and in the reading order that citations count in.
Refuses what this matter has not read: a page of another matter, of a file set aside, past the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extractors.errors import UsageError
from extractors.pages import Box, Page, Source
from pipelines.matter import Matter
from pipelines.matter_reading import readers
from pipelines.store import Store
from pipelines.web.page_pictures import DRAWN_TYPES, Sheet


class NoPageError(UsageError):
    """The matter has no such page."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page to look at; ``pages`` is how many its document has."""

    source: Source
    page: Page
    pages: int

    @property
    def drawn(self) -> bool:
        """Whether there is a picture of it, or its text is all there is. A page that no reader could read has
        none: what another program makes of it, often a blank, was not what anyone read."""
        return self.source.media_type in DRAWN_TYPES and self.page.width > 0

    @property
    def sheet(self) -> Sheet:
        """The page as it is to be drawn."""
        return Sheet(self.source, self.page.number, self.page.width, self.page.height)


class SourcePages:
    """Pages of any matter, as the readers of this machine read them."""

    @cached_property
    def _readers(self) -> str:
        return readers()

    def find(self, matter: Matter, sha256: str, number: int, following: int = 0) -> tuple[SourcePage, ...]:
        """The page, and up to ``following`` pages after it.

        Raises:
            NoPageError: there is none of that number and digest here.
        """
        with Store.open(matter) as store:
            source = store.source(sha256)
            numbers = range(number, number + following + 1) if source is not None else ()
            read = [store.page(sha256, n, self._readers) for n in numbers]
        if source is None or not read or read[0] is None:
            raise NoPageError(
                "This matter has no such page.", "Go back to the draft and choose a page there."
            )
        return tuple(SourcePage(source, *found) for found in read if found is not None)

    def sheets(self, matter: Matter, wanted: Iterable[tuple[str, int]]) -> tuple[Sheet, ...]:
        """The pages of (source, number) that the matter has, each once, in their order."""
        with Store.open(matter) as store:
            sheets: list[Sheet] = []
            for sha256, number in dict.fromkeys(wanted):
                source = store.source(sha256)
                found = store.page(sha256, number, self._readers) if source is not None else None
                page = SourcePage(source, *found) if source is not None and found is not None else None
                if page is not None and page.drawn:
                    sheets.append(page.sheet)
        return tuple(sheets)


def page_json(found: SourcePage, picture: str, span: tuple[int, int] | None) -> Mapping[str, Any]:
    """The page for the browser: geometry, text, and the boxes of a span, one for each of its lines.

    Args:
        picture: where its picture is to be had, "" if there is none.
        span: offsets in the page's text.
    """
    page = found.page
    return {
        "sha256": page.source,
        "page": page.number,
        "pages": found.pages,
        "source": found.source.name,
        "width": page.width,
        "height": page.height,
        "picture": picture,
        "text": page.text,
        "layer": page.layer.value,
        "marks": list(page.marks),
        "boxes": [box.as_list() for box in line_boxes(page, *span)] if span else [],
    }


def line_boxes(page: Page, start: int, end: int) -> tuple[Box, ...]:
    """Where ``text[start:end]`` stands, line by line; empty where the format has no geometry."""
    boxes: list[Box] = []
    for line in page.lines():
        box: Box | None = None
        for word in line.words:
            if word.start < end and word.end > start:
                box = word.box if box is None else box.union(word.box)
        if box is not None:
            boxes.append(box)
    return tuple(boxes)
