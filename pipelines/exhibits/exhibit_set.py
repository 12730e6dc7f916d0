"""The row model of an exhibit set: what the index, the bundle, the checks and the release all speak of.

Answers: each exhibit with its designation, pages, numbers, place in the bundle and how its label was placed;
each page of each exhibit; each check of the finished files; each file by its bytes. An `ExhibitSet` is what
the attorney's approval is bound to; `pipelines.exhibits.set_json` writes and reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipelines.rows import MatterCaption, SetAside, TemplateStamp

NOT_INCLUDED = "Pages not included in this set."
"""What index and slip sheet of a held exhibit say. Why, and what to do, is for the office, not for the court:
`ExhibitRow.held`, the contact sheet and the workbook say it."""


class Placed(StrEnum):
    """Where the label stands."""

    PAGE = "first page"
    ENLARGED = "first page, enlarged for it"
    SHEET = "slip sheet"
    NONE = "no label"


class Outcome(StrEnum):
    """How a check ended. ``NOT_CHECKED`` never counts as passed."""

    PASS = "pass"
    FAIL = "fail"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One preflight check. ``file`` and ``designation`` are "" and ``page`` is 0 where it is about the whole
    set or file; ``page`` counts in ``file`` from 1. ``detail`` says what was found, ``remedy`` what to do."""

    id: str
    title: str
    outcome: Outcome
    detail: str
    remedy: str = ""
    file: str = ""
    page: int = 0
    designation: str = ""


@dataclass(frozen=True, slots=True)
class ExhibitPage:
    """One page of an exhibit: which page of which source it is, and the numbers printed on it.

    ``source_page`` is 0 for a slip sheet. ``bundle_page`` is the printed number in the bundle, 0 without one.
    """

    sha256: str
    source_page: int
    bates: str
    exhibit_page: int
    bundle_page: int
    volume: int
    text_layer: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExhibitRow:
    """One line of the index. ``held`` says why an exhibit has a slip sheet instead of its pages, "" else.

    ``first_page``/``last_page`` are printed bundle pages (0 without pages); ``sources`` are (name, SHA-256);
    ``file`` is the exhibit's own PDF in the deliverable, "" without one.
    """

    id: str
    designation: str
    party: str
    description: str
    date: str
    status: str
    witness: str
    purpose: str
    objection: str
    stipulated: str
    criterion: str
    tier: str
    translation: str
    bates_first: str
    bates_last: str
    sources: tuple[tuple[str, str], ...]
    source_pages: str
    page_count: int
    first_page: int
    last_page: int
    volume: int
    file: str
    label: Placed
    label_text: tuple[str, ...]
    held: str
    remarks: tuple[str, ...]
    pages: tuple[ExhibitPage, ...]

    @property
    def labelled_place(self) -> int:
        """Which page of the exhibit's file bears the label, from 1; 0 for none. A tab before the pages has
        none."""
        if self.label is Placed.NONE:
            return 0
        if self.label is Placed.SHEET:
            return 1
        return next((place for place, page in enumerate(self.pages, 1) if page.source_page), 1)


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A finished file as it would be released: name in the deliverable, digest, size in bytes, pages."""

    name: str
    sha256: str
    size: int
    pages: int


@dataclass(frozen=True, slots=True)
class FilingCaption:
    """What labels, sheets and index print of the filing, as typed by a person; ISO dates."""

    profile: str
    profile_name: str
    confirmed_by: str
    confirmed_on: str
    filing_date: str
    court: str
    case_number: str
    caption: str
    short_caption: str
    judge: str
    party: str
    layout: str
    title: str
    filer: str


@dataclass(frozen=True, slots=True)
class ExhibitSet:
    """The whole set. ``ready`` only if every check passed; ``escalations`` are sentences that need a
    person."""

    matter: MatterCaption
    filing: FilingCaption
    template: TemplateStamp
    program: str
    proposed: bool
    rows: tuple[ExhibitRow, ...]
    checks: tuple[Check, ...]
    escalations: tuple[str, ...]
    outputs: tuple[OutputFile, ...]
    set_aside: tuple[SetAside, ...]
    unused: tuple[tuple[str, str], ...]
    """Sources of the matter that no exhibit draws on: (name, SHA-256)."""
    readers: str = ""

    @property
    def ready(self) -> bool:
        return bool(self.checks) and all(c.outcome is Outcome.PASS for c in self.checks)
