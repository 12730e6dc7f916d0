"""The row model: what a deliverable says, before any file format. Rendered, digested, reviewed as one.

A `Chronology` is the single input of every renderer (docx, xlsx, json), so all of them agree.
Facts in it are quotes with citations; labels, counts and messages are the program's own words.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractors.citations import Citation
from extractors.pages import Box


@dataclass(frozen=True, slots=True)
class SourceCitation:
    """A citation ready to print: file name, Bates number where one is printed, box on the page."""

    citation: Citation
    source: str
    bates: str | None = None
    box: Box | None = None

    @property
    def label(self) -> str:
        """How the cite prints: ``file name, p. 3`` with the Bates number where there is one."""
        base = f"{self.source}, p. {self.citation.page}"
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
class Chronology:
    """A whole treatment chronology. ``stats`` are sorted (name, value) pairs of counts."""

    matter: MatterCaption
    template: TemplateStamp
    program: str
    rows: tuple[TreatmentRow, ...]
    findings: tuple[MatterFinding, ...]
    pages: tuple[PageEntry, ...]
    set_aside: tuple[SetAside, ...]
    stats: tuple[tuple[str, str | int], ...]
