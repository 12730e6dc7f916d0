"""Questions that somebody must answer before an item goes on: asked, owned, timed, answered in writing.

Answers: ask (the item goes on, its approval waits) or hold (nothing moves until the supervising attorney has
answered), answer, and every question of an item by replay of the ledger. Refuses: an answer by someone who
is not asked, who asked it, or whose own work waits for it; to hold or answer past the gate; questions without
words. A question that a person asked
follows the deliverable into its later revisions until it is answered; one that a stop-work trigger opened
belongs to what was found, and counts wherever the same is found again.

Questions and answers lie sealed in the matter; the ledger has their digests, owners and times.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from extractors.errors import LedgerError, UsageError
from pipelines.approved import load_approved
from pipelines.business_time import due_in_hours
from pipelines.ledger import Ledger
from pipelines.ledger_chain import Entry, utc_text
from pipelines.matter import Matter
from pipelines.matter_key import keyed
from pipelines.review.about import packed, unpacked
from pipelines.review.case import Case, open_case, own_work
from pipelines.review.history import CORRECTED, EVENTS, WRITTEN, Item, is_of
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.roster import ATTORNEYS, Role
from pipelines.review.sealed_rows import sealed_rows
from pipelines.review.sealed_words import read_words, seal_words
from pipelines.review.states import OPEN, Action, Work
from pipelines.task import Task

ASKED = "escalation.asked"
ANSWERED = "escalation.answered"
UNPROMPTED = "asked"
"""The trigger of a question that no stop-work trigger of the task definition names."""

_HELD, _LIFTED = EVENTS[Action.ESCALATE], EVENTS[Action.LIFT]
_OPENING = frozenset({ASKED, _HELD})
_CLOSING = frozenset({ANSWERED, _LIFTED})


@dataclass(frozen=True, slots=True)
class Escalation:
    """One question. ``id`` (``E1`` …) counts within the deliverable; it was asked of the revision ``item``.

    ``trigger`` is an id of the task definition's, or `UNPROMPTED`; ``findings`` the keyed digest of what met
    it, "" for a person's question; ``row`` the keyed row, "" for none. ``owner`` must answer: a roster id, or
    the name of a role. ``due`` and the times are UTC text. ``hold``: the item stands still until it is
    answered. The answer's members are "" until there is one. ``about`` are the ids of what a run over new
    uploads found, where it asked.
    """

    id: str
    item: Item
    trigger: str
    findings: str
    row: str
    asked_by: str
    owner: str
    due: str
    question_sha256: str
    asked_at: str
    hold: bool
    answer_sha256: str = ""
    answered_by: str = ""
    answered_at: str = ""
    about: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it still waits for its answer."""
        return not self.answer_sha256


def escalations(entries: Iterable[Entry], deliverable: str) -> tuple[Escalation, ...]:
    """Every question of the deliverable, of all its revisions, in the order in which they were asked.

    Raises:
        LedgerError: the ledger records an answer without its question.
    """
    return tuple(asked for asked, _ in _replayed(entries, deliverable).values())


def escalations_of(entries: Sequence[Entry], item: Item) -> tuple[Escalation, ...]:
    """Every question of the item: asked of it, or by a person of an earlier revision and not answered before
    this one was made.

    Raises:
        LedgerError: the ledger records an answer without its question.
    """
    made = next((e.seq for e in entries if e.event in (WRITTEN, CORRECTED) and is_of(e, item)), 0)
    return tuple(
        asked
        for asked, answered in _replayed(entries, item.deliverable).values()
        if asked.item == item
        or (asked.item.revision < item.revision and not asked.findings and (answered == 0 or answered > made))
    )


def words(matter: Matter, sha256: str) -> str:
    """What a question or an answer says.

    Raises:
        IntegrityError: it is missing or altered.
    """
    return str(read_words(matter, sha256)["text"])


