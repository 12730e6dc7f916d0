"""The records of an office's matters, read from their ledgers, and the turnarounds they are measured by.

Answers: what figures and status are made from. Refuses: to count a ledger that does not verify; such a matter
is named with what is wrong, because a figure that silently lacks it would mislead. A locked matter cannot be
read, and is named too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractors.errors import LedgerError, TemplateError
from pipelines.approved import load_approved
from pipelines.deliverables.catalog import KINDS
from pipelines.ledger import Ledger
from pipelines.matter import Matter
from pipelines.metrics.counted import Record
from pipelines.metrics.reading import record
from pipelines.office import Office


@dataclass(frozen=True, slots=True)
class Gathered:
    """``unread`` are (matter, why) that are not in ``records``."""

    records: tuple[Record, ...]
    unread: tuple[tuple[str, str], ...]


def gather(matters: Iterable[Matter]) -> Gathered:
    """The records of these matters, by slug."""
    read: list[Record] = []
    unread: list[tuple[str, str]] = []
    for matter in sorted(matters, key=lambda m: m.slug):
        try:
            read.append(record(matter.slug, Ledger(matter.ledger).entries()))
        except LedgerError as error:
            unread.append((matter.slug, error.problem))
    return Gathered(tuple(read), tuple(unread))


def gather_office(office: Office) -> Gathered:
    """The records of every matter of the office; locked ones are named as not read."""
    found = gather(office.matters())
    locked = tuple((folder.name, "The matter is locked.") for folder in office.locked_matters())
    return Gathered(found.records, tuple(sorted((*found.unread, *locked))))


def turnarounds(office: Office) -> Mapping[str, int]:
    """Business days from submission to decision, by deliverable; a refused template sets none."""
    days: dict[str, int] = {}
    for each in KINDS:
        try:
            days[each.name] = load_approved(office.templates, each.name).task.turnaround
        except TemplateError:
            continue
    return days
