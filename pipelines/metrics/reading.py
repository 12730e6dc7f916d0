"""What happened in one matter, read from its ledger and nothing else, as the things that figures count.

Answers: a `Record` of a ledger, in the ledger's order. Refuses nothing: an entry that lacks a detail counts
for less, because whether the ledger holds is proven before it comes here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipelines.ledger_chain import Entry
from pipelines.metrics.counted import (
    Course,
    Judged,
    Kind,
    Question,
    Record,
    Refused,
    Reported,
    Return,
    Round,
)
from pipelines.review.escalations import ANSWERED, ASKED
from pipelines.review.history import CORRECTED, EVENTS, Item
from pipelines.review.states import Action
from pipelines.review.verdicts import DECIDED, UNDONE, Verdict

ERROR = "error.reported"

APPROVED = "approved"
VOID = "void"
_ENDINGS = {
    EVENTS[Action.APPROVE]: APPROVED,
    EVENTS[Action.REQUEST_CHANGES]: "sent back",
    EVENTS[Action.REJECT]: "rejected",
    EVENTS[Action.RETURN]: "returned by QC",
    EVENTS[Action.VOID]: VOID,
}
DECISIONS = frozenset({APPROVED, "sent back", "rejected"})
"""The outcomes that are an attorney's."""
_CHANGED = (Verdict.CORRECT, Verdict.REJECT)
_JUDGED = (Verdict.ACCEPT, *_CHANGED)
"""An escalated row is not judged: its question waits."""


@dataclass
class _Revision:
    """One revision while its entries are read."""

    item: Item
    tier: str = ""
    submitted: str = ""
    origin: int = 0
    corrected: bool = False
    approved: Entry | None = None
    released: str = ""
    ending: tuple[str, str, str] = ("", "", "")
    """Outcome, reason code, time."""
    held: list[tuple[str, str]] = field(default_factory=list)
    standing: dict[str, list[Entry]] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        return Kind(self.tier, self.item.deliverable)


def record(matter: str, entries: Iterable[Entry]) -> Record:
    """Everything that figures count, of a proven ledger.

    Args:
        matter: its slug; nothing else is said of the matter.
    """
    revisions: dict[Item, _Revision] = {}
    questions: dict[tuple[str, str], Question] = {}
    reported: dict[tuple[Item, str], Reported] = {}
    refused: list[Refused] = []
    for entry in entries:
        if entry.event.endswith(".refused"):
            refused.append(Refused(str(entry.details.get("rule", "")), entry.time))
            continue
        item = _item(entry.details)
        if item is None:
            continue
        revision = revisions.setdefault(item, _Revision(item))
        _read(revision, entry, revisions)
        _ask_or_answer(questions, revision, entry)
        if entry.event == ERROR:
            found = _reported(revision.kind, item, entry)
            reported.setdefault((item, found.row or entry.sha256), found)
    by_deliverable: dict[str, list[_Revision]] = {}
    for item in sorted(revisions):
        by_deliverable.setdefault(item.deliverable, []).append(revisions[item])
    series = [run for own in by_deliverable.values() for run in _runs(own)]
    return Record(
        matter=matter,
        judged=tuple(j for run in series for j in _judged(run)),
        rounds=tuple(r for own in by_deliverable.values() for r in _rounds(own)),
        courses=tuple(_course(run) for run in series),
        # The tier may be fixed after the question was asked.
        questions=tuple(replace(q, kind=revisions[q.item].kind) for q in questions.values()),
        reported=tuple(reported.values()),
        refused=tuple(refused),
    )


def _item(details: Mapping[str, str | int]) -> Item | None:
    deliverable, revision = details.get("deliverable"), details.get("revision")
    if not isinstance(deliverable, str) or not isinstance(revision, int):
        return None
    return Item(deliverable, revision)


def _count(value: str | int | None) -> int:
    return value if isinstance(value, int) else 0


def _read(revision: _Revision, entry: Entry, revisions: Mapping[Item, _Revision]) -> None:
    details, event = entry.details, entry.event
    if event in (EVENTS[Action.SUBMIT], CORRECTED):
        revision.tier = str(details.get("tier", revision.tier))
        revision.submitted = entry.time
    if event == CORRECTED:
        origin = revisions.get(Item(revision.item.deliverable, _count(details.get("from"))))
        revision.origin = origin.item.revision if origin else 0
        if origin is not None:
            origin.corrected = True
        return
    if event in _ENDINGS:
        code = str(details.get("code", details.get("rule", "")))
        revision.ending = (_ENDINGS[event], code, entry.time)
        if event == EVENTS[Action.APPROVE]:
            revision.approved = entry
            revision.tier = str(details.get("tier", revision.tier))
    elif event == EVENTS[Action.RELEASE]:
        revision.released = entry.time
    elif event == EVENTS[Action.ESCALATE]:
        revision.held.append((entry.time, ""))
    elif event == EVENTS[Action.LIFT] and revision.held:
        revision.held[-1] = (revision.held[-1][0], entry.time)
    elif event in (DECIDED, UNDONE):
        said = revision.standing.setdefault(str(details.get("row", "")), [])
        if event == DECIDED:
            said.append(entry)
        elif said:
            said.pop()


