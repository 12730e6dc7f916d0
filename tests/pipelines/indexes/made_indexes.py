"""The indexes of a made matter, by name, and the proof that each line's print stands in what it cites."""

from __future__ import annotations

from datetime import date

from extractors.pages import Document
from pipelines.billing import reconcile
from pipelines.bills import bills_of
from pipelines.citing import citer
from pipelines.deliverables.encounter_rows import encounter_rows
from pipelines.gather import gather
from pipelines.indexes.catalog import treatment_indexes
from pipelines.merging import merge
from pipelines.postings import post
from pipelines.registers import absent_findings
from pipelines.rows import Index, IndexLine, IndexValue
from pipelines.specials import specials_of
from pipelines.supporting_pages import attach_support
from tests.made_pages import INCIDENT
from tests.pipelines.made_matter import CLIENT

HEADINGS = (
    "Complaint", "History / mechanism", "Examination", "Imaging impression", "Diagnosis", "Procedure",
    "Treatment / plan", "Work status / restrictions", "Medication",
)  # fmt: skip


def indexes(*documents: Document, incident: date | None = INCIDENT) -> dict[str, Index]:
    """The indexes of a matter of these documents, by name; every citation is found again on its page."""
    facts = gather(documents, CLIENT, incident)
    cites = citer(facts)
    groups = attach_support(merge(facts), facts)
    bills = reconcile(groups, facts)
    postings = post(specials_of(bills_of(facts)), bills)
    rows = encounter_rows(groups, bills, postings, cites, HEADINGS, frozenset())
    findings = absent_findings(groups, facts, cites)
    found = treatment_indexes(facts, groups, rows, {}, bills, findings, incident, cites)
    pages = facts.pages()
    for index in found:
        for line in index.lines:
            assert len(line.values) == len(index.columns)
            assert set(line.rows) <= {row.id for row in rows}
            for cited in line.citations:
                cited.citation.verify(pages[(cited.citation.sha256, cited.citation.page)])
    return {index.name: index for index in found}


def lines(index: Index, *columns: str) -> list[tuple[IndexValue, ...]]:
    """The values of these columns, line by line."""
    return [tuple(line.values[index.columns.index(c)] for c in columns) for line in index.lines]


def stands_in_citations(line: IndexLine, printed: IndexValue) -> bool:
    """Whether every part of a printed value (parted by "; ") is in a quote that the line cites."""
    quotes = [" ".join(c.citation.quote.split()) for c in line.citations]
    return all(any(part in quote for quote in quotes) for part in str(printed).split("; ") if part)
