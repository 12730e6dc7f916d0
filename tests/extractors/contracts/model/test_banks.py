"""Linear banks: packed weights score as written, and say which words spoke."""

from __future__ import annotations

import numpy as np

from extractors.contracts.flow import flow_of_text
from extractors.contracts.model.banks import Bank, term_matrix, vocabulary_of
from extractors.contracts.model.contract import read_contract
from extractors.contracts.model.tokens import tokens
from tests.extractors.contracts.model.made_contract import AGREEMENT

FIELDS = (("spoken", 1.0), ("around", 0.5))


def _bank() -> Bank:
    contract = read_contract(flow_of_text(AGREEMENT))
    own = tuple(vocabulary_of(field, [contract], 1) for field, _ in FIELDS)
    weights = np.zeros((sum(len(v.columns) for v in own), 41), np.int8)
    weights[own[0].columns["governed_by"], 7] = 127
    return Bank("words", FIELDS, own, weights, np.full(41, 2.0, np.float32), np.full(41, -1.0, np.float32))


def test_only_what_weighs_moves_a_score() -> None:
    contract = read_contract(flow_of_text(AGREEMENT))
    bank = _bank()
    scores = bank.scores(contract)
    law = next(i for i, s in enumerate(contract.sentences) if "governed by" in contract.text[s.start : s.end])
    assert scores[law, 7] > -1
    assert np.delete(scores, law, axis=0).tolist() == [[-1.0] * 41] * (len(scores) - 1)
    column = bank.vocabularies[0].columns["governed_by"]
    length = term_matrix(contract, bank.fields, bank.vocabularies)[law, column]
    assert np.isclose(scores[law, 7], 2.0 * length - 1)
    assert bank.loudest(contract, [law], 7, 3) == ("governed by",)


def test_a_row_is_as_long_as_its_fields() -> None:
    contract = read_contract(flow_of_text(AGREEMENT))
    own = tuple(vocabulary_of(field, [contract], 1) for field, _ in FIELDS)
    matrix = term_matrix(contract, FIELDS, own)
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    assert np.allclose(lengths, np.sqrt(1.0 + 0.25), atol=1e-4)


def test_a_contract_without_known_words_scores_the_bias() -> None:
    strange = read_contract(flow_of_text("Zyx wvu tsr."))
    assert _bank().scores(strange).tolist() == [[-1.0] * 41]


def test_tokens_tell_kinds_of_numbers() -> None:
    assert tokens("Pay $5,000 or 3% by 2014, 30 days, 1,250 units [***] ____ “it’s”") == (
        "pay", "<money>", "or", "<percent>", "by", "<year>", "<small number>", "days", "<number>", "units",
        "<kept secret>", "<blank>", '"', "it’s", '"',
    )  # fmt: skip
