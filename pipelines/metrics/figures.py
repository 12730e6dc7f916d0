"""The figures: what was counted, divided, with how far it may be from the truth and what to make of it.

Answers: every formula of `pipelines/metrics/formulas.py` for records of ledgers, over all and for each kind
of work (tier and deliverable); the same of each reviewer within a kind; causes of returns; refusals. Refuses:
to give a critical-error rate of fewer than 30 rows; to compare people across kinds of work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from statistics import median

from pipelines.business_time import WorkingHours, working_time
from pipelines.ledger_chain import utc_text
from pipelines.metrics import formulas as f
from pipelines.metrics.counted import NOT_AN_ERROR, Judged, Kind, Record, Round
from pipelines.metrics.due import Turnaround, due_of, is_late, late_question
from pipelines.metrics.formulas import Formula, Unit
from pipelines.metrics.reading import DECISIONS
from pipelines.metrics.wilson import wilson
from pipelines.review.verdicts import Verdict
from pipelines.task import Tier

SHOWN_FROM = 30
"""Rows under which no critical-error rate is shown: it would be chance."""
_MANY = 100
_FEW_OVERRIDES = 0.02
_FAST_SECONDS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` is ``None`` where there is nothing to divide by, or too little to show. ``low`` and ``high``
    are Wilson's bounds, of shares only. ``remark`` says what to look into; empty for nothing."""

    formula: Formula
    numerator: int
    denominator: int
    value: float | None
    low: float | None = None
    high: float | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ReviewerLine:
    """One reviewer in one kind of work."""

    kind: Kind
    reviewer: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """``whole`` over all kinds, ``by_kind`` for each; ``causes`` are (cause, code, returns), ``refusals``
    (rule, times). ``since`` is empty for all time; ``made`` is when, as UTC text."""

    made: str
    since: str
    matters: tuple[str, ...]
    whole: tuple[Figure, ...]
    by_kind: tuple[tuple[Kind, tuple[Figure, ...]], ...]
    reviewers: tuple[ReviewerLine, ...]
    causes: tuple[tuple[str, str, int], ...]
    refusals: tuple[tuple[str, int], ...]


def figures(
    records: Sequence[Record],
    turnarounds: Mapping[str, int],
    hours: WorkingHours,
    now: datetime,
    since: date | None = None,
) -> Figures:
    """All figures of these ledgers.

    Args:
        turnarounds: business days allowed for each deliverable, by name; one that is not there is never due.
        hours: when the office works.
        now: what is not decided yet is late or not as of this time.
        since: counts only what was decided, asked, reported or refused on that day (UTC) or later.
    """
    first = since.isoformat() if since else ""
    terms = Turnaround(turnarounds, hours, now)
    records = [_since(r, first) for r in records]
    kinds = sorted({k for r in records for k in _kinds(r)}, key=_rank)
    by_kind = tuple((kind, _all(_of(records, kind), terms)) for kind in kinds)
    return Figures(
        made=utc_text(now),
        since=first,
        matters=tuple(sorted(r.matter for r in records)),
        whole=_all(records, terms),
        by_kind=by_kind,
        reviewers=tuple(line for kind in kinds for line in _reviewers(_of(records, kind), kind)),
        causes=_causes(records),
        refusals=_most(Counter(x.rule for r in records for x in r.refused)),
    )


# --- choosing -----------------------------------------------------------------------------------------------


def _since(r: Record, first: str) -> Record:
    """What was closed on that day or later; what is open still counts."""
    return Record(
        matter=r.matter,
        judged=tuple(j for j in r.judged if j.time >= first),
        rounds=tuple(x for x in r.rounds if not x.ended or x.ended >= first),
        courses=tuple(c for c in r.courses if not c.approved or c.approved >= first),
        questions=tuple(q for q in r.questions if not q.answered or q.answered >= first),
        reported=tuple(e for e in r.reported if e.time >= first),
        refused=tuple(x for x in r.refused if x.time >= first),
    )


