"""Where everything stands, for a supervising attorney who has one minute.

Answers: what needs them now, and how pressing each is; what is in hand, with its due day; what was released
lately; whether each ledger holds and since when nobody signed its head; the few figures that warn. Reads
ledgers, task definitions and policy. Refuses to judge: it sorts by clock and by rule, and a person decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from extractors.errors import LedgerError
from pipelines.business_time import business_days
from pipelines.discovery.concerns import BATES_CONFLICT, concerns
from pipelines.discovery.withdrawal_rows import BLOCKED, WITHDRAWN
from pipelines.ledger import Ledger
from pipelines.ledger_chain import Entry, utc_text
from pipelines.matter import Matter
from pipelines.metrics.counted import Question, Record
from pipelines.metrics.due import late_question
from pipelines.metrics.figures import Figure, figures
from pipelines.metrics.formulas import ANSWERS_ON_TIME, ESCAPES, ON_TIME
from pipelines.metrics.gathering import Gathered, gather, turnarounds
from pipelines.office import Office
from pipelines.review.anchors import Anchored, anchored_matter
from pipelines.review.history import EVENTS, History, Item, replay
from pipelines.review.queue import Waiting, waiting
from pipelines.review.roster import Roster
from pipelines.review.states import Action, State
from pipelines.source_rows import REPLACED

PERIOD_DAYS = 30
"""How far back "lately" reaches, and over which time the few figures are."""
_LAPSES_SOON = 5
"""Days before an approval lapses in which it is named."""
TOLD = (
    *("row_accuracy", "critical_error_rate", "first_pass_yield", "turnaround_compliance"),
    *("answered_within_clock", "escape_rate"),
)
"""The figures that a status repeats."""

_CONCERNS = {
    BLOCKED: ("Called back", "of its files was called back", "of its files were called back"),
    WITHDRAWN: ("Called back", "of its files was withdrawn", "of its files were withdrawn"),
    REPLACED: ("Replaced", "of its files was replaced", "of its files were replaced"),
    BATES_CONFLICT: (
        "Same numbers",
        "other paper with the Bates numbers of one of its files came",
        "other papers with the Bates numbers of its files came",
    ),
}
"""What came up about a release's files: a word for it, and the sentence for one and for more."""


class Press(StrEnum):
    """How pressing a thing is."""

    NOW = "now"
    SOON = "soon"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits for a person: a word for it, where it is, what it is about, in a sentence."""

    press: Press
    word: str
    matter: str
    item: Item | None
    text: str


@dataclass(frozen=True, slots=True)
class Released:
    """A release of the period; ``at`` is UTC text."""

    matter: str
    item: Item
    state: State
    approver: str
    at: str


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One matter's ledger: its entries, what is wrong (empty: nothing), the last entry that a signed head
    covers (0: none), and since when (UTC text) entries are not covered ("": all are)."""

    matter: str
    entries: int
    faults: tuple[str, ...]
    anchored: int
    uncovered: int
    since: str


@dataclass(frozen=True, slots=True)
class Status:
    """``made`` is UTC text; ``figures`` are those of the period; ``unread`` are (matter, why). Of ``locked``
    matters nothing can be said."""

    made: str
    matters: tuple[str, ...]
    locked: tuple[str, ...]
    unread: tuple[tuple[str, str], ...]
    needs: tuple[Need, ...]
    waiting: tuple[Waiting, ...]
    questions: tuple[tuple[str, Question], ...]
    released: tuple[Released, ...]
    ledgers: tuple[LedgerLine, ...]
    figures: tuple[Figure, ...]

    def late(self, now: datetime) -> int:
        """How many items should have been decided before ``now``."""
        return sum(w.late(now) for w in self.waiting)


