"""Linear scorers: 41 weights for every term, kept in a byte each.

Answers: how much the terms of a sentence speak for each clause type, and which of them spoke loudest.
Refuses to learn: weights come from `training`. A weight takes a quarter of a float's space, and sums run over
terms in one order, whatever the number of workers.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from extractors.contracts.model.contract import ReadContract
from extractors.contracts.model.terms import FIELDS, Terms

Scores = NDArray[np.float32]
_SHOWN_FIELD = "spoken"
_WORDS = re.compile(r"[a-z’'_]{3,}")  # no figures, brackets and terms of headings: they explain nothing
_TERMS_OF: Mapping[str, Callable[[ReadContract, int], Terms]] = dict(FIELDS)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of one field that count: column and rarity (inverse document frequency) of each."""

    columns: Mapping[str, int]
    rarity: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Bank:
    """``weights`` is (terms, 41) in 127ths of ``scale`` (41); ``bias`` (41). Terms of its fields follow one
    another in the order of ``fields``, each field weighed to the length given with it."""

    name: str
    fields: tuple[tuple[str, float], ...]
    vocabularies: tuple[Vocabulary, ...]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]

    def scores(self, contract: ReadContract) -> Scores:
        """(sentences, 41): above 0 speaks for the type."""
        return self.scores_of(term_matrix(contract, self.fields, self.vocabularies))

    def scores_of(self, matrix: csr_matrix) -> Scores:
        """The same of a term matrix."""
        rows, found = np.unique(matrix.indices, return_inverse=True)
        narrow = csr_matrix(
            (matrix.data.astype(np.float32), found, matrix.indptr), shape=(matrix.shape[0], len(rows))
        )
        unpacked = self.weights[rows].astype(np.float32) * (self.scale / np.float32(127))
        return np.asarray(narrow @ unpacked, dtype=np.float32) + self.bias

    def loudest(
        self, contract: ReadContract, within: Iterable[int], column: int, most: int
    ) -> tuple[str, ...]:
        """The words of some sentences that speak loudest for a type, loudest first."""
        vocabulary = self.vocabularies[0]
        found = {}
        for term in chain.from_iterable(_TERMS_OF[_SHOWN_FIELD](contract, index) for index in within):
            at = vocabulary.columns.get(term)
            if at is not None and self.weights[at, column] > 0 and _WORDS.fullmatch(term):
                found[term.replace("_", " ")] = float(self.weights[at, column]) * float(vocabulary.rarity[at])
        ranked = sorted(found, key=lambda term: (-found[term], term))
        kept: list[str] = []
        for term in ranked:
            if not any(term in other or other in term for other in kept):
                kept.append(term)
        return tuple(kept[:most])


def term_matrix(
    contract: ReadContract, fields: Sequence[tuple[str, float]], vocabularies: Sequence[Vocabulary]
) -> csr_matrix:
    """(sentences, terms): log-scaled counts times rarity, each field's part of a row of the given length."""
    data: list[float] = []
    indices: list[int] = []
    ends = [0]
    for index in range(len(contract.sentences)):
        base = 0
        for (field, length), vocabulary in zip(fields, vocabularies, strict=True):
            row = _weighed(_TERMS_OF[field](contract, index), vocabulary)
            norm = math.sqrt(sum(value * value for value in row.values()))
            for column, value in row.items():
                indices.append(base + column)
                data.append(value / norm * length)
            base += len(vocabulary.columns)
        ends.append(len(indices))
    width = sum(len(v.columns) for v in vocabularies)
    return csr_matrix(
        (np.array(data, np.float32), np.array(indices, np.int32), np.array(ends, np.int32)),
        shape=(len(contract.sentences), width),
    )


def _weighed(terms: Terms, vocabulary: Vocabulary) -> dict[int, float]:
    columns, rarity = vocabulary.columns, vocabulary.rarity
    counts = Counter(column for column in map(columns.get, terms) if column is not None)
    return {
        column: (1.0 + math.log(count)) * float(rarity[column]) if count > 1 else float(rarity[column])
        for column, count in sorted(counts.items())
    }


def vocabulary_of(field: str, contracts: Iterable[ReadContract], least: int) -> Vocabulary:
    """The terms that stand in at least ``least`` sentences, in alphabetical order."""
    seen: Counter[str] = Counter()
    sentences = 0
    for contract in contracts:
        for index in range(len(contract.sentences)):
            seen.update(set(_TERMS_OF[field](contract, index)))
            sentences += 1
    kept = sorted(term for term, count in seen.items() if count >= least)
    rarity = np.array([math.log((1 + sentences) / (1 + seen[term])) + 1 for term in kept], np.float32)
    return Vocabulary({term: column for column, term in enumerate(kept)}, rarity)
