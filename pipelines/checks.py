"""Before a draft exists: every quote found again on its page, every page accounted for, every row cited."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.citations import Citation
from extractors.errors import AccountingError, CitationError
from pipelines.gather import Facts
from pipelines.rows import Chronology, SourceCitation


def prove(chronology: Chronology, facts: Facts) -> int:
    """Verify all of it; returns the number of citations verified.

    Raises:
        CitationError: a quote is not where it is cited, or a row has no citation.
        AccountingError: the page ledger does not sum to the pages read.
    """
    pages = facts.pages()
    count = 0
    for source in _sources(chronology):
        citation: Citation = source.citation
        page = pages.get((citation.sha256, citation.page))
        if page is None:
            raise CitationError(
                f"Page {citation.page} of source {citation.sha256[:12]} is not in this matter.",
                "Draft again.",
            )
        citation.verify(page)
        count += 1
    for row in chronology.rows:
        if not row.citations:
            raise CitationError(f"Row {row.id} has no citation.", "Draft again; if it recurs, report it.")
    if len(chronology.pages) != len(pages):
        raise AccountingError(
            f"{len(chronology.pages)} ledger entries for {len(pages)} pages.",
            "Nothing was drafted; report this.",
        )
    return count


def _sources(chronology: Chronology) -> Iterator[SourceCitation]:
    for row in chronology.rows:
        yield from row.citations
        for finding in row.findings:
            yield finding.source
    for matter_finding in chronology.findings:
        yield from matter_finding.citations
