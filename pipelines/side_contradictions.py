"""Contradictions of side: left in one place, right in another, for the same part of the body.

Answers three questions only: do two versions of one note differ in nothing but the side; does a note complain
of one side and diagnose or operate on the other; is a study or operation on a side that no other record of
the matter ever names for that part. A part told of on both sides contradicts nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations

from rapidfuzz import fuzz

from extractors.cues import negated
from extractors.facts import PageKind
from extractors.regions import Part, parts_of
from pipelines.citing import Citer
from pipelines.contradiction_pairs import Pair, Said, order_of_said
from pipelines.merging import Group
from pipelines.told import Told

_SIDE_WORD = re.compile(r"\b(?:left|right)\b")
_SAME_BUT_SIDE = 96.0
_LEAST_WORDS = 4
_FIELDS = ("Complaint", "Diagnosis", "Procedure", "Imaging impression")
_STUDIES = frozenset({PageKind.IMAGING, PageKind.OPERATIVE})
_STUDY_WORD = re.compile(
    r"\b(?:mri|ct|xr|x ray|xray|radiographs?|ultrasound|views?|arthrogram|arthroscopy)\b"
)
_NEAR = timedelta(days=90)
_SINGLE = frozenset({"left", "right"})


def version_pairs(told: Sequence[Told], groups: Sequence[Group], citer: Citer) -> Iterator[Pair]:
    """Sentences of an amended note and of the version before that differ in nothing but left and right."""
    by_row = _by_row(told)
    for index in sorted(by_row):
        amended = [t for t in by_row[index] if t.encounter and t.encounter.amended]
        before = [t for t in by_row[index] if t.encounter and not t.encounter.amended]
        sided = [(t, *_skeleton(t)) for t in before if _SIDE_WORD.search(t.words.joined)]
        seen: set[tuple[str, tuple[str, ...]]] = set()
        for sentence in amended:
            frame, sides = _skeleton(sentence)
            if not sides or len(frame.split()) < _LEAST_WORDS or (frame, sides) in seen:
                continue
            alike = [
                (t, s)
                for t, f, s in sided
                if len(s) == len(sides) and fuzz.ratio(f, frame, score_cutoff=_SAME_BUT_SIDE)
            ]
            if alike and all(s != sides for _, s in alike):
                seen.add((frame, sides))
                earlier, earlier_sides = alike[0]
                yield Pair(
                    "side",
                    Said(earlier, " and ".join(earlier_sides), 0),
                    Said(sentence, " and ".join(sides) + " as amended", 0),
                )


def _skeleton(told: Told) -> tuple[str, tuple[str, ...]]:
    joined = told.words.joined
    return _SIDE_WORD.sub("#", joined), tuple(_SIDE_WORD.findall(joined))


def note_pairs(told: Sequence[Told], groups: Sequence[Group], citer: Citer) -> Iterator[Pair]:
    """Notes whose complaint, diagnosis and procedure name one part on different sides."""
    for index, sentences in sorted(_by_row(told).items()):
        if any(e.amended for e in groups[index].members):
            continue  # told as versions
        fields: dict[tuple[str, str], dict[str, list[Said]]] = defaultdict(lambda: defaultdict(list))
        mixed: set[str] = set()
        in_history: dict[str, set[str]] = defaultdict(set)
        for sentence, part in _sided(sentences):
            if part.side == "both":
                mixed.add(part.name)
            elif sentence.sentence.heading in _FIELDS:
                said = Said(sentence, part.side, part.start)
                fields[(part.name, sentence.sentence.heading)][part.side].append(said)
            if sentence.sentence.heading in ("Complaint", "History / mechanism"):
                in_history[part.name].add(part.side)
        for name in sorted({n for n, _ in fields} - mixed):
            if in_history[name] >= _SINGLE:
                continue
            single = [(f, fields[(name, f)]) for f in _FIELDS if len(fields.get((name, f), {})) == 1]
            pair = next(
                ((one, other) for (_, one), (_, other) in combinations(single, 2) if set(one) != set(other)),
                None,
            )
            if pair:
                first, second = (next(iter(sides.values()))[0] for sides in pair)
                yield Pair("side", first, second, (), name)


def study_pairs(told: Sequence[Told], groups: Sequence[Group], citer: Citer) -> Iterator[Pair]:
    """Studies and operations on a side that no other record of the matter names for that part."""
    rows: dict[str, dict[int, dict[str, list[Said]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for sentence, part in _sided(told):
        if sentence.group is not None and _tells_side(sentence, groups[sentence.group]):
            rows[part.name][sentence.group][part.side].append(Said(sentence, part.side, part.start))
    for name in sorted(rows):
        for index, sides in sorted(rows[name].items()):
            if groups[index].lead.kind not in _STUDIES or len(sides) != 1 or "both" in sides:
                continue
            side = next(iter(sides))
            elsewhere = {i: s for i, s in rows[name].items() if i != index}
            named = {s for found in elsewhere.values() for s in found}
            if not named or side in named or "both" in named:
                continue
            visits = [
                said
                for i, found in elsewhere.items()
                if abs(groups[i].start - groups[index].start) <= _NEAR and groups[i].lead.kind not in _STUDIES
                for group in found.values()
                for said in group
            ]
            if visits:
                visits.sort(key=lambda s: order_of_said(s, groups, citer))
                yield Pair("side", visits[0], sides[side][0], (), name)


def _tells_side(sentence: Told, group: Group) -> bool:
    """A visit tells sides where it tells of trouble; a study only in name, impression and procedure."""
    if group.lead.kind not in _STUDIES:
        return True
    heading = sentence.sentence.heading
    return heading in ("Imaging impression", "Procedure") or bool(_STUDY_WORD.search(sentence.words.joined))


def _by_row(told: Sequence[Told]) -> dict[int, list[Told]]:
    rows: dict[int, list[Told]] = defaultdict(list)
    for sentence in told:
        if sentence.group is not None:
            rows[sentence.group].append(sentence)
    return rows


def _sided(told: Sequence[Told]) -> Iterator[tuple[Told, Part]]:
    """Sentences with each part that they place on a side and do not deny."""
    for sentence in told:
        if not re.search(r"\b(?:left|right|lt|rt|l|r|both|bilateral|bilaterally)\b", sentence.words.joined):
            continue
        for part in parts_of(sentence.words.joined):
            if part.side and not negated(sentence.words.joined, part.start):
                yield sentence, part
