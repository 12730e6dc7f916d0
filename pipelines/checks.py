"""Before a draft exists: every printed fact found again, every page accounted for, no stranger quoted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from extractors.citations import Citation
from extractors.errors import AccountingError, CitationError
from extractors.facts import PageKind, Printed
from extractors.identity import Owner
from extractors.pages import Page
from pipelines.gather import Facts
from pipelines.rows import APART, AnyChronology, EventRow, Index, Row, SourceCitation

_AGAIN = "Draft again; if it recurs, report it: nothing is rendered on an unproven fact."
_KINDS = frozenset(kind.value for kind in PageKind)


def prove(chronology: AnyChronology, facts: Facts) -> int:
    """Verify all of it; returns the number of citations verified.

    Raises:
        CitationError: a quote is not where it is cited, a row has no citation, a printed name or code is not
            among those found on its sources, or another person's page is cited.
        AccountingError: the page ledger does not sum to the pages read.
    """
    pages = facts.pages()
    strangers = _pages_of_strangers(facts)
    count = 0
    for source in _sources(chronology):
        citation: Citation = source.citation
        _verify(citation, pages)
        if (citation.sha256, citation.page) in strangers:
            raise CitationError(
                f"Page {citation.page} of source {citation.sha256[:12]} is another person's.", _AGAIN
            )
        count += 1
    printed = _printed_values(facts, pages)
    for row in chronology.rows:
        if not row.citations:
            raise CitationError(f"Row {row.id} has no citation.", _AGAIN)
        _prove_names(row, printed)
    rows = frozenset(row.id for row in chronology.rows)
    for index in chronology.indexes:
        _prove_index(index, rows, printed)
    if len(chronology.pages) != len(pages):
        raise AccountingError(
            f"{len(chronology.pages)} ledger entries for {len(pages)} pages.",
            "Nothing was drafted; report this.",
        )
    return count


def _verify(citation: Citation, pages: Mapping[tuple[str, int], Page]) -> None:
    page = pages.get((citation.sha256, citation.page))
    if page is None:
        raise CitationError(
            f"Page {citation.page} of source {citation.sha256[:12]} is not in this matter.", _AGAIN
        )
    citation.verify(page)


def _pages_of_strangers(facts: Facts) -> frozenset[tuple[str, int]]:
    return frozenset(
        (page.sha256, page.page)
        for document in facts.facts
        for page, owner in zip(document.pages, document.owners, strict=True)
        if owner == Owner.OTHER.value
    )


def _printed_values(facts: Facts, pages: Mapping[tuple[str, int], Page]) -> dict[str, set[str]]:
    """By source: every name, title and code that stands in its own quote, each quote found again."""
    values: dict[str, set[str]] = defaultdict(set)

    def add(printed: Printed | None) -> None:
        if printed is None:
            return
        _verify(printed.citation, pages)
        if printed.value not in " ".join(printed.citation.quote.split()):
            raise CitationError(
                f"A name or code is not in its quote on page {printed.citation.page}.", _AGAIN
            )
        values[printed.citation.sha256].add(printed.value)

    for document in facts.facts:
        for encounter in document.encounters:
            for one in (
                encounter.facility,
                encounter.provider,
                encounter.title,
                *encounter.icd10,
                *encounter.cpt,
            ):
                add(one)
        # Who bills, and whose letter it is: rows of charges and of wage loss name them.
        billers = [name for charge in document.charges for name in (charge.facility, charge.biller)]
        for name in (*billers, *(page.facility for page in document.pages)):
            if name and name.value in " ".join(name.citation.quote.split()):
                add(name)
        for charge in document.charges:
            _verify(charge.citation, pages)
            if charge.code and charge.code in charge.citation.quote:
                values[charge.citation.sha256].add(charge.code)
    return values


def _prove_names(row: Row, printed: Mapping[str, set[str]]) -> None:
    """A row's names, title and codes are values printed in the sources that it cites.

    What an event prints of its paper (parties, time) stands in the quotes of its own citations.
    """
    known = [printed.get(sha256, set()) for sha256 in {c.citation.sha256 for c in row.citations}]
    if isinstance(row, EventRow):
        shown = {*row.parties, row.time} - {""}
        shown -= {name for name in shown if _stands_in(name, row.citations)}
    else:
        names = {row.facility, *row.provider.split(APART), *(set(row.type.split(APART)) - _KINDS)}
        shown = {*names, *row.icd10, *row.cpt} - {""}
    if any(all(value not in values for values in known) for value in shown):
        raise CitationError(f"Row {row.id} shows a name or code that its sources do not print.", _AGAIN)


def _stands_in(words: str, cited: Sequence[SourceCitation]) -> bool:
    """Whether the words stand in a quote as whole words; a scan may set a stroke ("â") right behind one."""
    pattern = re.compile(rf"(?<![A-Za-z0-9]){re.escape(words)}(?![A-Za-z0-9])")
    return any(pattern.search(" ".join(c.citation.quote.split())) for c in cited)


def _prove_index(index: Index, rows: frozenset[str], printed: Mapping[str, set[str]]) -> None:
    """An index's lines fit its columns, stand for rows that are there, and name only who is printed."""
    if any(len(line.values) != len(index.columns) for line in index.lines):
        raise AccountingError(f"The index {index.name} has lines of another length.", _AGAIN)
    if any(not rows.issuperset(line.rows) for line in index.lines):
        raise AccountingError(f"The index {index.name} stands for rows that are not there.", _AGAIN)
    names = [i for i, column in enumerate(index.columns) if column in _NAMES.get(index.name, ())]
    for line in index.lines:
        for value in (part for i in names for part in str(line.values[i]).split(APART)):
            printed_so = any(value in values for values in printed.values())
            if value and value not in _SAID and not printed_so and not _stands_in(value, line.citations):
                raise CitationError(f"The index {index.name} names what no page prints.", _AGAIN)


_NAMES = {"providers": ("facility", "providers", "also_printed")}
"""Columns that hold names as printed."""
_SAID = frozenset({"not printed"})
"""What the program itself says in such a column."""


def _sources(chronology: AnyChronology) -> Iterator[SourceCitation]:
    for row in chronology.rows:
        yield from row.citations
        for finding in row.findings:
            yield finding.source
    for matter_finding in chronology.findings:
        yield from matter_finding.citations
    for index in chronology.indexes:
        for line in index.lines:
            yield from line.citations
