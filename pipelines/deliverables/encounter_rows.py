"""The rows of encounters: each group of the fact store with its names, quotes, codes, amount and citations.

Answers: one row per encounter, under the headings a deliverable asks for. Every view of the same facts takes
its encounters from here, so that a row has the same id, date and sources in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.citations import Citation, cite
from extractors.facts import DateRole, Encounter, PageKind, Printed
from extractors.pages import Page
from pipelines.billing import Reconciliation
from pipelines.citing import Citer
from pipelines.merging import Group
from pipelines.postings import Postings
from pipelines.row_ids import row_ids
from pipelines.rows import DOUBTFUL_DATE, SourceCitation, TreatmentRow, VerbatimFinding
from pipelines.specials_lines import READ_WITH_DOUBT, TWO_AMOUNTS, SpecialsLine
from pipelines.told_registers import COPIED_FORWARD


def encounter_rows(
    groups: Sequence[Group],
    bills: Reconciliation,
    postings: Postings,
    cites: Citer,
    headings: Sequence[str],
    copied: frozenset[int],
) -> tuple[TreatmentRow, ...]:
    """A row for each group, in the order of the groups.

    Args:
        groups: the encounters, merged.
        bills: which charges bill which of them.
        postings: what the ledger counts of them.
        cites: the matter's citer.
        headings: the headings to quote under, in the order in which they print.
        copied: indexes of the groups that repeat an earlier one.
    """
    ids = row_ids(groups)
    rows = (_row(ids[i], g, i, bills, postings, cites, headings) for i, g in enumerate(groups))
    return tuple(
        replace(r, flags=(*r.flags, COPIED_FORWARD)) if i in copied else r for i, r in enumerate(rows)
    )


def _row(
    row_id: str,
    group: Group,
    index: int,
    bills: Reconciliation,
    postings: Postings,
    cites: Citer,
    headings: Sequence[str],
) -> TreatmentRow:
    lead = group.lead
    facility = _first(group, "facility")
    provider = _first(group, "provider")
    findings = _findings(group, cites, headings)
    charges = bills.billed.get(index, ())
    citations = _citations(group, cites)
    # The claim or ledger lines that bill this encounter are cited last, after the record itself.
    known = {(c.citation.sha256, c.citation.page) for c in citations}
    for charge in charges:
        key = (charge.citation.sha256, charge.citation.page)
        if key not in known:
            known.add(key)
            citations.append(cites.source(charge.citation))
    return TreatmentRow(
        row_id,
        lead.date.iso,
        group.end.isoformat(),
        lead.date.precision.value,
        facility.value if facility else "",
        provider.value if provider else "",
        lead.title.value if lead.title else lead.kind.value,
        findings,
        _codes(group, "icd10"),
        _codes(group, "cpt", tuple(c.code for c in charges)),
        postings.billed(index),
        tuple(citations),
        (
            *_flags(group, findings, cites),
            *_unadded_claim(postings.not_added.get(index)),
            *_doubt_of_amount(postings.by_group.get(index, ())),
        ),
    )


def _unadded_claim(amount: Decimal | None) -> tuple[str, ...]:
    """A flag for lines of a hospital's claim whose days its account itemises."""
    return (f"hospital claim (UB-04) lines of ${amount:,.2f} are not in the amount: check",) if amount else ()


def _doubt_of_amount(lines: Sequence[SpecialsLine]) -> tuple[str, ...]:
    """What keeps the amount from being certain: a page read with doubt, two papers that differ."""
    flags = {flag for line in lines for flag in line.flags}
    return tuple(flag for flag in (READ_WITH_DOUBT, TWO_AMOUNTS) if flag in flags)


def _first(group: Group, field: str) -> Printed | None:
    for encounter in group.members:
        printed: Printed | None = getattr(encounter, field)
        if printed:
            return printed
    return None


def _codes(group: Group, field: str, billed: tuple[str, ...] = ()) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for encounter in (*group.members, *group.folded):
        for code in getattr(encounter, field):
            found.setdefault(code.value)
    return tuple(dict.fromkeys([*found, *(c for c in billed if c)]))


