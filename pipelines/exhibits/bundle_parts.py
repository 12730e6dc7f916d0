"""What a bundle is made of and what was made: parts, what they must print, volumes page by page, links.

Answers: values only, shared by those who plan a bundle, bind it and read it again. All pages count from 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from extractors.errors import PinciteError
from extractors.pages import Box


class BundleError(PinciteError):
    """A finished bundle does not say what was planned: nothing of it may be used."""

    exit_code = 4


SCHEME = "exhibit:"
_TARGET = re.compile(r"exhibit:([A-Za-z0-9][A-Za-z0-9._-]{0,63})(#page)?")


def exhibit_link(id: str, page_number: bool = False) -> str:
    """The link an index puts on its words for an exhibit, or on the printed page number itself."""
    return f"{SCHEME}{id}" + ("#page" if page_number else "")


def linked_exhibit(target: str) -> tuple[str, bool] | None:
    """The id in an `exhibit_link`, and whether it stands on a page number; ``None`` for another target."""
    match = _TARGET.fullmatch(target)
    return (match[1], bool(match[2])) if match else None


@dataclass(frozen=True, slots=True)
class Printed:
    """Words that must be found inside ``box`` (displayed page) on a page of the exhibit's own file."""

    page: int
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class BoundPart:
    """One exhibit to bind: its finished PDF, labelled and numbered.

    ``designation`` is as bookmarks print it (``PX-1``). ``pages`` are (SHA-256 of the source, page in it),
    (``""``, 0) for a slip sheet, in the file's order. ``copy`` is the prepared copy before stamping, its
    pages those of ``pages`` without the slip sheets; ``None`` leaves the words of the pages unproved.
    ``printed`` is what the stamps put on the pages.
    """

    id: str
    designation: str
    description: str
    path: Path
    pages: tuple[tuple[str, int], ...]
    copy: Path | None = None
    printed: tuple[Printed, ...] = ()

    @property
    def title(self) -> str:
        """The bookmark."""
        return f"{self.designation} – {self.description}" if self.description else self.designation


@dataclass(frozen=True, slots=True)
class PlaceInBundle:
    """Where an exhibit stands: its first and last page as numbered in the bundle, its first volume and its
    last, and (number, volume) of each of its pages."""

    first_page: int
    last_page: int
    volume: int
    last_volume: int
    pages: tuple[tuple[int, int], ...] = ()

    @property
    def printed(self) -> str:
        """The text an index prints under a link ``exhibit:<id>#page``: the number of the first page."""
        return str(self.first_page)


MakeIndex = Callable[[Mapping[str, PlaceInBundle]], bytes]
"""The index as a PDF, for these places by exhibit id. Called until its length stands still."""


@dataclass(frozen=True, slots=True)
class BundleSpec:
    """How to bind.

    ``file_name`` names the file of volume (n, N), ``None`` where there is one only. ``cover`` are the lines
    of caption on the cover of a volume. ``max_bytes`` has its headroom taken off. ``paginated`` stamps the
    number on every page; page labels carry it anyway. ``index`` is the bookmark of the index,
    ``chronology`` a PDF to bind in behind it. ``index_numbers``: the layout of the index has a column of
    page numbers, under links ``exhibit:ID#page``.
    """

    title: str
    file_name: Callable[[tuple[int, int] | None], str]
    cover: tuple[str, ...] = ()
    max_bytes: int | None = None
    max_pages: int | None = None
    paginated: bool = True
    open_at_bookmarks: bool = True
    index: str = "Index"
    chronology: bytes = b""
    chronology_title: str = "Chronology"
    index_numbers: bool = True


class Leaf(StrEnum):
    """What a page of a bundle is."""

    COVER = "cover"
    INDEX = "index"
    CHRONOLOGY = "chronology"
    EXHIBIT = "exhibit"


@dataclass(frozen=True, slots=True)
class BundlePage:
    """One page: its number in the bundle, what it is, and which page of what (``exhibit`` "" for others)."""

    number: int
    leaf: Leaf
    exhibit: str
    page: int


@dataclass(frozen=True, slots=True)
class Volume:
    """One finished file."""

    number: int
    of: int
    path: Path
    size: int
    pages: tuple[BundlePage, ...]


@dataclass(frozen=True, slots=True)
class LostLink:
    """A link that leads nowhere in its volume: its words stay. ``target`` is as it was asked for."""

    volume: int
    page: int
    target: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was bound. ``index`` and ``chronology`` are the PDFs as they were before binding; ``remarks`` say
    what a person must know, e.g. that one page alone is over the limit."""

    volumes: tuple[Volume, ...]
    places: Mapping[str, PlaceInBundle]
    index: bytes
    chronology: bytes
    lost: tuple[LostLink, ...]
    remarks: tuple[str, ...]
