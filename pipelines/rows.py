"""The row model: what a deliverable says, before any file format. Rendered, digested, reviewed as one.

A `Chronology` is the single input of every renderer, so all of them agree. Its deliverable decides what a row
is: an encounter (`TreatmentRow`), an event (`EventRow`), or an encounter with its money (`DamagesRow`).
Facts in it are quotes with citations; labels, counts and messages are the program's own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from extractors.citations import Citation
from extractors.pages import Box


@dataclass(frozen=True, slots=True)
class SourceCitation:
    """A citation ready to print: file name, Bates number where one is printed, box on the page.

    ``pinpoint`` is a transcript's own page and lines (``42:7-19``), "" where the paper numbers no lines.
    """

    citation: Citation
    source: str
    bates: str | None = None
    box: Box | None = None
    pinpoint: str = ""

    @property
    def label(self) -> str:
        """How the cite prints: ``file name, p. 3`` with the Bates number where there is one."""
        base = f"{self.source}, p. {self.citation.page}" + (f", {self.pinpoint}" if self.pinpoint else "")
        return f"{base} ({self.bates})" if self.bates else base


@dataclass(frozen=True, slots=True)
class VerbatimFinding:
    """A quote under one of the template's headings; ``low_confidence`` marks doubtful OCR."""

    heading: str
    source: SourceCitation
    low_confidence: bool = False

    @property
    def quote(self) -> str:
        return self.source.citation.quote


@dataclass(frozen=True, slots=True)
class TreatmentRow:
    """One encounter. Dates are ISO (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` by precision).

    ``facility`` and ``provider`` are as printed ("" when not printed). ``billed`` in dollars.
    ``citations`` is never empty; the first carries the row's date.
    """

    id: str
    date_start: str
    date_end: str
    date_precision: str
    facility: str
    provider: str
    type: str
    findings: tuple[VerbatimFinding, ...]
    icd10: tuple[str, ...]
    cpt: tuple[str, ...]
    billed: Decimal | None
    citations: tuple[SourceCitation, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event of the liability chronology, as one paper tells it.

    ``qualifier`` is what the paper says of the date: "" (on), ``on or about``, ``before``, ``after``;
    ``time`` stands as printed ("" when not printed). ``type`` is the program's name for the paper or act
    (``crash report``, ``testimony``); ``parties`` are names and roles as printed. ``disputed`` holds the ids
    of rows that give another version of the same thing. ``citations`` is never empty; the first carries the
    date.
    """

    id: str
    date_start: str
    date_end: str
    date_precision: str
    qualifier: str
    time: str
    type: str
    parties: tuple[str, ...]
    findings: tuple[VerbatimFinding, ...]
    disputed: tuple[str, ...]
    citations: tuple[SourceCitation, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DamagesRow:
    """One encounter, or one day of charges without a record, with its money in dollars; or one period of work
    lost, as an employer prints it.

    ``phase`` is the program's label by days from the incident. An amount is ``None`` where no paper in the
    file states it. ``findings`` quote work status and wage loss. ``citations`` is never empty; the first
    carries the date.
    """

    id: str
    date_start: str
    date_end: str
    date_precision: str
    phase: str
    facility: str
    provider: str
    type: str
    findings: tuple[VerbatimFinding, ...]
    icd10: tuple[str, ...]
    cpt: tuple[str, ...]
    billed: Decimal | None
    adjusted: Decimal | None
    paid: Decimal | None
    outstanding: Decimal | None
    citations: tuple[SourceCitation, ...]
    flags: tuple[str, ...] = ()


Row = TreatmentRow | EventRow | DamagesRow
APART = "; "
"""Between the names and types of several visits, where the house makes one row of them."""

DOUBTFUL_DATE = "date read with low confidence"
"""The flag of a row whose date was read from an image below the confidence floor."""

R = TypeVar("R", bound=Row, covariant=True)

ROW_KINDS: Mapping[str, type[Row]] = {
    "treatment": TreatmentRow,
    "liability": EventRow,
    "damages": DamagesRow,
}
"""What a row is, by deliverable."""


IndexValue = str | int | Decimal


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One line of an index. ``values`` are parallel to the index's columns: names as printed, dates as ISO
    text, labels in the program's words, counts as ``int``, dollars as ``Decimal``. ``rows`` are the ids of
    the chronology's rows that it stands for; ``citations`` prove what is printed."""

    values: tuple[IndexValue, ...]
    rows: tuple[str, ...]
    citations: tuple[SourceCitation, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """A table beside the chronology, such as ``providers``. ``columns`` are keys: the approved template says
    how each is headed. ``note`` is a plain statement printed above it, "" for none."""

    name: str
    columns: tuple[str, ...]
    lines: tuple[IndexLine, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class MatterFinding:
    """A line of the findings section: ``kind`` from the published list, message in the program's words.

    ``data`` holds machine-readable details as sorted (key, value) pairs; values are str, int or None.
    """

    kind: str
    message: str
    citations: tuple[SourceCitation, ...] = ()
    data: tuple[tuple[str, str | int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One line of the page ledger: exactly one disposition for each page of each source."""

    source: str
    sha256: str
    page: int
    disposition: str
    reason: str
    text_layer: str
    confidence: float | None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that was not processed: its name, digest if it could be read, reason and remedy."""

    file: str
    sha256: str | None
    stage: str
    reason: str
    detail: str
    remedy: str


@dataclass(frozen=True, slots=True)
class MatterCaption:
    """What the deliverable prints about the matter (from ``matter.toml``, typed by a person)."""

    slug: str
    client: str
    date_of_birth: str
    date_of_incident: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class TemplateStamp:
    """Which approved template made the deliverable: name, version and the digest of its bytes."""

    deliverable: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Chronology(Generic[R]):
    """A whole chronology, all rows of its deliverable's kind. ``stats`` are sorted (name, value) pairs of
    counts."""

    matter: MatterCaption
    template: TemplateStamp
    program: str
    rows: tuple[R, ...]
    findings: tuple[MatterFinding, ...]
    pages: tuple[PageEntry, ...]
    set_aside: tuple[SetAside, ...]
    stats: tuple[tuple[str, str | int], ...]
    indexes: tuple[Index, ...] = ()


AnyChronology = Chronology[Row]
TreatmentChronology = Chronology[TreatmentRow]
LiabilityChronology = Chronology[EventRow]
DamagesChronology = Chronology[DamagesRow]
