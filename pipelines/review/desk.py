"""One item as it lies before its reviewers: rows, decisions, what is left, what stands against approval.

Answers: everything that a review page, a command or the gate must know of a review, read in one go from the
ledger and the sealed rows. Reads only: whoever decides goes through `pipelines.review.decisions`. Refuses
nothing itself: `Desk.blocking` says what approval would be refused for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.matter import Matter
from pipelines.review.case import Case
from pipelines.review.escalations import Escalation
from pipelines.review.history import Item
from pipelines.review.refusal import Refusal
from pipelines.review.states import State
from pipelines.review.verdicts import Decision
from pipelines.review_rows import ReviewRow
from pipelines.rows import PageEntry
from pipelines.task import Tier


@dataclass(frozen=True, slots=True)
class Desk:
    """One item under review.

    ``decisions`` are by row id, ``versions`` too (rows nobody touched are in neither). ``required`` and
    ``sampled`` are row ids, as the plan has them or, after an error in a sample, all. ``shown`` says by row
    id to whom. ``pages_without_rows`` are the pages that no row cites; ``looked_through``: someone looked at
    them. ``questions`` are the item's escalations, answered ones included. ``carried`` counts the decisions
    taken over from the revision before, ``reconfirmed``: they were, or need not be.
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

    @property
    def left(self) -> tuple[str, ...]:
        """Ids of the rows that must still be decided, in the order of `order`."""
        raise NotImplementedError

    @property
    def order(self) -> tuple[str, ...]:
        """Every row id as a reviewer takes them: by risk, then by source page, so that pages load once."""
        raise NotImplementedError

    @property
    def corrections(self) -> tuple[Decision, ...]:
        """The corrections and rejections that no revision carries out yet, in the order of the rows."""
        raise NotImplementedError

    def blocking(self) -> tuple[Refusal, ...]:
        """All that stands against approval, the first thing to do first; none if nothing does."""
        raise NotImplementedError

    def decisions_digest(self) -> str:
        """SHA-256 over every standing decision in the order of the rows: what an approval signs."""
        raise NotImplementedError


def open_desk(matter: Matter, item: Item) -> Desk:
    """The desk of an item, read from the matter as it stands.

    Raises:
        UsageError: there is no such item, or its rows are of another form than this version reads.
        IntegrityError: what was sealed is missing or altered.
        LedgerError: the ledger does not verify.
    """
    raise NotImplementedError


def desk_of(case: Case) -> Desk:
    """The desk of the case's item, with the entries that the case holds; raises as `open_desk`."""
    raise NotImplementedError
