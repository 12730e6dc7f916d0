"""Contradictions about the event: how the injury happened, and on which day.

Answers: values of one field that different sentences give the same incident, and dates of injury other than
the matter's. A sentence counts only when it is tied to the incident: it prints its date, or stands in the
history of a note that does and tells of no other event. Precision before recall: the rest is not paired.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from extractors.facts import CLINICAL, DateMention, DateRole, PageKind, Precision
from extractors.mechanisms import claims_of, introduces, of_another_event, presents
from extractors.pages import Layer
from pipelines.citing import Citer
from pipelines.contradiction_pairs import Pair, Said, order_of_said
from pipelines.gather import Facts
from pipelines.merging import Group
from pipelines.told import Told

_HISTORY = frozenset({"Complaint", "History / mechanism"})
_NARRATIVES = frozenset(
    {"narrative", "operative narrative", "mechanism", "mechanism of injury", "reason for referral"}
)
_FIRST_DAYS = timedelta(days=3)


def mechanism_pairs(
    told: Sequence[Told], groups: Sequence[Group], facts: Facts, incident: date, citer: Citer
) -> Iterator[Pair]:
    """For each field told in more than one way: the commonest way with each of the others."""
    dates = _dates(facts)
    about = notes_of_the_incident(groups, dates, incident)
    fields: dict[str, dict[str, list[Said]]] = defaultdict(lambda: defaultdict(list))
    for sentence in told:
        claims = claims_of(sentence.words.joined)
        if not claims or not _may_tell(sentence, groups, dates, incident):
            continue
        anchored = _tied(sentence, dates, incident, about)
        for field, value, at in claims:
            if anchored == "date" or (anchored == "note" and _counts(sentence, field)):
                fields[field][value].append(Said(sentence, value, at))
    for field in sorted(fields):
        values = {
            value: sorted(said, key=lambda s: order_of_said(s, groups, citer))
            for value, said in fields[field].items()
        }
        ranked = sorted(values, key=lambda v: (-len(values[v]), order_of_said(values[v][0], groups, citer)))
        for other in ranked[1:]:
            first = _nearest(values[ranked[0]], values[other][0])
            yield Pair(field, first, values[other][0], tuple(values[other][1:]))


def _nearest(candidates: Sequence[Said], other: Said) -> Said:
    """The one of the same note if there is one, else the earliest."""
    same = (s for s in candidates if s.told.group is not None and s.told.group == other.told.group)
    return next(same, candidates[0])


def _dates(facts: Facts) -> dict[tuple[str, int], tuple[DateMention, ...]]:
    return {key: page.dates for key, page in facts.page_facts().items()}


def notes_of_the_incident(
    groups: Sequence[Group], dates: dict[tuple[str, int], tuple[DateMention, ...]], incident: date
) -> frozenset[int]:
    """Rows whose own pages print the incident's date, or that fall within its first days."""
    found: set[int] = set()
    for index, group in enumerate(groups):
        printed = (
            m.start == incident and m.precision is Precision.DAY and m.role is DateRole.INCIDENT
            for e in group.members
            for p in e.pages
            for m in dates.get((e.sha256, p), ())
        )
        if incident <= group.start <= incident + _FIRST_DAYS or (group.start >= incident and any(printed)):
            found.add(index)
    return frozenset(found)


def _may_tell(
    sentence: Told,
    groups: Sequence[Group],
    dates: dict[tuple[str, int], tuple[DateMention, ...]],
    incident: date,
) -> bool:
    if sentence.kind is PageKind.INTAKE:
        # Check boxes and questions print every mechanism there is.
        printed = any(
            m.role is DateRole.INCIDENT and m.start == incident for m in dates.get(sentence.place, ())
        )
        return printed and not re.search(r"[\[\]?☐☑☒□■]|_{3,}", sentence.text)
    return (
        sentence.kind in CLINICAL and sentence.group is not None and groups[sentence.group].start >= incident
    )


