"""What differs between two revisions of a deliverable, as values: rows, papers, what is missing.

    Delta ─┬─ added, changed, withdrawn      rows, by id
           ├─ files, set_aside               what arrived, left, was renamed or could not be read
           └─ gaps, missing, findings        what a person asked for, and whether it came

Every quote in them is that of a sealed row; labels, counts and reasons are the program's own words. Holds no
time and no person, so that the same two revisions give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipelines.review_rows import ReviewRow
from pipelines.rows import SetAside


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What one column of a row no longer says, and what it says now; several quotes may stand in one."""

    column: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row of the same id in both revisions, as it is now."""

    row: ReviewRow
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class WithdrawnRow:
    """A row of the earlier revision that the later one has not. ``why`` is "" where nothing tells."""

    row: ReviewRow
    why: str


class FileState(StrEnum):
    """What became of a source between the two revisions."""

    RECEIVED = "received"
    RENAMED = "renamed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class FileChange:
    """One source. ``name`` is what it is called now, or was called at last; ``before`` is its former name,
    where that is another. ``pages`` and ``cited`` count in the revision that has it, 0 where the deliverable
    keeps no account of pages. ``why`` says what it was withdrawn for."""

    sha256: str
    name: str
    state: FileState
    before: str = ""
    pages: int = 0
    cited: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch without treatment, between two ISO dates."""

    start: str
    end: str
    days: int


class GapState(StrEnum):
    """What became of a gap. ``ENDED`` is one whose end was taken back, so that nothing lies between any
    more."""

    OPENED = "opened"
    CLOSED = "closed"
    MOVED = "changed"
    ENDED = "no longer between two visits"


@dataclass(frozen=True, slots=True)
class GapChange:
    """A gap: as it was (``None`` for a new one), and what of it is open now."""

    state: GapState
    before: Gap | None
    now: tuple[Gap, ...]


class MissingState(StrEnum):
    """What became of a paper that the file lacked. ``DROPPED`` is one that nothing in the file asks for any
    more."""

    MISSING = "missing"
    RECEIVED = "received"
    DROPPED = "no longer asked for"


@dataclass(frozen=True, slots=True)
class MissingChange:
    """A bill, record or paper that the file lacks or lacked: ``what`` it is in words, its ISO ``day`` ("" for
    none), whose it is (``place``, as printed)."""

    state: MissingState
    what: str
    day: str
    place: str


@dataclass(frozen=True, slots=True)
class Count:
    """How often a kind of finding stood in either revision."""

    title: str
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Delta:
    """Everything that ``revision`` changes against the revision ``against``; 0 where there is none before it,
    and then nothing is listed.

    ``stood`` is where that one stood, in a word. ``rows`` counts those of ``revision``, ``same`` those that
    did not change. ``unread`` are files newly set aside; ``read`` those set aside before that are no more.
    """

    matter: str
    deliverable: str
    title: str
    revision: int
    against: int
    stood: str
    rows: int
    same: int
    added: tuple[ReviewRow, ...] = ()
    changed: tuple[ChangedRow, ...] = ()
    withdrawn: tuple[WithdrawnRow, ...] = ()
    files: tuple[FileChange, ...] = ()
    unread: tuple[SetAside, ...] = ()
    read: tuple[SetAside, ...] = ()
    gaps: tuple[GapChange, ...] = ()
    missing: tuple[MissingChange, ...] = ()
    findings: tuple[Count, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing at all changed."""
        listed = (self.added, self.changed, self.withdrawn, self.files, self.unread, self.read)
        return not any((*listed, self.gaps, self.missing, self.findings))

    def of_files(self, state: FileState) -> tuple[FileChange, ...]:
        """The sources that this became of."""
        return tuple(change for change in self.files if change.state is state)

    def of_gaps(self, state: GapState) -> tuple[GapChange, ...]:
        """The gaps that this became of."""
        return tuple(change for change in self.gaps if change.state is state)

    def of_missing(self, state: MissingState) -> tuple[MissingChange, ...]:
        """The missing papers that this became of."""
        return tuple(change for change in self.missing if change.state is state)
