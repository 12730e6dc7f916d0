"""What waits for somebody, and until when: the office's queue.

Answers: every open item of the matters given, the most pressing first, with its deadline, tier and open
questions. Reads ledgers and task definitions only. A deadline runs from the first submission to the
attorney's decision: corrections do not restart it, business days on which the item was held do not count, and
while it is held the question's own deadline stands in its place. A draft that nobody submitted, and an
approval that waits for release, have none. A draft that a later draft followed waits for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from extractors.errors import TemplateError
from pipelines.approved import load_approved
from pipelines.business_time import business_days, due_in_days
from pipelines.ledger import Ledger
from pipelines.ledger_chain import Entry
from pipelines.matter import Matter
from pipelines.office import Office
from pipelines.policy import Policy
from pipelines.review.escalations import escalations_of
from pipelines.review.history import EVENTS, History, Item, newest, replay
from pipelines.review.states import OPEN, Action, State
from pipelines.review.tier import standing_tier
from pipelines.task import Task, Tier

_TIMED = frozenset({State.QC, State.IN_REVIEW, State.ESCALATED})


@dataclass(frozen=True, slots=True)
class Waiting:
    """One open item. ``due`` is when it should be decided, or the question that holds it answered; ``None``
    where no clock runs, or where the office's template, which sets turnaround and tier, is refused."""

    matter: Matter
    history: History
    tier: Tier | None
    due: datetime | None
    questions: int

    def late(self, now: datetime) -> bool:
        """Whether it should have been decided before ``now``."""
        return self.due is not None and now > self.due


def waiting(office: Office, matters: Iterable[Matter]) -> tuple[Waiting, ...]:
    """The open items of these matters: by deadline, those without one after the others.

    Raises:
        LedgerError: a matter's ledger does not verify.
        UsageError: the policy is malformed.
    """
    policy = office.policy()
    found = [item for matter in matters for item in _of_matter(office, policy, matter)]
    return tuple(sorted(found, key=_urgency))


def _of_matter(office: Office, policy: Policy, matter: Matter) -> Iterable[Waiting]:
    entries = Ledger(matter.ledger).entries()
    items = replay(entries)
    for history in items.values():
        if history.state in OPEN and not _overtaken(history, items):
            try:
                task = load_approved(office.templates, history.item.deliverable).task
                tier: Tier | None = standing_tier(office.templates, entries, history)
            except TemplateError:
                task, tier = None, None
            asked = [e for e in escalations_of(entries, history.item) if e.open]
            holding = next((datetime.fromisoformat(e.due) for e in asked if e.hold), None)
            due = holding or _due(history, task, policy)
            yield Waiting(matter, history, tier, due, len(asked))


def _overtaken(history: History, items: Mapping[Item, History]) -> bool:
    """Whether it is a draft that a later one followed: only the latest can be submitted."""
    latest = newest(items, history.item.deliverable)
    return history.state is State.DRAFT and latest is not None and latest.item != history.item


def _due(history: History, task: Task | None, policy: Policy) -> datetime | None:
    way = [history]
    while way[0].origin is not None:
        way.insert(0, way[0].origin)
    submitted = way[0].submitted
    if task is None or submitted is None or history.state not in _TIMED:
        return None
    held = sum(_days_held(revision.entries, policy) for revision in way)
    return due_in_days(datetime.fromisoformat(submitted.time), task.turnaround + held, policy.hours)


def _days_held(entries: Iterable[Entry], policy: Policy) -> int:
    """Business days between each hold and its answer."""
    days, since = 0, None
    for entry in entries:
        if entry.event == EVENTS[Action.ESCALATE]:
            since = datetime.fromisoformat(entry.time)
        elif entry.event == EVENTS[Action.LIFT] and since is not None:
            days += business_days(since, datetime.fromisoformat(entry.time), policy.hours)
    return days


def _urgency(item: Waiting) -> tuple[bool, str, str, str]:
    due = item.due.isoformat() if item.due else ""
    return item.due is None, due, item.matter.slug, str(item.history.item)
