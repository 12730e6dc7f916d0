"""What preflight looks at: finished files, and what people and readers know of them.

Answers: which exhibit and which of its pages each page of a file is. Refuses nothing: a file that is not what
it is said to be is a check that fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pipelines.exhibits.exhibit_set import ExhibitPage, ExhibitRow
from pipelines.rows import MatterCaption


class FileKind(StrEnum):
    """What a finished file is."""

    VOLUME = "volume"
    EXHIBIT = "exhibit"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """One page of a finished file: the row (its ``id``) it belongs to and its place in ``row.pages``, from 1.

    Index, cover and chronology pages belong to no row: "" and 0.
    """

    row: str = ""
    place: int = 0
    index: bool = False
    """Whether the page is one of the index of exhibits."""


@dataclass(frozen=True, slots=True)
class FinishedFile:
    """One finished file. ``name`` is its name in the deliverable, ``pages`` every page in order.

    ``first_printed`` is the number of its first page in the bundle, which page labels carry, 0 where pages
    have none; ``paginated`` says whether it is printed on them too. ``volume`` is n of N volumes, 0 for files
    that are none.
    """

    name: str
    path: Path
    kind: FileKind
    pages: tuple[FinishedPage, ...]
    first_printed: int = 0
    volume: int = 0
    paginated: bool = True


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Who looked at an exhibit, as the plan has it: ``pii`` for identifiers, ``images`` for pages without
    readable text. "" for nobody. Exhibit pages named in ``pii`` ("A. Ruiz, pp. 3, 7") are those on which
    what was found may stand."""

    pii: str = ""
    images: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known besides the files and the rows.

    ``confidences`` are those of pages read from images, by source digest and page (0-1); ``reviewed`` is by
    row id; ``cited`` are designations cited in texts that are filed with the exhibits, ``None`` where no
    such text is; ``own_numbers`` are ids of rows whose pages bore their Bates numbers before; ``footers``
    says whether exhibit pages bear "Exhibit G-1, Page 3 of 12".
    """

    matter: MatterCaption
    confidences: Mapping[tuple[str, int], float] = field(default_factory=dict)
    reviewed: Mapping[str, Reviewed] = field(default_factory=dict)
    cited: tuple[str, ...] | None = None
    own_numbers: frozenset[str] = frozenset()
    footers: bool = False


def page_of(row: ExhibitRow, page: FinishedPage) -> ExhibitPage | None:
    """What the row says of a page; ``None`` where the row has no such page."""
    return row.pages[page.place - 1] if 0 < page.place <= len(row.pages) else None