def _of(records: Iterable[Record], kind: Kind) -> list[Record]:
    return [
        Record(
            matter=r.matter,
            judged=tuple(j for j in r.judged if j.kind == kind),
            rounds=tuple(x for x in r.rounds if x.kind == kind),
            courses=tuple(c for c in r.courses if c.kind == kind),
            questions=tuple(q for q in r.questions if q.kind == kind),
            reported=tuple(e for e in r.reported if e.kind == kind),
        )
        for r in records
    ]


def _kinds(r: Record) -> set[Kind]:
    """Kinds of work that somebody submitted: before that no tier is fixed."""
    kinds = {j.kind for j in r.judged} | {x.kind for x in r.rounds} | {c.kind for c in r.courses}
    kinds |= {q.kind for q in r.questions} | {e.kind for e in r.reported}
    return {kind for kind in kinds if kind.tier}


def _rank(kind: Kind) -> tuple[int, str]:
    tiers = [t.value for t in Tier]
    return (tiers.index(kind.tier) if kind.tier in tiers else len(tiers), kind.deliverable)


# --- dividing -----------------------------------------------------------------------------------------------


def _all(records: Sequence[Record], terms: Turnaround) -> tuple[Figure, ...]:
    made = {x.formula.key: x for x in (*_rows(records), *_courses(records), *_times(records, terms))}
    made |= {x.formula.key: x for x in _questions(records, terms)}
    return tuple(made[formula.key] for formula in f.FORMULAS)


def _rows(records: Sequence[Record]) -> Iterable[Figure]:
    judged = [j for r in records for j in r.judged]
    yield from judged_figures(judged)
    critical = [j for j in judged if j.critical]
    yield _share(f.CRITICAL_ACCURACY, sum(j.verdict is Verdict.ACCEPT for j in critical), len(critical))
    wrong = sum(j.verdict is not Verdict.ACCEPT and j.code not in NOT_AN_ERROR for j in critical)
    if len(judged) < SHOWN_FROM:
        few = f"not shown under {SHOWN_FROM} rows" if judged else ""
        yield Figure(f.CRITICAL_ERRORS, wrong, len(judged), None, remark=few)
    else:
        yield _share(f.CRITICAL_ERRORS, wrong, len(judged))
    released = sum(c.rows for r in records for c in r.courses if c.released)
    found = sum(len(r.reported) for r in records)
    if found > released:  # of releases before the first day
        yield Figure(f.ESCAPES, found, released, None, remark="in rows released before this period")
    else:
        yield _share(f.ESCAPES, found, released, "find out how each got through" if found else "")


def judged_figures(judged: Sequence[Judged]) -> Iterable[Figure]:
    """What can be said of rows judged, whoever judged them."""
    n = len(judged)
    accepted = sum(j.verdict is Verdict.ACCEPT for j in judged)
    high = [j for j in judged if j.kind.tier == Tier.HIGH]
    overridden = sum(j.verdict is not Verdict.ACCEPT for j in high)
    trusting = len(high) >= _MANY and overridden < _FEW_OVERRIDES * len(high)
    unopened = sum(not j.opened for j in high)
    yield _share(f.ROW_ACCURACY, accepted, n)
    look = "under 2 % at the high tier: look at how rows are reviewed" if trusting else ""
    yield _share(f.OVERRIDES, n - accepted, n, look)
    asked = f"{unopened} at the high tier without" if unopened else ""
    yield _share(f.OPENED, sum(j.opened for j in judged), n, asked)
    timed = sorted(j.seconds for j in judged if j.seconds > 0)
    pace = float(median(timed)) if timed else None
    quick = pace is not None and pace < _FAST_SECONDS
    yield Figure(f.PACE, 0, len(timed), pace, remark="quicker than a page is read" if quick else "")


