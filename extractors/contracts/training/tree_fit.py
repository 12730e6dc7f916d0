"""Fits boosted trees for a look at the candidates.

Answers: the trees of a look as text, the same for the same rows, with any number of threads. Several fits of
one look are averaged: they err in different places. Refuses early stopping: it needs contracts of its own.
Source: LightGBM (Ke et al., 2017), deterministic and row-wise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from extractors.contracts.model.features import Figures
from extractors.contracts.training.targets import Labels

_ALL = {
    "objective": "binary",
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 127,
    "cat_smooth": 20.0,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}
_CATEGORIES = [0, 1]  # type and kind of a candidate


@dataclass(frozen=True, slots=True)
class Fit:
    """One fit of a look: boosting rounds and what of LightGBM's parameters is its own."""

    rounds: int
    own: tuple[tuple[str, float | int], ...]


_BROAD: tuple[tuple[str, float | int], ...] = (
    ("learning_rate", 0.06), ("num_leaves", 47), ("min_data_in_leaf", 40), ("feature_fraction", 0.35),
)  # fmt: skip
_NARROW: tuple[tuple[str, float | int], ...] = (
    ("learning_rate", 0.05), ("num_leaves", 31), ("min_data_in_leaf", 80), ("feature_fraction", 0.2),
)  # fmt: skip
FIRST = (Fit(300, (*_BROAD, ("seed", 1))), Fit(350, (*_NARROW, ("seed", 7))))
SECOND = (
    Fit(250, (*_BROAD, ("seed", 1))),
    Fit(350, (*_NARROW, ("seed", 7))),
    Fit(350, (*_NARROW, ("seed", 13))),
)


def fit_trees(
    fits: Sequence[Fit], figures: Figures, aims: Labels, weights: NDArray[np.float64], threads: int
) -> tuple[str, ...]:
    """Fit a look.

    Args:
        fits: what to fit.
        figures: (candidates, figures).
        aims: (candidates,), 0 or 1.
        weights: (candidates,); rows of weight 0 are left out.
        threads: any number gives the same trees.
    """
    counted = weights > 0
    texts = []
    for each in fits:
        parameters: dict[str, Any] = {**_ALL, **dict(each.own), "num_threads": threads}
        data = lightgbm.Dataset(
            figures[counted], aims[counted], weight=weights[counted], categorical_feature=_CATEGORIES
        )
        texts.append(_plain(lightgbm.train(parameters, data, each.rounds).model_to_string()))
    return tuple(texts)


def _plain(text: str) -> str:
    """Without the parameters at its end: they name the threads, and nothing reads them."""
    return text.partition("\nparameters:")[0] + "\n"