def _tied(
    sentence: Told,
    dates: dict[tuple[str, int], tuple[DateMention, ...]],
    incident: date,
    about: frozenset[int],
) -> str:
    """``date`` when the sentence prints the incident's date, ``note`` when its note is about the incident."""
    printed = [
        m
        for m in dates.get(sentence.place, ())
        if sentence.sentence.start <= m.citation.start < sentence.sentence.end
        and m.role is not DateRole.BIRTH
    ]
    if any(m.start == incident and m.precision is Precision.DAY for m in printed):
        return "date"
    if printed or of_another_event(sentence.words.joined):
        return ""
    if sentence.kind is PageKind.INTAKE:
        return "note"
    return "note" if sentence.group in about and sentence.kind is not PageKind.THERAPY else ""


def _counts(sentence: Told, field: str) -> bool:
    """Whether an undated sentence of a note about the incident tells how it happened."""
    if sentence.kind is PageKind.INTAKE:
        return True
    if field == _EVENT:
        return introduces(sentence.words.joined) and presents(sentence.words.joined)
    return in_history(sentence) or presents(sentence.words.joined)


def in_history(sentence: Told) -> bool:
    """Whether a sentence stands in the part of a note that tells how it came about."""
    return sentence.sentence.heading in _HISTORY or sentence.sentence.label in _NARRATIVES


_EVENT = "kind of event"

_EVENT_WORD = re.compile(
    r"\b(?:accident|collision|crash|mva|mvc|injury|injured|incident|fell|fall)\b[^.;\n]{0,18}\n?[^.;\n]{0,6}"
    r"\b(?:on|of|dated|occurred)\s+$",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:prior|previous|previously|earlier|another|second|subsequent|new|old|ago|history of|recurrent"
    r"|past)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\b(?:date of (?:injury|accident|loss|incident|collision|crash|mva)|doi|dol|(?:injury|accident|loss"
    r"|incident|crash) date)\b",
    re.IGNORECASE,
)
_NEAR = timedelta(days=183)


def onset_pairs(
    told: Sequence[Told], groups: Sequence[Group], facts: Facts, incident: date, citer: Citer
) -> Iterator[Pair]:
    """Dates of injury other than the matter's, each paired with a sentence that gives the matter's."""
    dates = _dates(facts)
    same: list[Said] = []
    others: dict[date, list[Said]] = defaultdict(list)
    for sentence in told:
        if sentence.kind is not PageKind.INTAKE and (
            sentence.group is None or groups[sentence.group].start < incident
        ):
            continue
        for mention in dates.get(sentence.place, ()):
            if not sentence.sentence.start <= mention.citation.start < sentence.sentence.end:
                continue
            said = Said(sentence, mention.iso, 0)
            if mention.start == incident and mention.role is DateRole.INCIDENT:
                same.append(said)
            elif _another_onset(sentence, mention, incident, groups):
                others[mention.start].append(said)
    same.sort(key=lambda s: order_of_said(s, groups, citer))
    for day in sorted(others):
        ordered = sorted(others[day], key=lambda s: order_of_said(s, groups, citer))
        if same:
            yield Pair("date of injury", _nearest(same, ordered[0]), ordered[0], tuple(ordered[1:]))


def _another_onset(sentence: Told, mention: DateMention, incident: date, groups: Sequence[Group]) -> bool:
    """Whether a printed date is given as the day of the injury, and is another day than the incident's."""
    if mention.precision is not Precision.DAY or mention.ambiguous or mention.start == incident:
        return False
    told_at = groups[sentence.group].start if sentence.group is not None else None
    if told_at is not None and mention.start > told_at:
        return False
    if sentence.page.layer is Layer.OCR and _one_digit_apart(mention.start, incident):
        return False
    before = sentence.page.text[
        max(sentence.sentence.start, mention.citation.start - 60) : mention.citation.start
    ]
    if _ANOTHER.search(sentence.text):
        return False
    if mention.role is DateRole.INCIDENT and _LABELLED.search(before[-34:]):
        return True
    near = abs(mention.start - incident) <= _NEAR
    return near and bool(_EVENT_WORD.search(before))


def _one_digit_apart(one: date, other: date) -> bool:
    """A scan that misreads one digit gives another date: that is no contradiction."""
    return sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True)) <= 1