def _courses(records: Sequence[Record]) -> Iterable[Figure]:
    done = [c for r in records for c in r.courses if c.approved]
    n = len(done)
    yield _share(f.FIRST_PASS, sum(not any(x.is_error for x in c.returns) for c in done), n)
    beyond = sum(c.revisions - 1 for c in done)
    yield Figure(f.REVISIONS, beyond, n, beyond / n if n else None)
    yield _share(f.RETURNED, sum(bool(c.returns) for c in done), n)


def _times(records: Sequence[Record], terms: Turnaround) -> Iterable[Figure]:
    rounds = [x for r in records for x in r.rounds]
    decided = [x for x in rounds if x.outcome in DECISIONS]
    timed = [x for x in decided if due_of(x, terms) is not None]
    late = [x for x in rounds if not x.ended and is_late(x, terms)]
    in_time = sum(not is_late(x, terms) for x in timed)
    waits = f"{len(late)} still undecided" if late else ""
    yield _share(f.ON_TIME, in_time, len(timed) + len(late), waits)
    took = sorted(_days(x, terms.hours) for x in decided)
    middle, slow = (median(took), took[ceil(0.9 * len(took)) - 1]) if took else (None, None)
    yield Figure(f.MEDIAN_DAYS, 0, len(took), middle)
    yield Figure(f.SLOW_DAYS, 0, len(took), slow)


def _days(x: Round, hours: WorkingHours) -> float:
    """Working time from submission to decision in working days, without what an escalation held."""
    at = datetime.fromisoformat
    span = working_time(at(x.submitted), at(x.ended), hours)
    for begin, end in x.held:
        span -= working_time(at(begin), at(end or x.ended), hours)
    day = datetime.combine(date.min, hours.closes) - datetime.combine(date.min, hours.opens)
    return max(span / day, 0.0)


def _questions(records: Sequence[Record], terms: Turnaround) -> Iterable[Figure]:
    asked = [q for r in records for q in r.questions]
    drafted = len({(r.matter, c.kind.deliverable) for r in records for c in r.courses})
    rows = sum(len(r.judged) for r in records)
    none = "none asked: make sure that questions reach somebody" if rows >= _MANY and not asked else ""
    n = len(asked)
    yield Figure(f.ESCALATIONS, n, drafted, n / drafted if drafted else None, remark=none)
    yield Figure(f.ESCALATIONS_BY_ROWS, n, rows, 1000 * n / rows if rows else None)
    due = [q for q in asked if q.due and (q.answered or late_question(q, terms.now))]
    late = [q for q in due if late_question(q, terms.now)]
    unanswered = sum(not q.answered for q in late)
    waits = f"{unanswered} still open" if unanswered else ""
    yield _share(f.ANSWERS_ON_TIME, len(due) - len(late), len(due), waits)


def _share(formula: Formula, hits: int, n: int, remark: str = "") -> Figure:
    assert formula.unit is Unit.SHARE
    if n == 0:
        return _none(formula, hits)
    low, high = wilson(hits, n)
    return Figure(formula, hits, n, hits / n, low, high, remark)


def _none(formula: Formula, hits: int) -> Figure:
    return Figure(formula, hits, 0, None)


# --- beside the figures -------------------------------------------------------------------------------------


def _reviewers(records: Sequence[Record], kind: Kind) -> Iterable[ReviewerLine]:
    by: dict[str, list[Judged]] = {}
    for r in records:
        for j in r.judged:
            by.setdefault(j.by, []).append(j)
    for who in sorted(by):  # by id: an order by figure would be a ranking
        yield ReviewerLine(kind, who, tuple(judged_figures(by[who])))


def _causes(records: Sequence[Record]) -> tuple[tuple[str, str, int], ...]:
    counted: Counter[tuple[str, str]] = Counter()
    for r in records:
        for c in r.courses:
            for x in c.returns:
                counted.update((x.cause, code) for code in x.codes or ("",))
    often = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((cause, code, n) for (cause, code), n in often)


def _most(counted: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
