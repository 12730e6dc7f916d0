"""What the ledger says about each revision: its state, and everyone and everything that brought it there.

Answers: the state of an item, by replaying the ledger through the table of moves; nothing else decides
it, so no other file can. Refuses: a ledger that records a move which the table does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from extractors.errors import LedgerError
from pipelines.ledger_chain import Entry
from pipelines.review.states import Action, State, next_state

WRITTEN = "draft.written"
REPEATED = "draft.repeated"
REFUSED = "review.refused"
EVENTS: Mapping[Action, str] = {
    Action.SUBMIT: "review.submitted",
    Action.REQUEST_CHANGES: "review.changes_requested",
    Action.APPROVE: "review.approved",
    Action.RELEASE: "review.released",
    Action.VOID: "review.voided",
}
"""The ledger event of each move."""

_ACTIONS = {event: action for action, event in EVENTS.items()}


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One revision of one deliverable of a matter."""

    deliverable: str
    revision: int

    def __str__(self) -> str:
        return f"{self.deliverable} revision {self.revision}"


@dataclass(frozen=True, slots=True)
class History:
    """One item's state and the ledger entries that made it, in order (refusals are not among them)."""

    item: Item
    state: State
    entries: tuple[Entry, ...]

    @property
    def preparers(self) -> tuple[str, ...]:
        """Everyone who drafted these bytes, sorted."""
        return tuple(sorted({e.actor for e in self.entries if e.event in (WRITTEN, REPEATED)}))

    def entry(self, event: str) -> Entry | None:
        """The entry of that event; each move happens at most once to a revision."""
        return next((e for e in self.entries if e.event == event), None)

    def recorded(self, event: str, key: str) -> str:
        """A digest or id that the event recorded.

        Raises:
            LedgerError: there is no such event or key.
        """
        entry = self.entry(event)
        value = entry.details.get(key) if entry else None
        if not isinstance(value, str):
            raise _impossible(self.item)
        return value

    @property
    def last(self) -> Entry:
        """The entry that brought the item where it stands."""
        return self.entries[-1]


def replay(entries: Iterable[Entry]) -> dict[Item, History]:
    """Every item of the ledger with its history, in order of first appearance.

    Raises:
        LedgerError: an entry records what the table of moves does not allow.
    """
    items: dict[Item, History] = {}
    for entry in entries:
        if entry.event not in _ACTIONS and entry.event not in (WRITTEN, REPEATED):
            continue
        item = _item(entry)
        before = items.get(item)
        if entry.event == WRITTEN:
            if before is not None:
                raise _impossible(item)
            items[item] = History(item, State.DRAFT, (entry,))
            continue
        action = _ACTIONS.get(entry.event)
        if before is None:
            raise _impossible(item)
        # A repeated draft only adds a preparer, and only while nobody reviews it.
        state = next_state(before.state, action) if action else before.state
        if state is None or (action is None and state is not State.DRAFT):
            raise _impossible(item)
        items[item] = replace(before, state=state, entries=(*before.entries, entry))
    return items


def newest(items: Mapping[Item, History], deliverable: str) -> History | None:
    """The deliverable's latest revision."""
    own = [h for item, h in items.items() if item.deliverable == deliverable]
    return max(own, key=lambda h: h.item.revision, default=None)


def is_of(entry: Entry, item: Item) -> bool:
    """Whether the entry is about that item."""
    return (entry.details.get("deliverable"), entry.details.get("revision")) == (
        item.deliverable,
        item.revision,
    )


def _item(entry: Entry) -> Item:
    deliverable, revision = entry.details.get("deliverable"), entry.details.get("revision")
    if not isinstance(deliverable, str) or not isinstance(revision, int):
        raise _impossible(Item("an item without a name", 0))
    return Item(deliverable, revision)


def _impossible(item: Item) -> LedgerError:
    return LedgerError(
        f"The ledger records a move of {item} that the rules do not allow.",
        "Somebody wrote to it past the gate: restore the matter's folder from a backup.",
    )
