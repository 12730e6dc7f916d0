"""Joins what several documents record of one encounter: copies, reprints, scans, amended versions, slips.

One group becomes one row. Groups form only on evidence: a copied page, or the same day with agreeing facility
and provider. Studies, procedures and laboratory reports stay apart from the visit that ordered them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from extractors.facts import CHART, Encounter, PageKind, Precision
from extractors.lexicon import normal
from extractors.pages import Layer
from pipelines.duplicates import DuplicatePair
from pipelines.gather import Facts
from pipelines.same_names import assists, last_name, same_facility, same_provider

_APART = (
    PageKind.IMAGING,
    PageKind.LAB,
    PageKind.OPERATIVE,
    PageKind.EMS,
    PageKind.EMERGENCY,
    PageKind.EXAMINER,
)
VISIT = "visit"
_IN_A_STAY = CHART | {PageKind.HOSPITAL, PageKind.NOTE, PageKind.LAB, PageKind.THERAPY, PageKind.DISCHARGE}


@dataclass(frozen=True, slots=True)
class Group:
    """Encounters that are one. ``lead`` speaks for the row; ``others`` are its copies and companions.

    ``folded`` are a stay's daily notes; ``support`` pages are (digest, page) that only support the row.
    """

    lead: Encounter
    others: tuple[Encounter, ...]
    folded: tuple[Encounter, ...] = ()
    support: tuple[tuple[str, int], ...] = ()

    @property
    def start(self) -> date:
        return self.lead.date.start

    @property
    def end(self) -> date:
        """Last day: that of a stay, else the day itself."""
        ends = [e.end.end for e in (self.lead, *self.others) if e.end]
        return max([self.lead.date.end, *ends])

    @property
    def members(self) -> tuple[Encounter, ...]:
        return (self.lead, *self.others)


def merge(facts: Facts) -> tuple[Group, ...]:
    """Groups of encounters in order of date, of care within a day, then of facility and provider."""
    names = {d.source.sha256: d.source.name for d in facts.documents}
    layers = {k: p.layer for k, p in facts.pages().items()}
    encounters = [e for f in facts.facts for e in f.encounters if e.date.precision is Precision.DAY]
    visits = [e for e in encounters if e.kind is not PageKind.WORK_STATUS]
    slips = [e for e in encounters if e.kind is PageKind.WORK_STATUS]
    copied = _copied(facts.duplicates)
    groups = _join(visits, copied)
    leads = [_lead(group, names, layers) for group in groups]
    merged = [
        Group(lead, tuple(e for e in group if e is not lead))
        for lead, group in zip(leads, groups, strict=True)
    ]
    merged = _attach_slips(merged, slips, copied, names, layers)
    merged = _fold_stays(merged)
    return tuple(sorted(merged, key=lambda g: _order(g, names)))


_OF_A_DAY = {PageKind.EMS: -2, PageKind.EMERGENCY: -1, PageKind.IMAGING: 1, PageKind.LAB: 1}


def _order(group: Group, names: dict[str, str]) -> tuple[str, int, str, str, str, int, int]:
    """By day; within a day as care goes: ambulance, emergency department, visits, then what they ordered."""
    lead = group.lead
    facility = lead.facility.value.lower() if lead.facility else ""
    provider = lead.provider.value.lower() if lead.provider else ""
    return (
        group.start.isoformat(),
        _OF_A_DAY.get(lead.kind, 0),
        facility,
        provider,
        names[lead.sha256],
        lead.pages[0],
        lead.date.citation.start,
    )


def _copied(pairs: Sequence[DuplicatePair]) -> dict[tuple[str, int], tuple[str, int]]:
    """Every page of a duplicate group mapped to the group's first page."""
    first: dict[tuple[str, int], tuple[str, int]] = {}
    for pair in pairs:
        original = (pair.original.sha256, pair.original.page)
        first.setdefault(original, original)
        first[(pair.copy.sha256, pair.copy.page)] = original
    return first


def _join(
    encounters: Sequence[Encounter], copied: dict[tuple[str, int], tuple[str, int]]
) -> list[list[Encounter]]:
    on_page = Counter((e.sha256, p) for e in encounters for p in e.pages)

    def alone(encounter: Encounter) -> bool:
        return all(on_page[(encounter.sha256, p)] == 1 for p in encounter.pages)

    by_day: dict[date, list[Encounter]] = defaultdict(list)
    for encounter in encounters:
        by_day[encounter.date.start].append(encounter)
    groups: list[list[Encounter]] = []
    for day in sorted(by_day):
        open_groups: list[list[Encounter]] = []
        # Fully named encounters first: an unnamed copy then finds the group it belongs to.
        for encounter in sorted(
            by_day[day], key=lambda e: (e.provider is None, e.facility is None, e.sha256, e.pages)
        ):
            home = next(
                (g for g in open_groups if any(_is_copy(encounter, m, copied, alone) for m in g)), None
            )
            home = home or next((g for g in open_groups if all(_same(encounter, m) for m in g)), None)
            if home is None:
                open_groups.append([encounter])
            else:
                home.append(encounter)
        groups += open_groups
    return groups


