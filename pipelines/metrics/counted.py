"""What the figures count: rows judged, rounds of review, courses of revisions, questions, errors, refusals.

Pure values. No word of the records is in the ledger, so none can be in these.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.review.history import Item
from pipelines.review.verdicts import ReasonCode, Verdict

NOT_AN_ERROR = frozenset({ReasonCode.WORDING.value})
"""Codes of a return that says nothing about facts: a change of style is no error."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What figures are told apart by: never compare people across these. ``tier`` is "" before submission."""

    tier: str
    deliverable: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A row of a draft and the first verdict that stood on it; times are UTC text."""

    kind: Kind
    item: Item
    row: str
    verdict: Verdict
    code: str
    critical: bool
    opened: bool
    seconds: int
    by: str
    time: str


@dataclass(frozen=True, slots=True)
class Round:
    """A submission until the attorney decided; ``ended`` and ``outcome`` are empty while nobody has. ``held``
    are the spans (from, to) in which an escalation held it; an open span ends in ""."""

    kind: Kind
    item: Item
    submitted: str
    ended: str
    outcome: str
    held: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Return:
    """Why a revision was not the last: the cause, and its reason codes."""

    cause: str
    codes: tuple[str, ...]

    @property
    def is_error(self) -> bool:
        """Whether anything but style was wrong."""
        return not self.codes or not set(self.codes) <= NOT_AN_ERROR


@dataclass(frozen=True, slots=True)
class Course:
    """The revisions of a deliverable from the first to an approval. ``approved`` is empty while there is
    none; ``rows`` and ``released`` are of the approved revision."""

    kind: Kind
    revisions: int
    returns: tuple[Return, ...]
    approved: str
    approver: str
    rows: int
    released: str


@dataclass(frozen=True, slots=True)
class Question:
    """One escalation. ``due`` and ``answered`` are UTC text; ``answered`` is empty while it is open."""

    kind: Kind
    item: Item
    id: str
    trigger: str
    owner: str
    asked_by: str
    asked: str
    due: str
    answered: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Reported:
    """An error found after release."""

    kind: Kind
    item: Item
    row: str
    code: str
    critical: bool
    time: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal: the rule that was broken."""

    rule: str
    time: str


@dataclass(frozen=True, slots=True)
class Record:
    """All of one ledger."""

    matter: str
    judged: tuple[Judged, ...] = ()
    rounds: tuple[Round, ...] = ()
    courses: tuple[Course, ...] = ()
    questions: tuple[Question, ...] = ()
    reported: tuple[Reported, ...] = ()
    refused: tuple[Refused, ...] = ()