def _findings(group: Group, cites: Citer, headings: Sequence[str]) -> tuple[VerbatimFinding, ...]:
    """Quotes of the lead, then of amended versions and slips, in the template's order of headings."""
    quoted: list[VerbatimFinding] = []
    seen: set[str] = set()
    for encounter in _speaking(group, cites):
        passages = [(p.heading, p.citation) for p in encounter.passages]
        if encounter.kind is PageKind.WORK_STATUS:
            passages += _slip_passages(encounter, cites)
        for heading, citation in passages:
            key = " ".join(citation.quote.lower().split())
            if heading in headings and key not in seen:
                seen.add(key)
                quoted.append(VerbatimFinding(heading, cites.source(citation), cites.doubtful(citation)))
    return tuple(sorted(quoted, key=lambda f: headings.index(f.heading)))


def _speaking(group: Group, cites: Citer) -> list[Encounter]:
    """Members with words of their own: not copies of the lead's pages, nor of one another's."""
    heard: set[tuple[str, int]] = set()
    speaking: list[Encounter] = []
    for encounter in (group.lead, *group.others, *group.folded):
        pages = {cites.originals.get((encounter.sha256, p), (encounter.sha256, p)) for p in encounter.pages}
        shares_page = encounter.sha256 == group.lead.sha256 and encounter is not group.lead
        if not pages <= heard or shares_page:
            speaking.append(encounter)
        heard |= pages
    return speaking


_SLIP_LINE = re.compile(r"work|duty|lift|restrict|disab|school|activit", re.IGNORECASE)


def _slip_passages(encounter: Encounter, cites: Citer) -> list[tuple[str, Citation]]:
    page: Page = cites.pages[(encounter.sha256, encounter.pages[0])]
    lines = [line for line in page.lines() if _SLIP_LINE.search(line.text) and len(line.text.split()) > 5]
    if not lines:
        return []
    return [("Work status / restrictions", cite(page, lines[0].start, lines[-1].end))]


def _citations(group: Group, cites: Citer) -> list[SourceCitation]:
    """The date first, then every page on which the encounter is recorded, copies included."""
    found = [cites.source(group.lead.date.citation)]
    seen = {(group.lead.date.citation.sha256, group.lead.date.citation.page)}
    members = sorted(
        (*group.members, *group.folded), key=lambda e: (e is not group.lead, cites.names[e.sha256], e.pages)
    )
    for encounter in members:
        for number in encounter.pages:
            key = (encounter.sha256, number)
            if key in seen:
                continue
            seen.add(key)
            own = [p.citation for p in encounter.passages if p.citation.page == number]
            if encounter.date.citation.page == number:
                found.append(cites.source(encounter.date.citation))
            elif own:
                found.append(cites.source(own[0]))
            else:
                page = cites.of_page(*key)
                if page:
                    found.append(page)
    for key in group.support:
        page = cites.of_page(*key)
        if key not in seen and page:
            seen.add(key)
            found.append(page)
    return found


def _flags(group: Group, findings: Sequence[VerbatimFinding], cites: Citer) -> tuple[str, ...]:
    lead = group.lead
    flags: list[str] = []
    if lead.date.doubt:
        flags.append(lead.date.doubt.value)
    if lead.date.role is DateRole.LETTER:
        flags.append("dated by the letter's own date line")
    if any((e.sha256, p) in cites.unsettled for e in group.members for p in e.pages):
        flags.append("whose page this is does not agree: check the identity")
    if cites.doubtful(lead.date.citation):
        flags.append(DOUBTFUL_DATE)
    if lead.facility and lead.facility_inherited:
        flags.append("facility from a neighbouring page of the file")
    if any(e.amended for e in group.members):
        flags.append("amended")
    if any(f.low_confidence for f in findings):
        flags.append("low-confidence text")
    copies = {e.sha256 for e in group.members}
    if len(group.others) and len(copies) > 1:
        flags.append("recorded in more than one file")
    return tuple(flags)
