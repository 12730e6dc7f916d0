"""What the ledger says about each revision: its state, and everyone and everything that brought it there.

Answers: the state of an item, by replaying the ledger through the table of moves; nothing else decides
it, so no other file can. Who prepared, submitted and quality-controlled it, also where a revision was made
from the one before by corrections. Refuses: a ledger that records a move which the table does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from extractors.errors import LedgerError
from pipelines.ledger_chain import Entry
from pipelines.review.states import Action, State, next_state

WRITTEN = "draft.written"
REPEATED = "draft.repeated"
CORRECTED = "draft.corrected"
REFUSED = "review.refused"
EVENTS: Mapping[Action, str] = {
    Action.SUBMIT: "review.submitted",
    Action.PASS_QC: "review.qc_passed",
    Action.RETURN: "review.qc_returned",
    Action.REQUEST_CHANGES: "review.changes_requested",
    Action.CORRECT: CORRECTED,
    Action.REJECT: "review.rejected",
    Action.APPROVE: "review.approved",
    Action.RELEASE: "review.released",
    Action.SUPERSEDE: "review.superseded",
    Action.REVOKE: "review.revoked",
    Action.VOID: "review.voided",
    Action.ESCALATE: "review.escalated",
    Action.LIFT: "review.lifted",
}
"""The ledger event of each move. `CORRECTED` names the revision that it makes, and ``from`` the one that it
moves."""

_ACTIONS = {event: action for action, event in EVENTS.items() if action is not Action.CORRECT}
_RECORDED = frozenset({*_ACTIONS, WRITTEN, REPEATED, CORRECTED})


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One revision of one deliverable of a matter."""

    deliverable: str
    revision: int

    def __str__(self) -> str:
        return f"{self.deliverable} revision {self.revision}"


@dataclass(frozen=True, slots=True)
class History:
    """One item's state and the ledger entries that made it, in order (refusals are not among them).

    ``held_from`` is where an escalated item came from. ``origin`` is the revision that it was made from by
    corrections, as that stood then; ``None`` for one that was drafted.
    """

    item: Item
    state: State
    entries: tuple[Entry, ...]
    held_from: State | None = None
    origin: History | None = None

    @property
    def preparers(self) -> tuple[str, ...]:
        """Everyone who drafted these bytes, sorted; of a corrected revision, those of its origin."""
        if self.origin:
            return self.origin.preparers
        return tuple(sorted({e.actor for e in self.entries if e.event in (WRITTEN, REPEATED)}))

    @property
    def submitter(self) -> str:
        """Who submitted it; "" before."""
        return self._actor(Action.SUBMIT)

    @property
    def qc(self) -> str:
        """Who passed it in quality control; "" before."""
        return self._actor(Action.PASS_QC)

    @property
    def hands(self) -> frozenset[str]:
        """Everyone who prepared, submitted or quality-controlled it: none of them may approve it."""
        return frozenset({*self.preparers, self.submitter, self.qc} - {""})

    @property
    def plan(self) -> str:
        """Digest of the sealed review plan; a corrected revision keeps that of its origin.

        Raises:
            LedgerError: quality control has not passed it.
        """
        return self.origin.plan if self.origin else self.recorded(EVENTS[Action.PASS_QC], "plan")

    @property
    def returned(self) -> bool:
        """Whether quality control sent it back: it is a draft still, and only a new revision goes on."""
        return self.entry(EVENTS[Action.RETURN]) is not None

    @property
    def first(self) -> Entry:
        """The entry that made the revision."""
        return self.entries[0]

    @property
    def last(self) -> Entry:
        """The entry that brought the item where it stands."""
        return self.entries[-1]

    @property
    def submitted(self) -> Entry | None:
        """The entry that froze it for review: its submission, or the correction that made it."""
        return self.first if self.origin else self.entry(EVENTS[Action.SUBMIT])

    @property
    def submission(self) -> str:
        """Digest of the sealed submission.

        Raises:
            LedgerError: it was never submitted.
        """
        return self._detail(self.submitted, "submission")

    def made(self, key: str) -> str:
        """A digest that the entry which made the revision recorded: ``manifest``, ``rows``, ``template``."""
        return self._detail(self.first, key)

    def entry(self, event: str) -> Entry | None:
        """The first entry of that event; but for holding and lifting, each happens once to a revision."""
        return next((e for e in self.entries if e.event == event), None)

    def recorded(self, event: str, key: str) -> str:
        """A digest or id that the event recorded.

        Raises:
            LedgerError: there is no such event or key.
        """
        return self._detail(self.entry(event), key)

    def _detail(self, entry: Entry | None, key: str) -> str:
        value = entry.details.get(key) if entry else None
        if not isinstance(value, str):
            raise _impossible(self.item)
        return value

    def _actor(self, action: Action) -> str:
        if self.origin:
            return self.origin._actor(action)
        entry = self.entry(EVENTS[action])
        return entry.actor if entry else ""


def replay(entries: Iterable[Entry]) -> dict[Item, History]:
    """Every item of the ledger with its history, in order of first appearance.

    Raises:
        LedgerError: an entry records what the table of moves does not allow.
    """
    items: dict[Item, History] = {}
    for entry in entries:
        if entry.event not in _RECORDED:
            continue
        item = _item(entry)
        before = items.get(item)
        if entry.event == WRITTEN:
            if before is not None:
                raise _impossible(item)
            items[item] = History(item, State.DRAFT, (entry,))
        elif entry.event == CORRECTED:
            _replay_corrected(items, item, entry)
        elif before is None:
            raise _impossible(item)
        else:
            items[item] = _replay_move(before, entry)
    return items


def _replay_move(before: History, entry: Entry) -> History:
    action = _ACTIONS.get(entry.event)
    # A repeated draft only adds a preparer, and only while nobody reviews it.
    state = next_state(before.state, action, before.held_from) if action else before.state
    open_draft = before.state is State.DRAFT and not before.returned
    needs_open_draft = action in (None, Action.SUBMIT)
    if state is None or (needs_open_draft and not open_draft):
        raise _impossible(before.item)
    held_from = before.state if action is Action.ESCALATE else None
    return replace(before, state=state, entries=(*before.entries, entry), held_from=held_from)


def _replay_corrected(items: dict[Item, History], item: Item, entry: Entry) -> None:
    """One entry, two revisions: the corrected one is in review, the one before is done with."""
    revision = entry.details.get("from")
    origin = items.get(Item(item.deliverable, revision)) if isinstance(revision, int) else None
    state = next_state(origin.state, Action.CORRECT) if origin else None
    if item in items or origin is None or state is None or item.revision <= origin.item.revision:
        raise _impossible(item)
    items[item] = History(item, State.IN_REVIEW, (entry,), origin=origin)
    items[origin.item] = replace(origin, state=state, entries=(*origin.entries, entry))


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


def naming(item: Item) -> dict[str, str | int]:
    """The item as an entry's details name it."""
    return {"deliverable": item.deliverable, "revision": item.revision}


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
