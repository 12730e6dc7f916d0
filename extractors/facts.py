"""The fact types: what was found on the pages, each with the citation that proves it.

A fact never holds a value that is not printed: dates keep the printed quote and a precision, names stand
as printed, amounts are decimals of the printed figures. Roles and kinds are the program's own labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from extractors.citations import Citation


class Precision(StrEnum):
    """How much of a date is printed. A missing part is never completed.

    ``ABOUT`` is a day printed as approximate ("on or about March 1, 2021"): it dates no encounter.
    """

    DAY = "day"
    ABOUT = "about a day"
    MONTH = "month"
    YEAR = "year"


class DateRole(StrEnum):
    """What a printed date says: only `SERVICE`, `ADMISSION` and `COLLECTED` can date an encounter."""

    SERVICE = "date of service"
    ADMISSION = "admission"
    DISCHARGE = "discharge"
    COLLECTED = "collected"
    RECEIVED = "received"
    REPORTED = "reported"
    READ = "read"
    DICTATED = "dictated"
    TRANSCRIBED = "transcribed"
    SIGNED = "signed"
    PRINTED = "printed"
    FAXED = "faxed"
    STATEMENT = "statement"
    POSTED = "posted"
    PAYMENT = "payment"
    BILLED_SERVICE = "billed service"
    FORM = "form"
    BIRTH = "birth"
    INCIDENT = "incident"
    HISTORY = "history"
    APPOINTMENT = "appointment"
    MISSED = "missed appointment"
    WORK_STATUS = "work status"
    PRESCRIBED = "prescription written"
    FILLED = "prescription filled"
    PHONE_CALL = "telephone call"
    CHART_DAY = "chart day"
    TESTIMONY = "testimony"
    CERTIFICATION = "certification"
    POLICY = "policy"
    LETTER = "letter"
    REFERENCE = "reference to another record"
    AMENDED = "amended"
    REQUEST = "records request"
    UNKNOWN = "unknown"


class Doubt(StrEnum):
    """Why a date's day may be another than the one read: kept, flagged, never silently turned."""

    DAY_FIRST = "date printed day first: check"
    EITHER_ORDER = "day and month in either order: check"
    TURN_OF_YEAR = "year told by the order of the entries: check"


@dataclass(frozen=True, slots=True)
class DateMention:
    """One printed date: ``start``-``end`` are equal for a full date, the first and last day of a month or
    year otherwise. ``doubt`` says why the day may be another; ``rule`` names the evidence that gave the
    role."""

    citation: Citation
    start: date
    end: date
    precision: Precision
    role: DateRole = DateRole.UNKNOWN
    rule: str = ""
    doubt: Doubt | None = None

    @property
    def ambiguous(self) -> bool:
        """Whether the day may be another than the one read."""
        return self.doubt is not None

    @property
    def iso(self) -> str:
        """ISO form cut to the printed precision."""
        kept = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.ABOUT: 10, Precision.DAY: 10}
        return self.start.isoformat()[: kept[self.precision]]


class PageKind(StrEnum):
    """What sort of paper a page is."""

    NOTE = "clinical note"
    EMERGENCY = "emergency department note"
    EMS = "ambulance run sheet"
    IMAGING = "imaging report"
    LAB = "laboratory report"
    OPERATIVE = "operative or procedure report"
    THERAPY = "therapy note"
    HOSPITAL = "hospital chart"
    DISCHARGE = "discharge summary"
    FLOW_SHEET = "flow sheet"
    ORDERS = "orders"
    MEDICATION_LIST = "medication administration"
    EXAMINER = "independent medical examination"
    WORK_STATUS = "work status slip"
    INTAKE = "intake form"
    PHONE = "telephone notes"
    APPOINTMENTS = "appointment list"
    PHARMACY = "pharmacy profile"
    LEDGER = "billing ledger"
    CMS1500 = "claim form (CMS-1500)"
    UB04 = "claim form (UB-04)"
    EOB = "explanation of benefits"
    FAX_COVER = "fax cover sheet"
    REQUEST = "records request"
    CERTIFICATION = "custodian certification"
    INSURER_LETTER = "insurer or business letter"
    WAGE = "wage verification"
    POLICE = "crash report"
    INCIDENT_REPORT = "incident report"
    STATEMENT = "witness or recorded statement"
    DEPOSITION = "deposition transcript"
    CONSENT = "consent or authorization"
    DIAGRAM = "diagram"
    BLANK = "blank"
    UNREADABLE = "no readable text"
    OTHER = "not classified"


