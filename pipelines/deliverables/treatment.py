"""The treatment chronology: facts → rows, findings and page ledger, in the approved template's order.

Answers: one row per encounter with its quotes and citations. Refuses to draft when a quote is not found
again, or when the page ledger does not sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.approved import ApprovedTemplate
from pipelines.bill_findings import total_findings
from pipelines.billing import reconcile
from pipelines.bills import bills_of
from pipelines.checks import prove
from pipelines.citing import citer
from pipelines.deliverables.drafted import caption, stats
from pipelines.deliverables.encounter_rows import encounter_rows
from pipelines.duplicate_findings import duplicate_findings
from pipelines.folding import folded, ordered
from pipelines.gather import Facts
from pipelines.house import Codes, Glossary, House
from pipelines.indexes.catalog import treatment_indexes
from pipelines.matter import Matter
from pipelines.merging import merge
from pipelines.page_ledger import page_ledger
from pipelines.postings import post
from pipelines.registers import (
    absent_findings,
    amended_findings,
    billing_findings,
    gap_findings,
    identity_findings,
    low_confidence_findings,
    set_aside_findings,
    undated_findings,
    unnamed_findings,
)
from pipelines.rows import Chronology, Index, SetAside, TreatmentChronology, TreatmentRow
from pipelines.specials import specials_of
from pipelines.supporting_pages import attach_support
from pipelines.told_registers import told_registers


def draft_chronology(
    matter: Matter,
    facts: Facts,
    set_aside: Sequence[SetAside],
    template: ApprovedTemplate,
    program: str,
) -> TreatmentChronology:
    """Draft the chronology of a matter.

    Args:
        matter: the matter (client, incident).
        facts: gathered facts of all its documents.
        set_aside: files that could not be processed.
        template: the approved template, for headings and the gap threshold.
        program: program name and version, printed on the deliverable.

    Raises:
        CitationError, AccountingError: the draft could not be proven (see `checks.prove`).
    """
    cites = citer(facts)
    groups = attach_support(merge(facts), facts)
    papers = bills_of(facts)
    bills = reconcile(groups, facts)
    postings = post(specials_of(papers), bills)
    told = told_registers(facts, groups, matter.date_of_incident, cites)
    each = encounter_rows(groups, bills, postings, cites, template.task.headings, told.copied)
    joined = folded(each, groups, template.task, matter.date_of_incident)
    rows = ordered(
        [_as_wanted(j.row, template.task.house) for j in joined], template.task, matter.date_of_incident
    )
    cited = frozenset((c.citation.sha256, c.citation.page) for r in rows for c in r.citations)
    findings = (
        *set_aside_findings(set_aside),
        *identity_findings(facts, cites),
        *unnamed_findings(facts, cites, cited),
        *undated_findings(facts, cites, cited),
        *low_confidence_findings(facts, cites),
        *gap_findings(groups, matter.date_of_incident, template.task.gap_threshold_days, cites),
        *amended_findings(groups, cites),
        *billing_findings(groups, bills, postings, cites),
        *total_findings(papers, cites),
        *absent_findings(groups, facts, cites),
        *duplicate_findings(facts, cites),
        *told.findings,
    )
    shown = {id_: j.row.id for j in joined for id_ in j.ids}
    indexes = treatment_indexes(facts, groups, each, shown, bills, findings, matter.date_of_incident, cites)
    pages = page_ledger(facts, cited, cites)
    chronology = Chronology(
        caption(matter),
        template.stamp,
        program,
        rows,
        findings,
        pages,
        tuple(set_aside),
        stats(facts, rows, findings, pages, set_aside),
        tuple(index for index in indexes if _is_wanted(index, template.task.house)),
    )
    prove(chronology, facts)
    return chronology


def _as_wanted(row: TreatmentRow, house: House) -> TreatmentRow:
    """Without its codes where the house keeps them out of rows."""
    return row if house.codes in (Codes.ROWS, Codes.BOTH) else replace(row, icd10=(), cpt=())


def _is_wanted(index: Index, house: House) -> bool:
    if index.name == "codes":
        return house.codes in (Codes.INDEX, Codes.BOTH)
    return index.name != "glossary" or house.glossary is Glossary.APPENDED