def escalate(
    matter: Matter,
    item: Item,
    question: str,
    trigger: str,
    actor: str,
    now: datetime,
    *,
    owner: str = "",
    row_id: str = "",
    hold: bool = False,
    about: Sequence[str] = (),
) -> Escalation:
    """Ask a question.

    Args:
        trigger: id of a stop-work trigger, or `UNPROMPTED` (also "").
        owner: roster id of the attorney who shall answer; left out, any attorney may, and where the item is
            held the supervising attorney must.
        row_id: the row it is about.
        hold: nothing moves until the supervising attorney has answered.
        about: ids of what it is about, at most `pipelines.review.about.MOST`.

    Raises:
        GateRefusal: the item's state or the person's roles do not allow it, or there is no such row (logged).
        TemplateError: the office's template, which sets the clock, is not usable.
        UsageError: the question is empty, the owner no attorney, the trigger none of the deliverable's.
    """
    with open_case(matter, item, actor, Action.ESCALATE if hold else Work.ASK, now) as case:
        if row_id and row_id not in {row.id for row in sealed_rows(case.matter, case.history).rows}:
            case.refuse(Refusal(Rule.UNKNOWN_ROW, f"{item} has no such row.", "Reload the review."))
        return ask(case, question, trigger, owner=owner, row_id=row_id, about=about)


def ask(
    case: Case,
    question: str,
    trigger: str,
    *,
    owner: str = "",
    row_id: str = "",
    findings: str = "",
    about: Sequence[str] = (),
) -> Escalation:
    """As `escalate`, in a case that is open; its action says whether the item is held.

    Args:
        findings: keyed digest of what met the trigger.
    """
    if not question.strip():
        raise UsageError("A question without words cannot be answered.", "Write what has to be decided.")
    hold = case.action is Action.ESCALATE
    task = load_approved(case.office.templates, case.item.deliverable).task
    _check_trigger(task, trigger)
    asked = {
        "escalation": f"E{len(escalations(case.tx.entries, case.item.deliverable)) + 1}",
        "trigger": trigger or UNPROMPTED,
        "owner": _owner(case, owner, hold=hold),
        "due": utc_text(due_in_hours(case.now, task.escalation_hours, case.policy.hours)),
        "question": seal_words(case, question),
        **({"row": keyed(case.matter, "row", row_id)} if row_id else {}),
        **({"findings": findings} if findings else {}),
        **packed(about),
    }
    entry = case.record(**asked) if hold else case.note(ASKED, **asked)
    return _asked(entry, case.item.deliverable)


def answer(
    matter: Matter, item: Item, escalation_id: str, text: str, actor: str, now: datetime
) -> Escalation:
    """Answer a question of the item in writing; where it holds the item, that lifts the hold.

    Args:
        item: the revision it was asked of, or a later one that it follows.

    Raises:
        GateRefusal: there is no such open question, or it is not this person's to answer: they are not asked,
            asked it themselves and are no supervising attorney, or had a hand in a revision that waits for it
            (logged).
        UsageError: the answer is empty.
    """
    if not text.strip():
        raise UsageError("An answer without words answers nothing.", "Write what was decided, and why.")
    # What the question does to its item decides which move the answer is; the case reads it again.
    asked = _find(Ledger(matter.ledger).entries(), item, escalation_id)
    action = Action.LIFT if asked and asked.hold and asked.open else Work.ANSWER
    with open_case(matter, asked.item if asked and asked.hold else item, actor, action, now) as case:
        asked = _find(case.tx.entries, item, escalation_id)
        if asked is None or not asked.open:
            case.refuse(
                Refusal(
                    Rule.UNKNOWN_QUESTION,
                    f"{item} has no open question {escalation_id!r}.",
                    "See `pincite review show`.",
                )
            )
        _refuse_unasked(case, asked)
        _refuse_own(case, asked)
        given = {"escalation": asked.id, "answer": seal_words(case, text, question=asked.question_sha256)}
        entry = case.record(**given) if action is Action.LIFT else case.note(ANSWERED, **given)
        return _answered(asked, entry)


def _replayed(entries: Iterable[Entry], deliverable: str) -> dict[str, tuple[Escalation, int]]:
    """By id: each question, and the sequence of the entry that answered it (0: none)."""
    found: dict[str, tuple[Escalation, int]] = {}
    for entry in entries:
        if entry.details.get("deliverable") != deliverable:
            continue
        if entry.event in _OPENING:
            asked = _asked(entry, deliverable)
            if asked.id in found:
                raise _impossible(deliverable)
            found[asked.id] = (asked, 0)
        elif entry.event in _CLOSING:
            before = found.get(str(entry.details.get("escalation")))
            if before is None or before[1] or before[0].hold is not (entry.event == _LIFTED):
                raise _impossible(deliverable)
            found[before[0].id] = (_answered(before[0], entry), entry.seq)
    return found


