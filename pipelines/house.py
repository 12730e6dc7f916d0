"""What practices disagree on: how a chronology cites, folds, orders and prints. A firm sets each once.

Answers: the ``[house]`` table of ``task.toml`` as values. Each deliverable has the settings that it applies,
and no others: a setting that nothing applies would be a rule that everyone believes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum


class CiteStyle(StrEnum):
    """How a page is cited."""

    FILE_PAGE_BATES = "file_page_bates"
    FILE_PAGE = "file_page"
    BATES = "bates"
    """The Bates number alone; file and page where none is printed."""


class Cites(StrEnum):
    """Where cites stand. The workbook and the JSON file hold them in any case."""

    IN_TEXT = "in_text"
    IN_DATA = "in_data"


class Codes(StrEnum):
    """Where ICD-10 and CPT codes stand."""

    ROWS = "rows"
    INDEX = "index"
    BOTH = "both"
    OUT = "out"


class Glossary(StrEnum):
    """Whether abbreviations are listed with their readings. Quotes stay as printed in any case."""

    APPENDED = "appended"
    OUT = "out"


class SameDay(StrEnum):
    """What is one row of a day."""

    EACH_PROVIDER = "each_provider"
    EACH_FACILITY = "each_facility"


class Therapy(StrEnum):
    """Routine therapy visits: a row each, or one row for a course that lists every date attended."""

    EACH_VISIT = "each_visit"
    FOLDED = "folded"


class PreIncident(StrEnum):
    """Where rows before the date of incident stand."""

    IN_STREAM = "in_stream"
    APART = "apart"
    """After all others, under a heading of their own."""


class Layout(StrEnum):
    """How the rows print in Word."""

    TABLE = "table"
    PARAGRAPHS = "paragraphs"


@dataclass(frozen=True, slots=True)
class House:
    """The settings, with what applies where a deliverable has no choice."""

    cite_style: CiteStyle = CiteStyle.FILE_PAGE_BATES
    cites: Cites = Cites.IN_TEXT
    codes: Codes = Codes.BOTH
    glossary: Glossary = Glossary.APPENDED
    same_day: SameDay = SameDay.EACH_PROVIDER
    therapy: Therapy = Therapy.EACH_VISIT
    pre_incident: PreIncident = PreIncident.IN_STREAM
    layout: Layout = Layout.TABLE


SETTINGS: Mapping[str, type[StrEnum]] = {f.name: type(getattr(House(), f.name)) for f in fields(House)}
"""The choices of each setting."""

APPLIED: Mapping[str, tuple[str, ...]] = {
    "treatment": tuple(f.name for f in fields(House)),
    "liability": ("cite_style", "cites", "pre_incident", "layout"),
    "damages": ("cite_style", "cites", "codes", "pre_incident"),
    "exhibits": (),
    "clauses": ("cite_style", "cites"),
}
"""The settings of each deliverable."""
