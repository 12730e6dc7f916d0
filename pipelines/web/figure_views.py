"""The figures and the one-minute status report, as plain values to print: of the visitor's own matters only.

Answers: every figure by its formula, over all and for each kind of work; who decided how, for supervising
attorneys; what needs somebody, as `pincite report` says it. Reads ledgers only. Refuses nothing: a matter
whose ledger does not verify is named instead of counted, for a figure without it would mislead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from extractors.errors import PinciteError
from pipelines.confidentiality.access import roles_in
from pipelines.deliverables.catalog import kind
from pipelines.matter import Matter
from pipelines.metrics.figures import Figure, Figures, figures
from pipelines.metrics.formulas import Unit
from pipelines.metrics.gathering import gather, turnarounds
from pipelines.metrics.status import PERIOD_DAYS, Need, Press, status_report
from pipelines.metrics.status_page import headline
from pipelines.office import Office
from pipelines.review.roster import Person, Role

Context = Mapping[str, object]
PRESSING = {Press.NOW: "red", Press.SOON: "amber", Press.WATCH: ""}
"""How a need is coloured; its word says the same."""


def metrics(office: Office, person: Person, now: datetime) -> Context:
    """Every figure of the person's matters."""
    found = gather(_matters(office, person))
    made = figures(found.records, turnarounds(office), office.policy().hours, now)
    return {
        "faults": found.unread,
        "matters": len(found.records),
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
    """What a supervising attorney reads in one minute: what needs somebody, what is in hand, what warns."""
    matters = _matters(office, person)
    status = status_report(office, matters, now)
    titles = {m.slug: m.title or m.slug for m in matters}
    states = Counter(w.history.state.value for w in status.waiting)
    return {
        "headline": headline(status, now),
        "needs": [_need(need, titles) for need in status.needs],
        "tiles": [
            (status.late(now), "late", "red"),
            (len(status.questions), "open questions", "violet"),
            *((n, state, "") for state, n in sorted(states.items())),
            (len(status.released), f"released in {PERIOD_DAYS} days", ""),
        ],
        "figures": [_figure(f) for f in status.figures],
        "period": PERIOD_DAYS,
        "locked": len(office.locked_matters()),  # who may enter them cannot be read, so none is named
    }


def _need(need: Need, titles: Mapping[str, str]) -> dict[str, object]:
    item = need.item
    return {
        "word": need.word,
        "colour": PRESSING[need.press],
        "press": need.press.value,
        "text": need.text,
        "where": titles.get(need.matter, need.matter),
        "what": f"{kind(item.deliverable).title}, revision {item.revision}" if item else "",
        "base": f"/m/{need.matter}/{item.deliverable}/{item.revision}" if item else "",
    }


def _matters(office: Office, person: Person) -> Sequence[Matter]:
    return [m for m in office.matters() if _granted(m, person)]


def _granted(matter: Matter, person: Person) -> bool:
    try:
        return bool(roles_in(matter, person))
    except PinciteError:
        return False


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
