"""One request before the gate: the matter's ledger held, the item's history known, the person checked.

Answers: may this person make this move on this item, or do this work on it, now. Refuses, and logs each
refusal before raising it: unknown items, moves that the table does not know, work in a closed matter, people
who are not on the roster, not active, not named in the matter or not in the role, the attorney whose own work
it is, a clock behind the item's own last entry. If the ledger cannot take the entry there is no move, and no
refusal either: the ledger's own error is raised.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

from extractors.errors import GateRefusal, UsageError
from pipelines.confidentiality.access import roles_in
from pipelines.confidentiality.retention import keeping_of
from pipelines.durable import plain_failure
from pipelines.ledger import Ledger, Transaction
from pipelines.ledger_chain import Details, Entry, is_id, utc_text
from pipelines.matter import Matter
from pipelines.matter_file import load_matter
from pipelines.office import Office, office_of
from pipelines.policy import Policy
from pipelines.review.history import EVENTS, REFUSED, History, Item, is_of, naming, replay
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.roster import ATTORNEYS, SYSTEM, Person, Role, Roster
from pipelines.review.states import WORK_IN, Action, State, Work, next_state, why_not
from pipelines.review.tier import standing_tier
from pipelines.task import Tier

_EVERYONE = frozenset(Role)
_SUPERVISORS = frozenset({Role.SUPERVISING_ATTORNEY})
_CHECKERS = frozenset({Role.QC, Role.PREPARER})
"""Who may do quality control: a preparer below the high tier only, which `pipelines.review.gate` sees to."""

MAY: Mapping[Action | Work, frozenset[Role]] = {
    Action.SUBMIT: frozenset({Role.PREPARER}),
    Action.PASS_QC: _CHECKERS,
    Action.RETURN: _CHECKERS,
    Action.REQUEST_CHANGES: ATTORNEYS,
    Action.CORRECT: ATTORNEYS,
    Action.REJECT: ATTORNEYS,
    Action.APPROVE: ATTORNEYS,
    Action.RELEASE: frozenset({Role.RELEASER}),
    Action.SUPERSEDE: frozenset(),
    Action.REVOKE: _SUPERVISORS,
    Action.VOID: ATTORNEYS,
    Action.ESCALATE: _EVERYONE,
    Action.LIFT: _SUPERVISORS,
    Work.SHOW: ATTORNEYS | _CHECKERS | {Role.AUDITOR},
    Work.DECIDE: ATTORNEYS,
    Work.UNDO: ATTORNEYS,
    Work.RECONFIRM: ATTORNEYS,
    Work.LOOK_THROUGH: ATTORNEYS,
    Work.ASK: _EVERYONE,
    Work.ANSWER: ATTORNEYS,
    Work.SET_TIER: ATTORNEYS | _CHECKERS,
    Work.REPORT_ERROR: _EVERYONE,
}
"""Which roles may ask for which move or work; one of them is enough. Superseding is nobody's: it follows
from the release of a later revision."""

REVIEWING: frozenset[Action | Work] = frozenset(
    {
        *(Action.APPROVE, Action.CORRECT, Action.LIFT),
        *(Work.DECIDE, Work.UNDO, Work.RECONFIRM, Work.LOOK_THROUGH, Work.ANSWER),
    }
)
"""What nobody may do to an item that they prepared, submitted or quality-controlled: an approval that rests
on the preparer's own decisions would be no review."""

_ONWARDS = frozenset({Action.SUBMIT, Action.PASS_QC, Action.CORRECT, Action.APPROVE, Action.RELEASE})
"""The moves that lead towards a release."""

_AFTER_CLOSING = frozenset(
    {
        *(Action.RELEASE, Action.SUPERSEDE, Action.REVOKE, Action.VOID),
        *(Work.SHOW, Work.REPORT_ERROR),
    }
)
"""What may still be done in a closed matter: give out what is approved, and take back what was wrong."""

_CROSSED = timedelta(seconds=5)
"""Two people who ask at the same moment may get the ledger the other way round: that is no clock set back."""

_NOBODY = "unknown"


