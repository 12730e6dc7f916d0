"""Boosted trees: figures of candidates in, chances out.

Answers: for each candidate how likely it is a clause of its type (0-1), the mean of several fits. Refuses to
train: see `training`. One thread, so that a run with many workers gives the same bytes as a run with one.
"""

from __future__ import annotations

from collections.abc import Sequence

import lightgbm
import numpy as np
from numpy.typing import NDArray

from extractors.contracts.model.features import Figures

Chances = NDArray[np.float64]


class Trees:
    """Models in LightGBM's text form."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._fits = tuple(lightgbm.Booster(model_str=text) for text in texts)

    def chances(self, figures: Figures, threads: int = 1) -> Chances:
        """(candidates,) from (candidates, figures)."""
        if not len(figures):
            return np.zeros(0)
        each = [np.asarray(fit.predict(figures, num_threads=threads), np.float64) for fit in self._fits]
        mean: Chances = np.add.reduce(each) / len(each)
        return mean
