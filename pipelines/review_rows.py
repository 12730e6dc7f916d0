"""What a reviewer decides on, one thing at a time: the same form for every deliverable.

Answers: a row as it will print, with its sources, what makes it critical, and why it wants a look; what a
reviewer may ask to have changed in it. A deliverable's own rows become these in ``deliverables/*_review.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from extractors.pages import Page
from pipelines.approved import ApprovedTemplate
from pipelines.rows import MatterFinding, PageEntry, SetAside, SourceCitation

PageOf = Callable[[str, int], Page]
"""The page of a source, by its digest and number: what a corrected text must be printed on. Raises
``KeyError`` for a page that the matter does not hold."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One row under review.

    ``id`` is the deliverable's own and does not move; ``section`` names its table; ``heading`` is one line
    that tells it from others. ``fields`` are (column, text) as they will print. The first of ``citations``
    is the one to show; a row that cites nothing (a clause that was not found) may have none. ``critical``
    rows hold a fact that must not be wrong; ``flags`` say why a reviewer must look, none for none;
    ``because`` says which rule or pattern found it; ``related`` are ids of rows that conflict or nearly
    repeat it. ``digest`` is the SHA-256 of the row as sealed, sources included: equal digests, same row.
    ``content`` is that of the row without its sources' names (`pipelines.nameless`): equal, the same row from
    the same bytes, whatever their files are called now.
    """

    id: str
    section: str
    heading: str
    fields: tuple[tuple[str, str], ...]
    citations: tuple[SourceCitation, ...]
    critical: bool
    flags: tuple[str, ...]
    because: tuple[str, ...]
    related: tuple[str, ...]
    digest: str
    content: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What shall change in one row: ``values`` are (field, new text) of `ReviewForm.correctable`; a row that
    is ``withdrawn`` leaves the deliverable, and its pages' lines in the page ledger say so."""

    row_id: str
    values: tuple[tuple[str, str], ...] = ()
    withdrawn: bool = False


class ReviewForm(Protocol):
    """How a deliverable's sealed rows are reviewed. Every method raises ``ValueError`` for rows of another
    form than this version reads."""

    def rows(self, sealed: bytes) -> tuple[ReviewRow, ...]:
        """Everything to decide on, in the order in which it prints."""
        ...

    def readers(self, sealed: bytes) -> str:
        """Who read the pages that the rows cite: under that name the matter's store keeps the reading."""
        ...

    def pages(self, sealed: bytes) -> tuple[PageEntry, ...]:
        """The page ledger; empty where the deliverable keeps none."""
        ...

    def found(self, sealed: bytes) -> Mapping[str, tuple[str, ...]]:
        """For each kind of finding that a stop-work trigger may name, what was found: messages, sorted."""
        ...

    def findings(self, sealed: bytes) -> tuple[MatterFinding, ...]:
        """What was found beside the rows, with its data; empty where the deliverable keeps no such list."""
        ...

    def set_aside(self, sealed: bytes) -> tuple[SetAside, ...]:
        """The files that it does not draw on, each with why."""
        ...

    def correctable(self, sealed: bytes, row_id: str) -> tuple[str, ...]:
        """The fields of that row which a reviewer may correct; none where the source of the deliverable (a
        plan, for instance) must be changed instead."""
        ...

    def check(self, sealed: bytes, correction: Correction, page_of: PageOf) -> None:
        """Refuse, as `correct` would, a single correction: quick enough to ask while somebody types.

        Raises:
            UsageError: as `correct`.
        """
        ...

    def correct(
        self, sealed: bytes, corrections: Sequence[Correction], template: ApprovedTemplate, page_of: PageOf
    ) -> bytes:
        """The rows with exactly those changed, and what `touched` names.

        Raises:
            UsageError: a field cannot be corrected, or the new text may not stand there; with what to do
                instead.
        """
        ...

    def touched(self, sealed: bytes, corrections: Sequence[Correction]) -> frozenset[str]:
        """Ids of the rows that may differ after `correct` beside the corrected ones, for they speak of a row
        that is withdrawn."""
        ...