@dataclass(frozen=True, slots=True)
class Case:
    """A request whose person and move are in order. Everything was read anew when it was opened.

    ``roles`` are those that the person has in this matter; ``now`` is the time that its entries bear.
    """

    office: Office
    roster: Roster
    policy: Policy
    matter: Matter
    history: History
    items: Mapping[Item, History]
    person: Person
    roles: tuple[Role, ...]
    action: Action | Work
    now: datetime
    tx: Transaction

    @property
    def item(self) -> Item:
        return self.history.item

    def has(self, *roles: Role) -> bool:
        """Whether the person has any of these roles in this matter."""
        return any(role in self.roles for role in roles)

    def record(self, **details: str | int) -> Entry:
        """Make the move: the entry is the move."""
        assert isinstance(self.action, Action)
        return self.note(EVENTS[self.action], **details)

    def record_corrected(self, made: Item, **details: str | int) -> Entry:
        """Make the corrected revision ``made``, which also moves this one: one entry for both."""
        assert self.action is Action.CORRECT
        recorded = {**naming(made), "from": self.item.revision, **details}
        return self.tx.append(self.person.id, EVENTS[Action.CORRECT], recorded, self.now)

    def note(self, event: str, **details: str | int) -> Entry:
        """Record something that is no move."""
        return self.tx.append(self.person.id, event, {**naming(self.item), **details}, self.now)

    def supersede(self) -> None:
        """The item is released: every earlier revision of its deliverable that was, is superseded by it."""
        for item, history in sorted(self.items.items()):
            earlier = item.deliverable == self.item.deliverable and item.revision < self.item.revision
            if earlier and history.state is State.RELEASED:
                by = {**naming(item), "by": self.item.revision}
                self.tx.append(SYSTEM, EVENTS[Action.SUPERSEDE], by, self.now)

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
    matter: Matter, item: Item, actor: str, action: Action | Work, now: datetime, *, again: bool = False
) -> Iterator[Case]:
    """Hold the matter's ledger and check item, move and person, in this order.

    Args:
        again: let a move through that was already made, for a caller that finishes what a crash cut short.

    Raises:
        GateRefusal: not legal, or not this person's to do (logged).
        IntegrityError: the disk failed in the caller's body.
        LedgerError: the ledger does not verify or cannot be written.
        UsageError: policy, roster, access.toml or matter.toml is malformed, or the item's name is no name.
    """
    office = office_of(matter)
    matter = load_matter(matter.folder)
    roster, policy = office.roster(), office.policy()
    if not is_id(item.deliverable):
        raise UsageError("The deliverable's name is not usable.", "Use a name such as: treatment.")
    with Ledger(matter.ledger).transaction() as tx, plain_failure(f"Storing or reading {item}"):
        now = _in_order(tx, now)
        items = replay(tx.entries)
        history = items.get(item)
        person = roster.person(actor)
        refusal = (
            _move(item, history, action, again=again)
            or _closed(office, matter, action)
            or _overtaken(item, items, action)
            or _clock(item, tx, now)
        )
        if refusal is not None or history is None:
            assert refusal is not None  # _move refuses an unknown item
            _refuse(tx, item, action, actor, now, refusal)
        roles = roles_in(matter, person) if person else ()
        refusal = _person(actor, person, roles, matter.slug, action, now)
        if refusal is not None or person is None:
            assert refusal is not None  # _person refuses an unknown person
            _refuse(tx, item, action, actor, now, refusal)
        case = Case(office, roster, policy, matter, history, items, person, roles, action, now, tx)
        own = own_work(case) if action in REVIEWING else None
        if own is not None:
            case.refuse(own)
        yield case


def own_work(case: Case) -> Refusal | None:
    """Why the person may not review the item: they prepared, submitted or quality-controlled it, or somebody
    did who is not on the roster any more and might be they, under another id.

    The office's solo attorney may, by the policy, where the tier is not high.
    """
    who, hands = case.person.id, case.history.hands
    gone = sorted(hand for hand in hands if case.roster.person(hand) is None)
    if gone:
        return Refusal(
            Rule.UNKNOWN_PERSON,
            f"{case.item} is the work of {gone[0]!r}, who is no longer on the roster under that id.",
            "Have an admin put the entry back, ended if need be: who prepared an item must be known.",
        )
    if who not in hands:
        return None
    if case.policy.solo_attorney != who:
        problem = f"{who!r} prepared, submitted or quality-controlled {case.item} and cannot review it."
    elif standing_tier(case.office.templates, case.tx.entries, case.history) is Tier.HIGH:
        problem = f"{case.item} is of the high tier, where nobody approves their own work."
    else:
        return None
    return Refusal(Rule.OWN_WORK, problem, "Have another attorney review it.")


