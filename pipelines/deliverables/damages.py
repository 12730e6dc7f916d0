"""The damages chronology: encounters with money, work status and wage loss, by phase, in date order.

Answers: the rows of the treatment chronology under their ids, each with what was billed, adjusted, paid and
is left by the papers; days of charges and periods of wage loss that no encounter tells of; the specials
ledger beside them, line by line and by provider. It is another view of the same facts. Refuses to draft when
a quote is not found again, when the page ledger does not sum, or when rows and ledger differ by a cent. Holds
no valuation and no opinion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.errors import AccountingError
from extractors.facts import PageFacts, PageKind
from pipelines.approved import ApprovedTemplate
from pipelines.bill_findings import not_added_findings, total_findings, unread_findings
from pipelines.billing import Reconciliation, reconcile
from pipelines.bills import Bill, bills_of
from pipelines.checks import prove
from pipelines.citing import Citer, citer
from pipelines.deliverables.damages_indexes import (
    lines_index,
    not_added_index,
    phases_index,
    specials_index,
)
from pipelines.deliverables.damages_rows import (
    Billed,
    absence_rows,
    charged_row,
    encounter_row,
    row_id,
    settled,
)
from pipelines.deliverables.drafted import caption, stats
from pipelines.deliverables.encounter_rows import encounter_rows
from pipelines.deliverables.work_indexes import lien_index, wage_index, work_index
from pipelines.duplicate_findings import duplicate_findings
from pipelines.folding import ordered
from pipelines.footing import Sums
from pipelines.gather import Facts
from pipelines.house import Codes
from pipelines.matter import Matter
from pipelines.merging import Group, merge
from pipelines.page_ledger import page_ledger, unused_in_treatment
from pipelines.phases import AFTER_MMI, Phase, phase_on, phases_of
from pipelines.postings import Postings, place_of, post
from pipelines.registers import (
    billing_findings,
    identity_findings,
    low_confidence_findings,
    set_aside_findings,
    undated_findings,
)
from pipelines.rows import Chronology, DamagesChronology, DamagesRow, Index, SetAside, VerbatimFinding
from pipelines.specials import Specials, specials_of
from pipelines.supporting_pages import attach_support
from pipelines.task import Task
from pipelines.wage_loss import lien_statements, wage_statements

IMPROVEMENT, PROCEDURE = "Maximum medical improvement", "Procedure"


def draft_damages(
    matter: Matter,
    facts: Facts,
    set_aside: Sequence[SetAside],
    template: ApprovedTemplate,
    program: str,
) -> DamagesChronology:
    """Draft the damages chronology of a matter.

    Args:
        matter: the matter (client, incident).
        facts: gathered facts of all its documents.
        set_aside: files that could not be processed.
        template: the approved template, for headings, phases and settings.
        program: program name and version, printed on the deliverable.

    Raises:
        CitationError, AccountingError: the draft could not be proven (see `checks.prove`), or what rows and
            ledger sum up to differs.
    """
    cites, task, incident = citer(facts), template.task, matter.date_of_incident
    assert task.acute_days is not None, "parse_task asks it of a damages task"
    groups = attach_support(merge(facts), facts)
    bills = bills_of(facts)
    matched = reconcile(groups, facts)
    specials = specials_of(bills)
    postings = post(specials, matched)
    phases = phases_of(facts, groups, incident, task.acute_days, cites)

    wages = wage_statements(facts, cites)
    encounters = _encounters(groups, matched, postings, specials, phases, task, cites)
    charged = _charged(facts, bills, postings, specials, phases, task, cites)
    absences = absence_rows(wages, phases, cites)
    rows = ordered((*encounters, *charged, *absences), task, incident)
    _balance(rows, postings, specials)

    homes = _homes(encounters, charged, postings)
    by_provider = {
        id(p): tuple(dict.fromkeys(homes[id(one)] for d in p.days for one in d.lines if id(one) in homes))
        for p in specials.providers
    }
    made = (
        specials_index(specials, by_provider, incident, cites),
        phases_index(phases, encounters, rows, specials.amounts.billed),
        work_index(rows, facts),
        wage_index(wages, absences, cites),
        lien_index(lien_statements(facts, cites), cites),
        lines_index(specials, homes, cites),
        not_added_index(specials, bills, cites),
    )
    indexes = tuple(index for index in made if index.lines)
    cited = _cited(rows, indexes)
    findings = (
        *set_aside_findings(set_aside),
        *identity_findings(facts, cites),
        *undated_findings(facts, cites, cited),
        *low_confidence_findings(facts, cites),
        *total_findings(bills, cites),
        *unread_findings(bills, cites),
        *not_added_findings(specials, cites),
        *billing_findings(groups, matched, postings, cites),
        *duplicate_findings(facts, cites),
    )
    pages = page_ledger(facts, cited, cites, unused_in_damages)
    chronology = Chronology(
        caption(matter),
        template.stamp,
        program,
        rows,
        findings,
        pages,
        tuple(set_aside),
        stats(facts, rows, findings, pages, set_aside),
        indexes,
    )
    prove(chronology, facts)
    return chronology


def unused_in_damages(fact: PageFacts) -> tuple[str, str]:
    """Disposition and reason of a page that no row and no index of a damages chronology cites."""
    disposition, reason = unused_in_treatment(fact)
    return disposition, reason.replace(
        "bill: read for amounts, no encounter of its own", "bill without a line"
    )


def _encounters(
    groups: Sequence[Group],
    bills: Reconciliation,
    postings: Postings,
    specials: Specials,
    phases: Sequence[Phase],
    task: Task,
    cites: Citer,
) -> tuple[DamagesRow, ...]:
    known = settled(postings, specials.providers)
    owners = {id(one): id(p) for p in specials.providers for d in p.days for one in d.lines}
    rows = []
    for index, row in enumerate(encounter_rows(groups, bills, postings, cites, task.headings, frozenset())):
        lines = postings.by_group.get(index, ())
        phase = phase_on(groups[index].start, phases)
        stated = bool(lines) and all(owners[id(line)] in known for line in lines)
        made = encounter_row(row, lines, phase, cites, outstanding=stated)
        if groups[index].lead.kind is not PageKind.OPERATIVE:
            # How a study was taken is no procedure that anybody claims for.
            made = replace(made, findings=tuple(f for f in made.findings if f.heading != PROCEDURE))
        rows.append(_printed(made, task))
    return _with_improvement(rows, phases)


def _printed(row: DamagesRow, task: Task) -> DamagesRow:
    """The row without codes where the house keeps them out of the rows."""
    return row if task.house.codes in (Codes.ROWS, Codes.BOTH) else replace(row, icd10=(), cpt=())


def _with_improvement(rows: Sequence[DamagesRow], phases: Sequence[Phase]) -> tuple[DamagesRow, ...]:
    """The statement that begins the last phase is quoted in the row of its encounter."""
    marked = next((p.marked[0] for p in phases if p.name == AFTER_MMI), None)
    if marked is None:
        return tuple(rows)
    place = (marked.citation.sha256, marked.citation.page)
    stating = next(
        (
            r.id
            for r in rows
            if r.phase == AFTER_MMI and place in [(c.citation.sha256, c.citation.page) for c in r.citations]
        ),
        "",
    )
    finding = VerbatimFinding(IMPROVEMENT, marked)
    return tuple(replace(r, findings=(*r.findings, finding)) if r.id == stating else r for r in rows)


def _charged(
    facts: Facts,
    bills: Sequence[Bill],
    postings: Postings,
    specials: Specials,
    phases: Sequence[Phase],
    task: Task,
    cites: Citer,
) -> tuple[DamagesRow, ...]:
    known = settled(postings, specials.providers)
    billed = Billed(
        {place_of(c): c for d in facts.facts for c in d.charges},
        {(b.sha256, p.page): b for b in bills for p in b.pages},
    )
    rows = [
        charged_row(day, phase_on(day.day, phases), billed, cites, outstanding=id(day.provider) in known)
        for day in postings.days
    ]
    return tuple(_printed(row, task) for row in _ids_apart(rows))


def _ids_apart(rows: Sequence[DamagesRow]) -> Iterator[DamagesRow]:
    """Two rows that say the same are told apart by a counter in their order."""
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row.id] += 1
        yield row if seen[row.id] == 1 else replace(row, id=row_id(row.id, str(seen[row.id])))


def _homes(
    encounters: Sequence[DamagesRow], charged: Sequence[DamagesRow], postings: Postings
) -> Mapping[int, str]:
    """The id of the row that each posted line stands in, by ``id`` of the line."""
    homes = {id(one): encounters[i].id for i, lines in postings.by_group.items() for one in lines}
    for row, day in zip(charged, postings.days, strict=True):
        homes |= {id(one): row.id for one in day.lines}
    return homes


def _balance(rows: Sequence[DamagesRow], postings: Postings, specials: Specials) -> None:
    """Rows and what stands in no row must give the ledger's grand total.

    Raises:
        AccountingError: they do not.
    """
    apart = sum((line.amounts for _, line in postings.untied), Sums())
    for name in ("billed", "adjusted", "paid"):
        total = sum((a for r in rows if (a := getattr(r, name)) is not None), getattr(apart, name))
        if total != getattr(specials.amounts, name):
            raise AccountingError(
                f"The rows do not sum up to the ledger ({name}).", "Nothing was drafted; report this."
            )


def _cited(rows: Sequence[DamagesRow], indexes: Sequence[Index]) -> frozenset[tuple[str, int]]:
    """Pages that a row or a line of an index cites."""
    sources = [c for r in rows for c in r.citations]
    sources += [c for index in indexes for line in index.lines for c in line.citations]
    return frozenset((s.citation.sha256, s.citation.page) for s in sources)
