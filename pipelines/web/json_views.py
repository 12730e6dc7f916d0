"""A review as the browser holds it: rows once; what moves (decisions, progress, questions) again and again.

Answers: plain JSON values of one item for one person. Reads only; what stands here was decided elsewhere.
Words that people wrote are unsealed for whoever may see the rows. Refuses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipelines.approved import load_approved
from pipelines.matter import Matter
from pipelines.office import Office
from pipelines.review.case import MAY, REVIEWING
from pipelines.review.desk import Desk
from pipelines.review.escalations import Escalation
from pipelines.review.history import History, Item
from pipelines.review.refusal import Refusal
from pipelines.review.roster import Person, Role
from pipelines.review.sealed_words import read_words
from pipelines.review.states import WORK_IN, Work, next_state
from pipelines.review.verdicts import Decision, ReasonCode
from pipelines.review_rows import ReviewRow
from pipelines.rows import PageEntry, SourceCitation

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Visit:
    """One person before one item. ``roles`` are those that the person has in the matter."""

    office: Office
    matter: Matter
    item: Item
    person: Person
    roles: tuple[Role, ...]
    now: datetime


def rows_json(visit: Visit, desk: Desk, history: History, latest: int) -> Values:
    """Everything of the item, for the first load."""
    return {
        "matter": visit.matter.slug,
        "deliverable": visit.item.deliverable,
        "revision": visit.item.revision,
        "rows": [_row(row) for row in desk.rows],
        "order": list(desk.order),
        "people": {person.id: person.name for person in visit.office.roster().people},
        "codes": [{"code": code.value, "label": code.value.replace("_", " ")} for code in ReasonCode],
        "desk": progress_json(visit, desk, history, latest),
    }


def progress_json(visit: Visit, desk: Desk, history: History, latest: int) -> Values:
    """What moves while the item is reviewed."""
    checkpoints = load_approved(visit.office.templates, visit.item.deliverable).task.checkpoints
    return {
        "state": desk.state.value,
        "tier": desk.tier.value,
        "submission": desk.submission_sha256,
        "required": list(desk.required),
        "sampled": list(desk.sampled),
        "left": list(desk.left),
        "rows": len(desk.rows),
        "decided": len(desk.decisions),
        "decisions": {id: decision_json(visit.matter, d) for id, d in desk.decisions.items()},
        "versions": dict(desk.versions),
        "shown": sorted(id for id, people in desk.shown.items() if visit.person.id in people),
        "carried": sorted(id for id, d in desk.decisions.items() if d.carried),
        "reconfirmed": desk.reconfirmed,
        "pending": len(desk.corrections),
        "questions": [_question(visit.matter, q) for q in desk.questions],
        "pages_without_rows": [_page(page) for page in desk.pages_without_rows],
        "looked_through": desk.looked_through,
        "blocking": [_refusal(r) for r in desk.blocking()],
        "checkpoints": [{"id": c.id, "text": c.text} for c in checkpoints],
        "latest": latest,
        "can": may_now(visit, history),
    }


def decision_json(matter: Matter, decision: Decision) -> Values:
    """One standing decision."""
    return {
        "verdict": decision.verdict.value,
        "code": decision.code,
        "by": decision.by,
        "time": decision.time,
        "opened": decision.opened,
        "seconds": decision.seconds,
        "carried": decision.carried,
        "values": [list(pair) for pair in decision.values],
        "note": _words(matter, decision.note_sha256),
        "version": decision.version,
    }


def may_now(visit: Visit, history: History) -> list[str]:
    """The moves and work that are legal where the item stands, and this person's by role.

    It is what the page offers, no more: whether a thing is done, the gate decides when it is asked for.
    """
    own = visit.person.id in history.hands and visit.office.policy().solo_attorney != visit.person.id
    legal: list[str] = []
    for act, roles in MAY.items():
        if isinstance(act, Work):
            possible = history.state in WORK_IN[act]
        else:
            possible = next_state(history.state, act, history.held_from) is not None
        if possible and roles.intersection(visit.roles) and not (own and act in REVIEWING):
            legal.append(act.value)
    return sorted(legal)


def _row(row: ReviewRow) -> Values:
    return {
        "id": row.id,
        "section": row.section,
        "heading": row.heading,
        "fields": [list(pair) for pair in row.fields],
        "critical": row.critical,
        "flags": list(row.flags),
        "because": list(row.because),
        "related": list(row.related),
        "digest": row.digest,
        "citations": [_citation(c) for c in row.citations],
    }


def _citation(cited: SourceCitation) -> Values:
    citation = cited.citation
    return {
        "source": cited.source,
        "sha256": citation.sha256,
        "page": citation.page,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "box": cited.box.as_list() if cited.box is not None else None,
        "label": cited.label,
        "bates": cited.bates or "",
        "pinpoint": cited.pinpoint,
    }


def _question(matter: Matter, asked: Escalation) -> Values:
    return {
        "id": asked.id,
        "trigger": asked.trigger,
        "row": asked.row,
        "asked_by": asked.asked_by,
        "owner": asked.owner,
        "due": asked.due,
        "question": _words(matter, asked.question_sha256),
        "asked_at": asked.asked_at,
        "hold": asked.hold,
        "open": asked.open,
        "answer": _words(matter, asked.answer_sha256),
        "answered_by": asked.answered_by,
        "answered_at": asked.answered_at,
    }


def _words(matter: Matter, sha256: str) -> str:
    return str(read_words(matter, sha256)["text"]) if sha256 else ""


def _page(entry: PageEntry) -> Values:
    return {
        "sha256": entry.sha256,
        "page": entry.page,
        "source": entry.source,
        "kind": entry.kind,
        "disposition": entry.disposition,
        "reason": entry.reason,
    }


def _refusal(refusal: Refusal) -> Values:
    return {"rule": refusal.rule.value, "problem": refusal.problem, "remedy": refusal.remedy}
