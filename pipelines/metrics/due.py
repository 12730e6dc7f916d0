"""When a submission or a question is due, and whether it is late. The clock stands while an item is held.

Answers: the due time of a `Round`; is it, or a `Question`, late. Refuses: to call anything late that no task
definition sets a turnaround for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pipelines.business_time import WorkingHours, business_days, due_in_days
from pipelines.ledger_chain import utc_text
from pipelines.metrics.counted import Question, Round


@dataclass(frozen=True, slots=True)
class Turnaround:
    """``days`` are business days by deliverable; ``now`` decides on what is open."""

    days: Mapping[str, int]
    hours: WorkingHours
    now: datetime


def due_of(x: Round, terms: Turnaround) -> datetime | None:
    """When the attorney's decision was, or is, due: at the close of business; ``None`` if never."""
    days = terms.days.get(x.kind.deliverable)
    if days is None:
        return None
    at = datetime.fromisoformat
    until = x.ended or utc_text(terms.now)
    held = sum(business_days(at(begin), at(end or until), terms.hours) for begin, end in x.held)
    return due_in_days(at(x.submitted), days + held, terms.hours)


def is_late(x: Round, terms: Turnaround) -> bool:
    """Whether it was decided after it was due, or is due and not decided."""
    due = due_of(x, terms)
    return due is not None and (datetime.fromisoformat(x.ended) if x.ended else terms.now) > due


def late_question(q: Question, now: datetime) -> bool:
    """Whether it was answered after it was due, or is due and open."""
    return bool(q.due) and (q.answered or utc_text(now)) > q.due
