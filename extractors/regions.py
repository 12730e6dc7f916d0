"""Which parts of the body a sentence names, and on which side.

Answers: parts by the lexicon's names, each with "left", "right", "both" or no side, and where. A side counts
only when it stands beside the part: "tender on the left" names no part and gives none a side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.cues import phrase_pattern
from extractors.lexicon import load, normal


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the body as named at ``joined[start:end]``; ``side`` is "" when none is printed beside it."""

    name: str
    side: str
    start: int
    end: int


_SIDES = {
    **dict.fromkeys(("left", "lt", "l"), "left"),
    **dict.fromkeys(("right", "rt", "r"), "right"),
    **dict.fromkeys(("both", "bilateral", "bilaterally"), "both"),
}
_AFTER = re.compile(r" (?P<side>left|right|lt|rt|bilateral|bilaterally)(?= (?:\d|views?\b|w\b|wo\b|with)|$)")


_LENGTH = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|hundred|square|several|few)) $"
)
"""Before "feet" or "foot", which then are a length."""


@cache
def _words(
    *tables: str,
) -> tuple[re.Pattern[str], dict[str, str], frozenset[str], re.Pattern[str], re.Pattern[str]]:
    data = load("regions")
    regions = [region for table in tables for region in data[table]]
    names = {normal(w): r["name"] for r in regions for w in r["words"]}
    sided = frozenset(r["name"] for r in regions if r.get("sided"))
    between = phrase_pattern(data["between"])
    joining = phrase_pattern(data["joining"])
    before = re.compile(
        rf"(?<![a-z0-9])(?:(?P<two>(?:left|right) {joining} )?(?P<side>left|right|lt|rt|both|bilateral)"
        rf"(?: {between}){{0,3}}|(?P<letter>l|r)) $"
    )
    return (
        re.compile(phrase_pattern(list(names))),
        names,
        sided,
        before,
        re.compile(phrase_pattern(data["masked"])),
    )


def parts_of(joined: str) -> tuple[Part, ...]:
    """The parts that contradictions are told of, as named in a sentence's joined words, in order."""
    return _named(joined, "region")


def every_part_of(joined: str) -> tuple[Part, ...]:
    """All parts named, also those too wide or too many for a left to contradict a right (arm, ribs)."""
    return _named(joined, "region", "further")


def _named(joined: str, *tables: str) -> tuple[Part, ...]:
    pattern, names, sided, before, masked = _words(*tables)
    hidden = [m.span() for m in masked.finditer(joined)]
    found: list[Part] = []
    for match in pattern.finditer(joined):
        if any(a < match.end() and match.start() < b for a, b in hidden):
            continue
        if match[0] in ("foot", "feet") and _LENGTH.search(joined[: match.start()]):
            continue
        name = names[match[0]]
        side = ""
        if name in sided:
            lead = before.search(joined[: match.start()])
            tail = _AFTER.match(joined, match.end())
            if lead:
                side = "both" if lead["two"] else _SIDES[lead["side"] or lead["letter"]]
            elif tail:
                side = _SIDES[tail["side"]]
        found.append(Part(name, side, match.start(), match.end()))
    return tuple(found)