CLINICAL = frozenset(
    {
        PageKind.NOTE,
        PageKind.EMERGENCY,
        PageKind.EMS,
        PageKind.IMAGING,
        PageKind.LAB,
        PageKind.OPERATIVE,
        PageKind.THERAPY,
        PageKind.HOSPITAL,
        PageKind.DISCHARGE,
        PageKind.EXAMINER,
    }
)
"""Kinds whose pages record an encounter themselves."""

CHART = frozenset({PageKind.FLOW_SHEET, PageKind.ORDERS, PageKind.MEDICATION_LIST})
"""Chart pages: they support a stay or a visit but are not an encounter of their own."""

BILLING = frozenset({PageKind.LEDGER, PageKind.CMS1500, PageKind.UB04, PageKind.EOB})


@dataclass(frozen=True, slots=True)
class Printed:
    """A name or value as printed, with its place; ``value`` is set as one line with single spaces."""

    value: str
    citation: Citation

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", " ".join(self.value.split()))


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote under one of the template's headings; ``cut`` when the section goes on after the quote;
    ``pinpoint`` is a transcript's own page and lines (``42:7-19``)."""

    heading: str
    citation: Citation
    cut: bool = False
    pinpoint: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose page it says it is: the labelled patient names and birth dates."""

    names: tuple[Printed, ...]
    births: tuple[DateMention, ...]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """All that was found on one page before pages are read together."""

    sha256: str
    page: int
    kind: PageKind
    kind_rule: str
    dates: tuple[DateMention, ...]
    identity: Identity
    facility: Printed | None
    page_of: tuple[int, int] | None
    bates: str | None


@dataclass(frozen=True, slots=True)
class Encounter:
    """One contact with a provider as recorded in one document: dates, names as printed, quotes.

    ``pages`` are the physical pages on which it is recorded; ``kind`` is the page kind that decides the
    type; ``title`` is the visit's own title where one is printed.
    """

    date: DateMention
    end: DateMention | None
    facility: Printed | None
    facility_inherited: bool
    provider: Printed | None
    kind: PageKind
    title: Printed | None
    passages: tuple[Passage, ...]
    icd10: tuple[Printed, ...]
    cpt: tuple[Printed, ...]
    sha256: str
    pages: tuple[int, ...]
    amended: DateMention | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """One billed line as printed; ``paper`` is its page's kind, ``biller`` who bills for ``facility``."""

    date: DateMention
    code: str
    description: str
    amount: Decimal
    facility: Printed | None
    paper: PageKind
    citation: Citation
    biller: Printed | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A record somebody else is said to have made: facility as printed, its date, the sentence."""

    facility: Printed
    date: DateMention | None
    sentence: Citation


class EventKind(StrEnum):
    """What sort of paper tells of liability. The values are the program's own words."""

    CRASH_REPORT = "crash report"
    INCIDENT_REPORT = "incident report"
    EMS = "ambulance run"
    STATEMENT = "statement"
    TESTIMONY = "testimony"
    LETTER = "letter"
    EMAIL = "e-mail"
    PHOTOGRAPHS = "photographs"
    PLEADING = "pleading or discovery"


@dataclass(frozen=True, slots=True)
class EventPaper:
    """One paper that tells of liability: the indexes of its pages in the document, in order."""

    kind: EventKind
    indexes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One event: a paper by its own date, or what a paper tells of another day (``told``).

    ``qualifier`` is "", ``on or about``, ``before`` or ``after``; ``drivers`` are units' numbers with names.
    """

    kind: EventKind
    date: DateMention
    qualifier: str
    time: Printed | None
    parties: tuple[Printed, ...]
    passages: tuple[Passage, ...]
    sha256: str
    pages: tuple[int, ...]
    told: bool = False
    drivers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PaperReference:
    """A paper that another one mentions: its name as printed, its date if printed, the sentence."""

    name: Printed
    date: DateMention | None
    sentence: Citation


@dataclass(frozen=True, slots=True)
class LiabilityFacts:
    """What one document tells of liability. ``undated`` are papers whose date is not certain."""

    papers: tuple[EventPaper, ...] = ()
    events: tuple[Event, ...] = ()
    undated: tuple[EventPaper, ...] = ()
    references: tuple[PaperReference, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """All facts of one document, in page order."""

    sha256: str
    pages: tuple[PageFacts, ...]
    encounters: tuple[Encounter, ...]
    charges: tuple[Charge, ...]
    references: tuple[Reference, ...]
    owners: tuple[str, ...]
    """Whose page each page is, parallel to ``pages`` (values of `identity.Owner`)."""
    undated: tuple[int, ...]
    """Pages of clinical kinds that carry no date of service and continue no dated note."""
    liability: LiabilityFacts = LiabilityFacts()
