"""Before a draft goes to quality control: has each stop-work trigger that it meets been answered?

Answers: the preflight report of a draft, to be sealed, with every trigger of the task definition, what met
it and which answer stands. Refuses a draft of which a trigger is met and not answered: it opens one question
for each, says who must answer, and the draft stays where it is. An answer counts for the same trigger and the
same findings, also where it was given to an earlier revision, but not from who prepared or submits this one.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.errors import IntegrityError, UsageError
from pipelines.canonical_json import canonical_bytes
from pipelines.deliverables.catalog import kind
from pipelines.durable import sha256_of
from pipelines.matter_key import keyed
from pipelines.review.case import Case
from pipelines.review.escalations import Escalation, ask, escalations
from pipelines.review.refusal import Refusal, Rule
from pipelines.sealed import unseal
from pipelines.task import StopWorkTrigger, Task
from pipelines.version import PROGRAM

SCHEMA = "pincite-preflight/1"
_TOLD = 40
"""Messages that a question spells out; the draft itself lists all of them."""


@dataclass(frozen=True, slots=True)
class MetTrigger:
    """A trigger with what met it: messages of the deliverable's own findings, and their keyed digest."""

    trigger: StopWorkTrigger
    messages: tuple[str, ...]
    findings: str


@dataclass(frozen=True, slots=True)
class Preflight:
    """The report as canonical JSON, and how many triggers the draft meets (all answered)."""

    report: bytes
    met: int


def preflight(case: Case, task: Task) -> Preflight:
    """Hold the case's draft against the stop-work triggers of its task definition.

    Raises:
        GateRefusal: a trigger is met and not answered, and the questions are asked; or the sealed rows are
            missing or altered (logged).
        UsageError: the sealed rows are of another form than this version reads.
    """
    met = _met(case, task)
    asked = escalations(case.tx.entries, case.item.deliverable)
    found = [(m, _standing(asked, m)) for m in met]
    waiting = [question or _ask(case, m) for m, question in found if question is None or question.open]
    if waiting:
        case.refuse(_stop(case, waiting))
    _refuse_own_answers(case, [question for _, question in found if question])
    return Preflight(_report(case, task, found), len(met))


def _met(case: Case, task: Task) -> tuple[MetTrigger, ...]:
    try:
        sealed = unseal(case.matter.sealed, case.history.made("rows"))
    except IntegrityError as error:
        case.refuse(Refusal(Rule.SEALED_CHANGED, error.problem, error.remedy))
    try:
        found = kind(case.item.deliverable).review().found(sealed)
    except ValueError:
        raise UsageError(
            f"This version ({PROGRAM}) cannot read the rows of {case.item}.", "Draft again."
        ) from None
    met = ((trigger, _messages(found, trigger.kinds)) for trigger in task.stop_work_triggers)
    return tuple(MetTrigger(t, told, _digest(case, t.id, told)) for t, told in met if told)


def _messages(found: Mapping[str, Iterable[str]], kinds: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(message for name in kinds for message in found.get(name, ())))


def _digest(case: Case, trigger: str, messages: Sequence[str]) -> str:
    """Keyed: the messages name dates and pages, which plain digests would give away to whoever tries."""
    return keyed(
        case.matter, "findings", sha256_of(canonical_bytes({"trigger": trigger, "messages": list(messages)}))
    )


def _standing(asked: Sequence[Escalation], met: MetTrigger) -> Escalation | None:
    """The question about these findings: the answered one if there is one."""
    same = [e for e in asked if e.trigger == met.trigger.id and e.findings == met.findings]
    return next((e for e in same if not e.open), same[0] if same else None)


def _refuse_own_answers(case: Case, answered: Sequence[Escalation]) -> None:
    """When the questions were answered nobody knew who would submit, or draft the same again."""
    own = frozenset({case.person.id, *case.history.preparers}) - {case.policy.solo_attorney}
    mine = [e for e in answered if e.answered_by in own]
    if mine:
        named = ", ".join(f"{e.id} ({e.answered_by})" for e in mine)
        case.refuse(
            Refusal(
                Rule.OWN_WORK,
                f"Stop-work questions of {case.item} were answered by who prepared or submits it: {named}.",
                "Have somebody else draft and submit it.",
            )
        )


def _ask(case: Case, met: MetTrigger) -> Escalation:
    more = len(met.messages) - _TOLD
    lines = (met.trigger.text, *met.messages[:_TOLD], *((f"… and {more} more.",) if more > 0 else ()))
    return ask(case, "\n".join(lines), met.trigger.id, findings=met.findings)


def _stop(case: Case, waiting: Sequence[Escalation]) -> Refusal:
    named = ", ".join(f"{e.trigger} ({e.id}, for the {e.owner.replace('_', ' ')})" for e in waiting)
    return Refusal(
        Rule.STOP_WORK,
        f"{case.item} meets stop-work triggers that nobody answered: {named}.",
        "Have each answered (`pincite review answer`), then submit again.",
    )


def _report(case: Case, task: Task, found: Sequence[tuple[MetTrigger, Escalation | None]]) -> bytes:
    met = {m.trigger.id: (m, e) for m, e in found}
    return canonical_bytes(
        {
            "schema": SCHEMA,
            "matter": case.matter.slug,
            "deliverable": case.item.deliverable,
            "revision": case.item.revision,
            "rows_sha256": case.history.made("rows"),
            "task": task.version,
            "triggers": [_line(trigger.id, met.get(trigger.id)) for trigger in task.stop_work_triggers],
            "blind": secrets.token_hex(16),
        }
    )


def _line(trigger: str, met: tuple[MetTrigger, Escalation | None] | None) -> dict[str, str | int]:
    if met is None:
        return {"id": trigger, "met": 0, "findings": "", "answered": ""}
    found, answered = met
    return {
        "id": trigger,
        "met": len(found.messages),
        "findings": found.findings,
        "answered": answered.id if answered else "",
    }
