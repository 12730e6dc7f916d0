"""How far a share of few may be from the truth: Wilson's interval.

Answers: between which bounds a share lies, with 95 % confidence. Refuses counts that are no counts. Unlike
the usual "plus or minus", it says something sensible of 0 of 12 and of 12 of 12.
"""

from __future__ import annotations

from math import sqrt

Z95 = 1.959963984540054
"""The normal deviate that leaves 2.5 % on each side."""


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % bounds (0-1) of a share of which ``hits`` of ``n`` were seen. Of nothing: (0, 1).

    Raises:
        ValueError: not 0 <= hits <= n.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
    """
    if not 0 <= hits <= n:
        raise ValueError("a share is of counts: 0 <= hits <= n")
    if n == 0:
        return 0.0, 1.0
    share, z2 = hits / n, Z95 * Z95
    centre = share + z2 / (2 * n)
    spread = Z95 * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low, high = (centre - spread) / (1 + z2 / n), (centre + spread) / (1 + z2 / n)
    # At the ends the formula gives 0 and 1 but for rounding, which must not show.
    return (0.0 if hits == 0 else max(low, 0.0)), (1.0 if hits == n else min(high, 1.0))