def _asked(entry: Entry, deliverable: str) -> Escalation:
    d = entry.details
    revision = d.get("revision")
    needed = ("escalation", "trigger", "owner", "due", "question")
    if not isinstance(revision, int) or not all(isinstance(d.get(key), str) for key in needed):
        raise _impossible(deliverable)
    return Escalation(
        id=str(d["escalation"]),
        item=Item(deliverable, revision),
        trigger=str(d["trigger"]),
        findings=str(d.get("findings", "")),
        row=str(d.get("row", "")),
        asked_by=entry.actor,
        owner=str(d["owner"]),
        due=str(d["due"]),
        question_sha256=str(d["question"]),
        asked_at=entry.time,
        hold=entry.event == _HELD,
        about=unpacked(d),
    )


def _answered(asked: Escalation, entry: Entry) -> Escalation:
    said = str(entry.details.get("answer", ""))
    return replace(asked, answer_sha256=said, answered_by=entry.actor, answered_at=entry.time)


def _find(entries: Sequence[Entry], item: Item, escalation_id: str) -> Escalation | None:
    """A question of the item, or one that a stop-work trigger opened at an earlier revision of it."""
    asked = next((e for e in escalations(entries, item.deliverable) if e.id == escalation_id), None)
    if asked is None:
        return None
    own = asked in escalations_of(entries, item)
    return asked if own or (asked.findings and asked.item.revision < item.revision) else None


def _check_trigger(task: Task, trigger: str) -> None:
    known = (UNPROMPTED, *(t.id for t in task.stop_work_triggers))
    if trigger and trigger not in known:
        raise UsageError(
            f"{trigger!r} is no trigger of {task.deliverable}.", f"Use one of: {', '.join(known)}."
        )


def _owner(case: Case, owner: str, *, hold: bool) -> str:
    if hold and not owner:
        return Role.SUPERVISING_ATTORNEY.value
    if not owner:
        return Role.ATTORNEY.value
    person = case.roster.person(owner)
    able = frozenset({Role.SUPERVISING_ATTORNEY}) if hold else ATTORNEYS
    if person is None or not person.has(*able) or not person.active_at(case.now):
        kind = "supervising attorney" if hold else "attorney"
        raise UsageError(f"{owner!r} is no {kind} on the roster.", "Name one, or leave the owner out.")
    return owner


def _refuse_unasked(case: Case, asked: Escalation) -> None:
    anyone = asked.owner == Role.ATTORNEY.value
    if anyone or asked.owner == case.person.id or case.has(Role.SUPERVISING_ATTORNEY):
        return
    case.refuse(
        Refusal(
            Rule.WRONG_ROLE,
            f"{asked.id} is for {asked.owner!r} to answer.",
            "Ask them, or a supervising attorney.",
        )
    )


def _refuse_own(case: Case, asked: Escalation) -> None:
    """Nobody answers what they asked, but for the supervising attorney, to whom every question leads, and the
    office's solo attorney; nor what any open revision waits for in which they had a hand."""
    last = case.has(Role.SUPERVISING_ATTORNEY) or case.policy.solo_attorney == case.person.id
    if asked.asked_by == case.person.id and not last:
        case.refuse(
            Refusal(
                Rule.OWN_WORK,
                f"{asked.id} was asked by {case.person.id!r}, who cannot answer it too.",
                "Have another attorney answer it, or a supervising attorney.",
            )
        )
    for item, history in sorted(case.items.items()):
        waits = item.deliverable == asked.item.deliverable and item.revision >= asked.item.revision
        own = own_work(replace(case, history=history)) if waits and history.state in OPEN else None
        if own is not None:
            case.refuse(own)


def _impossible(deliverable: str) -> LedgerError:
    return LedgerError(
        f"The ledger records a question of {deliverable} that the rules do not allow.",
        "Somebody wrote to it past the gate: restore the matter's folder from a backup.",
    )
