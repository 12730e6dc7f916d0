"""Fits the finder: linear banks, then a first look at candidates, then a second, each on verdicts that were
made without seeing the contract they are about.

Answers: a model, and for every contract of the data what stages that were not fitted to it predict (words are
counted over all contracts, without their labels; see docs/decisions/0011). Refuses chance:
folds come from the titles' digests, every seed is fixed, and the number of processes changes nothing.

A later stage that learnt from verdicts on contracts its earlier stage was fitted to would trust them too far.
So each stage is fitted once for every fold on the other folds, and a contract is only ever judged by the one
that left it out (stacking; Wolpert 1992).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.contracts.clause_types import ClauseType
from extractors.contracts.flow import Flow, flow_of_text
from extractors.contracts.model.banks import Bank, Scores, term_matrix, vocabulary_of
from extractors.contracts.model.candidates import Candidate, candidates
from extractors.contracts.model.contract import ReadContract, read_contract
from extractors.contracts.model.features import Figures, figures
from extractors.contracts.model.scale import Scale
from extractors.contracts.model.second_look import judged, seen_again
from extractors.contracts.model.terms import BANKS
from extractors.contracts.model.trees import Chances, Trees
from extractors.contracts.training.bank_fit import LEAST_SENTENCES, fit_bank, stacked
from extractors.contracts.training.calibration import scale_of
from extractors.contracts.training.marked_contracts import MarkedContract
from extractors.contracts.training.processes import in_processes
from extractors.contracts.training.targets import (
    Labels,
    first_target,
    matched,
    raw_span,
    second_target,
    sentence_labels,
)
from extractors.contracts.training.tree_fit import FIRST, SECOND, Fit, fit_trees

FOLDS = 5
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Fitted:
    """``predictions[i]`` are (type, start, end of the raw text, confidence) for contract i, by stages
    that had not seen it, in the order of the candidates."""

    banks: tuple[Bank, ...]
    looks: tuple[tuple[str, ...], tuple[str, ...]]
    scale: Scale
    predictions: tuple[tuple[tuple[str, int, int, float], ...], ...]


@dataclass(frozen=True, slots=True)
class _Read:
    marked: MarkedContract
    flow: Flow
    contract: ReadContract
    labels: Labels


@dataclass(frozen=True, slots=True)
class _Looked:
    """What the looks see of a contract: its candidates, their figures, the marked clauses they match."""

    found: tuple[tuple[Candidate, ...], ...]
    figures: Figures
    answers: tuple[frozenset[int], ...]
    spans: tuple[tuple[str, int, int], ...]


def fold_of(title: str) -> int:
    """Which fold a contract is in, by its title alone."""
    return int.from_bytes(hashlib.sha256(title.encode("utf-8")).digest()[:4], "big") % FOLDS


def fit(
    data: Sequence[MarkedContract],
    jobs: int,
    progress: Progress,
    first_fits: Sequence[Fit] = FIRST,
    second_fits: Sequence[Fit] = SECOND,
) -> Fitted:
    """Fit the finder.

    Args:
        data: marked contracts.
        jobs: processes; any number gives the same model.
        progress: told what begins.
        first_fits, second_fits: what each look averages.
    """
    folds = np.array([fold_of(marked.title) for marked in data])
    progress(f"Reading {len(data)} contracts")
    read = in_processes(_read, data, jobs)
    banks, unseen = _fit_banks(read, folds, jobs, progress)
    progress("Laying out candidates")
    looked = in_processes(_look, list(zip(read, unseen, strict=True)), jobs)
    rows = np.cumsum([0, *(len(each.answers) for each in looked)])
    owners = np.repeat(folds, np.diff(rows))

    aims = np.concatenate([first_target(each.answers) for each in looked])
    all_figures = np.vstack([each.figures for each in looked])
    progress("Fitting the first look")
    first_look, first = _stacked(first_fits, all_figures, aims, np.ones(len(aims)), owners, jobs)
    del all_figures

    again = [
        _Again(each, first[a:b], len(own.contract.sentences))
        for each, own, a, b in zip(looked, read, rows, rows[1:], strict=False)
    ]
    kept = np.concatenate([each.kept + a for each, a in zip(again, rows, strict=False)])
    aims = np.concatenate([each.labels for each in again])
    weights = _weights(first[kept], aims, np.concatenate([each.counts for each in again]))
    progress("Fitting the second look")
    second_look, second = _stacked(
        second_fits, np.vstack([each.figures for each in again]), aims, weights, owners[kept], jobs
    )
    final = np.zeros(len(first))
    final[kept] = second
    scale = scale_of(data, _predictions(looked, rows, final))
    return Fitted(
        banks, (first_look, second_look), scale, _predictions(looked, rows, scale.confidences(final))
    )


def _predictions(
    looked: Sequence[_Looked], rows: NDArray[np.int64], chances: Chances
) -> tuple[tuple[tuple[str, int, int, float], ...], ...]:
    return tuple(
        tuple((*span, float(chance)) for span, chance in zip(each.spans, chances[a:b], strict=True))
        for each, (a, b) in zip(looked, pairwise(rows), strict=True)
    )


class _Again:
    """What the second look sees of a contract, and what it aims at."""

    def __init__(self, looked: _Looked, chances: Chances, sentences: int) -> None:
        self.kept, found = seen_again(looked.found, chances)
        self.figures = judged(looked.figures[self.kept], chances[self.kept], found, sentences)
        answers = [looked.answers[index] for index in self.kept]
        self.labels, self.counts = second_target(found, chances[self.kept], answers)


def _weights(chances: Chances, aims: Labels, counts: NDArray[np.bool_]) -> NDArray[np.float64]:
    """What the first look all but ruled out is most of the rows: a quarter of it stands for all."""
    dull = (chances < 0.01) & (aims == 0)
    quarter = np.arange(len(aims)) % 4 == 0
    return np.where(dull, np.where(quarter, 4.0, 0.0), 1.0) * counts


def _stacked(
    fits: Sequence[Fit],
    figures_of_all: Figures,
    aims: Labels,
    weights: NDArray[np.float64],
    owners: NDArray[np.int64],
    threads: int,
) -> tuple[tuple[str, ...], Chances]:
    """A look fitted on all, and each row's chance by a look that had not seen its fold."""
    chances = np.zeros(len(aims))
    for fold in range(FOLDS):
        apart = owners == fold
        if apart.any():
            texts = fit_trees(fits, figures_of_all[~apart], aims[~apart], weights[~apart], threads)
            chances[apart] = Trees(texts).chances(figures_of_all[apart], threads)
    return fit_trees(fits, figures_of_all, aims, weights, threads), chances


