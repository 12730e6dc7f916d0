"""The scale from a model's chances to confidences that mean what they say.

Answers: the confidence of a chance, by straight lines between knots. Refuses to fall: a likelier span never
gets a lower confidence.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Scale:
    """``knots`` are (chance, confidence), both rising, from (0, 0) to (1, 1)."""

    knots: tuple[tuple[float, float], ...]

    def confidences(self, chances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of each chance."""
        at, to = zip(*self.knots, strict=True)
        return np.asarray(np.interp(chances, at, to), np.float64)