def _ask_or_answer(questions: dict[tuple[str, str], Question], revision: _Revision, entry: Entry) -> None:
    details = entry.details
    id = str(details.get("escalation", ""))
    key = (revision.item.deliverable, id)  # answered, perhaps, in a later revision
    if entry.event in (ASKED, EVENTS[Action.ESCALATE]):
        questions[key] = Question(
            kind=revision.kind,
            item=revision.item,
            id=id,
            trigger=str(details.get("trigger", "")),
            owner=str(details.get("owner", "")),
            asked_by=entry.actor,
            asked=entry.time,
            due=str(details.get("due", "")),
            answered="",
            holds=entry.event != ASKED,
        )
    elif entry.event in (ANSWERED, EVENTS[Action.LIFT]) and key in questions:
        questions[key] = replace(questions[key], answered=entry.time)


def _reported(kind: Kind, item: Item, entry: Entry) -> Reported:
    details = entry.details
    row, code = str(details.get("row", "")), str(details.get("code", ""))
    return Reported(kind, item, row, code, bool(details.get("critical")), entry.time)


# --- runs: the revisions of a deliverable up to an approval -------------------------------------------------


def _runs(own: Sequence[_Revision]) -> Iterator[list[_Revision]]:
    """The revisions of one deliverable, cut after each that was approved; the last run may have none."""
    run: list[_Revision] = []
    for revision in own:
        run.append(revision)
        if revision.approved is not None:
            yield run
            run = []
    if run:
        yield run


def _judged(run: Sequence[_Revision]) -> Iterator[Judged]:
    """Each row once: what stood on it in the first revision that decided it. Later revisions only confirm
    what was corrected, and a row that was carried over was not looked at again."""
    seen: set[str] = set()
    for revision in run:
        for row, said in revision.standing.items():
            if row in seen or not said or said[-1].details.get("verdict") not in _JUDGED:
                continue
            seen.add(row)
            entry = said[-1]
            d = entry.details
            yield Judged(
                kind=revision.kind,
                item=revision.item,
                row=row,
                verdict=Verdict(str(d.get("verdict"))),
                code=str(d.get("code", "")),
                critical=bool(d.get("critical")),
                opened=bool(d.get("opened")),
                seconds=_count(d.get("seconds")),
                by=entry.actor,
                time=entry.time,
            )


def _rounds(own: Sequence[_Revision]) -> Iterator[Round]:
    """Submissions with their decisions. A revision made by corrections keeps the clock of its origin."""
    started: dict[int, tuple[str, list[tuple[str, str]]]] = {}
    for revision in own:
        if not revision.submitted:
            continue
        submitted, held = started.get(revision.origin, (revision.submitted, []))
        held = [*held, *revision.held]
        started[revision.item.revision] = (submitted, held)
        if not revision.corrected:
            outcome, _, ended = revision.ending
            yield Round(revision.kind, revision.item, submitted, ended, outcome, tuple(held))


def _course(run: Sequence[_Revision]) -> Course:
    last = run[-1]
    approved = last.approved
    returns = [r for revision in run if (r := _return(revision)) is not None]
    return Course(
        kind=last.kind,
        revisions=len(run),
        returns=tuple(returns),
        approved=approved.time if approved else "",
        approver=approved.actor if approved else "",
        rows=_count(approved.details.get("rows")) if approved else 0,
        released=last.released,
    )


def _return(revision: _Revision) -> Return | None:
    """Why the revision did not go through, if a person sent it back or corrected it. A draft made anew, or
    one that a changed input voided, is nobody's error."""
    if revision.corrected:
        said = (s[-1].details for s in revision.standing.values() if s)
        codes = {str(d.get("code", "")) for d in said if d.get("verdict") in _CHANGED}
        return Return("corrected", tuple(sorted(codes - {""})))
    outcome, code, _ = revision.ending
    if outcome in ("", APPROVED, VOID):
        return None
    return Return(outcome, (code,) if code else ())
