"""One line of a contract's abstract: a value and the spans it is quoted from, or why there is none.

Refuses a value without a span to quote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.contracts.clause_hits import Hit
from extractors.contracts.clause_types import ClauseType

NOT_FOUND = "no clause of this type was found"
LEAST = 0.3
"""Confidence below which a hit gives no value to the abstract; the clause table shows it all the same."""


@dataclass(frozen=True, slots=True)
class AbstractField:
    """A field of the abstract.

    ``value`` is normalised (ISO 8601 dates, "3 years", "New York") or "" where ``abstained`` says why there
    is none. ``spans`` are of the flow: what a value was read from, or the words that gave none.
    ``computed_from`` says how a value that is not printed came about; its spans quote every part.
    """

    name: str
    value: str
    spans: tuple[tuple[int, int], ...]
    computed_from: tuple[str, ...] = ()
    abstained: str = ""


def without(name: str, reason: str, *spans: tuple[int, int]) -> AbstractField:
    """A field without a value."""
    return AbstractField(name, "", spans, abstained=reason)


def ranked(hits: Sequence[Hit], *types: ClauseType) -> tuple[Hit, ...]:
    """The hits of some types that are sure enough for the abstract, the surest first, then as they stand."""
    chosen = [h for h in hits if h.type in types and h.confidence >= LEAST]
    return tuple(sorted(chosen, key=lambda h: (-h.confidence, h.start, h.end)))
