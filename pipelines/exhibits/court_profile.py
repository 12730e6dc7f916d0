"""What one court asks of a filing, as values. How far it can be trusted stands beside each of them.

Answers: limits, switches and places that labels, bundle and preflight obey. The files in ``courts/`` say
where each value comes from, how good that evidence is and when it was looked up; `pipelines.exhibits.courts`
reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Corner(StrEnum):
    """A corner of the page as displayed."""

    UPPER_LEFT = "upper left"
    UPPER_RIGHT = "upper right"
    LOWER_LEFT = "lower left"
    LOWER_RIGHT = "lower right"


class Need(StrEnum):
    """What a court says of a feature."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSTATED = "unstated"


class Evidence(StrEnum):
    """How good a value's source is."""

    RULE = "A"
    """Court, agency or rule text seen."""
    OLD_RULE = "A-old"
    """The same, but old or undated."""
    REPORTED = "B"
    """A rule or guide reported by someone else."""
    VENDOR = "C"
    """A vendor's or search engine's page only."""
    CONFLICT = "X"
    """Sources conflict."""
    OURS = "D"
    """A careful choice of Pincite's, for courts that publish nothing."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one value comes from. ``key`` is the field's name below."""

    key: str
    source: str
    evidence: Evidence
    checked: date


@dataclass(frozen=True, slots=True)
class StampZone:
    """A part of the page that stays blank for the court: points from its corner of the page as displayed.

    ``pages`` is ``first``, ``later`` or ``all``, counted in the filed document.
    """

    corner: Corner
    width: float
    height: float
    pages: str


@dataclass(frozen=True, slots=True)
class CourtProfile:
    """One court's rules. Sizes in decimal megabytes (1,000,000 bytes), ``None`` where none is known.

    ``label_corners`` are the allowed ones, best first; ``label_on`` is ``page`` or ``cover`` (a slip sheet
    of its own). ``label_colours`` are (party, colour) pairs, colour one of white, yellow, blue, red, green,
    pink. ``flatten`` is ``always``, ``never`` or ``unstated``. ``paper`` is ``letter`` where nothing else is
    taken. ``file_name`` names a rule of `pipelines.exhibits.file_names`. ``identifiers`` are kinds that
    rules of privacy name (ssn, taxpayer, birth_date, account, minor, licence, passport). ``conflicts`` says
    in plain words what the sources disagree on.
    """

    id: str
    name: str
    kind: str
    checked: date
    evidence: Evidence
    max_file_mb: float | None = None
    max_envelope_mb: float | None = None
    max_pages: int | None = None
    max_attachments: int | None = None
    searchable: Need = Need.UNSTATED
    pdfa: Need = Need.UNSTATED
    bookmarks: Need = Need.UNSTATED
    forms: Need = Need.UNSTATED
    flatten: str = "unstated"
    javascript: Need = Need.UNSTATED
    attachments: Need = Need.UNSTATED
    annotations: Need = Need.UNSTATED
    layers: Need = Need.UNSTATED
    encryption: Need = Need.UNSTATED
    external_links: Need = Need.UNSTATED
    launch_actions: Need = Need.UNSTATED
    media: Need = Need.UNSTATED
    index: Need = Need.UNSTATED
    pagination: bool = False
    counter_matches: bool = False
    footers: bool = False
    designation_with_page: bool = False
    open_at_bookmarks: bool = False
    one_exhibit_per_file: bool = False
    translations: bool = False
    paper: str = ""
    dpi: int | None = None
    label_on: str = "page"
    label_corners: tuple[Corner, ...] = (
        Corner.LOWER_RIGHT,
        Corner.UPPER_RIGHT,
        Corner.LOWER_LEFT,
        Corner.UPPER_LEFT,
    )
    label_colours: tuple[tuple[str, str], ...] = ()
    label_width: float = 144.0
    label_height: float = 72.0
    stamp_zones: tuple[StampZone, ...] = ()
    file_name: str = "plain"
    file_name_longest: int = 120
    identifiers: tuple[str, ...] = ("ssn", "taxpayer", "birth_date", "account", "minor")
    notes: str = ""
    conflicts: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    overridden: tuple[str, ...] = ()
    """Keys whose values a person gave in the plan."""


HEADROOM = 0.95
MEGABYTE = 1_000_000
STALE_AFTER_DAYS = 180
