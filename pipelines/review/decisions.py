"""What a reviewer does with rows: look, decide, undo, confirm again, look through the other pages.

Answers: each act as one function that makes one entry in the ledger or refuses. Refuses, always in the ledger
first: what `open_case` refuses; a decision on a row that changed hands meanwhile; a decision without the
source on the screen where the tier asks for it; a rejection or correction without a reason; a correction
that may not stand. There is no way to decide several rows at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pipelines.matter import Matter
from pipelines.review.history import Item
from pipelines.review.verdicts import Decision, ReasonCode, Verdict
from pipelines.review_rows import ReviewRow

__all__ = [
    "Decision",
    "ReasonCode",
    "Verdict",
    "decide",
    "look_through",
    "reconfirm",
    "show_row",
    "undo",
]


def show_row(matter: Matter, item: Item, row_id: str, actor: str, now: datetime) -> ReviewRow:
    """Give a row to be looked at with its source, and record that it was: once per person and revision."""
    raise NotImplementedError


def decide(
    matter: Matter,
    item: Item,
    row_id: str,
    verdict: Verdict,
    actor: str,
    now: datetime,
    *,
    code: str = "",
    note: str = "",
    values: Sequence[tuple[str, str]] = (),
    seconds: int = 0,
    expects: int | None = None,
) -> Decision:
    """Decide on one row.

    Args:
        code: a `ReasonCode`; needed to correct and to reject.
        note: words; needed to reject, and the question when escalating. Sealed, the ledger has its digest.
        values: (field, new text) of a correction; it is tried at once.
        seconds: how long the row was looked at.
        expects: the row's version that the caller knows (``Desk.versions``; 0 for a row nobody touched).
    """
    raise NotImplementedError


def undo(matter: Matter, item: Item, actor: str, now: datetime) -> str:
    """Take back the actor's last decision that still stands; the row's id. Open questions stay open."""
    raise NotImplementedError


def reconfirm(matter: Matter, item: Item, actor: str, now: datetime) -> int:
    """Confirm, in one act, every decision carried over from the revision before; how many there are."""
    raise NotImplementedError


def look_through(matter: Matter, item: Item, actor: str, now: datetime) -> int:
    """Record that the pages without a row were looked at; how many there are."""
    raise NotImplementedError