def _is_copy(
    a: Encounter,
    b: Encounter,
    copied: dict[tuple[str, int], tuple[str, int]],
    alone: Callable[[Encounter], bool],
) -> bool:
    pages_a = {copied[(a.sha256, p)] for p in a.pages if (a.sha256, p) in copied}
    pages_b = {copied[(b.sha256, p)] for p in b.pages if (b.sha256, p) in copied}
    if not pages_a & pages_b:
        return False
    # Several notes share a page: its copy repeats all of them, so names must not disagree. A note alone on
    # its pages is the copy, whatever a scan made of its signature.
    if not (a.provider and b.provider) or same_provider(a.provider.value, b.provider.value):
        return True
    return alone(a) and alone(b)


def _same(a: Encounter, b: Encounter) -> bool:
    if class_of(a) != class_of(b):
        return False
    if a.sha256 == b.sha256 and set(a.pages) == set(b.pages) and not (a.provider and b.provider):
        return False
    if a.kind is PageKind.IMAGING and a.title and b.title and not _same_study(a.title.value, b.title.value):
        return False
    named = a.provider and b.provider and not (assists(a.provider.value) or assists(b.provider.value))
    seen_by = (
        same_provider(a.provider.value, b.provider.value) if named and a.provider and b.provider else None
    )
    if a.facility and b.facility and not same_facility(a.facility.value, b.facility.value):
        # One provider, one day, one file: two print-outs of the name, not two visits.
        return a.sha256 == b.sha256 and seen_by is True
    if seen_by is not None:
        return seen_by
    return bool(a.facility and b.facility)


def _same_study(one: str, other: str) -> bool:
    """Two studies read on one day by one radiologist differ in their titles (knee, shoulder)."""
    return fuzz.token_set_ratio(normal(one), normal(other)) >= 90


def class_of(encounter: Encounter) -> str:
    """What never joins another class: studies, procedures, emergency visits by kind; all visits are one."""
    return encounter.kind.value if encounter.kind in _APART else VISIT


def _lead(
    group: Sequence[Encounter], names: dict[str, str], layers: dict[tuple[str, int], Layer]
) -> Encounter:
    """The member that speaks for the row: native before scanned, complete before cut, then by name and
    page."""

    def rank(e: Encounter) -> tuple[bool, bool, bool, bool, int, str, int]:
        scanned = any(layers[(e.sha256, p)] is Layer.OCR for p in e.pages)
        return (
            e.amended is not None,
            scanned,
            e.facility is None or e.facility_inherited,
            e.provider is None or assists(e.provider.value),
            -len(e.passages),
            names[e.sha256],
            e.pages[0],
        )

    return min(group, key=rank)


def _attach_slips(
    groups: list[Group],
    slips: Sequence[Encounter],
    copied: dict[tuple[str, int], tuple[str, int]],
    names: dict[str, str],
    layers: dict[tuple[str, int], Layer],
) -> list[Group]:
    """A work slip belongs to that day's visit at its facility; without one it is a contact of its own."""
    attached: dict[int, list[Encounter]] = defaultdict(list)
    alone: list[Encounter] = []
    for slip in slips:
        home = next(
            (
                i
                for i, g in enumerate(groups)
                if g.start == slip.date.start and class_of(g.lead) == "visit" and _slip_fits(slip, g.lead)
            ),
            None,
        )
        if home is None:
            alone.append(slip)
        else:
            attached[home].append(slip)
    merged = [Group(g.lead, (*g.others, *attached[i])) if i in attached else g for i, g in enumerate(groups)]
    for group in _join(alone, copied):
        lead = _lead(group, names, layers)
        merged.append(Group(lead, tuple(e for e in group if e is not lead)))
    return merged


def _slip_fits(slip: Encounter, visit: Encounter) -> bool:
    if slip.facility and visit.facility:
        return same_facility(slip.facility.value, visit.facility.value)
    if slip.provider and visit.provider:
        return last_name(slip.provider.value) == last_name(visit.provider.value)
    return slip.sha256 == visit.sha256


def _fold_stays(groups: list[Group]) -> list[Group]:
    """A stay is one row with a range: its daily notes at the same facility fold into it."""
    stays = [g for g in groups if g.end > g.start]
    stays.sort(key=lambda g: (g.start, -(g.end - g.start).days))
    gone: set[int] = set()
    result: list[Group] = []
    for stay in stays:
        if id(stay) in gone:
            continue
        inside = [
            g
            for g in groups
            if g is not stay
            and id(g) not in gone
            and g.lead.kind in _IN_A_STAY
            and stay.start <= g.start
            and g.end <= stay.end
            and _at(stay.lead, g.lead)
        ]
        gone.update(id(g) for g in inside)
        gone.add(id(stay))
        again = [e for g in inside if g.start == stay.start and g.end == stay.end for e in g.members]
        daily = [e for g in inside if not (g.start == stay.start and g.end == stay.end) for e in g.members]
        result.append(Group(stay.lead, (*stay.others, *again), tuple(daily)))
    return result + [g for g in groups if id(g) not in gone]


def _at(stay: Encounter, other: Encounter) -> bool:
    if stay.facility and other.facility:
        return same_facility(stay.facility.value, other.facility.value)
    return stay.sha256 == other.sha256
