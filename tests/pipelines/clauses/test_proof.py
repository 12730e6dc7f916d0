"""Nothing is rendered that is not found again where it is cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.errors import CitationError
from pipelines.clauses.proof import prove
from pipelines.clauses.report import ClauseReport
from tests.pipelines.clauses.made_report import BASE, CHANGE, PAPERS, made_report

MADE = made_report()
PAGES = {(page.source, page.number): page for paper in PAPERS for page in paper.pages}


def refused(report: ClauseReport) -> str:
    with pytest.raises(CitationError) as caught:
        prove(report, PAGES)
    return str(caught.value)


def test_a_true_report_is_proven_citation_by_citation() -> None:
    assert prove(MADE, PAGES) == 21


def test_a_quote_that_is_not_there_is_refused() -> None:
    clause = MADE.clauses[0]
    source = clause.citations[0]
    moved = replace(source, citation=replace(source.citation, start=source.citation.start + 1))
    report = replace(MADE, clauses=(replace(clause, citations=(moved,)),))
    assert "not found again on page 2" in refused(report)


def test_another_paper_s_page_is_refused() -> None:
    report = replace(MADE, clauses=(replace(MADE.clauses[0], sha256=CHANGE.sha256),))
    assert "not in this paper" in refused(report)


def test_no_row_is_without_a_passage() -> None:
    assert "no citation" in refused(replace(MADE, clauses=(replace(MADE.clauses[0], citations=()),)))
    bare = replace(MADE.abstract[0], passages=())
    assert "'Governing law' has a value and no passage" in refused(replace(MADE, abstract=(bare,)))
    assert "The date D-1 has no passage" in refused(
        replace(MADE, dates=(replace(MADE.dates[0], passages=()),))
    )


def test_what_is_to_be_done_is_in_the_sentence_and_nothing_stands_after_it() -> None:
    elsewhere = replace(MADE.obligations[0], action=BASE.cited("runs for three (3) years"))
    assert "What O-1 asks for is not in its sentence" in refused(replace(MADE, obligations=(elsewhere,)))
    after = replace(MADE.obligations[0], trigger=BASE.cited("Neither party may assign"))
    assert "A part of O-1 stands after its sentence" in refused(replace(MADE, obligations=(after,)))
    led_in = replace(MADE.obligations[0], obligor=BASE.cited("Quillfeather Mills, Inc."))
    assert prove(replace(MADE, obligations=(led_in,)), PAGES)
