"""Whether a part that a sentence names is only denied or found normal there, by the words around it.

Answers: "denies neck pain" and "neck supple" against "neck pain". It weighs nothing and never drops a word:
the sentence is quoted as printed, and a part of which any fault is found counts as named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.lexicon import load

_FULL_STRENGTH = r"(?<![\d./])5(?:/| out of )5\b|\(-\)"
_LESS_STRENGTH = r"(?<![\d./])[0-4](?:[+-]|\s?plus)?(?:/| out of )5\b"
_STOP = r"[.;\n](?=\s|$)"
_DENIED = re.compile(r"(?:\bnot|n['’]t|\bnever)\s+$", re.IGNORECASE)
_OR = re.compile(r"\b(?:or|nor)\b", re.IGNORECASE)
_BEFORE_A_FAULT = 30
"""Characters before a word of fault in which a denial silences it."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    denials: re.Pattern[str]
    lists: re.Pattern[str]
    turns: re.Pattern[str]
    normal: re.Pattern[str]
    faults: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = load("denials")

    def any_of(key: str, more: str = "") -> re.Pattern[str]:
        words = sorted(data[key], key=lambda w: (-len(w), w))
        spelled = "|".join(re.escape(w).replace(r"\*", "[a-z]+").replace(r"\ ", r"\s+") for w in words)
        return re.compile(rf"\b(?:{spelled})\b" + (f"|{more}" if more else ""), re.IGNORECASE)

    return _Patterns(
        any_of("denials"),
        any_of("lists"),
        any_of("turns", rf"{_STOP}|:(?=\s)"),
        any_of("normal", _FULL_STRENGTH),
        any_of("faults", _LESS_STRENGTH),
    )


def denied_or_normal(sentence: str, start: int, end: int) -> bool:
    """Whether ``sentence[start:end]``, the words of a part, is denied or found normal in its clause."""
    patterns = _patterns()
    before, behind = sentence[:start], sentence[end:]
    # "She does not have neck pain": a verb that is denied itself turns nothing.
    turned = [m.end() for m in patterns.turns.finditer(before) if not _DENIED.search(before[: m.start()])]
    clause = before[turned[-1] :] if turned else before
    # "Neck: supple": a colon behind the part leads to what is found of it.
    stop = next((m for m in patterns.turns.finditer(behind) if m[0] != ":"), None)
    rest = behind[: stop.start()] if stop else behind
    for denial in patterns.denials.finditer(clause):
        between = clause[denial.end() :]
        if "," not in between or patterns.lists.match(denial[0]) or _OR.search(between + rest):
            return True
    # What an exception takes back ("normal except for tenderness") is no longer normal.
    return bool(patterns.normal.search(clause + rest)) and not _fault(clause + sentence[start:end] + behind)


def _fault(around: str) -> bool:
    """Whether a word of fault stands there undenied."""
    patterns = _patterns()
    for match in patterns.faults.finditer(around):
        lead = around[max(0, match.start() - _BEFORE_A_FAULT) : match.start()]
        if not patterns.denials.search(re.split(r"[.;:,]", lead)[-1]):
            return True
    return False
