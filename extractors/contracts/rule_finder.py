"""The finder without a model: clauses by the named rules alone, each as sure as its rules proved to be.

Answers: hits of the 41 types with their rules as the reason. Names, parties and days are marked alone, other
clauses as whole sentences. ``confidence`` is the measured share of places where the same rules were right, on
contracts that were not looked at when the rules were written; rules too seldom seen together are told by the
best of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from extractors.contracts.clause_hits import Hit
from extractors.contracts.clause_rules import Stretch, fired
from extractors.contracts.clause_types import ClauseType
from extractors.contracts.openings import opening_parties
from extractors.lexicon import load

THRESHOLD = 0.3
"""Below that a hit of the rules is more noise than help: see `benchmarks/clause_rules.py`."""
TITLE, PARTY, ALIAS = "a line that is a title", "named in the opening", "called so in the opening"
_ORDER = {kind.value: place for place, kind in enumerate(ClauseType)}
_DAYS = (ClauseType.AGREEMENT_DATE.value, ClauseType.EFFECTIVE_DATE.value)
_TITLE_ENDS = 7_000
"""Characters into a contract behind which no title stands: covers come before it."""
_NAMES = "agreement|contract|amendment|addendum|lease|license|memorandum|letter|deed|plan|supplement"
_TITLE = re.compile(
    rf"^[ \t]*+(?P<name>[A-Z](?:(?!\n)[^.;:]){{2,110}}?(?:{_NAMES})s?(?:\s+no\.?\s+\d+)?)[ \t]*+$",
    re.IGNORECASE | re.MULTILINE,
)
_IN_FRONT = re.compile(r"(?:exhibit|ex)\s*-?\s*[\d.\-()a-z]{1,8}\s+", re.IGNORECASE)
_WORD = re.compile(r"(?!(?:article|section|clause)(?![a-z]))[a-z]{2}", re.IGNORECASE)
"""More than a number stands before a heading."""
_LEAST_SEEN = 10
Rules = tuple[str, ...]


def hits_by_rules(text: str, sentences: Sequence[Stretch]) -> tuple[Hit, ...]:
    """Hits by type order, start and end.

    Args:
        text: the flow of a contract.
        sentences: its sentences.
    """
    found: dict[tuple[int, int, int], list[str]] = {}
    for kind, start, end, rule in (*_opening(text), *_in_sentences(text, sentences)):
        names = found.setdefault((_ORDER[kind], start, end), [])
        if rule not in names:
            names.append(rule)
    types = tuple(kind.value for kind in ClauseType)
    return tuple(
        Hit(types[place], start, end, confidence(types[place], tuple(names)), tuple(names))
        for (place, start, end), names in sorted(found.items())
    )


def confidence(kind: str, names: Rules) -> float:
    """How often hits of a type by these rules were right (0-1, two places); 0 where nobody measured them."""
    known = _figures()
    fired_as_one = known.get((kind, tuple(sorted(names))), (0, 0))
    seen = [fired_as_one] if fired_as_one[1] >= _LEAST_SEEN else []
    seen = seen or [known[kind, (name,)] for name in names if (kind, (name,)) in known]
    return max((round((right + 1) / (of + 3), 2) for right, of in seen), default=0.0)


def _in_sentences(text: str, sentences: Sequence[Stretch]) -> Iterator[tuple[str, int, int, str]]:
    for at, hits in zip(sentences, fired(text, sentences), strict=True):
        if _is_heading(text, at):
            continue
        for hit in hits:
            start, end = (hit.start, hit.end) if hit.type in _DAYS else (at.start, at.end)
            yield hit.type, start, end, hit.rule_name


def _is_heading(text: str, at: Stretch) -> bool:
    """Whether a sentence is the heading of its section and nothing else: "2.2 Minimum Purchase."."""
    heading = " ".join(at.heading.split()).rstrip(".:")
    printed = " ".join(text[at.start : at.end].split()).rstrip(".:")
    return bool(heading) and printed.endswith(heading) and not _WORD.search(printed.removesuffix(heading))


def _opening(text: str) -> Iterator[tuple[str, int, int, str]]:
    """The title, and who the opening says the parties are."""
    title = _TITLE.search(text, 0, min(len(text), _TITLE_ENDS))
    if title:
        front = _IN_FRONT.match(text, title.start("name"))
        start = front.end() if front and front.end() < title.end("name") else title.start("name")
        yield ClauseType.DOCUMENT_NAME.value, start, title.end("name"), TITLE
    for party in opening_parties(text):
        yield ClauseType.PARTIES.value, party.start, party.end, PARTY
        for start, end in party.aliases:
            yield ClauseType.PARTIES.value, start, end, ALIAS


@cache
def _figures() -> Mapping[tuple[str, Rules], tuple[int, int]]:
    """(type, rules in the order of their names) → (right, hits)."""
    return {
        (entry["type"], tuple(entry["rules"])): (entry["right"], entry["hits"])
        for entry in load("clause_rule_figures")["figure"]
    }
