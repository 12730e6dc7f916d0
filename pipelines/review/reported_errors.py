"""Errors found in what went out: the only figure that measures the gate itself.

Answers: record that a released item is wrong, where, and how badly. Refuses, in the ledger first, what
`open_case` refuses, and rows that the item does not have. Changes nothing of the release: revoking it, or
releasing a later revision, is for an attorney to decide.
"""

from __future__ import annotations

from datetime import datetime

from pipelines.matter import Matter
from pipelines.matter_key import keyed
from pipelines.review.case import open_case
from pipelines.review.ending import refuse_unsaid
from pipelines.review.history import Item
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.sealed_rows import sealed_rows
from pipelines.review.sealed_words import seal_words
from pipelines.review.states import Work

REPORTED = "error.reported"


def report_error(
    matter: Matter,
    item: Item,
    actor: str,
    code: str,
    text: str,
    now: datetime,
    *,
    row_id: str = "",
    critical: bool = False,
) -> str:
    """Record an error found after release.

    Args:
        code: a `ReasonCode`, for the figures.
        text: what is wrong, in words; sealed in the matter.
        row_id: the row that is wrong; left out where one is missing. A critical row's error is critical.
        critical: the fact must not be wrong (a date of incident, a diagnosis, an amount).

    Returns:
        the digest of the sealed words.

    Raises:
        GateRefusal: the item was never released, or has no such row (logged).
        UsageError: nothing was said, or no such code.
    """
    refuse_unsaid(text, code)
    with open_case(matter, item, actor, Work.REPORT_ERROR, now) as case:
        row = (
            next((r for r in sealed_rows(case.matter, case.history).rows if r.id == row_id), None)
            if row_id
            else None
        )
        if row_id and row is None:
            case.refuse(Refusal(Rule.UNKNOWN_ROW, f"{item} has no such row.", "Name a row of this release."))
        decision = seal_words(case, text, **({"row": row_id} if row_id else {}))
        named = {"row": keyed(case.matter, "row", row_id)} if row_id else {}
        grave = int(critical or (row is not None and row.critical))
        case.note(REPORTED, code=code, decision=decision, critical=grave, **named)
        return decision
