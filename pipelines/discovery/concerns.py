"""What came up about revisions that went out already: recorded, because nothing can hold them any more.

Answers: which released revisions were made from a file that was called back, replaced, or met by another of
the same Bates numbers since. Refuses nothing: whether to revoke one is an attorney's to decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pipelines.ledger import Ledger
from pipelines.ledger_chain import Entry
from pipelines.matter import Matter
from pipelines.review.history import Item, naming

CONCERNS = "discovery.concerns_release"
BATES_CONFLICT = "bates-conflict"
"""The kind of papers of one Bates number that differ; other kinds are those of withdrawn files."""


@dataclass(frozen=True, slots=True, order=True)
class Concern:
    """One thing that came up about a revision: its kind, and the id of what came up."""

    item: Item
    kind: str
    attention: str


def concerns(entries: Iterable[Entry]) -> tuple[Concern, ...]:
    """Everything recorded, each once, by revision."""
    return tuple(sorted({_concern(entry) for entry in entries if entry.event == CONCERNS}))


def record_concerns(matter: Matter, found: Iterable[Concern], actor: str, now: datetime) -> int:
    """Record what is not yet; how many were."""
    new = 0
    with Ledger(matter.ledger).transaction() as tx:
        for concern in sorted(set(found) - set(concerns(tx.entries))):
            tx.append(
                actor,
                CONCERNS,
                {**naming(concern.item), "attention": concern.attention, "kind": concern.kind},
                now,
            )
            new += 1
    return new


def _concern(entry: Entry) -> Concern:
    d = entry.details
    revision = d.get("revision")
    item = Item(str(d.get("deliverable", "")), revision if isinstance(revision, int) else 0)
    return Concern(item, str(d.get("kind", "")), str(d.get("attention", "")))