def record_void(tx: Transaction, item: Item, rule: Rule, actor: str, now: datetime, **details: str) -> Entry:
    """Record that the item is void, and by which rule."""
    recorded: Details = {**naming(item), "rule": rule.value, **details}
    return tx.append(actor, EVENTS[Action.VOID], recorded, now)


def _refuse(
    tx: Transaction, item: Item, action: Action | Work, actor: str, now: datetime, refusal: Refusal
) -> NoReturn:
    known = actor if is_id(actor) else _NOBODY
    tx.append(known, REFUSED, {**naming(item), "action": action.value, "rule": refusal.rule.value}, now)
    raise GateRefusal(refusal.problem, refusal.remedy, refusal.rule)


def _move(item: Item, history: History | None, action: Action | Work, *, again: bool) -> Refusal | None:
    if history is None:
        return Refusal(Rule.UNKNOWN_ITEM, f"No {item} is recorded in this matter.", "See `pincite status`.")
    if isinstance(action, Work):
        legal = history.state in WORK_IN[action]
    else:
        made = again and history.last.event == EVENTS[action]
        legal = made or next_state(history.state, action, history.held_from) is not None
    if not legal:
        problem, remedy = why_not(history.state, action)
        return Refusal(Rule.ILLEGAL_MOVE, f"{item} {problem}.", remedy)
    if action is Action.SUBMIT and history.returned:
        return Refusal(
            Rule.RETURNED,
            f"{item} was returned by quality control, and what was returned never goes on.",
            "Draft again: that makes a new revision.",
        )
    return None


def _closed(office: Office, matter: Matter, action: Action | Work) -> Refusal | None:
    if action in _AFTER_CLOSING or keeping_of(office.ledger.entries(), matter.slug).closed is None:
        return None
    return Refusal(
        Rule.MATTER_CLOSED,
        f"The matter {matter.slug} is closed.",
        "Open it again with `pincite matter reopen` to work in it.",
    )


def _overtaken(item: Item, items: Mapping[Item, History], action: Action | Work) -> Refusal | None:
    """What went out stays the latest: an earlier revision may not follow it."""
    if action not in _ONWARDS:
        return None
    for other, history in items.items():
        later = other.deliverable == item.deliverable and other.revision > item.revision
        if later and history.state is State.RELEASED:
            return Refusal(
                Rule.SUPERSEDED,
                f"{other} is released already, so {item} cannot follow it.",
                "Void it, and draft again if something is missing.",
            )
    return None


def _in_order(tx: Transaction, now: datetime) -> datetime:
    """The time of the request, or that of the ledger's last entry where somebody else came first."""
    last = datetime.fromisoformat(tx.entries[-1].time) if tx.entries else now
    return last if now < last <= now + _CROSSED else now


def _clock(item: Item, tx: Transaction, now: datetime) -> Refusal | None:
    own = (e for e in reversed(tx.entries) if e.event != REFUSED and is_of(e, item))
    last = next(own, None)
    if last is not None and utc_text(now) < last.time:
        return Refusal(
            Rule.CLOCK_BACK,
            f"The clock stands before the last entry of {item} ({last.time}).",
            "Set the clock right; if that entry's clock was wrong, draft again.",
        )
    return None


def _person(
    actor: str,
    person: Person | None,
    roles: tuple[Role, ...],
    slug: str,
    action: Action | Work,
    now: datetime,
) -> Refusal | None:
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
    if not roles:
        return Refusal(
            Rule.NO_ACCESS,
            f"{actor!r} may not work in {slug}.",
            "Have a supervising attorney or an admin run `pincite matter grant`.",
        )
    if not MAY[action].intersection(roles):
        needed = " or ".join(sorted(MAY[action])) or "the program itself"
        return Refusal(Rule.WRONG_ROLE, f"{actor!r} may not do this.", f"Ask someone whose role is {needed}.")
    return None
