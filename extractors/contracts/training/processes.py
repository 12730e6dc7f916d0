"""The same work on many items, side by side.

Answers: the results in the order of the items, whatever the number of processes. Refuses to pass on what
cannot be forked: it is for training and measuring from the command line, where no other thread runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from multiprocessing import get_context
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
_HANDED_DOWN: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []


def in_processes(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> list[Result]:
    """``[work(item) for item in items]`` in ``jobs`` processes; work and items are inherited, not sent."""
    if jobs <= 1 or len(items) <= 1:
        return [work(item) for item in items]
    with get_context("fork").Pool(jobs, _HANDED_DOWN.append, ((work, items),)) as pool:
        return pool.map(_one, range(len(items)), chunksize=max(1, min(8, len(items) // jobs)))


def _one(index: int) -> Any:
    work, items = _HANDED_DOWN[-1]
    return work(items[index])
