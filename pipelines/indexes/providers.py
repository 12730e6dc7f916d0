"""The provider index: each facility once, with its people, visits, days, pages, and what was received of it.

Answers: which facilities the file knows of, those included that only bill or are only mentioned. Names are
joined by `pipelines.same_names` alone; the line shows the form printed most often and keeps every other one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.facts import Charge, PageKind, Printed
from pipelines.citing import Citer
from pipelines.gather import Facts
from pipelines.indexes.spellings import Named, named
from pipelines.indexes.visits import Visit, ends_of, ids_of, span_of
from pipelines.page_ranges import page_ranges
from pipelines.rows import Index, IndexLine, MatterFinding, SourceCitation
from pipelines.same_names import facility_key, same_facility, same_provider

COLUMNS = (
    "facility", "providers", "also_printed", "visits", "first", "last", "pages", "records", "bills",
)  # fmt: skip
NOT_PRINTED = "not printed"
"""Stands for the facility of visits whose pages name none."""
_PART = 8
"""Letters of a mentioned name that is only a part of a facility's; shorter parts tell nothing."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A facility (``None`` for visits that name none), its visits in order, its charges."""

    name: Named | None
    visits: tuple[Visit, ...]
    charges: tuple[Charge, ...]


def provider_index(found: Sequence[Provider], findings: Sequence[MatterFinding], citer: Citer) -> Index:
    """One line for each facility, by first visit; those without a visit last, by name.

    Args:
        found: the matter's `providers`.
        findings: the chronology's, for facilities that are mentioned and absent.
        citer: the matter's citer.
    """
    lines = [*(_line(p, citer) for p in found), *_mentioned(findings, found)]
    lines.sort(key=lambda line: (str(line.values[4]) or "9999", str(line.values[0]).lower()))
    return Index("providers", COLUMNS, tuple(lines))


def providers(visits: Sequence[Visit], facts: Facts, citer: Citer) -> tuple[Provider, ...]:
    """The facilities that treated or billed, each with its visits and charges."""
    charges = [c for document in facts.facts for c in document.charges if _ours(c, citer)]
    treating = _treating(charges, visits)
    names = [p for v in visits for p in _facilities(v)] + [p for c in charges if (p := _biller(c, treating))]
    sets = named(names, same_facility, citer)
    home = {value: index for index, one in enumerate(sets) for value in one.values}
    treated: dict[int | None, list[Visit]] = defaultdict(list)
    for visit in visits:
        treated[home.get(visit.row.facility)].append(visit)
    billed: dict[int, list[Charge]] = defaultdict(list)
    for charge in charges:
        biller = _biller(charge, treating)
        if biller:
            billed[home[biller.value]].append(charge)
    found = [
        Provider(one, tuple(treated[i]), tuple(billed[i]))
        for i, one in enumerate(sets)
        if treated[i] or billed[i]
    ]
    if treated[None]:
        found.append(Provider(None, tuple(treated[None]), ()))
    return tuple(
        sorted(found, key=lambda p: (span_of(p.visits)[0] or "9999", p.name.value if p.name else ""))
    )


def _ours(charge: Charge, citer: Citer) -> bool:
    place = (charge.citation.sha256, charge.citation.page)
    # A pharmacy fills what others prescribe: its prices are no bill of a provider.
    elsewhere = place in citer.strangers or place in citer.originals
    return not elsewhere and charge.paper is not PageKind.PHARMACY


def _facilities(visit: Visit) -> list[Printed]:
    """The prints of a visit's facility; another name on one of its copies is not joined here."""
    return [
        e.facility
        for e in visit.encounters
        if e.facility
        and (e.facility.value == visit.row.facility or same_facility(e.facility.value, visit.row.facility))
    ]


