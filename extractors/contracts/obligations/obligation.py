"""The shapes of the obligation register: what an entry holds, and why a sentence is not in it.

Every span is a half-open pair of offsets into the flow of the contract, so that each can be cited.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]


class Modality(StrEnum):
    """What the words of the sentence lay on the obligor. "May" covers rights and permissions."""

    MUST = "must"
    MUST_NOT = "must not"
    MAY = "may"


class Reason(StrEnum):
    """Why a sentence is no entry of the register."""

    DEFINITIONAL = "definitional"
    BOILER_PLATE = "boiler-plate"
    RECITAL = "recital"
    HEADING = "heading"
    REPRESENTATION = "representation"
    EFFECT = "effect"
    NO_DUTY = "no duty"
    STATEMENT = "statement"
    FRAGMENT = "fragment"
    LEAD_IN = "lead-in"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty, prohibition or right.

    ``start`` and ``end`` are those of its sentence. ``because`` are the operative words as printed.
    ``deadline_value`` ("within 30 days", "by 2021-03-31", "before event") and ``recurrence_value``
    ("monthly", "every 2 weeks") are the printed words in one spelling, "" where none is printed. ``number``
    and ``heading`` are those of the sentence's section."""

    start: int
    end: int
    modality: Modality
    because: str
    obligor: Span | None
    action: Span
    trigger: Span | None
    deadline: Span | None
    deadline_value: str
    recurrence: Span | None
    recurrence_value: str
    number: str
    heading: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """A sentence that is not in the register; ``because`` are the words that put it aside, as printed."""

    start: int
    end: int
    reason: Reason
    because: str
