"""The same charge on two papers counts once: billed twice on one paper it is two charges, once on each of two
papers it is one. Says only which lines tell of one charge; what a paper and a charge are is the caller's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def counted_once(
    lines: Sequence[Item], paper: Callable[[Item], Hashable], charge: Callable[[Item], Hashable]
) -> tuple[tuple[Item, ...], ...]:
    """Bundle lines that tell of one charge: at most one line of each paper, in order of first appearance.

    Args:
        lines: the lines of all papers.
        paper: what paper a line stands on.
        charge: what makes two lines the same charge (date, code, amount).
    """
    times: dict[tuple[Hashable, Hashable], int] = defaultdict(int)
    bundles: dict[tuple[Hashable, int], list[Item]] = {}
    for line in lines:
        what = charge(line)
        nth = times[(paper(line), what)]
        times[(paper(line), what)] += 1
        bundles.setdefault((what, nth), []).append(line)
    return tuple(tuple(b) for b in bundles.values())
