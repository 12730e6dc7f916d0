"""Contradictions of history: earlier trouble with a part of the body denied in one record, told in another.

Answers: pairs of a sentence that denies earlier trouble with a part in so many words, and either a record
from before the incident that treats that part, or a sentence that dates earlier trouble before it. The part
must be named in both: "no prior injuries" alone contradicts nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from extractors.cues import negated, phrase_pattern
from extractors.facts import DateRole, PageKind
from extractors.lexicon import load
from extractors.regions import parts_of
from pipelines.citing import Citer
from pipelines.contradiction_pairs import Pair, Said, order_of_said
from pipelines.gather import Facts
from pipelines.merging import Group
from pipelines.told import Told

_TREATED = frozenset({"Complaint", "Diagnosis"})
_REACH = 6
"""Words within which the part must follow the denial or the telling."""


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(phrase_pattern(load("history")[key]))


def denied_parts(joined: str) -> Iterator[tuple[str, int]]:
    """Parts of the body whose earlier trouble a sentence denies, with the place of the denial."""
    match = _pattern("denials").search(joined)
    if match is None or _pattern("exceptions").search(joined):
        return
    for part in parts_of(joined):
        between = joined[match.end() : part.start]
        if part.start >= match.start() and len(between.split()) <= _REACH:
            yield part.name, match.start()


def told_parts(joined: str) -> Iterator[tuple[str, int]]:
    """Parts of the body whose earlier trouble a sentence tells of, with the place of the telling."""
    if _pattern("denials").search(joined) or _pattern("not_earlier").search(joined):
        return
    for match in _pattern("tellings").finditer(joined):
        if negated(joined, match.start()):
            continue
        for part in parts_of(joined):
            between = joined[match.end() : part.start]
            if part.start >= match.end() and len(between.split()) <= _REACH // 2:
                yield part.name, match.start()


def history_pairs(
    told: Sequence[Told], groups: Sequence[Group], facts: Facts, incident: date, citer: Citer
) -> Iterator[Pair]:
    """One pair for each part: the first denial since the incident, the first record of earlier trouble."""
    dates = {key: page.dates for key, page in facts.page_facts().items()}
    denied: dict[str, list[Said]] = defaultdict(list)
    earlier: dict[str, list[Said]] = defaultdict(list)
    for sentence in told:
        if sentence.group is None or sentence.kind is PageKind.INTAKE:
            continue
        joined, day = sentence.words.joined, groups[sentence.group].start
        if day >= incident:
            for name, at in denied_parts(joined):
                denied[name].append(Said(sentence, "denied", at))
            printed = [
                m
                for m in dates.get(sentence.place, ())
                if sentence.sentence.start <= m.citation.start < sentence.sentence.end
                and m.role is not DateRole.BIRTH
            ]
            if printed and all(m.end < incident for m in printed):
                for name, at in told_parts(joined):
                    earlier[name].append(Said(sentence, "told of", at))
        elif sentence.sentence.heading in _TREATED:
            for part in parts_of(joined):
                if not negated(joined, part.start):
                    earlier[part.name].append(Said(sentence, "recorded", part.start))
    for name in sorted(denied.keys() & earlier.keys()):
        first = min(denied[name], key=lambda s: order_of_said(s, groups, citer))
        records = sorted(earlier[name], key=lambda s: order_of_said(s, groups, citer))
        others = [
            s for s in records if s.told.sentence != first.told.sentence or s.told.page != first.told.page
        ]
        if others:
            yield Pair("prior history", first, others[0], tuple(others[1:3]), name)