def status_report(
    office: Office, matters: Sequence[Matter], now: datetime, locked: Sequence[str] = ()
) -> Status:
    """The status of these matters.

    Args:
        locked: the slugs of those that cannot be read, to be named.

    Raises:
        UsageError: policy or roster is malformed.
    """
    policy, roster = office.policy(), office.roster()
    since = utc_text(now - timedelta(days=PERIOD_DAYS))
    found, sound, open_items = _read(office, matters)
    made = figures(found.records, turnarounds(office), policy.hours, now, date.fromisoformat(since[:10]))
    held = [(m, anchored_matter(m, roster)) for m in sound]
    asked = [(r.matter, q) for r in found.records for q in r.questions if not q.answered]
    ledgers = [(m, Ledger(m.ledger).entries()) for m in sound]
    histories = [(m, replay(entries)) for m, entries in ledgers]
    needs = [
        *_broken(found, held),
        *_escaped(found.records, histories, since),
        *_concerned(ledgers, histories),
        *_held_items(open_items, asked, now),
        *_questions(asked, roster, now),
        *_late(office, open_items, now),
        *_lapsing(open_items, policy.approval_valid_days, now),
        *_unanchored(held, policy.anchor_days, now),
        *_clocks(held),
        *_remarks(made.whole),
    ]
    order = list(Press)
    return Status(
        made=utc_text(now),
        matters=tuple(sorted(m.slug for m in matters)),
        locked=tuple(sorted(locked)),
        unread=found.unread,
        needs=tuple(sorted(needs, key=lambda n: order.index(n.press))),
        waiting=open_items,
        questions=tuple(sorted(asked, key=lambda pair: (pair[1].due, pair[0], pair[1].id))),
        released=tuple(_released(histories, since)),
        ledgers=tuple(_line(m, a) for m, a in held),
        figures=tuple(x for key in TOLD for x in made.whole if x.formula.key == key),
    )


def _read(
    office: Office, matters: Sequence[Matter]
) -> tuple[Gathered, tuple[Matter, ...], tuple[Waiting, ...]]:
    """Records, sound matters and open items. A ledger that holds, but records what the rules do not allow, is
    no better than one that does not hold."""
    gathered = gather(matters)
    unread, sound = dict(gathered.unread), {}
    for matter in sorted(matters, key=lambda m: m.slug):
        try:
            if matter.slug not in unread:
                sound[matter] = waiting(office, (matter,))
        except LedgerError as error:
            unread[matter.slug] = error.problem
    records = tuple(r for r in gathered.records if r.matter not in unread)
    known = Gathered(records, tuple(sorted(unread.items())))
    return known, tuple(sound), tuple(sorted((w for own in sound.values() for w in own), key=_by_due))


def _by_due(w: Waiting) -> tuple[bool, str]:
    return w.due is None, utc_text(w.due) if w.due else ""


def _broken(found: Gathered, held: Iterable[tuple[Matter, Anchored]]) -> Iterable[Need]:
    for matter, why in found.unread:
        yield Need(Press.NOW, "Ledger broken", matter, None, f"{why} Nothing can be decided there.")
    for m, anchored in held:
        if anchored.faults:
            named = ", ".join(str(f) for f in anchored.faults)
            yield Need(Press.NOW, "Ledger in doubt", m.slug, None, f"Against its signed heads: {named}.")


def _escaped(
    records: Iterable[Record], histories: Iterable[tuple[Matter, dict[Item, History]]], since: str
) -> Iterable[Need]:
    out = {(m.slug, i): h.state for m, items in histories for i, h in items.items()}
    for r in records:
        for e in r.reported:
            if e.time >= since and out.get((r.matter, e.item)) is State.RELEASED:
                grave = "A critical error" if e.critical else "An error"
                code = e.code.replace("_", " ")
                text = f"{grave} ({code}) was reported after release: revoke it, or let it stand."
                yield Need(Press.NOW, "Error found", r.matter, e.item, text)


def _concerned(
    ledgers: Iterable[tuple[Matter, Sequence[Entry]]],
    histories: Iterable[tuple[Matter, dict[Item, History]]],
) -> Iterable[Need]:
    """What came up since about files that a release was made from; it is told until the release is taken back
    or superseded."""
    items = {m.slug: own for m, own in histories}
    for m, entries in ledgers:
        known = Counter((c.item, c.kind) for c in concerns(entries))
        for (item, kind), count in sorted(known.items()):
            if item in items[m.slug] and items[m.slug][item].state is State.RELEASED:
                word, one, more = _CONCERNS[kind]
                said = f"1 {one}" if count == 1 else f"{count} {more}"
                text = f"{said} since it was released: revoke it, or let it stand."
                yield Need(Press.NOW, word, m.slug, item, text)


