"""How often an obligation recurs: "each calendar quarter", "monthly", "at least once every two weeks".

Answers the printed words and one spelling of them. Refuses "from time to time" and intervals that only name a
thing ("the monthly fee", "the annual report").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.contracts.values.written_numbers import FIGURES, WORDS, number_of

_NAMES = {
    "day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "annually",
    "annum": "annually", "half-year": "semi-annually", "half year": "semi-annually",
}  # fmt: skip
_ADVERBS = {
    "daily": "daily", "weekly": "weekly", "monthly": "monthly", "quarterly": "quarterly",
    "yearly": "annually", "annually": "annually", "annual": "annually",
    "semi-annually": "semi-annually", "semiannually": "semi-annually", "semi-annual": "semi-annually",
    "bi-annually": "semi-annually", "biannually": "semi-annually",
    "bi-weekly": "every 2 weeks", "biweekly": "every 2 weeks", "bi-monthly": "every 2 months",
}  # fmt: skip
_ADVERB = "|".join(sorted(_ADVERBS, key=lambda w: (-len(w), w)))
_KIND = r"(?:(?:calendar|contract|fiscal|license|business|working|agreement|successive|consecutive)\s+){0,2}"
_UNIT = r"(?P<unit>day|week|month|quarter|year|half[-\s]year)"
_LEAST = r"(?:at\s+least\s+|no\s+(?:less|more)\s+(?:often|frequently)\s+than\s+)?"
_OFTEN = rf"{_LEAST}(?:(?:once|twice|one\s+time|(?:{WORDS}|{FIGURES})\s+times)\s+)?"
_EACH = re.compile(
    rf"(?<![a-z]){_OFTEN}(?:(?:during|in|for|per)\s+)?(?:each|every)\s+(?:and\s+every\s+)?{_KIND}{_UNIT}(?![a-z])"
    rf"|(?<![a-z]){_OFTEN}(?P<per>per|a|an)\s+{_KIND}(?P<unit2>day|week|month|quarter|year)(?![a-z])",
    re.IGNORECASE,
)
_EVERY_N = re.compile(
    rf"(?<![a-z]){_OFTEN}(?:each|every)\s+(?P<number>(?:{WORDS}|{FIGURES})(?:\s?\(\s?(?:{FIGURES})\s?\))?)\s+{_KIND}"
    r"(?P<unit>hour|day|week|month|quarter|year)s?(?![a-z])",
    re.IGNORECASE,
)
_BASIS = re.compile(
    rf"(?<![a-z])on\s+(?:an?|at\s+least\s+an?)\s+(?:\w+\s+)?(?P<adverb>{_ADVERB})\s+basis(?![a-z])",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"(?<![a-z-]){_LEAST}(?:no\s+more\s+than\s+|not\s+more\s+than\s+)?(?:once\s+|twice\s+)?(?P<adverb>{_ADVERB})(?=\s*(?:[,.;:()]|$)|\s+(?:for|in|by|to|on|with|at|and|or|during|as|within|the|an?|after|of\s+each|basis)(?![a-z]))",
    re.IGNORECASE,
)
_REGULAR = ("day", "dai", "week", "month", "quarter", "year", "annu", "hour")
"""What every interval has somewhere."""
_NAMING = re.compile(r"(?:%|percent|percentage|[$€£]\s?[\d.,]+|a|an|the|its|their|such)\s*$", re.IGNORECASE)
_RATE = re.compile(r"(?:%\)?|percent\)?|interest)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Interval:
    """``text[start:end]`` as how often something recurs; ``value`` is it in one spelling."""

    start: int
    end: int
    value: str


def intervals_in(text: str) -> tuple[Interval, ...]:
    """The intervals of a passage, in order, not overlapping."""
    low = text.lower()
    if not any(hint in low for hint in _REGULAR):
        return ()
    found = [*_every_n(text), *_each(text), *_basis(text), *_adverbs(text)]
    kept: list[Interval] = []
    for item in sorted(found, key=lambda x: (x.start, -x.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(kept)


def _every_n(text: str) -> list[Interval]:
    found: list[Interval] = []
    for match in _EVERY_N.finditer(text):
        count = number_of(match["number"])
        unit = match["unit"].lower()
        spelled = "?" if count is None else str(count)
        value = _NAMES.get(unit, "every hour") if count == 1 else f"every {spelled} {unit}s"
        found.append(Interval(match.start(), match.end(), value))
    return found


def _each(text: str) -> list[Interval]:
    found: list[Interval] = []
    for match in _EACH.finditer(text):
        unit = " ".join((match["unit"] or match["unit2"]).lower().split())
        # "Thirty a month" is said of prices, "once a month" of acts.
        if match["per"] in ("a", "an") and not re.match(
            r"(?i)\W*(?:at|once|twice|one|no)\b|.*times", match[0]
        ):
            continue
        if _RATE.search(text[: match.start()]):
            continue
        value = "semi-annually" if match[0].lower().find("twice") >= 0 and unit == "year" else _NAMES[unit]
        found.append(Interval(match.start(), match.end(), value))
    return found


def _basis(text: str) -> list[Interval]:
    return [Interval(m.start(), m.end(), _ADVERBS[m["adverb"].lower()]) for m in _BASIS.finditer(text)]


def _adverbs(text: str) -> list[Interval]:
    found: list[Interval] = []
    for match in _ALONE.finditer(text):
        word = match["adverb"].lower()
        if word in ("annual", "semi-annual") or (
            word != "annually" and _NAMING.search(text[: match.start()])
        ):
            continue
        found.append(Interval(match.start(), match.end(), _ADVERBS[word]))
    return found
