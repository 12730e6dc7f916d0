"""One item as it lies before its reviewers: rows, decisions, what is left, what stands against approval.

Answers: everything that a review page, a command or the gate must know of a review, read in one go from the
ledger and the sealed rows. Reads only: whoever decides goes through `pipelines.review.decisions`. Refuses
nothing itself: `Desk.blocking` says what approval would be refused for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import UsageError
from pipelines.canonical_json import canonical_bytes
from pipelines.ledger import Ledger
from pipelines.ledger_chain import Entry
from pipelines.matter import Matter
from pipelines.office import office_of
from pipelines.review.case import Case
from pipelines.review.escalations import Escalation, escalations_of
from pipelines.review.history import History, Item, is_of, replay
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.sealed_rows import sealed_rows
from pipelines.review.standing_decisions import (
    carried_decisions,
    changed_on_the_way,
    looked_through,
    own_decisions,
)
from pipelines.review.standing_plan import plan_of
from pipelines.review.states import State
from pipelines.review.tier import standing_tier
from pipelines.review.verdicts import (
    RECONFIRMED,
    UNDONE,
    Decision,
    Verdict,
    said_of,
    shown_to,
)
from pipelines.review_rows import ReviewRow
from pipelines.rows import PageEntry
from pipelines.task import Tier


@dataclass(frozen=True, slots=True)
class Desk:
    """One item under review.

    ``decisions`` are by row id, ``versions`` too (rows nobody touched are in neither). ``required`` and
    ``sampled`` are row ids, as the plan has them or, after an error in a sample, all; both are empty before
    quality control fixes the plan. ``shown`` says by row id to whom. ``pages_without_rows`` are the pages
    that no row cites; ``looked_through``: someone looked at them. ``questions`` are the item's escalations,
    answered ones included. ``carried`` counts the decisions taken over from the revision before,
    ``reconfirmed``: they were, or need not be. ``corrected`` and ``rejected`` count the rows changed and
    withdrawn on the way to this revision.
    """

    item: Item
    state: State
    tier: Tier
    submission_sha256: str
    rows: tuple[ReviewRow, ...]
    decisions: Mapping[str, Decision]
    versions: Mapping[str, int]
    required: tuple[str, ...]
    sampled: tuple[str, ...]
    shown: Mapping[str, frozenset[str]]
    pages: tuple[PageEntry, ...]
    pages_without_rows: tuple[PageEntry, ...]
    looked_through: bool
    questions: tuple[Escalation, ...]
    carried: int
    reconfirmed: bool
    corrected: int
    rejected: int

    @property
    def order(self) -> tuple[str, ...]:
        """Every row id as a reviewer takes them: by risk, then by source page, so that pages load once."""
        sampled = frozenset(self.sampled)

        def key(row: ReviewRow) -> tuple[int, str, int]:
            risk = 0 if row.critical and row.flags else 1 if row.critical else 2 if row.flags else 3
            first = row.citations[0] if row.citations else None
            place = (first.source, first.citation.page) if first else ("", 0)
            return (risk + (risk == 3 and row.id not in sampled), *place)

        return tuple(row.id for row in sorted(self.rows, key=key))

    @property
    def left(self) -> tuple[str, ...]:
        """Ids of the rows that must still be decided, in the order of `order`: of those that are asked for,
        and every row that somebody escalated. What was decided without its source before the row was asked
        for (a sample had an error, or another sample was drawn) does not count."""
        asked = frozenset((*self.required, *self.sampled, *self._escalated))
        decided = {row.id for row in self.rows if self._is_decided(row)}
        return tuple(i for i in self.order if i in asked and i not in decided)

    @property
    def corrections(self) -> tuple[Decision, ...]:
        """The corrections and rejections that no revision carries out yet, in the order of the rows."""
        found = (self.decisions.get(row.id) for row in self.rows)
        return tuple(d for d in found if d and d.verdict in (Verdict.CORRECT, Verdict.REJECT))

    def row(self, row_id: str) -> ReviewRow | None:
        """The row of that id."""
        return next((row for row in self.rows if row.id == row_id), None)

    def asks_source(self, row: ReviewRow) -> bool:
        """Whether the row may be decided only by someone to whom it was shown with its source."""
        asked = row.id in self.required or row.id in self.sampled
        return self.tier is Tier.HIGH or row.critical or bool(row.flags) or asked

    def blocking(self) -> tuple[Refusal, ...]:
        """All that stands against approval, the first thing to do first; none if nothing does."""
        found = (self._questions(), self._undecided(), self._pending(), self._unconfirmed(), self._unseen())
        return tuple(refusal for refusal in found if refusal)

    def decisions_digest(self) -> str:
        """SHA-256 over every standing decision in the order of the rows: what an approval signs."""
        told = [
            {
                "row": d.row_id,
                "digest": row.digest,
                "verdict": d.verdict.value,
                "code": d.code,
                "note": d.note_sha256,
                "by": d.by,
                "time": d.time,
                "opened": d.opened,
                "carried": d.carried,
            }
            for row in self.rows
            if (d := self.decisions.get(row.id))
        ]
        return hashlib.sha256(canonical_bytes({"decisions": told})).hexdigest()

    @property
    def _escalated(self) -> tuple[str, ...]:
        return tuple(i for i, d in self.decisions.items() if d.verdict is Verdict.ESCALATE)

    def _is_decided(self, row: ReviewRow) -> bool:
        decision = self.decisions.get(row.id)
        if decision is None or decision.verdict is Verdict.ESCALATE:
            return False
        return decision.opened or not self.asks_source(row)

    def _questions(self) -> Refusal | None:
        waiting = [f"{question.id} ({question.owner})" for question in self.questions if question.open]
        if not waiting:
            return None
        return Refusal(
            Rule.OPEN_QUESTION,
            f"{_count(len(waiting), 'question')} not answered yet: {', '.join(waiting)}.",
            "Have each answered: `pincite review answer`.",
        )

    def _undecided(self) -> Refusal | None:
        left = len(self.left)
        if not left:
            return None
        return Refusal(
            Rule.ROWS_UNDECIDED,
            f"{_count(left, 'row')} still to be decided, of {len(self.required) + len(self.sampled):,}.",
            "Decide each of them, with its source on the screen.",
        )

    def _pending(self) -> Refusal | None:
        pending = len(self.corrections)
        if not pending:
            return None
        return Refusal(
            Rule.CORRECTIONS_PENDING,
            f"{_count(pending, 'correction')} not carried out.",
            "Make the next revision of them: `pincite review apply`.",
        )

    def _unconfirmed(self) -> Refusal | None:
        if self.reconfirmed:
            return None
        return Refusal(
            Rule.NOT_RECONFIRMED,
            f"{_count(self.carried, 'decision')} carried over from the revision before and not confirmed.",
            "Look at them again and confirm them: `pincite review reconfirm`.",
        )

    def _unseen(self) -> Refusal | None:
        if self.looked_through:
            return None
        return Refusal(
            Rule.PAGES_NOT_SEEN,
            f"{_count(len(self.pages_without_rows), 'page')} without a row, and nobody looked through them.",
            "Look for what was overlooked: `pincite review look-through`.",
        )


def open_desk(matter: Matter, item: Item) -> Desk:
    """The desk of an item, read from the matter as it stands.

    Raises:
        UsageError: there is no such item, or its rows are of another form than this version reads.
        IntegrityError: what was sealed is missing or altered.
        LedgerError: the ledger does not verify.
    """
    entries = Ledger(matter.ledger).entries()
    items = replay(entries)
    if item not in items:
        raise UsageError(f"There is no {item} in {matter.slug}.", "See `pincite status`.")
    return _desk(matter, office_of(matter).templates, entries, items, items[item])


def desk_of(case: Case) -> Desk:
    """The desk of the case's item, with the entries that the case holds; raises as `open_desk`."""
    return _desk(case.matter, case.office.templates, case.tx.entries, case.items, case.history)


