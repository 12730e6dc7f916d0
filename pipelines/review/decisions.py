"""What a reviewer does with rows: look, decide, undo, confirm again, look through the other pages.

Answers: each act as one function that makes one entry in the ledger or refuses. Refuses, always in the ledger
first: what `open_case` refuses; a decision on a row that changed hands meanwhile; a decision without the
source on the screen where the tier asks for it; a rejection or correction without a reason; a correction
that may not stand. There is no way to decide several rows at once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from extractors.errors import UsageError
from pipelines.matter import Matter
from pipelines.review.case import Case, open_case
from pipelines.review.correcting import check_correction
from pipelines.review.desk import desk_of
from pipelines.review.escalations import UNPROMPTED, ask
from pipelines.review.history import Item, is_of
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.sealed_rows import sealed_rows
from pipelines.review.sealed_words import seal_words
from pipelines.review.standing_decisions import VALUES
from pipelines.review.states import Work
from pipelines.review.verdicts import (
    DECIDED,
    LOOKED_THROUGH,
    RECONFIRMED,
    SHOWN,
    UNDONE,
    Decision,
    ReasonCode,
    Verdict,
    said_of,
)
from pipelines.review_rows import Correction, ReviewRow

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

_MOST_SECONDS = 24 * 60 * 60


def show_row(matter: Matter, item: Item, row_id: str, actor: str, now: datetime) -> ReviewRow:
    """Give a row to be looked at with its source, and record that it was: once per person and revision.

    Raises:
        GateRefusal: no such row, or not this person's to see (logged).
    """
    with open_case(matter, item, actor, Work.SHOW, now) as case:
        rows = sealed_rows(case.matter, case.history)
        row = next((row for row in rows.rows if row.id == row_id), None)
        if row is None:
            case.refuse(_unknown(row_id, item))
        key = rows.names[row_id]
        known = any(
            e.event == SHOWN and e.actor == actor and e.details["row"] == key and is_of(e, item)
            for e in case.tx.entries
        )
        if not known:
            case.note(SHOWN, row=key)
        return row


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
        values: (column, new text) of a correction; it is tried at once.
        seconds: how long the row was looked at.
        expects: the row's version that the caller knows (``Desk.versions``; 0 for a row nobody touched).

    Raises:
        GateRefusal: see the module; logged.
    """
    with open_case(matter, item, actor, Work.DECIDE, now) as case:
        desk = desk_of(case)
        row = desk.row(row_id)
        if row is None:
            case.refuse(_unknown(row_id, item))
        version = desk.versions.get(row_id, 0)
        if expects is not None and expects != version:
            case.refuse(
                Refusal(
                    Rule.STALE,
                    f"Somebody decided on {row_id} meanwhile.",
                    "Load the review again and look at the row as it now stands.",
                )
            )
        opened = actor in desk.shown.get(row_id, ())
        if desk.asks_source(row) and not opened:
            case.refuse(
                Refusal(
                    Rule.SOURCE_NOT_SHOWN,
                    f"The source of {row_id} was not shown to {actor!r}.",
                    "Open the row with its page first: `pincite review show --row`.",
                )
            )
        _refuse_unreasoned(case, verdict, code, note, values)
        _refuse_uncorrectable(case, row_id, verdict, values)
        if verdict is Verdict.ESCALATE:
            words = ask(case, note, UNPROMPTED, row_id=row_id).question_sha256
        else:
            words = _sealed(case, row_id, verdict, note, values)
        seconds = max(0, min(int(seconds), _MOST_SECONDS))
        entry = case.note(
            DECIDED,
            row=sealed_rows(case.matter, case.history).names[row_id],
            verdict=verdict.value,
            critical=int(row.critical),
            flagged=int(bool(row.flags)),
            opened=int(opened),
            sampled=int(row_id in desk.sampled),
            seconds=seconds,
            **({"code": code} if code else {}),
            **({"decision": words} if words else {}),
        )
    kept = tuple(values) if verdict is Verdict.CORRECT else ()
    return Decision(
        row_id, verdict, code, words, actor, entry.time, opened, seconds, False, kept, version + 1
    )


