"""The part of a matter's ledger that goes with a release, and what it says about it.

Answers: the ledger's own lines from the draft to its release, without a gap, so that the chain holds; the
item's history as these lines tell it. A corrected revision begins with the draft that was corrected: what was
decided there is part of its review. Refuses lines that do not lead from a draft to this release.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.errors import LedgerError
from pipelines.ledger_chain import Entry
from pipelines.review.history import CORRECTED, EVENTS, WRITTEN, History, Item, is_of, replay
from pipelines.review.states import Action


def extract(entries: Sequence[Entry], item: Item) -> bytes:
    """The lines of a matter's whole ledger that are about the item's way, and all between them."""
    way = _way(entries, item)
    first = next(e for e in entries if e.event == WRITTEN and is_of(e, way[-1]))
    last = next(e for e in entries if e.event == EVENTS[Action.RELEASE] and is_of(e, item))
    return b"".join(e.line + b"\n" for e in entries[first.seq - 1 : last.seq])


def history_in(entries: Sequence[Entry], item: Item) -> History | None:
    """The item's history, if these entries lead from its draft to its release and no further."""
    way = _way(entries, item)
    try:
        history = replay(e for e in entries if any(is_of(e, one) for one in way)).get(item)
    except LedgerError:
        return None
    if history is None or history.last.event != EVENTS[Action.RELEASE] or history.last != entries[-1]:
        return None
    begun = history
    while begun.origin:
        begun = begun.origin
    return history if begun.first == entries[0] else None


def _way(entries: Sequence[Entry], item: Item) -> tuple[Item, ...]:
    """The item, the revision that it was made from by corrections, the one that was made from, and so on."""
    way = [item]
    while True:
        made = next((e for e in entries if e.event == CORRECTED and is_of(e, way[-1])), None)
        before = made.details.get("from") if made else None
        if not isinstance(before, int) or not 0 < before < way[-1].revision:
            return tuple(way)
        way.append(Item(item.deliverable, before))
