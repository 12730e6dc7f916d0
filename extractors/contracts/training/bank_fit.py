"""Fits a linear bank: one support vector machine for every clause type, its weights rounded to a byte.

Answers: a bank from term matrix and labels, the same for the same input. Refuses floats in the result: what
the file will hold is what the folds are measured with.
Source: LIBLINEAR (Fan et al., 2008), dual coordinate descent with squared hinge loss.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.svm import LinearSVC

from extractors.contracts.model.banks import Bank, Vocabulary
from extractors.contracts.training.processes import in_processes
from extractors.contracts.training.targets import Labels

LEAST_SENTENCES = {"spoken": 4, "around": 5, "letters": 8}
"""Sentences that a term of a field must stand in to count."""
_SMALLEST = 2  # of 127: less moves no score, and is most of the file


def stacked(matrices: Sequence[csr_matrix]) -> csr_matrix:
    """The term matrices of all contracts as one, in double precision, as the solver wants it."""
    return vstack(matrices).tocsr().astype(np.float64)


def fit_bank(
    name: str,
    fields: tuple[tuple[str, float], ...],
    vocabularies: tuple[Vocabulary, ...],
    matrix: csr_matrix,
    labels: Labels,
    jobs: int,
) -> Bank:
    """Fit one bank.

    Args:
        name, fields, vocabularies: what it counts.
        matrix: (sentences, terms).
        labels: (sentences, 41), 0 or 1; a type that is never, or always, marked gets no weights.
        jobs: processes.
    """

    def weigh(column: int) -> tuple[NDArray[np.int8], float, float]:
        own = labels[:, column]
        if not own.any() or own.all():
            return np.zeros(matrix.shape[1], np.int8), 1.0, 1.0 if own.any() else -1.0
        machine = LinearSVC(C=1.0, dual=True, random_state=1, max_iter=200, tol=0.05).fit(matrix, own)
        weights = machine.coef_[0]
        scale = float(np.abs(weights).max()) or 1.0
        rounded = np.round(weights / scale * 127).astype(np.int8)
        rounded[np.abs(rounded) < _SMALLEST] = 0
        return rounded, scale, float(machine.intercept_[0])

    columns = in_processes(weigh, range(labels.shape[1]), jobs)
    return Bank(
        name,
        fields,
        vocabularies,
        np.stack([weights for weights, _, _ in columns], axis=1),
        np.array([scale for _, scale, _ in columns], np.float32),
        np.array([bias for _, _, bias in columns], np.float32),
    )