def _held_items(
    open_items: Iterable[Waiting], asked: Iterable[tuple[str, Question]], now: datetime
) -> Iterable[Need]:
    overdue = {(matter, q.item) for matter, q in asked if q.holds and late_question(q, now)}
    for w in open_items:
        if w.history.state is State.ESCALATED:
            late = ", and its clock has run out" if (w.matter.slug, w.history.item) in overdue else ""
            since = w.history.last.time[:10]
            text = f"Held since {since}{late}: only the supervising attorney can lift it."
            yield Need(Press.NOW, "Escalated", w.matter.slug, w.history.item, text)


def _questions(asked: Iterable[tuple[str, Question]], roster: Roster, now: datetime) -> Iterable[Need]:
    for matter, q in asked:
        if late_question(q, now) and not q.holds:
            owner = roster.person(q.owner)
            to = owner.name if owner else f"any {q.owner.replace('_', ' ')}"
            text = f"Question {q.id} to {to} is past its clock ({q.due[:10]})."
            yield Need(Press.NOW, "Unanswered", matter, q.item, text)


def _late(office: Office, open_items: Iterable[Waiting], now: datetime) -> Iterable[Need]:
    hours = office.policy().hours
    for w in open_items:
        if w.due is not None and w.late(now) and w.history.state is not State.ESCALATED:
            days = max(business_days(w.due, now, hours), 1)
            text = f"Due {utc_text(w.due)[:10]}, late by {days} business {'day' if days == 1 else 'days'}."
            yield Need(Press.NOW, "Late", w.matter.slug, w.history.item, text)


def _lapsing(open_items: Iterable[Waiting], valid_days: int, now: datetime) -> Iterable[Need]:
    for w in open_items:
        if w.history.state is State.APPROVED:
            lapses = datetime.fromisoformat(w.history.last.time) + timedelta(days=valid_days)
            left = (lapses - now).days
            if left <= _LAPSES_SOON:
                word = f"lapses on {utc_text(lapses)[:10]}" if lapses > now else "has lapsed"
                yield Need(Press.SOON, "Not released", w.matter.slug, w.history.item, f"Its approval {word}.")


def _unanchored(held: Iterable[tuple[Matter, Anchored]], days: int, now: datetime) -> Iterable[Need]:
    old = [m.slug for m, anchored in held if anchored.older_than(days, now)]
    if old:
        text = f"Entries older than {days} days that no signed head covers (pincite ledger anchor): "
        yield Need(Press.SOON, "Sign the ledger", "", None, f"{text}{', '.join(old)}.")


def _clocks(held: Iterable[tuple[Matter, Anchored]]) -> Iterable[Need]:
    for m, anchored in held:
        if anchored.clock_back:
            at = ", ".join(f"{seq:,}" for seq in anchored.clock_back[:5])
            text = (
                f"The machine's clock was set back before ledger entry {at}: deadlines and times may be off."
            )
            yield Need(Press.WATCH, "Clock set back", m.slug, None, text)


def _remarks(whole: Iterable[Figure]) -> Iterable[Need]:
    named = (ON_TIME, ANSWERS_ON_TIME, ESCAPES)  # each case of these is listed by itself
    for x in whole:
        if x.remark and x.value is not None and x.formula not in named:
            yield Need(Press.WATCH, "Look into", "", None, f"{x.formula.name}: {x.remark}.")


def _released(histories: Iterable[tuple[Matter, dict[Item, History]]], since: str) -> Iterable[Released]:
    for m, items in histories:
        for item in sorted(items):
            released = items[item].entry(EVENTS[Action.RELEASE])
            approved = items[item].entry(EVENTS[Action.APPROVE])
            if released is not None and approved is not None and released.time >= since:
                yield Released(m.slug, item, items[item].state, approved.actor, released.time)


def _line(matter: Matter, a: Anchored) -> LedgerLine:
    return LedgerLine(
        matter=matter.slug,
        entries=len(a.entries),
        faults=tuple(str(f) for f in a.faults),
        anchored=a.anchors[-1].head.seq if a.anchors else 0,
        uncovered=len(a.unanchored),
        since=a.unanchored[0].time if a.unanchored else "",
    )
