"""Nothing is drafted on an unproven quote; ids of rows stay when other files arrive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors.errors import AccountingError, CitationError
from pipelines.checks import prove
from pipelines.gather import Facts
from pipelines.rows import TreatmentChronology, TreatmentRow
from tests.made_pages import STAY, STAY_DAY, claim, document, ledger, noisy, scan, therapy, visit
from tests.pipelines.made_matter import draft, facts_of

Drafted = tuple[TreatmentChronology, Facts]

DOCUMENTS = (
    document("v.pdf", visit("03/17/2021"), visit("05/20/2021")),
    document("h.pdf", STAY, STAY_DAY),
    scan("s.pdf", noisy(visit("03/17/2021"))),
    document("l.pdf", ledger("03/17/2021 99203 Office visit 185.00", "06/20/2021 99213 Office visit 125.00")),
    document("c.pdf", claim("03 17 21")),
)


@pytest.fixture
def drafted() -> Drafted:
    return draft(*DOCUMENTS), facts_of(*DOCUMENTS)


def test_every_citation_is_found_again(drafted: Drafted) -> None:
    chronology, facts = drafted
    pages = facts.pages()
    cited = [c for r in chronology.rows for c in (*r.citations, *(f.source for f in r.findings))]
    cited += [c for f in chronology.findings for c in f.citations]
    cited += [c for index in chronology.indexes for line in index.lines for c in line.citations]
    for source in cited:
        page = pages[(source.citation.sha256, source.citation.page)]
        assert page.text[source.citation.start : source.citation.end] == source.citation.quote
        assert source.box is not None
    assert prove(chronology, facts) == len(cited) > 20
    assert all(r.citations for r in chronology.rows)


def test_the_first_citation_of_a_row_carries_its_date(drafted: Drafted) -> None:
    for row in drafted[0].rows:
        month, day, year = row.citations[0].citation.quote.split("/")
        assert f"{year}-{month}-{day}" == row.date_start


def test_a_tampered_page_is_refused(drafted: Drafted) -> None:
    chronology, facts = drafted
    index = next(i for i, d in enumerate(facts.documents) if d.source.name == "v.pdf")
    first = facts.documents[index].pages[0]
    tampered = replace(first, text=first.text.replace("03/17/2021", "03/18/2021"))
    documents = list(facts.documents)
    documents[index] = replace(documents[index], pages=(tampered, *documents[index].pages[1:]))
    with pytest.raises(CitationError):
        prove(chronology, replace(facts, documents=tuple(documents)))


def test_a_citation_of_a_page_outside_the_matter_is_refused(drafted: Drafted) -> None:
    chronology, facts = drafted
    with pytest.raises(CitationError):
        prove(chronology, replace(facts, documents=facts.documents[:-1]))


def test_a_row_without_a_citation_and_a_ledger_short_of_a_page_are_refused(
    drafted: Drafted,
) -> None:
    chronology, facts = drafted
    bare = replace(chronology.rows[0], citations=())
    with pytest.raises(CitationError):
        prove(replace(chronology, rows=(bare, *chronology.rows[1:])), facts)
    with pytest.raises(AccountingError):
        prove(replace(chronology, pages=chronology.pages[1:]), facts)


def test_an_unrelated_file_changes_no_id_of_a_row(drafted: Drafted) -> None:
    before = {r.id for r in drafted[0].rows}
    more = (
        document("0.pdf", therapy("04/06/2021"), therapy("04/08/2021", 3)),
        document(
            "zz.pdf", visit("03/17/2021", provider="Tobin Marsh, DC", facility="Coastal Chiropractic Center")
        ),
    )
    after = [r.id for r in draft(*DOCUMENTS, *more).rows]
    assert before < set(after)
    assert len(after) == len(set(after)) == len(before) + 3


def test_a_copy_of_a_file_changes_no_id_of_a_row(drafted: Drafted) -> None:
    again = draft(*DOCUMENTS, document("0.pdf", visit("03/17/2021")))
    assert [r.id for r in again.rows] == [r.id for r in drafted[0].rows]


INVENTIONS: dict[str, Callable[[TreatmentRow], TreatmentRow]] = {
    "facility": lambda row: replace(row, facility="Invented Clinic"),
    "provider": lambda row: replace(row, provider="Invented Clinic"),
    "title": lambda row: replace(row, type="Invented Clinic"),
    "code": lambda row: replace(row, icd10=("Z99.9",)),
}


@pytest.mark.parametrize("what", INVENTIONS)
def test_a_value_that_no_source_prints_is_refused(drafted: Drafted, what: str) -> None:
    chronology, facts = drafted
    rows = (INVENTIONS[what](chronology.rows[0]), *chronology.rows[1:])
    with pytest.raises(CitationError, match="do not print"):
        prove(replace(chronology, rows=rows), facts)


def test_a_strangers_page_is_never_cited(drafted: Drafted) -> None:
    chronology, facts = drafted
    cited = chronology.rows[0].citations[0].citation
    theirs = tuple(
        replace(f, owners=tuple("other patient" for _ in f.owners)) if f.sha256 == cited.sha256 else f
        for f in facts.facts
    )
    with pytest.raises(CitationError, match="another person's"):
        prove(chronology, replace(facts, facts=theirs))
