"""Joins bills to encounters by date of service and facility, both ways; refuses to bend a date or a name.

What the charges of an encounter sum up to is for the ledger to say (`specials`, `postings`): every view takes
its amount from there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from extractors.facts import Charge, PageKind
from extractors.lexicon import normal
from pipelines.gather import Facts
from pipelines.merging import Group
from pipelines.same_names import same_facility


@dataclass(frozen=True, slots=True)
class DayBill:
    """All charges of one facility for one day; ``papers`` cites every line."""

    facility: str
    day: date
    codes: tuple[str, ...]
    papers: tuple[Charge, ...]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The charges that bill each encounter, by index of the group; bills that found no record."""

    billed: dict[int, tuple[Charge, ...]]
    without_record: tuple[DayBill, ...]


def reconcile(groups: Sequence[Group], facts: Facts) -> Reconciliation:
    """Match charges to groups by day and facility; a day's charges are shared out by what their codes are.

    Args:
        groups: the encounters.
        facts: the matter's facts.
    """
    copies = {(p.copy.sha256, p.copy.page) for p in facts.duplicates}
    by_day: dict[date, list[Charge]] = defaultdict(list)
    for document in facts.facts:
        for charge in document.charges:
            # What a pharmacy filled is its own record: it bills no visit, and lacks none.
            if (
                charge.paper is not PageKind.PHARMACY
                and (charge.citation.sha256, charge.citation.page) not in copies
            ):
                by_day[charge.date.start].append(charge)
    matched: dict[int, list[Charge]] = defaultdict(list)
    orphans: list[Charge] = []
    spans = [(group.start, group.end) for group in groups]
    for day in sorted(by_day):
        homes = [i for i, (start, end) in enumerate(spans) if start <= day <= end]
        described = [c for c in by_day[day] if c.description]
        told = {(c.code, c.amount): i for c in described if (i := _home(c, homes, groups)) is not None}
        for charge in by_day[day]:
            home = _home(charge, homes, groups)
            if home is not None and charge.code and not charge.description:
                # A benefits notice names no study: its line is the charge that another paper describes.
                other = told.get((charge.code, charge.amount))
                home = other if other in _fitting(charge, homes, groups) else home
            if home is None:
                orphans.append(charge)
            else:
                matched[home].append(charge)
    billed = {i: tuple(charges) for i, charges in matched.items()}
    return Reconciliation(billed, _day_bills(orphans))


def _fitting(charge: Charge, homes: Sequence[int], groups: Sequence[Group]) -> list[int]:
    """The groups of the day whose facility is on the bill."""
    names = [p.value for p in (charge.facility, charge.biller) if p]
    return [
        i
        for i in homes
        if any(e.facility and same_facility(n, e.facility.value) for e in groups[i].members for n in names)
    ]


def _home(charge: Charge, homes: Sequence[int], groups: Sequence[Group]) -> int | None:
    fitting = _fitting(charge, homes, groups)
    if not fitting:
        return None
    if charge.paper is PageKind.UB04:
        # An inpatient claim bills the stay as one; its revenue lines are not shared out.
        stays = [i for i in fitting if groups[i].end > groups[i].start]
        if stays:
            return stays[0]
    wanted = _kinds_for(charge.code)
    return min(
        fitting,
        key=lambda i: (
            charge.code not in _codes(groups[i]),
            groups[i].lead.kind not in wanted,
            -_likeness(charge, groups[i]),
            i,
        ),
    )


def _codes(group: Group) -> set[str]:
    return {c.value.split("-")[0] for c in group.lead.cpt}


def _likeness(charge: Charge, group: Group) -> float:
    """How like a charge's description is to the title of a study or visit (0-100)."""
    return (
        fuzz.token_set_ratio(normal(charge.description), normal(group.lead.title.value))
        if group.lead.title
        else 0.0
    )


def _kinds_for(code: str) -> tuple[PageKind, ...]:
    """Which kinds of record a code bills (AMA CPT ranges)."""
    if not code[:5].isdigit():
        return (PageKind.EMS,) if code[:1] == "A" else (PageKind.NOTE,)
    number = int(code[:5])
    if 70000 <= number < 80000:
        return (PageKind.IMAGING,)
    if 80000 <= number < 90000:
        return (PageKind.LAB,)
    if 100 <= number < 70000:
        return (PageKind.OPERATIVE,)
    if 99281 <= number <= 99288:
        return (PageKind.EMERGENCY, PageKind.NOTE)
    if 99221 <= number <= 99239:
        return (PageKind.HOSPITAL, PageKind.DISCHARGE, PageKind.NOTE)
    if 97000 <= number < 98000 or 98925 <= number <= 98943:
        return (PageKind.THERAPY,)
    return (PageKind.NOTE, PageKind.THERAPY)


def _day_bills(charges: Sequence[Charge]) -> tuple[DayBill, ...]:
    bills: list[list[Charge]] = []
    for charge in charges:
        name = charge.facility.value if charge.facility else ""
        home = next((b for b in bills if b[0].date.start == charge.date.start and _same(b[0], name)), None)
        if home is None:
            bills.append([charge])
        else:
            home.append(charge)
    return tuple(
        DayBill(
            max((c.facility.value for c in b if c.facility), key=lambda n: (len(n), n), default=""),
            b[0].date.start,
            tuple(sorted({c.code for c in b if c.code})),
            tuple(b),
        )
        for b in bills
    )


def _same(charge: Charge, name: str) -> bool:
    if charge.facility is None:
        return not name
    return same_facility(charge.facility.value, name)