def _treating(charges: Sequence[Charge], visits: Sequence[Visit]) -> frozenset[str]:
    """Which names on the bills are those of facilities with visits."""
    known = {v.row.facility for v in visits} - {""}
    names = {p.value for c in charges for p in (c.facility, c.biller) if p}
    return frozenset(n for n in names if n in known or any(same_facility(n, k) for k in known))


def _biller(charge: Charge, treating: frozenset[str]) -> Printed | None:
    """Where the service was given; who bills, where only that name is one of a facility with visits."""
    given, bills = charge.facility, charge.biller
    if given is None or bills is None:
        return given or bills
    return bills if given.value not in treating and bills.value in treating else given


def _line(provider: Provider, citer: Citer) -> IndexLine:
    visits, charges = provider.visits, provider.charges
    forms = list(provider.name.spellings) if provider.name else []
    people = named((e.provider for v in visits for e in v.encounters if e.provider), same_provider, citer)
    people = tuple(sorted(people, key=lambda p: _first_seen(p, visits)))
    others = [s.value for s in forms[1:]] + [s.value for p in people for s in p.spellings[1:]]
    first, last = span_of(visits)
    shown = [*forms, *(s for p in people for s in p.spellings)]
    cites = [*ends_of(visits), *(citer.source(s.places[0]) for s in shown)]
    if charges:
        cites.append(citer.source(min(charges, key=lambda c: _place(c, citer)).citation))
    return IndexLine(
        (
            provider.name.value if provider.name else NOT_PRINTED,
            "; ".join(p.value for p in people),
            "; ".join(others),
            len(visits),
            first,
            last,
            _pages(visits, charges, citer),
            "received" if visits else "none",
            "received" if charges else "none",
        ),
        ids_of(visits),
        tuple(dict.fromkeys(cites)),
    )


def _first_seen(person: Named, visits: Sequence[Visit]) -> tuple[str, str]:
    days = [
        v.row.date_start
        for v in visits
        if any(e.provider and e.provider.value in person.values for e in v.encounters)
    ]
    return min(days, default=""), person.value


def _place(charge: Charge, citer: Citer) -> tuple[str, str, int, int]:
    cited = charge.citation
    return citer.names[cited.sha256], cited.sha256, cited.page, cited.start


def _pages(visits: Iterable[Visit], charges: Iterable[Charge], citer: Citer) -> str:
    """``file: 3, 5-7; other file: 2``: the pages of its records and bills, copies included."""
    pages: dict[str, set[int]] = defaultdict(set)
    for visit in visits:
        for cited in visit.row.citations:
            pages[cited.source].add(cited.citation.page)
    for charge in charges:
        pages[citer.names[charge.citation.sha256]].add(charge.citation.page)
    return "; ".join(f"{name}: {page_ranges(pages[name])}" for name in sorted(pages))


def _mentioned(findings: Sequence[MatterFinding], found: Sequence[Provider]) -> list[IndexLine]:
    """Facilities that notes mention and of which the file holds nothing at all."""
    cited: dict[str, list[SourceCitation]] = defaultdict(list)
    for finding in findings:
        name = str(dict(finding.data).get("facility") or "")
        if finding.kind == "referenced_absent" and name and not _known(name, found):
            home = next((other for other in cited if same_facility(other, name)), name)
            cited[home] += finding.citations
    return [
        IndexLine(
            (name, "", "", 0, "", "", _pages_cited(cites), "none", "none"), (), tuple(dict.fromkeys(cites))
        )
        for name, cites in cited.items()
    ]


def _known(name: str, found: Sequence[Provider]) -> bool:
    key = facility_key(name)
    forms = [value for p in found if p.name for value in p.name.values]
    return any(same_facility(name, f) or (len(key) > _PART and key in facility_key(f)) for f in forms)


def _pages_cited(cites: Iterable[SourceCitation]) -> str:
    pages: dict[str, set[int]] = defaultdict(set)
    for cited in cites:
        pages[cited.source].add(cited.citation.page)
    return "; ".join(f"{name}: {page_ranges(pages[name])}" for name in sorted(pages))