def undo(matter: Matter, item: Item, actor: str, now: datetime) -> str:
    """Take back the actor's last decision that still stands; the row's id. Open questions stay open.

    Raises:
        GateRefusal: there is none (logged).
    """
    with open_case(matter, item, actor, Work.UNDO, now) as case:
        said = said_of(case.tx.entries, item)
        own = [
            (s.standing[-1].seq, key)
            for key, s in said.items()
            if s.standing and s.standing[-1].actor == actor
        ]
        if not own:
            case.refuse(
                Refusal(
                    Rule.NOTHING_TO_UNDO,
                    f"No decision of {actor!r} stands in {item}.",
                    "Decide on a row anew to change what another person decided.",
                )
            )
        _, key = max(own)
        case.note(UNDONE, row=key)
        names = sealed_rows(case.matter, case.history).names
        return next(row_id for row_id, name in names.items() if name == key)


def reconfirm(matter: Matter, item: Item, actor: str, now: datetime) -> int:
    """Confirm, in one act, every decision carried over from the revision before; how many there are.

    Raises:
        GateRefusal: not in review, or not this person's to do (logged).
    """
    with open_case(matter, item, actor, Work.RECONFIRM, now) as case:
        carried = desk_of(case).carried
        case.note(RECONFIRMED, rows=carried)
        return carried


def look_through(matter: Matter, item: Item, actor: str, now: datetime) -> int:
    """Record that the pages without a row were looked at; how many there are.

    Raises:
        GateRefusal: not in review, or not this person's to do (logged).
    """
    with open_case(matter, item, actor, Work.LOOK_THROUGH, now) as case:
        pages = len(sealed_rows(case.matter, case.history).pages_without_rows)
        case.note(LOOKED_THROUGH, pages=pages)
        return pages


def _unknown(row_id: str, item: Item) -> Refusal:
    return Refusal(Rule.UNKNOWN_ROW, f"{item} has no row {row_id!r}.", "See `pincite review rows`.")


def _refuse_unreasoned(
    case: Case, verdict: Verdict, code: str, note: str, values: Sequence[tuple[str, str]]
) -> None:
    """A code for what is wrong, words for what is thrown out or asked, and new texts for a correction."""
    changing = verdict in (Verdict.CORRECT, Verdict.REJECT)
    if (changing or code) and code not in list(ReasonCode):
        problem, remedy = f"{code!r} is no code of a reason.", f"Use one of: {', '.join(ReasonCode)}."
    elif verdict in (Verdict.REJECT, Verdict.ESCALATE) and not note.strip():
        problem, remedy = f"To {verdict} a row needs words.", "Say what is wrong, or what you ask."
    elif (verdict is Verdict.CORRECT) != bool(values):
        problem, remedy = "New texts and a correction go together.", "Give the columns with their new texts."
    else:
        return
    case.refuse(Refusal(Rule.NO_REASON, problem, remedy))


def _refuse_uncorrectable(
    case: Case, row_id: str, verdict: Verdict, values: Sequence[tuple[str, str]]
) -> None:
    """Try a correction at once: whoever types it must learn now that it cannot stand."""
    if verdict not in (Verdict.CORRECT, Verdict.REJECT):
        return
    correction = Correction(row_id, tuple(values), withdrawn=verdict is Verdict.REJECT)
    try:
        check_correction(case, correction)
    except UsageError as error:
        case.refuse(Refusal(Rule.NOT_CORRECTABLE, error.problem, error.remedy))


def _sealed(case: Case, row_id: str, verdict: Verdict, note: str, values: Sequence[tuple[str, str]]) -> str:
    """The digest of the sealed words; "" where there are none."""
    if not note.strip() and not values:
        return ""
    more = {VALUES: json.dumps([list(pair) for pair in values], ensure_ascii=False)} if values else {}
    return seal_words(case, note, row=row_id, verdict=verdict.value, **more)
