"""What only a person can decide about the files that came, asked where something was made from them.

Answers: the things that need a person now (a file called back or replaced, papers of one Bates number that
differ); asks each once in the matter, and holds what is not released yet. Refuses to choose: nothing here
withdraws, prefers or voids anything.

    called back (by a list or a person)   every open revision made from it is held
    replaced, two papers of one number    held from quality control on; of drafts, the newest
    released already                      recorded, and shown in the office's status

A question follows the deliverable into its later revisions until it is answered (`review.escalations`), so a
revision made later is not asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from extractors.bates import bates_of
from extractors.errors import PinciteError
from pipelines.discovery.arrivals import Attention
from pipelines.discovery.concerns import BATES_CONFLICT, Concern, record_concerns
from pipelines.discovery.received_bates import Overlap, Stated, gaps_and_overlaps, printed_number, received
from pipelines.discovery.withdrawal_rows import BLOCKED, WITHDRAWN
from pipelines.discovery.withdrawn import Withdrawn, withdrawn
from pipelines.drafts import recorded_draft
from pipelines.durable import sha256_of
from pipelines.ledger import Ledger
from pipelines.ledger_chain import Entry
from pipelines.matter import Matter
from pipelines.review.about import MOST
from pipelines.review.escalations import Escalation, escalate, escalations
from pipelines.review.history import History, Item, newest, replay
from pipelines.review.states import OPEN, State
from pipelines.store import Store

CALLED_BACK = frozenset({BLOCKED, WITHDRAWN})
_ID_DIGITS = 12
_STATE = (
    "SELECT coalesce(group_concat(part), '') FROM"
    " (SELECT substr(sha256, 1, 16) || kind || kept AS part FROM withdrawn ORDER BY sha256)",
    "SELECT count(*) || ' ' || total(first) || ' ' || total(last) || ' ' || count(DISTINCT sha256)"
    " FROM bates_received",
    "SELECT coalesce(group_concat(part), '') FROM"
    " (SELECT deliverable || revision AS part FROM drafted ORDER BY deliverable)",
)
_NOTHING = ";0 0.0 0.0 0;"
_TOLD = 20

_MADE_FROM = (
    "This revision was made from what is named above. Decide whether it may go on, and say so in your "
    "answer. New drafts leave out what was withdrawn or replaced; of papers that differ they use all."
)


def attend(matter: Matter, store: Store, readers: str, actor: str, now: datetime) -> int:
    """Ask about everything that needs a person, and note that it was; see `attention`, `raise_attention`.

    To be called when the drafts of a run are written; how many questions were asked.
    """
    state = _state(store)
    questions = raise_attention(matter, attention(store, readers), actor, now)
    with store.database.writing() as run:
        run("DELETE FROM attended")
        run("INSERT INTO attended VALUES (?)", (state,))
    return questions


def unattended(store: Store) -> bool:
    """Whether something came, was withdrawn or drafted since a person was last asked: perhaps a run died
    before it asked. Costs a few queries."""
    with store.database.reading() as run:
        known = run("SELECT state FROM attended").fetchone()
    return (known[0] if known else _NOTHING) != _state(store)


def _state(store: Store) -> str:
    """What questions follow from, in short."""
    with store.database.reading() as run:
        return ";".join(str(run(question).fetchone()[0]) for question in _STATE)


def attention(store: Store, readers: str) -> tuple[Attention, ...]:
    """Everything that needs a person now, sorted by kind and id.

    Papers of one number whose pages read the same, word for word, are copies and need nobody.

    Args:
        readers: whose reading of the pages is compared.
    """
    out = [_of_withdrawn(store, one) for one in withdrawn(store) if not one.kept]
    numbers = received(store)
    texts = _Texts(store, readers, numbers)
    met = [o for series in gaps_and_overlaps(store) for o in series.overlaps if not texts.same(o)]
    by_papers: dict[tuple[str, ...], list[Overlap]] = {}
    for overlap in met:
        by_papers.setdefault(overlap.sources, []).append(overlap)
    out += [_of_overlaps(store, sources, own) for sources, own in by_papers.items()]
    return tuple(sorted(out, key=lambda a: (a.kind, a.id)))


def raise_attention(matter: Matter, found: Sequence[Attention], actor: str, now: datetime) -> int:
    """Ask what was not asked yet of the revisions made from these files; how many questions were asked.

    Asking again asks nothing, also after a crash between two questions: each is one entry of the ledger. A
    revision of which nobody can be asked keeps no other from being held: its error comes at the end.

    Raises:
        GateRefusal: the actor may not work in the matter (logged).
        IntegrityError: the manifest of an open or released revision is missing or altered.
        LedgerError: the ledger does not verify or cannot be written.
        TemplateError: the office's template, which sets the clock, is not usable.
    """
    if not found:
        return 0
    entries = Ledger(matter.ledger).entries()
    items = replay(entries)
    asked = {name: list(escalations(entries, name)) for name in sorted({item.deliverable for item in items})}
    out: list[Concern] = []
    failed: list[PinciteError] = []
    questions = 0
    for item, history in sorted(items.items()):
        if history.state is not State.RELEASED and history.state not in OPEN:
            continue
        try:
            inputs = {sha256 for _, sha256 in recorded_draft(matter, history).inputs}
            own = [a for a in found if not inputs.isdisjoint(a.sources)]
            if history.state is State.RELEASED:
                out += [Concern(item, a.kind, a.id) for a in own]
                continue
            latest = newest(items, item.deliverable)
            before = asked[item.deliverable]
            due = [
                a for a in own if _due(a, history, [e for e in before if a.id in e.about], latest is history)
            ]
            new = _ask(matter, item, history.state, due, actor, now)
        except PinciteError as error:
            failed.append(error)
            continue
        asked[item.deliverable] += new
        questions += len(new)
    if out:
        record_concerns(matter, out, actor, now)
    if failed:
        raise failed[0]
    return questions


def unasked(
    store: Store, entries: Sequence[Entry], history: History, sources: Iterable[str]
) -> tuple[Attention, ...]:
    """What was withdrawn or replaced of a revision's sources, and no person was asked of it yet.

    Args:
        entries: the matter's ledger.
        history: the revision's, which is on its way to a release.
        sources: digests of what it was made from.
    """
    inputs = frozenset(sources)
    out = [_of_withdrawn(store, one) for one in withdrawn(store) if not one.kept]
    own = [a for a in out if not inputs.isdisjoint(a.sources)]
    asked = escalations(entries, history.item.deliverable) if own else ()
    return tuple(a for a in own if _due(a, history, [e for e in asked if a.id in e.about], True))


def _due(a: Attention, history: History, asked: Collection[Escalation], newest_one: bool) -> bool:
    """Whether the revision has to be asked about this, beside what was asked before."""
    revision = history.item.revision
    own = [e for e in asked if e.item.revision == revision]
    if own:
        # What was asked while another question held it does not hold it by itself.
        return history.state is State.APPROVED and any(e.open and not e.hold for e in own)
    earlier = [e for e in asked if e.item.revision < revision]
    made = history.first.time
    if any(not e.open or e.asked_at <= made for e in earlier):
        return False
    if history.state is State.DRAFT:
        return not earlier and (newest_one or a.kind in CALLED_BACK)
    return True


def _ask(
    matter: Matter, item: Item, state: State, due: Sequence[Attention], actor: str, now: datetime
) -> list[Escalation]:
    """Ask about all of these, in as few questions as it takes; those that stop come first."""
    hold = state is not State.ESCALATED
    questions: list[Escalation] = []
    for stop in (True, False):
        own = [a for a in due if a.stop is stop]
        for some in (own[at : at + MOST] for at in range(0, len(own), MOST)):
            first = hold and stop and not questions  # held once is held
            ids = [a.id for a in some]
            questions.append(escalate(matter, item, _question(some), "", actor, now, hold=first, about=ids))
    return questions


def _question(some: Sequence[Attention]) -> str:
    lines = [a.question for a in some[:_TOLD]]
    if len(some) > _TOLD:
        lines.append(f"… and {len(some) - _TOLD} more: see `pincite discovery status`.")
    return "\n".join((*lines, _MADE_FROM))


def _of_withdrawn(store: Store, one: Withdrawn) -> Attention:
    sources = (one.sha256, *_joined_of(store, one.sha256))
    question = one.detail.replace(one.sha256, one.name)
    return Attention(_id(one.kind, (one.sha256,)), one.kind, question, sources)


def _joined_of(store: Store, page: str) -> tuple[str, ...]:
    """The papers that were put together from this page, today or before."""
    with store.database.reading() as run:
        found = run("SELECT DISTINCT paper FROM joined WHERE page = ? ORDER BY paper", (page,)).fetchall()
    return tuple(paper for (paper,) in found)


def _of_overlaps(store: Store, sources: tuple[str, ...], own: Sequence[Overlap]) -> Attention:
    ranges = ", ".join(o.range.text for o in own)
    names = [found.name if (found := store.source(sha256)) else sha256[:12] for sha256 in sources]
    question = f"{ranges}: on papers that differ, {' and '.join(sorted(names))}. None of them was preferred."
    return Attention(_id(BATES_CONFLICT, sources), BATES_CONFLICT, question, sources)


def _id(kind: str, sources: Iterable[str]) -> str:
    return sha256_of("\n".join((kind, *sorted(sources))).encode("ascii"))[:_ID_DIGITS]


class _Texts:
    """The words of pages by their numbers; each document is loaded once."""

    def __init__(self, store: Store, readers: str, numbers: Sequence[Stated]) -> None:
        self._store = store
        self._readers = readers
        self._numbers = numbers
        self._known: dict[str, Mapping[tuple[str, int], str]] = {}

    def same(self, overlap: Overlap) -> bool:
        """Whether every paper has the same words under each of these numbers."""
        span = overlap.range
        return all(
            len(
                {
                    self._of(sha256).get((span.series, n), f"no words of {sha256}")
                    for sha256 in overlap.sources
                }
            )
            == 1
            for n in range(span.first, span.last + 1)
        )

    def _of(self, sha256: str) -> Mapping[tuple[str, int], str]:
        if sha256 not in self._known:
            self._known[sha256] = self._read(sha256)
        return self._known[sha256]

    def _read(self, sha256: str) -> Mapping[tuple[str, int], str]:
        document = self._store.document(sha256, self._readers)
        if document is None:
            return {}
        words = [" ".join(page.text.split()) for page in document.pages]
        found: dict[tuple[str, int], str] = {}
        for one in (n for n in self._numbers if n.sha256 == sha256 and len(n.range) == len(words)):
            found |= {(one.range.series, one.range.first + i): text for i, text in enumerate(words)}
        for text, printed in zip(words, bates_of(document.pages), strict=True):
            number = printed_number(printed)
            if number:
                found[number.series, number.first] = text
        return {key: text for key, text in found.items() if text}
