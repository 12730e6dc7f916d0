"""What each page of the review is given to print: plain values, read anew for each visit.

Answers: the queue with its clocks, a review's frame (its rows follow as JSON), the pages without a row, an
exhibit set's contact sheet, the written task. Reads only, and decides nothing. Refuses nothing of its own:
who may open what is settled before a view is asked; what cannot be read is told in the reader's own words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from extractors.errors import PinciteError
from pipelines.approved import load_approved
from pipelines.business_time import business_days
from pipelines.confidentiality.access import roles_in
from pipelines.ledger import Ledger
from pipelines.matter import Matter
from pipelines.office import Office, office_of
from pipelines.policy import Policy
from pipelines.review.approval import MEANING, PURPOSES, REVIEWED
from pipelines.review.desk import open_desk
from pipelines.review.history import EVENTS, History, Item
from pipelines.review.queue import Waiting, waiting
from pipelines.review.roster import Person, Role, Roster
from pipelines.review.standing import status
from pipelines.review.states import Action, State
from pipelines.review.submission import load_submission
from pipelines.review.tier import standing_tier
from pipelines.review_rows import ReviewRow
from pipelines.web.delta_view import news, pointers
from pipelines.web.figure_views import metrics, report
from pipelines.web.frames import address, frame

__all__ = ["contact", "metrics", "pages", "queue", "report", "review", "task"]

Context = Mapping[str, object]

WAITS_FOR = {
    State.DRAFT: "its preparer",
    State.QC: "quality control",
    State.IN_REVIEW: "an attorney",
    State.ESCALATED: "the supervising attorney",
    State.APPROVED: "a releaser",
}
"""Who takes the next step, by where an item stands."""

_ON_CARD = frozenset({"Date", "Status", "Bates", "Pages", "In the bundle", "Label", "Outcome", "What to do"})
"""The columns that a card of the contact sheet has room for; the row itself shows all."""

ENDED_SHOWN = 12
"""How many released or revoked items the queue lists."""


def queue(office: Office, person: Person, now: datetime) -> Context:
    """Open items of the person's matters, the most pressing first; what was released last; matters whose
    ledger cannot be read, each with why. Where the grants cannot be read, whose matter it is cannot be told:
    such a one is named to those who oversee the office alone."""
    policy, roster = office.policy(), office.roster()
    open_items: list[tuple[Waiting, Mapping[str, Any]]] = []
    ended: list[tuple[Matter, History, Mapping[str, Any]]] = []
    faults: list[tuple[str, str]] = []
    for matter in office.matters():
        mine = person.has(Role.ADMIN, Role.SUPERVISING_ATTORNEY)
        try:
            mine = bool(roles_in(matter, person))
            if mine:
                histories = status(matter)
                found = waiting(office, (matter,))
                open_items += [(w, pointers(matter, histories, w.history)) for w in found]
                ended += [
                    (matter, h, pointers(matter, histories, h))
                    for h in histories
                    if h.state in (State.RELEASED, State.REVOKED)
                ]
        except PinciteError as error:
            if mine:
                faults.append((matter.slug, f"{error.problem} {error.remedy}"))
    open_items.sort(key=lambda pair: _urgency(pair[0]))
    ended.sort(key=lambda pair: pair[1].last.time, reverse=True)
    return {
        "items": [{**_waiting(w, policy, now), **found} for w, found in open_items],
        "ended": [{**_ended(matter, h, roster), **found} for matter, h, found in ended[:ENDED_SHOWN]],
        "faults": faults,
        "locked": len(office.locked_matters()),  # who may enter them cannot be read, so none is named
    }


def review(matter: Matter, item: Item, person: Person, roles: tuple[Role, ...], now: datetime) -> Context:
    """The frame of a review: whose, what, where it stands, what an approval would say."""
    office = office_of(matter)
    revisions = [h for h in status(matter) if h.item.deliverable == item.deliverable]
    history = next(h for h in revisions if h.item == item)
    latest = revisions[-1].item.revision
    tier = standing_tier(office.templates, Ledger(matter.ledger).entries(), history)
    submitted, roster = history.submitted is not None, office.roster()
    task = load_approved(office.templates, item.deliverable).task
    return {
        **frame(matter, item),
        **news(matter, revisions, history),
        "state": history.state.value,
        "tier": tier.value,
        "has_contact": item.deliverable == "exhibits",
        "triggers": [(trigger.id, trigger.text) for trigger in task.stop_work_triggers],
        "prepared": ", ".join(_named(roster, id) for id in history.preparers),
        "qc": _named(roster, history.qc) if history.qc else "",
        "licence": " ".join(filter(None, (person.licence_state, person.licence_number))),
        "files": [(f.name, f.sha256) for f in load_submission(matter, history).files] if submitted else [],
        "statement": f"{MEANING} {REVIEWED[tier]}",
        "purposes": list(PURPOSES.items()),
        "told": {
            "base": address(matter, item),
            "slug": matter.slug,
            "revision": item.revision,
            "latest": latest,
            "latest_url": address(matter, Item(item.deliverable, latest)),
            "released": _released(matter, history, roster),
        },
    }


def pages(matter: Matter, item: Item, person: Person, roles: tuple[Role, ...], now: datetime) -> Context:
    """The completeness pass: every page that no row cites, by file, each with why."""
    desk = open_desk(matter, item)
    by_source: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for entry in desk.pages_without_rows:
        root = f"/m/{matter.slug}"
        by_source[entry.source, entry.sha256].append(
            {
                "page": entry.page,
                "kind": entry.kind.replace("_", " "),
                "disposition": entry.disposition.replace("_", " "),
                "reason": entry.reason,
                "thumb": f"{root}/thumb/{entry.sha256}/{entry.page}",
                "sha256": entry.sha256,
            }
        )
    dispositions = sorted({entry.disposition.replace("_", " ") for entry in desk.pages_without_rows})
    return {
        **frame(matter, item),
        "groups": [{"source": source, "pages": found} for (source, _), found in sorted(by_source.items())],
        "dispositions": dispositions,
        "total": len(desk.pages_without_rows),
        "cited": len(desk.pages) - len(desk.pages_without_rows),
        "looked_through": desk.looked_through,
        "open": desk.state is State.IN_REVIEW,
    }


def contact(matter: Matter, item: Item, person: Person, roles: tuple[Role, ...], now: datetime) -> Context:
    """Every exhibit by its first and last page, its line of the index, and what a check said of it."""
    desk = open_desk(matter, item)
    sections: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in desk.rows:
        decision = desk.decisions.get(row.id)
        verdict = decision.verdict.value if decision else ""
        sections[row.section].append(_card(matter, row, verdict))
    return {
        **frame(matter, item),
        "sections": list(sections.items()),
        "decided": len(desk.decisions),
        "rows": len(desk.rows),
    }


def task(matter: Matter, item: Item, person: Person, roles: tuple[Role, ...], now: datetime) -> Context:
    """The written task definition that the item was made under, as the office has approved it."""
    return {**frame(matter, item), "task": load_approved(office_of(matter).templates, item.deliverable).task}


# --- parts -----------------------------------------------------------------------------------------------


def _urgency(w: Waiting) -> tuple[bool, str, str]:
    return w.due is None, w.due.isoformat() if w.due else "", w.matter.slug


def _waiting(w: Waiting, policy: Policy, now: datetime) -> dict[str, Any]:
    submitted = w.history.submitted
    since = datetime.fromisoformat((submitted or w.history.first).time)
    return {
        **frame(w.matter, w.history.item),
        "state": w.history.state.value,
        "waits_for": WAITS_FOR[w.history.state],
        "tier": w.tier.value if w.tier else "",
        "questions": w.questions,
        "age": business_days(since, now, policy.hours),
        "turnaround": business_days(since, w.due, policy.hours) if w.due else 0,
        "due": _minute(w.due.isoformat()) if w.due else "",
        "late": w.late(now),
    }


def _ended(matter: Matter, history: History, roster: Roster) -> dict[str, Any]:
    return {
        **frame(matter, history.item),
        "state": history.state.value,
        "time": _minute(history.last.time),
        "by": _named(roster, history.last.actor),
    }


def _released(matter: Matter, history: History, roster: Roster) -> str:
    """Who released it when, and the folder; "" for what was not."""
    entry = history.entry(EVENTS[Action.RELEASE])
    if entry is None:
        return ""
    folder = f"{matter.folder.name}/{matter.released.name}/{history.item.deliverable}/{history.item.revision}"
    return f"{_named(roster, entry.actor)}, {_minute(entry.time)} UTC. Folder: {folder}"


def _named(roster: Roster, id: str) -> str:
    return next((p.name for p in roster.people if p.id == id), id)


def _minute(time: str) -> str:
    return time[:16].replace("T", " ")


def _card(matter: Matter, row: ReviewRow, verdict: str) -> dict[str, Any]:
    fields = [(column, text) for column, text in row.fields if text and column in _ON_CARD]
    return {
        "id": row.id,
        "heading": row.heading,
        "fields": fields,
        "flags": row.flags,
        "verdict": verdict,
        "colour": _colour(row.flags),
        "thumbs": [
            (
                f"/m/{matter.slug}/thumb/{c.citation.sha256}/{c.citation.page}",
                f"{c.source}, p. {c.citation.page}",
            )
            for c in row.citations[:2]
        ],
    }


def _colour(flags: Sequence[str]) -> str:
    """Red for what is held or failed, amber for any other remark, green for none."""
    grave = any(flag.startswith("held") or ": fail" in flag or flag.endswith("fail") for flag in flags)
    return "red" if grave else "amber" if flags else "green"
