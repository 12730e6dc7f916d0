"""The liability chronology: one row per event, from notice to aftermath, with disputed versions side by side.

Answers: what each paper tells of the incident, dated by its own date or by the day it tells of, quoted and
cited, transcripts by page and line. It is another view of the same facts. Refuses to draft when a quote is
not found again, or when the page ledger does not sum. Holds no opinion and no significance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.event_papers import is_withheld
from extractors.facts import CLINICAL, Event, PageFacts, PageKind
from pipelines.approved import ApprovedTemplate
from pipelines.checks import prove
from pipelines.citing import Citer, citer
from pipelines.contradiction_pairs import finding_of, usable
from pipelines.deliverables.drafted import caption, stats
from pipelines.disputed_versions import disputes
from pipelines.duplicate_findings import duplicate_findings
from pipelines.event_rows import event_row, recorded_events, with_ids
from pipelines.folding import ordered
from pipelines.gather import Facts
from pipelines.incident_accounts import Account, account_row, accounts_of
from pipelines.liability_findings import absent_papers, undated_papers
from pipelines.matter import Matter
from pipelines.mechanism_contradictions import mechanism_pairs, onset_pairs
from pipelines.merging import Group, merge
from pipelines.page_ledger import EXCLUDED, REVIEW, page_ledger
from pipelines.privilege import may_be_privileged
from pipelines.registers import identity_findings, low_confidence_findings, set_aside_findings
from pipelines.rows import (
    Chronology,
    EventRow,
    LiabilityChronology,
    MatterFinding,
    SetAside,
    SourceCitation,
)
from pipelines.supporting_pages import attach_support
from pipelines.task import Task
from pipelines.told import tell

_PAPERS = frozenset({PageKind.POLICE, PageKind.INCIDENT_REPORT, PageKind.STATEMENT, PageKind.DEPOSITION})
_PRIVILEGED = "marked as privileged or work product: not quoted"
_MEDICAL = "medical record: no account of the incident that is not in another row"


def draft_liability(
    matter: Matter,
    facts: Facts,
    set_aside: Sequence[SetAside],
    template: ApprovedTemplate,
    program: str,
) -> LiabilityChronology:
    """Draft the liability chronology of a matter.

    Args:
        matter: the matter (client, incident).
        facts: gathered facts of all its documents.
        set_aside: files that could not be processed.
        template: the approved template, for its headings.
        program: program name and version, printed on the deliverable.

    Raises:
        CitationError, AccountingError: the draft could not be proven (see `checks.prove`).
    """
    cites = citer(facts)
    groups = attach_support(merge(facts), facts)
    rows, sources = _rows(matter, facts, groups, template.task, cites)
    rows, disputed = disputes(rows, sources, facts, cites)
    events = [s for s in sources if isinstance(s, Event)]
    cited = frozenset((c.citation.sha256, c.citation.page) for r in rows for c in _cited(r))
    findings = (
        *set_aside_findings(set_aside),
        *identity_findings(facts, cites),
        *undated_papers(facts, cites),
        *low_confidence_findings(facts, cites),
        *_contradictions(matter, facts, groups, cites),
        *absent_papers(facts, events, cites),
        *duplicate_findings(_of_papers(facts, cited), cites),
    )
    held = _papers_held(facts)
    pages = page_ledger(facts, cited, cites, lambda fact: _unused(fact, held, cites))
    chronology = Chronology(
        caption(matter),
        template.stamp,
        program,
        rows,
        findings,
        pages,
        tuple(set_aside),
        stats(facts, rows, findings, pages, set_aside),
        (disputed,),
    )
    prove(chronology, facts)
    return chronology


def _rows(
    matter: Matter, facts: Facts, groups: Sequence[Group], task: Task, cites: Citer
) -> tuple[tuple[EventRow, ...], tuple[Event | Account, ...]]:
    """The rows in the house's order, and what each was made of."""
    privileged = may_be_privileged(facts, cites)
    made: list[tuple[EventRow, Event | Account]] = [
        (event_row(recorded, cites, privileged), recorded.event)
        for recorded in recorded_events(facts, cites)
    ]
    made += [
        (account_row(account, cites), account)
        for account in accounts_of(facts, groups, matter.date_of_incident, cites)
    ]
    # Events of a day stand before accounts given on it: both lists are ordered, and the sort keeps order.
    made.sort(key=lambda pair: (pair[0].date_start, isinstance(pair[1], Account)))
    rows = with_ids([row for row, _ in made])
    of_row = {row.id: source for row, (_, source) in zip(rows, made, strict=True)}
    placed = ordered(rows, task, matter.date_of_incident)
    return placed, tuple(of_row[row.id] for row in placed)


def _cited(row: EventRow) -> tuple[SourceCitation, ...]:
    return (*row.citations, *(f.source for f in row.findings))


def _contradictions(
    matter: Matter, facts: Facts, groups: Sequence[Group], cites: Citer
) -> tuple[MatterFinding, ...]:
    """Pairs of the medical papers on how it happened and on which day."""
    incident = matter.date_of_incident
    if incident is None:
        return ()
    told = usable(tell(facts, groups, cites, CLINICAL | {PageKind.INTAKE}), cites)
    pairs = (
        *mechanism_pairs(told, groups, facts, incident, cites),
        *onset_pairs(told, groups, facts, incident, cites),
    )
    return tuple(finding_of(pair, groups, cites) for pair in pairs)


def _of_papers(facts: Facts, cited: frozenset[tuple[str, int]]) -> Facts:
    """The facts of documents that a row cites, and the copies of cited pages only."""
    pairs = tuple(
        pair
        for pair in facts.duplicates
        if {(pair.original.sha256, pair.original.page), (pair.copy.sha256, pair.copy.page)} & cited
    )
    told = {sha256 for sha256, _ in cited}
    kept = [(d, f) for d, f in zip(facts.documents, facts.facts, strict=True) if f.sha256 in told]
    return replace(
        facts, documents=tuple(d for d, _ in kept), facts=tuple(f for _, f in kept), duplicates=pairs
    )


def _papers_held(facts: Facts) -> frozenset[tuple[str, int]]:
    """(Digest, page) of every page that is part of a paper of liability."""
    return frozenset(
        (f.sha256, f.pages[i].page)
        for f in facts.facts
        for paper in f.liability.papers
        for i in paper.indexes
    )


def _unused(fact: PageFacts, held: frozenset[tuple[str, int]], cites: Citer) -> tuple[str, str]:
    """Disposition and reason of a page that no row cites."""
    place = (fact.sha256, fact.page)
    if is_withheld(cites.pages[place], fact) or (fact.kind in _PAPERS and place not in held):
        return EXCLUDED, _PRIVILEGED
    if fact.kind in CLINICAL or fact.kind is PageKind.INTAKE:
        return EXCLUDED, _MEDICAL
    if fact.kind in _PAPERS:
        return REVIEW, "paper of liability without a certain date"
    if fact.kind in (PageKind.INSURER_LETTER, PageKind.REQUEST):
        return EXCLUDED, "letter or note that tells nothing of liability, or the firm's own notes"
    if fact.kind is PageKind.OTHER:
        return REVIEW, "kind of page not recognised"
    return EXCLUDED, "not a paper of this deliverable"
