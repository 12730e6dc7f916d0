"""What a sentence says of a disputed matter of fact, and of whom: signal, lane, speed, floor, sign.

Answers: (field, of whom, value) only where the words are explicit and the person is named or speaks. A
pronoun of somebody else, a denial of a positive, two values of one field, another event or an "if" give
nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from extractors.cues import Cue, cues, negated, phrase_pattern
from extractors.lexicon import load

CLIENT, OTHER = "the client", "the other party"
PLACE = "the place"
_NEAR_WORDS, _BEHIND_WORDS = 16, 3
_FAR_APART = 10
_SPEED_REACH = 40
_NOT = frozenset({"did not stop", "not in use", "none", "dry", "dark", "did not yield it"})
"""Values whose own words deny something."""


@dataclass(frozen=True, slots=True)
class Version:
    """What is said of one field: ``of`` whom, the ``value`` in the program's words, its place."""

    field: str
    of: str
    value: str
    at: int


@cache
def _entries() -> tuple[tuple[str, str, Cue], ...]:
    """(Field, of, cue) of the lexicon's entries; a cue is named by its value."""
    tables = load("versions")["version"]
    found = cues("versions", "version", "value")
    return tuple((t["field"], t["of"], cue) for t, cue in zip(tables, found, strict=True))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(phrase_pattern(load("versions")[key]))


def versions_of(joined: str, people: Mapping[str, str]) -> tuple[Version, ...]:
    """The versions that a sentence's joined words give.

    Args:
        joined: the words, lower case, one space between.
        people: phrase → `CLIENT` or `OTHER`: names, units, "i" of a known speaker.
    """
    if _pattern("elsewhere").search(joined):
        return ()
    plain = _pattern("masked").sub(lambda m: "." * len(m[0]), joined)
    found: dict[tuple[str, str], list[Version]] = defaultdict(list)
    for field, of, cue in _entries():
        match = cue.find(plain)
        if match is None or (cue.name not in _NOT and negated(plain, match.start())):
            continue
        at = (match.start(), match.end())
        whom = PLACE if of == "place" else _whom(plain, people, at, behind=of == "struck")
        if whom:
            found[(field, whom)].append(Version(field, whom, cue.name, at[0]))
    found |= {(v.field, v.of): [v] for v in _speeds(plain, people)}
    return tuple(versions[0] for versions in found.values() if len(versions) == 1)


def _whom(plain: str, people: Mapping[str, str], at: tuple[int, int], *, behind: bool) -> str:
    """Who is named nearest before the words, or right behind them."""
    if not people:
        return ""
    pattern = re.compile(phrase_pattern(list(people)))
    if behind:
        after = " ".join(plain[at[1] :].split()[: _BEHIND_WORDS + 1])
        match = pattern.search(after)
        return people[match[0]] if match and after[: match.start()].count(" ") <= _BEHIND_WORDS else ""
    before = " ".join(plain[: at[0]].split()[-_NEAR_WORDS:])
    named = list(pattern.finditer(before))
    if not named:
        return ""
    # A pronoun, or a vehicle that is not known, between the name and the words may mean anybody.
    between = before[named[-1].end() :]
    if _ANYBODY.search(between) and not _SAID.search(between):
        return ""
    return people[named[-1][0]]


_ANYBODY = re.compile(
    r"\b(?:he|she|they|him|them|who|car|truck|van|suv|vehicle|pickup|driver|motorist|motorcycle|bus|sedan)\b"
)
_SAID = re.compile(r"\b(?:stated|said|advised|that he|that she|that his|that her)\b")
_SPEED = re.compile(r"\b(\d{1,3})(?: (?:to|or) (\d{1,3}))? (?:mph|miles per hour|miles an hour)\b")
_UNDER_WAY = re.compile(
    r"\b(?:going|traveling|travelling|driving|speed|doing|at|about|approximately|estimated|was)\b"
)


def _speeds(plain: str, people: Mapping[str, str]) -> tuple[Version, ...]:
    """Speeds in miles an hour, one for each person: the value is ``35`` or ``35-40``."""
    found: dict[str, list[Version]] = defaultdict(list)
    for match in _SPEED.finditer(plain):
        before = plain[max(0, match.start() - _SPEED_REACH) : match.start()]
        if "." in before or not _UNDER_WAY.search(before):  # dots stand for masked words: a limit is no speed
            continue
        whom = _whom(plain, people, (match.start(), match.end()), behind=False)
        if whom:
            value = f"{match[1]}-{match[2]}" if match[2] else match[1]
            found[whom].append(Version("speed", whom, value, match.start()))
    return tuple(versions[0] for versions in found.values() if len(versions) == 1)


def speeds_differ(one: str, other: str) -> bool:
    """Whether two speeds lie ten miles an hour or more apart: an estimate a little off is no dispute."""
    first, second = ([int(n) for n in value.split("-")] for value in (one, other))
    return max(min(first), min(second)) - min(max(first), max(second)) >= _FAR_APART
