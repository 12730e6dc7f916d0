"""Printed names that are one: every form with its places, the whole form printed most often first.

Answers: which forms belong together by a given rule, in the same way for any order of files. A form that fits
two sets of names is left apart: two lines are a smaller fault than a merged facility.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from extractors.citations import Citation
from extractors.facts import Printed
from extractors.lexicon import normal
from pipelines.citing import Citer

_DANGLING = re.compile(r"(?:&|,|-|\b(?:and|of|the|for|at))\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A form as printed and every place where it is, in the order of files and pages."""

    value: str
    places: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Forms of one name; the first is the one printed most often that is not cut short."""

    spellings: tuple[Spelling, ...]

    @property
    def value(self) -> str:
        return self.spellings[0].value

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(s.value for s in self.spellings)


def named(printed: Iterable[Printed], same: Callable[[str, str], bool], citer: Citer) -> tuple[Named, ...]:
    """The names among these prints, the one printed most often first.

    Args:
        printed: names with their places; a place given twice counts once.
        same: whether two forms are one name.
        citer: knows the files' names.
    """
    places: dict[str, dict[Citation, None]] = {}
    for one in printed:
        places.setdefault(one.value, {}).setdefault(one.citation)
    found = [
        Spelling(value, tuple(sorted(cited, key=lambda c: (citer.names[c.sha256], c))))
        for value, cited in places.items()
    ]
    sets: list[list[Spelling]] = []
    # A form that fits two that are not one (a cut "HARBOR REGIONAL") comes last: nothing may gather round it.
    for spelling in sorted(found, key=lambda s: (_torn(s, found, same), -len(s.places), s.value)):
        homes = [s for s in sets if all(same(spelling.value, other.value) for other in s)]
        if len(homes) == 1:
            homes[0].append(spelling)
        else:
            sets.append([spelling])
    return tuple(Named(_whole_first(s)) for s in sets)


def _torn(one: Spelling, found: Sequence[Spelling], same: Callable[[str, str], bool]) -> bool:
    near = [s.value for s in found if s is not one and same(one.value, s.value)]
    return any(not same(a, b) for a, b in combinations(near, 2))


def _whole_first(spellings: list[Spelling]) -> tuple[Spelling, ...]:
    """A form that a box cut short ("HARBOR ORTHOPAEDIC & SP") never stands for the name."""
    keys = [normal(s.value) for s in spellings]
    cut = [any(_cut(s.value, key, other) for other in keys) for s, key in zip(spellings, keys, strict=True)]
    # Capitals aside: a name in two dresses is printed as often as both together.
    printed = Counter(key for key, s in zip(keys, spellings, strict=True) for _ in s.places)
    order = sorted(range(len(keys)), key=lambda i: (cut[i], -printed[keys[i]], i))
    return tuple(spellings[i] for i in order)


def _cut(value: str, key: str, whole: str) -> bool:
    """Whether a form ends amid a word of another, or on a joining word."""
    if key == whole or not whole.startswith(key):
        return False
    return whole[len(key)] != " " or bool(_DANGLING.search(value))
