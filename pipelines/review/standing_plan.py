"""Which rows of a revision must be decided: as quality control fixed it, and as errors since then widen it.

Answers: the plan of a submission, made once and sealed; the rows that it asks for in a revision made by
corrections; whether an error in a sample of the deliverable asks for every row. A row that was corrected is
asked for whatever the sample says, and one that was drawn once stays drawn. Refuses a plan that is not the
one that the ledger recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.errors import IntegrityError, UsageError
from pipelines.ledger_chain import Entry
from pipelines.matter import Matter
from pipelines.review.history import EVENTS, History, Item
from pipelines.review.sampling import ReviewPlan, plan_from_bytes, review_plan
from pipelines.review.sealed_rows import sealed_rows
from pipelines.review.states import Action
from pipelines.review.verdicts import DECIDED, ReasonCode, Verdict, said_of
from pipelines.sealed import unseal
from pipelines.task import Tier

_Ids = tuple[str, ...]
_WHOLE = frozenset({EVENTS[Action.REQUEST_CHANGES], EVENTS[Action.REJECT]})


def new_plan(matter: Matter, entries: Sequence[Entry], history: History, tier: Tier, seed: str) -> ReviewPlan:
    """The plan to fix when quality control passes a submission: every row if a sample had an error before.

    Rows that an earlier revision's sample drew are drawn again beside the new ones: who does not like what
    was drawn gains nothing by drafting again. Where an earlier plan cannot be read, every row is asked for.
    """
    rows, deliverable = sealed_rows(matter, history).rows, history.item.deliverable
    try:
        before, readable = _drawn_before(matter, entries, deliverable), True
    except IntegrityError:
        before, readable = frozenset(), False
    every = not readable or error_in_sample(entries, deliverable)
    plan = review_plan(rows, tier, seed, every=every)
    drawn = (before | frozenset(plan.sampled)) - frozenset(plan.required)
    return replace(plan, sampled=tuple(row.id for row in rows if row.id in drawn))


def _drawn_before(matter: Matter, entries: Iterable[Entry], deliverable: str) -> frozenset[str]:
    passed = EVENTS[Action.PASS_QC]
    plans = [e for e in entries if e.event == passed and e.details.get("deliverable") == deliverable]
    return frozenset(i for e in plans for i in _sealed_plan(matter, str(e.details["plan"])).sampled)


def plan_of(matter: Matter, entries: Sequence[Entry], history: History) -> tuple[_Ids, _Ids]:
    """Ids of the rows that must be decided, and of those drawn beside them; none before the plan is fixed.

    Raises:
        IntegrityError: the plan is missing or altered.
    """
    root = history
    while root.origin:
        root = root.origin
    passed = root.entry(EVENTS[Action.PASS_QC])
    if passed is None:
        return (), ()
    plan = _sealed_plan(matter, str(passed.details["plan"]))
    rows = sealed_rows(matter, history).rows
    if plan.tier is Tier.HIGH or error_in_sample(entries, history.item.deliverable):
        return tuple(row.id for row in rows), ()
    try:
        before = {row.id: row.digest for row in sealed_rows(matter, root).rows}
    except (IntegrityError, UsageError):
        before = {}  # what cannot be compared counts as changed
    changed = frozenset(row.id for row in rows if before.get(row.id) != row.digest)
    asked, drawn = frozenset(plan.required) | changed, frozenset(plan.sampled) - changed
    return tuple(r.id for r in rows if r.id in asked), tuple(r.id for r in rows if r.id in drawn)


def error_in_sample(entries: Iterable[Entry], deliverable: str) -> bool:
    """Whether a row drawn for a sample was found wrong in any revision of the deliverable, or a revision
    was sent back whole after rows were drawn: for more than its wording, that stands for the row."""
    decided = [e for e in entries if e.details.get("deliverable") == deliverable]
    if _sent_back(decided):
        return True
    revisions = sorted({int(e.details["revision"]) for e in decided if e.event == DECIDED})
    for revision in revisions:
        for said in said_of(decided, Item(deliverable, revision)).values():
            drawn = bool(said.standing) and said.standing[-1].details.get("sampled") == 1
            if drawn and said.verdict in (Verdict.CORRECT, Verdict.REJECT):
                return True
    return False


def _sent_back(entries: Iterable[Entry]) -> bool:
    drawn = False
    for entry in entries:
        if entry.event == EVENTS[Action.PASS_QC]:
            drawn = drawn or int(entry.details["sampled"]) > 0
        elif entry.event in _WHOLE and drawn and entry.details.get("code") != ReasonCode.WORDING:
            return True
    return False


def _sealed_plan(matter: Matter, sha256: str) -> ReviewPlan:
    try:
        return plan_from_bytes(unseal(matter.sealed, sha256))
    except (ValueError, TypeError, KeyError):
        raise IntegrityError(
            f"The sealed file {sha256[:12]} is no review plan.", "Restore it from a backup."
        ) from None
