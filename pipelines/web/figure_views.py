"""The figures and the one-minute status report, as plain values to print: of the visitor's own matters only.

Answers: every figure by its formula, over all and for each kind of work; who decided how, for supervising
attorneys; what is late, asked and waiting. Reads ledgers only. Refuses nothing: a matter whose ledger does
not verify is named instead of counted, for a figure without it would mislead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from extractors.errors import PinciteError, TemplateError
from pipelines.access import roles_in
from pipelines.approved import load_approved
from pipelines.deliverables.catalog import KINDS, kind
from pipelines.ledger import Ledger
from pipelines.matter import Matter
from pipelines.metrics.counted import Record
from pipelines.metrics.figures import Figure, Figures, figures
from pipelines.metrics.formulas import Unit
from pipelines.metrics.reading import record
from pipelines.office import Office
from pipelines.review.escalations import escalations_of
from pipelines.review.queue import Waiting, waiting
from pipelines.review.roster import Person, Role

Context = Mapping[str, object]
_TOLD = (
    *("row_accuracy", "critical_error_rate", "turnaround_compliance", "answered_within_clock"),
    "escape_rate",
)
"""The figures that the status report repeats; the others are on the page of figures."""


def metrics(office: Office, person: Person, now: datetime) -> Context:
    """Every figure of the person's matters."""
    read, faults = _records(office, person)
    made = figures(read, _turnarounds(office), office.policy().hours, now)
    return {
        "faults": faults,
        "matters": len(read),
        "whole": [_figure(f) for f in made.whole],
        "by_kind": [
            {"tier": k.tier, "title": kind(k.deliverable).title, "figures": [_figure(f) for f in lines]}
            for k, lines in made.by_kind
        ],
        "reviewers": _reviewers(office, person, made),
        "causes": [(cause.replace("_", " "), code.replace("_", " "), n) for cause, code, n in made.causes],
        "refusals": [(rule.replace("_", " "), n) for rule, n in made.refusals],
    }


def report(office: Office, person: Person, now: datetime) -> Context:
    """What a supervising attorney reads in one minute: late, asked, waiting, and the figures that warn."""
    read, faults = _records(office, person)
    open_items = [w for matter in _matters(office, person) for w in _waiting(office, matter)]
    made = figures(read, _turnarounds(office), office.policy().hours, now)
    by_key = {f.formula.key: f for f in made.whole}
    states = Counter(w.history.state for w in open_items)
    return {
        "faults": faults,
        "matters": len(read),
        "late": [_line(w) for w in open_items if w.late(now)],
        "questions": [q for w in open_items for q in _questions(office, w, now)],
        "states": [(state.value, n) for state, n in sorted(states.items())],
        "figures": [_figure(by_key[key]) for key in _TOLD if key in by_key],
        "warnings": [(f.formula.name, f.remark) for f in made.whole if f.remark and f.value is not None],
    }


def _matters(office: Office, person: Person) -> Sequence[Matter]:
    return [m for m in office.matters() if _granted(m, person)]


def _granted(matter: Matter, person: Person) -> bool:
    try:
        return bool(roles_in(matter, person))
    except PinciteError:
        return False


def _records(office: Office, person: Person) -> tuple[list[Record], list[tuple[str, str]]]:
    read: list[Record] = []
    faults: list[tuple[str, str]] = []
    for matter in _matters(office, person):
        try:
            read.append(record(matter.slug, Ledger(matter.ledger).entries()))
        except PinciteError as error:
            faults.append((matter.slug, f"{error.problem} {error.remedy}"))
    return read, faults


def _turnarounds(office: Office) -> dict[str, int]:
    days: dict[str, int] = {}
    for each in KINDS:
        try:
            days[each.name] = load_approved(office.templates, each.name).task.turnaround
        except TemplateError:
            continue  # never due, as `figures` has it
    return days


def _waiting(office: Office, matter: Matter) -> Sequence[Waiting]:
    try:
        return waiting(office, (matter,))
    except PinciteError:
        return ()  # named among the faults


def _line(w: Waiting) -> dict[str, object]:
    item = w.history.item
    return {
        "caption": w.matter.title or w.matter.slug,
        "title": kind(item.deliverable).title,
        "revision": item.revision,
        "base": f"/m/{w.matter.slug}/{item.deliverable}/{item.revision}",
        "state": w.history.state.value,
        "due": w.due.isoformat()[:16].replace("T", " ") if w.due else "",
    }


def _questions(office: Office, w: Waiting, now: datetime) -> list[dict[str, object]]:
    names = {p.id: p.name for p in office.roster().people}
    asked = escalations_of(Ledger(w.matter.ledger).entries(), w.history.item)
    return [
        {
            **_line(w),
            "id": q.id,
            "owner": names.get(q.owner, q.owner),
            "due": q.due[:16].replace("T", " "),
            "late": bool(q.due) and datetime.fromisoformat(q.due) < now,
        }
        for q in asked
        if q.open
    ]


def _reviewers(office: Office, person: Person, made: Figures) -> list[dict[str, object]]:
    """By id, never by figure: an order by figure would be a ranking. For supervising attorneys only."""
    if not person.has(Role.SUPERVISING_ATTORNEY):
        return []
    names = {p.id: p.name for p in office.roster().people}
    return [
        {
            "name": names.get(line.reviewer, line.reviewer),
            "tier": line.kind.tier,
            "title": kind(line.kind.deliverable).title,
            "figures": [_figure(f) for f in line.figures],
        }
        for line in made.reviewers
    ]


def _figure(figure: Figure) -> dict[str, object]:
    unit = figure.formula.unit
    share = unit is Unit.SHARE
    span = figure.low is not None and figure.high is not None
    return {
        "name": figure.formula.name,
        "shows": figure.formula.shows,
        "but": figure.formula.but,
        "stamp": figure.formula.stamp,
        "effective": figure.formula.effective,
        "value": "" if figure.value is None else _percent(figure.value) if share else f"{figure.value:.1f}",
        "unit": "" if share or unit is Unit.PER_ITEM else unit.value,
        "range": f"{_percent(figure.low or 0)} to {_percent(figure.high or 0)}" if span else "",
        "low": 100 * (figure.low or 0),
        "high": 100 * (figure.high or 0),
        "at": 100 * figure.value if share and figure.value is not None else None,
        "of": f"{figure.numerator} of {figure.denominator}" if share else f"n = {figure.denominator}",
        "remark": figure.remark,
    }


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
