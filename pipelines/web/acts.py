"""What may be asked of the review page by POST: each name one call of the library, nothing decided here.

Answers: for a name, the act that takes a visit and a body and gives what the browser needs next. Refuses
nothing itself: the gate does, with the same words as on the command line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from extractors.errors import UsageError
from pipelines.deliverables.catalog import kind
from pipelines.drafts import load_draft
from pipelines.matter import Matter
from pipelines.review import decisions, escalations, gate
from pipelines.review.corrections import apply_corrections
from pipelines.review.history import Item
from pipelines.review.release import release
from pipelines.review.verdicts import Verdict
from pipelines.sealed import unseal
from pipelines.task import Tier
from pipelines.web.bodies import Body
from pipelines.web.json_views import Visit, decision_json

Answer = Mapping[str, Any]
Act = Callable[[Visit, Body], Answer]


def _shown(visit: Visit, body: Body) -> Answer:
    row = body.text("row")
    body.done()
    decisions.show_row(visit.matter, visit.item, row, visit.person.id, visit.now)
    return {"row": row}


def _decide(visit: Visit, body: Body) -> Answer:
    row, verdict = body.text("row"), _one_of(Verdict, body.text("verdict"))
    code, note, values = body.text("code", ""), body.text("note", ""), body.texts("values")
    seconds, expects = body.whole("seconds", 0), body.whole("expects")
    body.done()
    decided = decisions.decide(
        visit.matter,
        visit.item,
        row,
        verdict,
        visit.person.id,
        visit.now,
        code=code,
        note=note,
        values=values,
        seconds=seconds,
        expects=expects,
    )
    return {"row": row, "decision": decision_json(visit.matter, decided)}


def _correctable(visit: Visit, body: Body) -> Answer:
    row = body.text("row")
    body.done()
    draft = load_draft(visit.matter, visit.item.deliverable, visit.item.revision)
    form = kind(visit.item.deliverable).review()
    sealed = unseal(visit.matter.sealed, draft.rows_sha256)
    printed = next((dict(r.fields) for r in form.rows(sealed) if r.id == row), {})
    return {"fields": [[name, printed.get(name, "")] for name in form.correctable(sealed, row)]}


def _undo(visit: Visit, body: Body) -> Answer:
    body.done()
    return {"row": decisions.undo(visit.matter, visit.item, visit.person.id, visit.now)}


def _reconfirm(visit: Visit, body: Body) -> Answer:
    body.done()
    return {"rows": decisions.reconfirm(visit.matter, visit.item, visit.person.id, visit.now)}


def _look_through(visit: Visit, body: Body) -> Answer:
    body.done()
    return {"pages": decisions.look_through(visit.matter, visit.item, visit.person.id, visit.now)}


def _escalate(visit: Visit, body: Body) -> Answer:
    question, trigger = body.text("question"), body.text("trigger")
    owner, row, hold = body.text("owner", ""), body.text("row", ""), body.flag("hold")
    body.done()
    asked = escalations.escalate(
        visit.matter,
        visit.item,
        question,
        trigger,
        visit.person.id,
        visit.now,
        owner=owner,
        row_id=row,
        hold=hold,
    )
    return {"escalation": asked.id}


def _answer(visit: Visit, body: Body) -> Answer:
    asked, text = body.text("escalation"), body.text("text")
    body.done()
    escalations.answer(visit.matter, visit.item, asked, text, visit.person.id, visit.now)
    return {}


def _apply_corrections(visit: Visit, body: Body) -> Answer:
    body.done()
    draft = apply_corrections(visit.matter, visit.item, visit.person.id, visit.now)
    return {"revision": draft.revision, "url": _url(visit, draft.revision)}


def _for_a_reason(move: Callable[[Matter, Item, str, str, str, datetime], str]) -> Act:
    """A move that takes a code and a reason."""

    def act(visit: Visit, body: Body) -> Answer:
        code, reason = body.text("code"), body.text("reason")
        body.done()
        move(visit.matter, visit.item, visit.person.id, code, reason, visit.now)
        return {}

    return act


def _void(visit: Visit, body: Body) -> Answer:
    reason = body.text("reason")
    body.done()
    gate.void(visit.matter, visit.item, visit.person.id, reason, visit.now)
    return {}


def _tier(visit: Visit, body: Body) -> Answer:
    wanted, reason = _one_of(Tier, body.text("tier")), body.text("reason")
    body.done()
    gate.set_tier(visit.matter, visit.item, wanted, visit.person.id, reason, visit.now)
    return {}


def _report_error(visit: Visit, body: Body) -> Answer:
    code, text, row = body.text("code"), body.text("text"), body.text("row", "")
    body.done()
    gate.report_error(visit.matter, visit.item, visit.person.id, code, text, visit.now, row_id=row)
    return {}


def _submit(visit: Visit, body: Body) -> Answer:
    body.done()
    matter, item = visit.matter, visit.item
    draft = load_draft(matter, item.deliverable, item.revision)
    submission = gate.submit(matter, draft, visit.person.id, visit.now)
    return {"files": [[f.name, f.sha256] for f in submission.files]}


def _pass_qc(visit: Visit, body: Body) -> Answer:
    checks = body.flags("checks")
    body.done()
    plan = gate.pass_qc(visit.matter, visit.item, visit.person.id, checks, visit.now)
    return {"required": len(plan.required), "sampled": len(plan.sampled)}


def _approve(visit: Visit, body: Body) -> Answer:
    key, passphrase = body.text("key"), body.text("passphrase")
    purpose, seen = body.text("purpose", "internal"), body.text("seen")
    body.done()
    path = Path(os.path.expanduser(key))  # an unknown user's home stays as it was typed
    approved = gate.approve(
        visit.matter, visit.item, visit.person.id, path, passphrase, visit.now, purpose=purpose, seen=seen
    )
    signed = [[name, sha256] for name, sha256 in approved.approval.subjects]
    return {"approval": approved.envelope_sha256, "signed": signed}


def _release(visit: Visit, body: Body) -> Answer:
    body.done()
    done = release(visit.matter, visit.item, visit.person.id, visit.now)
    return {"folder": str(done.folder), "url": _url(visit, visit.item.revision)}


ACTS: Mapping[str, Act] = {
    "shown": _shown,
    "decide": _decide,
    "correctable": _correctable,
    "undo": _undo,
    "reconfirm": _reconfirm,
    "look-through": _look_through,
    "escalate": _escalate,
    "answer": _answer,
    "apply-corrections": _apply_corrections,
    "request-changes": _for_a_reason(gate.request_changes),
    "reject": _for_a_reason(gate.reject),
    "return": _for_a_reason(gate.return_draft),
    "void": _void,
    "revoke": _for_a_reason(gate.revoke),
    "tier": _tier,
    "report-error": _report_error,
    "submit": _submit,
    "pass-qc": _pass_qc,
    "approve": _approve,
    "release": _release,
}
"""Every POST below an item's address, by its last word."""


def _one_of(choices: Any, given: str) -> Any:
    try:
        return choices(given)
    except ValueError:
        known = ", ".join(choices)
        raise UsageError(f"{given!r} is none of the choices.", f"Use one of: {known}.") from None


def _url(visit: Visit, revision: int) -> str:
    return f"/m/{visit.matter.slug}/{visit.item.deliverable}/{revision}"