def _desk(
    matter: Matter,
    templates: Path,
    entries: Sequence[Entry],
    items: Mapping[Item, History],
    history: History,
) -> Desk:
    item, tier = history.item, standing_tier(templates, entries, history)
    sealed = sealed_rows(matter, history)
    names = sealed.names
    said = said_of(entries, item)
    carried = carried_decisions(matter, entries, items, history)
    own = own_decisions(matter, names, said)
    taken_over = {row_id: decision for row_id, decision in carried.items() if row_id not in own}
    required, sampled = plan_of(matter, entries, history)
    shown = shown_to(entries, item)
    confirmed = _confirmed(entries, item, frozenset(names[row_id] for row_id in taken_over))
    changed = changed_on_the_way(matter, entries, items, history)
    return Desk(
        item=item,
        state=history.state,
        tier=tier,
        submission_sha256=history.submission if history.submitted else "",
        rows=sealed.rows,
        decisions=taken_over | own,
        versions={row_id: said[key].version for row_id, key in names.items() if key in said},
        required=required,
        sampled=sampled,
        shown={row_id: shown[key] for row_id, key in names.items() if key in shown},
        pages=sealed.pages,
        pages_without_rows=sealed.pages_without_rows,
        looked_through=looked_through(matter, entries, history),
        questions=escalations_of(entries, item),
        carried=len(taken_over),
        reconfirmed=tier is not Tier.HIGH or not taken_over or confirmed,
        corrected=changed[Verdict.CORRECT],
        rejected=changed[Verdict.REJECT],
    )


def _confirmed(entries: Sequence[Entry], item: Item, carried: frozenset[str]) -> bool:
    """Whether the carried decisions were confirmed, each of them: to undo a decision of one's own brings back
    the carried one, which the confirming before did not see.

    Args:
        carried: keyed names of the rows whose carried decision stands.
    """
    of_item = [e for e in entries if e.event in (RECONFIRMED, UNDONE) and is_of(e, item)]
    last = next((e.seq for e in reversed(of_item) if e.event == RECONFIRMED), 0)
    back = (e.seq for e in of_item if e.event == UNDONE and e.details["row"] in carried)
    return last > max(back, default=0)


def _count(number: int, noun: str) -> str:
    return f"1 {noun} is" if number == 1 else f"{number:,} {noun}s are"
