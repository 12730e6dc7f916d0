"""Text that one note repeats from an earlier note of the same facility: marked, never merged away.

Answers: which passages of a row repeat, word for word with numbers aside, those of an earlier row, and where
both stand. Only long runs of sentences under history, complaint, examination and diagnosis count: exercises,
orders and instructions are the same at every visit and tell nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.citations import Citation, cite
from extractors.cues import phrase_pattern
from extractors.facts import CLINICAL
from extractors.lexicon import load
from pipelines.citing import Citer
from pipelines.merging import Group
from pipelines.rows import MatterFinding
from pipelines.same_names import same_facility
from pipelines.told import Told

LEAST_CHARACTERS = 200
"""Letters and digits of the shortest run that is marked."""

_HEADINGS = frozenset(
    {"Complaint", "History / mechanism", "Examination", "Imaging impression", "Diagnosis", ""}
)
_NUMBER = re.compile(r"[0-9]+")
_LEAST_WORDS = 4


@dataclass(frozen=True, slots=True)
class CopiedForward:
    """A run of sentences told in the row ``later`` as in the row ``earlier`` before it (indexes of groups).

    ``characters`` are the letters and digits of its sentences that count."""

    earlier: int
    later: int
    first: Citation
    again: Citation
    characters: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence ready to compare: letters with numbers folded, and whether repeating it tells anything."""

    told: Told
    folded: str
    counts: bool


def copied_forward(told: Sequence[Told], groups: Sequence[Group]) -> tuple[CopiedForward, ...]:
    """The longest repeated run of each row, by row.

    Args:
        told: sentences of clinical pages.
        groups: the rows' groups that ``told`` was told with, in order of date.
    """
    rows = _rows(told, groups)
    holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
    found: list[CopiedForward] = []
    for index in sorted(rows, key=lambda i: (groups[i].start, i)):
        lines = rows[index]
        best: tuple[int, int, int, int, int] | None = None
        for at in (i for i, line in enumerate(lines) if line.counts):
            for other, start in holders.get(lines[at].folded, ()):
                if at and start and _same(lines[at - 1], rows[other][start - 1]):
                    continue  # inside a run that is already measured
                if not _may_repeat(groups[other], groups[index]):
                    continue
                length, count = _run(rows[other], start, lines, at)
                if length >= LEAST_CHARACTERS and (best is None or (length, other) > best[:2]):
                    best = (length, other, start, at, count)
        if best:
            length, other, start, at, count = best
            first, again = rows[other][start : start + count], lines[at : at + count]
            found.append(CopiedForward(other, index, _span(first), _span(again), length))
        for at, line in enumerate(lines):
            if not line.counts:
                continue
            # The latest notes that hold a sentence are enough: what is copied on is copied from the last.
            holders[line.folded] = [*holders[line.folded][-_LATEST:], (index, at)]
    return tuple(found)


_LATEST = 5


def copied_forward_findings(
    copied: Sequence[CopiedForward], groups: Sequence[Group], citer: Citer
) -> tuple[MatterFinding, ...]:
    """One finding for each row that repeats another, both passages cited."""
    found: list[MatterFinding] = []
    for copy in copied:
        earlier, later = groups[copy.earlier].start.isoformat(), groups[copy.later].start.isoformat()
        facility = _facility(groups[copy.later]) or _facility(groups[copy.earlier])
        message = (
            f"The note of {later} repeats {copy.characters:,} letters of that of {earlier} word for word, "
            f"numbers aside{': ' + facility if facility else ''}."
        )
        data = (
            ("characters", copy.characters),
            ("date", later),
            ("facility", facility),
            ("repeats", earlier),
        )
        found.append(
            MatterFinding(
                "copied_forward", message, (citer.source(copy.first), citer.source(copy.again)), data
            )
        )
    return tuple(found)


def copied_rows(copied: Sequence[CopiedForward]) -> frozenset[int]:
    """Indexes of the rows that repeat an earlier one."""
    return frozenset(c.later for c in copied)


@cache
def _silent() -> tuple[re.Pattern[str], frozenset[str]]:
    data = load("statements")["silent"]
    return re.compile(phrase_pattern(data["phrases"])), frozenset(data["labels"])


def _rows(told: Sequence[Told], groups: Sequence[Group]) -> dict[int, list[_Line]]:
    """What each row's leading note tells, page after page: its copies and companions repeat it by nature."""
    phrases, labels = _silent()
    rows: dict[int, list[_Line]] = defaultdict(list)
    for sentence in told:
        if sentence.group is None or sentence.kind not in CLINICAL or sentence.is_copy:
            continue
        if sentence.encounter is not groups[sentence.group].lead:
            continue
        joined = sentence.words.joined
        counts = (
            sentence.sentence.heading in _HEADINGS
            and sentence.sentence.label not in labels
            and len(joined.split()) >= _LEAST_WORDS
            and not phrases.search(joined)
            and (bool(sentence.sentence.heading) or _is_prose(sentence.text))
        )
        rows[sentence.group].append(_Line(sentence, _NUMBER.sub("#", joined).replace(" ", ""), counts))
    return rows


def _is_prose(text: str) -> bool:
    """Under no heading only sentences count: letterheads and table rows repeat on every paper."""
    return text.rstrip().endswith(".") and len(re.findall(r"\b[a-z]{2,}\b", text)) >= _LEAST_WORDS


def _may_repeat(earlier: Group, later: Group) -> bool:
    if earlier.start >= later.start:
        return False
    one, other = _facility(earlier), _facility(later)
    if one and other:
        return same_facility(one, other)
    return earlier.lead.sha256 == later.lead.sha256


def _facility(group: Group) -> str:
    return next((e.facility.value for e in group.members if e.facility), "")


def _run(first: Sequence[_Line], start: int, again: Sequence[_Line], at: int) -> tuple[int, int]:
    """Letters that count, and sentences up to the last that counts: alike, and on one page each."""
    length = count = 0
    for step, (one, other) in enumerate(zip(first[start:], again[at:], strict=False), 1):
        same_pages = one.told.page is first[start].told.page and other.told.page is again[at].told.page
        if one.folded != other.folded or not same_pages:
            break
        if other.counts:
            length, count = length + len(other.folded), step
    return length, count


def _same(one: _Line, other: _Line) -> bool:
    return one.counts and one.folded == other.folded


def _span(lines: Sequence[_Line]) -> Citation:
    page = lines[0].told.page
    return cite(page, lines[0].told.sentence.start, lines[-1].told.sentence.end)
