"""How far a page image is off the level, told by its lines of print.

Answers: the slant of a page in radians. Refuses slants beyond a dozen degrees: no feeder makes them, and
turned pages are known before.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from extractors.readers.ocr_engine import Quad

_SEARCH = math.radians(1.2)
_STEPS = 24
_MOST = math.radians(12)
_BETTER = 1.03
_PRIOR = 0.1


def slant_of(quads: Sequence[Quad], turn: int) -> float:
    """Slant of the print, clockwise positive, in radians.

    Args:
        quads: corners of lines from their own top left (pixels).
        turn: clockwise turn of the page's print in degrees, taken off first.

    Long lines tell it by themselves. The detector sets short ones level, so a page of table cells is
    tried at slants around that, and the one that gathers the cells into the fewest rows wins.
    """
    if not quads:
        return 0.0
    estimate = _by_long_lines(quads, turn)
    back = math.radians(-turn)
    centres = np.array([q.mean(axis=0) for q in quads], dtype=np.float64)
    upright = centres @ np.array([[math.cos(back), math.sin(back)], [-math.sin(back), math.cos(back)]])
    widths = np.array([np.linalg.norm(q[1] - q[0]) for q in quads])
    height = float(np.median([np.linalg.norm(q[3] - q[0]) for q in quads]))
    angles = estimate + np.linspace(-_SEARCH, _SEARCH, 2 * _STEPS + 1)
    # Set rows one line off against each other and two far columns gather as well: near slants come first.
    trust = 1 - _PRIOR * np.abs(angles - estimate) / _SEARCH
    gathered = trust * [_gathered(upright, widths, angle, height) for angle in angles]
    best = int(np.argmax(gathered))
    if gathered[best] < _BETTER * gathered[_STEPS]:
        return estimate
    return float(angles[best])


def _by_long_lines(quads: Sequence[Quad], turn: int) -> float:
    """The middle of the lines' own slants, long lines counting more."""
    slants: list[tuple[float, float]] = []
    for quad in quads:
        edge = quad[1] - quad[0]
        angle = math.atan2(float(edge[1]), float(edge[0])) - math.radians(turn)
        angle = math.remainder(angle, 2 * math.pi)
        if abs(angle) <= _MOST:
            slants.append((angle, float(np.linalg.norm(edge)) ** 2))
    slants.sort()
    half = sum(weight for _, weight in slants) / 2
    for angle, weight in slants:
        half -= weight
        if half <= 0:
            return angle
    return 0.0


def _gathered(
    centres: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    widths: np.ndarray[tuple[int], np.dtype[np.float64]],
    angle: float,
    height: float,
) -> float:
    """How well the centres gather into rows when the page is turned back by an angle (larger is better)."""
    levels = centres[:, 1] * math.cos(angle) - centres[:, 0] * math.sin(angle)
    order = np.argsort(levels)
    near = np.exp(-((np.diff(levels[order]) / (0.15 * height)) ** 2))
    return float((near * np.minimum(widths[order][1:], widths[order][:-1]) ** 0.5).sum()) + 1.0
