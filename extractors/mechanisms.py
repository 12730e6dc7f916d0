"""How a sentence says the injury happened: values of a few fields that exclude one another.

Answers: the one value a sentence gives each field (fall or motor vehicle, rear or side, driver or passenger,
belt worn or not, what was slipped on). A sentence that gives two values of a field, or denies one,
gives none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from extractors.cues import cues, met, negated, phrase_pattern
from extractors.lexicon import load


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(phrase_pattern(load("mechanisms")[key]))


_HEADING = re.compile(r"\bhistory of (?:the )?(?:present|presenting|current|injury|accident)\b")
"""A heading that a sentence may begin with: no word of an earlier history."""


@cache
def _fields() -> dict[str, str]:
    return {entry["value"]: entry["field"] for entry in load("mechanisms")["mechanism"]}


def claims_of(joined: str) -> tuple[tuple[str, str, int], ...]:
    """(Field, value, place) of what a sentence's joined words claim, in the lexicon's order."""
    # Masked by dots of the same length, so that places stay right and no phrase reaches over them.
    plain = _pattern("masked").sub(lambda m: "." * len(m[0]), joined)
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for value, match in met(cues("mechanisms", "mechanism", "value"), plain):
        if not negated(plain, match.start()):
            found[_fields()[value]].append((value, match.start()))
    return tuple((field, *values[0]) for field, values in found.items() if len(values) == 1)


def of_another_event(joined: str) -> bool:
    """Whether a sentence speaks of an earlier or later event, or of somebody else."""
    return bool(_pattern("elsewhere").search(_HEADING.sub(" ", joined)))


def presents(joined: str) -> bool:
    """Whether a sentence tells of an injury."""
    return bool(_pattern("presenting").search(joined))


def introduces(joined: str) -> bool:
    """Whether a sentence tells of the event that brought the patient, not of one since."""
    return bool(_pattern("introducing").search(joined))