def _read(marked: MarkedContract) -> _Read:
    flow = flow_of_text(marked.text)
    contract = read_contract(flow)
    return _Read(marked, flow, contract, sentence_labels(marked, flow, contract))


def _fit_banks(
    read: Sequence[_Read], folds: NDArray[np.int64], jobs: int, progress: Progress
) -> tuple[tuple[Bank, ...], list[tuple[Scores, ...]]]:
    """The banks fitted on all, and each contract's scores by banks that had not seen it."""
    contracts = [each.contract for each in read]
    labels = np.vstack([each.labels for each in read])
    bounds = np.cumsum([0, *(len(each.labels) for each in read)])
    owners = np.repeat(folds, np.diff(bounds))
    progress("Counting words")
    named = {field: vocabulary_of(field, contracts, least) for field, least in LEAST_SENTENCES.items()}
    banks, unseen = [], []
    for name, fields in BANKS:
        own = tuple(named[field] for field, _ in fields)
        matrix = stacked(in_processes(partial(term_matrix, fields=fields, vocabularies=own), contracts, jobs))
        scores = np.zeros(labels.shape, np.float32)
        for fold in range(FOLDS):
            progress(f"Weighing {name}, fold {fold + 1} of {FOLDS}")
            apart = owners == fold
            if apart.any():
                fitted = fit_bank(name, fields, own, matrix[~apart], labels[~apart], jobs)
                scores[apart] = fitted.scores_of(matrix[apart])
        unseen.append(scores)
        progress(f"Weighing {name} on all")
        banks.append(fit_bank(name, fields, own, matrix, labels, jobs))
    per_contract = [tuple(scores[a:b] for scores in unseen) for a, b in pairwise(bounds)]
    return tuple(banks), per_contract


def _look(given: tuple[_Read, tuple[Scores, ...]]) -> _Looked:
    read, scores = given
    found = candidates(read.contract, scores[0] + scores[1])
    spans = tuple(
        (kind.value, *raw_span(read.flow, each.start, each.end))
        for kind, own in zip(ClauseType, found, strict=True)
        for each in own
    )
    return _Looked(
        found, figures(read.contract, scores, found), matched(read.marked, read.flow, found), spans
    )
