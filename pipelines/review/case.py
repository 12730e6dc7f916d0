"""One request before the gate: the matter's ledger held, the item's history known, the person checked.

Answers: may this person make this move on this item, now. Refuses, and logs each refusal before raising
it: unknown items, moves that the table does not know, people who are not on the roster, not active or not
in the role, a clock behind the item's own last entry. If the ledger cannot take the entry there is no
move, and no refusal either: the ledger's own error is raised.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from extractors.errors import GateRefusal, UsageError
from pipelines.durable import plain_failure
from pipelines.ledger import Ledger, Transaction
from pipelines.ledger_chain import Details, Entry, is_id, utc_text
from pipelines.matter import Matter
from pipelines.matter_file import load_matter
from pipelines.office import Office, office_of
from pipelines.policy import Policy
from pipelines.review.history import EVENTS, REFUSED, History, Item, replay
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.roster import ATTORNEYS, SYSTEM, Person, Role, Roster
from pipelines.review.states import Action, next_state, why_not

MAY: Mapping[Action, frozenset[Role]] = {
    Action.SUBMIT: frozenset({Role.PREPARER, Role.QC}),
    Action.REQUEST_CHANGES: ATTORNEYS,
    Action.APPROVE: ATTORNEYS,
    Action.VOID: ATTORNEYS,
    Action.RELEASE: frozenset({Role.RELEASER}),
}
"""Which roles may ask for which move; one of them is enough."""

_NOBODY = "unknown"


@dataclass(frozen=True, slots=True)
class Case:
    """A request whose person and move are in order. Everything was read anew when it was opened."""

    office: Office
    roster: Roster
    policy: Policy
    matter: Matter
    history: History
    items: Mapping[Item, History]
    person: Person
    action: Action
    now: datetime
    tx: Transaction

    @property
    def item(self) -> Item:
        return self.history.item

    def record(self, **details: str | int) -> Entry:
        """Make the move: the entry is the move."""
        return self.tx.append(
            self.person.id, EVENTS[self.action], {**_naming(self.item), **details}, self.now
        )

    def note(self, event: str) -> Entry:
        """Record something that is no move."""
        return self.tx.append(self.person.id, event, _naming(self.item), self.now)

    def refuse(self, refusal: Refusal) -> NoReturn:
        """Log the refusal, then raise it."""
        _refuse(self.tx, self.item, self.action, self.person.id, self.now, refusal)

    def void(self, refusal: Refusal) -> NoReturn:
        """Something the item is bound to has changed: void it, log the refused move, raise."""
        record_void(self.tx, self.item, refusal.rule, SYSTEM, self.now)
        voided = Refusal(refusal.rule, f"{refusal.problem} {self.item} is void.", refusal.remedy)
        self.refuse(voided)


@contextlib.contextmanager
def open_case(
    matter: Matter, item: Item, actor: str, action: Action, now: datetime, *, again: bool = False
) -> Iterator[Case]:
    """Hold the matter's ledger and check item, move and person, in this order.

    Args:
        again: let a move through that was already made, for a caller that finishes what a crash cut short.

    Raises:
        GateRefusal: not legal, or not this person's to do (logged).
        IntegrityError: the disk failed in the caller's body.
        LedgerError: the ledger does not verify or cannot be written.
        UsageError: policy, roster or matter.toml is malformed, or the item's name is no name.
    """
    office = office_of(matter)
    matter = load_matter(matter.folder)
    roster, policy = office.roster(), office.policy()
    if not is_id(item.deliverable):
        raise UsageError("The deliverable's name is not usable.", "Use a name such as: treatment.")
    with Ledger(matter.ledger).transaction() as tx, plain_failure(f"Storing or reading {item}"):
        items = replay(tx.entries)
        history = items.get(item)
        person = roster.person(actor)
        refusal = _move(item, history, action, now, again=again) or _person(actor, person, action, now)
        if refusal is not None or history is None or person is None:
            assert refusal is not None  # _move refuses an unknown item, _person an unknown person
            _refuse(tx, item, action, actor, now, refusal)
        yield Case(office, roster, policy, matter, history, items, person, action, now, tx)


def record_void(tx: Transaction, item: Item, rule: Rule, actor: str, now: datetime, **details: str) -> Entry:
    """Record that the item is void, and by which rule."""
    recorded: Details = {**_naming(item), "rule": rule.value, **details}
    return tx.append(actor, EVENTS[Action.VOID], recorded, now)


def _refuse(
    tx: Transaction, item: Item, action: Action, actor: str, now: datetime, refusal: Refusal
) -> NoReturn:
    known = actor if is_id(actor) else _NOBODY
    tx.append(known, REFUSED, {**_naming(item), "action": action.value, "rule": refusal.rule.value}, now)
    raise GateRefusal(refusal.problem, refusal.remedy)


def _move(
    item: Item, history: History | None, action: Action, now: datetime, *, again: bool
) -> Refusal | None:
    if history is None:
        return Refusal(Rule.UNKNOWN_ITEM, f"No {item} is recorded in this matter.", "See `pincite status`.")
    made = again and history.last.event == EVENTS[action]
    if next_state(history.state, action) is None and not made:
        problem, remedy = why_not(history.state, action)
        return Refusal(Rule.ILLEGAL_MOVE, f"{item} {problem}.", remedy)
    if utc_text(now) < history.last.time:
        return Refusal(
            Rule.CLOCK_BACK,
            f"The clock stands before the last entry of {item} ({history.last.time}).",
            "Set the clock right; if that entry's clock was wrong, draft again.",
        )
    return None


def _person(actor: str, person: Person | None, action: Action, now: datetime) -> Refusal | None:
    if person is None:
        return Refusal(
            Rule.UNKNOWN_PERSON, f"{actor!r} is not on the roster.", "Have an admin add them to roster.toml."
        )
    if not person.active_at(now):
        return Refusal(
            Rule.INACTIVE_PERSON,
            f"The roster entry of {actor!r} is not valid at this time.",
            "Have an admin correct valid_from or valid_until, if that is right.",
        )
    if not person.has(*MAY[action]):
        roles = " or ".join(sorted(MAY[action]))
        return Refusal(Rule.WRONG_ROLE, f"{actor!r} may not do this.", f"Ask someone whose role is {roles}.")
    return None


def _naming(item: Item) -> dict[str, str | int]:
    return {"deliverable": item.deliverable, "revision": item.revision}
