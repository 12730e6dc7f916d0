"""The exhibit plan: what a person decided about each exhibit and about the filing. Values only.

Answers: what is to be filed, under which designation, from which pages, for which court. Holds no decision of
the program; `pipelines.exhibits.proposal` makes a plan for a person to edit, and says so in ``proposed``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Party(StrEnum):
    """Who offers an exhibit."""

    PLAINTIFF = "plaintiff"
    DEFENDANT = "defendant"
    JOINT = "joint"
    GOVERNMENT = "government"
    PETITIONER = "petitioner"
    RESPONDENT = "respondent"


class Status(StrEnum):
    """Where an exhibit stands. The last two keep their number and have no pages."""

    PROPOSED = "proposed"
    OFFERED = "offered"
    ADMITTED = "admitted"
    WITHDRAWN = "withdrawn"
    OMITTED = "intentionally omitted"


WITHOUT_PAGES = frozenset({Status.WITHDRAWN, Status.OMITTED})


class Layout(StrEnum):
    """Which columns the index has."""

    MOTION = "motion"
    AO_187 = "ao187"
    PRETRIAL = "pretrial"
    IMMIGRATION = "immigration"
    JERS = "jers"
    BINDER = "binder"
    CONFIDENTIAL = "confidential"


class Scheme(StrEnum):
    """How designations of one party run on."""

    NUMBERS = "numbers"
    """1, 2, 3 …"""
    LETTERS = "letters"
    """A-Z, AA-AZ, BA-BZ … as S.D. Cal. orders them."""
    DOUBLED = "doubled"
    """A-Z, AA, BB … ZZ, AAA … as some offices do."""


class SignedAs(StrEnum):
    """What a person decided about a digitally signed PDF."""

    UNDECIDED = ""
    COPY = "copy"
    """A stamped copy is filed; the signature is not carried, and the index says so."""
    NATIVE = "native"
    """A slip sheet is filed; the signed file goes beside it, byte for byte."""


class RedactionMarks(StrEnum):
    """What a person decided about marks for redaction that were drawn in a viewer and never applied."""

    UNDECIDED = ""
    APPLY = "apply"
    """Each mark is redacted as if the plan named its box."""


@dataclass(frozen=True, slots=True)
class PageSpan:
    """Pages ``first`` to ``last`` of a source, counted from 1, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Region:
    """One marked region to redact: a box in points from the top left of the page as displayed, or every place
    where ``text`` stands on it. ``page`` counts in the source, from 1. ``reason`` is printed on the black.
    ``elsewhere`` says why the same words may stay readable at other places of the exhibit, as a person
    decided it; "" where they may not."""

    page: int
    box: tuple[float, float, float, float] | None
    text: str
    reason: str
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One exhibit as planned. ``place`` is where it stands in the plan (``line 4``, ``[[exhibit]] no. 2``).

    ``designation`` is "" where the next free one is wanted. ``source`` is a file's name or the first digits
    (8 or more) of its SHA-256, "" without pages; ``pages`` is empty for all of them. ``date`` is ISO, by
    precision ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``. ``bates`` is the range that the pages already bear, ""
    for none. ``translation`` and ``certificate`` name sources that follow a foreign-language original.
    ``pii_reviewed`` and ``images_reviewed`` hold who ticked, "" for nobody.
    """

    place: str
    designation: str = ""
    party: Party | None = None
    source: str = ""
    pages: tuple[PageSpan, ...] = ()
    description: str = ""
    date: str = ""
    bates: str = ""
    witness: str = ""
    status: Status = Status.PROPOSED
    tier: str = ""
    criterion: str = ""
    purpose: str = ""
    objection: str = ""
    stipulated: str = ""
    language: str = ""
    translation: str = ""
    certificate: str = ""
    signed_as: SignedAs = SignedAs.UNDECIDED
    pii_reviewed: str = ""
    images_reviewed: str = ""
    redactions: tuple[Region, ...] = ()
    redaction_marks: RedactionMarks = RedactionMarks.UNDECIDED


@dataclass(frozen=True, slots=True)
class Filing:
    """What is filed, where, and what a person confirmed of the court's rules.

    ``filing_date`` is the day for which readiness is judged: the program knows no today in what it writes.
    ``short_caption`` stands on labels, e.g. ``Moen v. Ardent``. ``tabs`` puts a slip sheet before each
    exhibit; ``pagination`` is on unless it is ``False``; ``footers`` is ``None`` where the court's profile
    decides.
    """

    profile: str = "strict"
    confirmed_by: str = ""
    confirmed_on: date | None = None
    filing_date: date | None = None
    court: str = ""
    case_number: str = ""
    caption: str = ""
    short_caption: str = ""
    judge: str = ""
    party: Party = Party.PLAINTIFF
    layout: Layout = Layout.MOTION
    title: str = "Index of Exhibits"
    filer: str = ""
    clerk_boxes: bool = False
    tabs: bool = False
    pagination: bool | None = None
    footers: bool | None = None
    chronology: str = ""
    """A deliverable, e.g. ``treatment``, to bind in after the index, its citations linked to exhibit
    pages."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """How one party's designations run: prefix, scheme, first and last number of its block (``None``:
    open). ``separator`` stands between prefix and number, unless the prefix ends in one (``PX-``)."""

    scheme: Scheme = Scheme.NUMBERS
    prefix: str = ""
    first: int = 1
    last: int | None = None
    separator: str = "-"


@dataclass(frozen=True, slots=True)
class BatesStyle:
    """The numbers to be given to pages: ``prefix`` + ``separator`` + ``first`` padded to ``digits``.

    ``digits`` is ``None`` where it is to be computed with headroom.
    """

    prefix: str
    separator: str = "-"
    first: int = 1
    digits: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan. ``overrides`` are a person's own values for the court's profile, by key;
    ``block_lists`` are files of privileged or clawed-back Bates numbers and digests, relative to the plan's
    folder."""

    filing: Filing
    lines: tuple[PlanLine, ...]
    numbering: Mapping[Party, Numbering]
    bates: BatesStyle | None = None
    overrides: tuple[tuple[str, str | int | float | bool | tuple[str, ...]], ...] = ()
    block_lists: tuple[str, ...] = ()
    proposed: bool = False
    remarks: tuple[str, ...] = ()
    """What a proposal left out or wants looked at, in the program's words; none in a plan that was typed."""
