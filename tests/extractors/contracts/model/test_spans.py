"""Spans that may be a date or a title, and candidates of sentences."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.contracts.clause_types import ClauseType
from extractors.contracts.flow import flow_of_text
from extractors.contracts.model.candidates import Kind, candidates
from extractors.contracts.model.contract import read_contract
from extractors.contracts.model.date_spans import date_spans
from extractors.contracts.model.title_spans import title_spans
from tests.extractors.contracts.model.made_contract import AGREEMENT


@pytest.mark.parametrize(
    "date",
    [
        "May 8, 2014",
        "this 8th day of May, 2014",
        "this 20t h day of December 2018",
        "the ____ day of ________, 2013",
        "[●], 2020",
        "14 June 2006",
        "05/08/98",
        "2019-04-01",
        "the first day of March, 2001",
    ],
)
def test_dates_as_contracts_print_them(date: str) -> None:
    text = f"made and entered into as of {date} by and between"
    assert date in [text[a:b] for a, b in date_spans(text, 0, len(text))]


@pytest.mark.parametrize("text", ["Section 4.2.1 of this", "a fee of 12.5 per unit", "you may terminate"])
def test_numbers_that_are_no_dates(text: str) -> None:
    assert date_spans(text, 0, len(text)) == []


def test_titles_come_with_and_without_what_is_in_front() -> None:
    text = "Exhibit 10.2\n\nTHIS SUPPLY AGREEMENT is made between"
    found = [text[a:b] for a, b in title_spans(text)]
    assert "SUPPLY AGREEMENT" in found
    assert "Exhibit 10.2" in found


def test_candidates_hold_sentences_joins_dates_and_titles() -> None:
    contract = read_contract(flow_of_text(AGREEMENT))
    scores = np.zeros((len(contract.sentences), len(ClauseType)), np.float32)
    found = dict(zip(ClauseType, candidates(contract, scores), strict=True))
    text = contract.text
    dates = {text[c.start : c.end] for c in found[ClauseType.AGREEMENT_DATE] if c.kind is Kind.DATE}
    titles = {text[c.start : c.end] for c in found[ClauseType.DOCUMENT_NAME] if c.kind is Kind.TITLE}
    law = found[ClauseType.GOVERNING_LAW]
    assert "May 8, 2014" in dates
    assert "DISTRIBUTION AGREEMENT" in titles
    assert {Kind.SENTENCE, Kind.JOINED} <= {c.kind for c in law}
    assert len({(c.start, c.end) for c in law}) == len(law)
    assert all(0 <= c.start < c.end <= len(text) for own in found.values() for c in own)


def test_a_page_break_parts_a_sentence() -> None:
    text = "Buyer shall pay the price of goods\n\n-2-\n\nwithin thirty days of the invoice that Seller sends."
    contract = read_contract(flow_of_text(text))
    assert len(contract.sentences) == 1
    assert len(contract.breaks) == 1
    scores = np.zeros((1, len(ClauseType)), np.float32)
    parts = {contract.text[c.start : c.end] for c in candidates(contract, scores)[-1] if c.kind is Kind.PART}
    assert "within thirty days of the invoice that Seller sends." in parts
