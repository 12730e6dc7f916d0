"""Each page of each paper has one fate, and their sum is the page count."""

from __future__ import annotations

import pytest

from extractors.errors import AccountingError
from extractors.pages import Layer
from pipelines.clauses.page_account import NOTHING, page_account
from tests.pipelines.clauses.made_reading import document
from tests.pipelines.clauses.made_report import BASE, CHANGE, COPY, MadePaper

BARE = MadePaper("scan.pdf", ("",))
KINDS = {paper.sha256: "agreement" for paper in (BASE, CHANGE, COPY, BARE)}


def test_every_page_has_its_disposition() -> None:
    longer = MadePaper(COPY.name, (*COPY.texts, "one page more"))
    documents = [document(BASE), document(CHANGE), document(longer), document(BARE)]
    entries = page_account(documents, KINDS, {longer.sha256: CHANGE.sha256}, {(BASE.sha256, 2)})
    assert [(e.source, e.page, e.disposition, e.reason) for e in entries] == [
        (BASE.name, 1, "excluded", NOTHING),
        (BASE.name, 2, "cited", ""),
        (BASE.name, 3, "excluded", NOTHING),
        (CHANGE.name, 1, "excluded", NOTHING),
        (COPY.name, 1, "duplicate of", f"{CHANGE.name}, p. 1"),
        (COPY.name, 2, "duplicate of", CHANGE.name),
        (BARE.name, 1, "blank", ""),
    ]


def test_a_page_nobody_could_read_is_no_blank_page() -> None:
    (entry,) = page_account([document(BARE, Layer.NONE)], KINDS, {}, ())
    assert entry.disposition == "no readable text"


def test_what_does_not_sum_is_refused() -> None:
    with pytest.raises(AccountingError):
        page_account([document(BASE), document(BASE)], KINDS, {}, ())
    with pytest.raises(AccountingError):
        page_account([document(BASE)], KINDS, {}, {(CHANGE.sha256, 1)})
