"""Statements written or dictated in running text: who gave it, when, and the whole of it.

Answers: one event for each statement, dated by the day it was given or signed, and the spans of its text. A
statement that prints only the day of the incident gives no event: the day it was given is not certain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.citations import cite
from extractors.event_times import time_beside
from extractors.facts import DateMention, DateRole, Event, EventPaper, PageFacts, Passage, Precision
from extractors.form_fields import fields_of
from extractors.pages import Page
from extractors.person_fields import people_of
from extractors.report_sections import sections_of_report
from extractors.testimony import STATEMENT, parties_of, taken_on

_KEYS = ("statement", "narrative")
_GIVEN = frozenset({DateRole.SIGNED, DateRole.CERTIFICATION, DateRole.LETTER})
_EXPIRES = re.compile(r"\bexpir\w*\W*(?:on\W*)?$", re.IGNORECASE)
_SWORN = re.compile(r"(?:this\s+(?:the\s+)?|dated:?\s*|date:?\s*|executed\s+(?:on|this)\s+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenStatement:
    """Its event, ``None`` when its day is not certain, and the spans (page index, start, end) of its text."""

    event: Event | None
    body: tuple[tuple[int, int, int], ...]


def written_statement(
    pages: Sequence[Page], facts: Sequence[PageFacts], paper: EventPaper
) -> WrittenStatement:
    """The statement that a paper holds."""
    body: list[tuple[int, int, int]] = []
    for nth, index in enumerate(paper.indexes):
        carried = "statement" if nth else ""
        body += [(index, s.start, s.end) for s in sections_of_report(pages[index], _KEYS, carried)]
    passages = tuple(
        Passage(STATEMENT, cite(pages[i], a, b)) for i, a, b in body if pages[i].text[a:b].strip()
    )
    date = _given_on(pages, facts, paper, body)
    if date is None or not passages:
        return WrittenStatement(None, tuple(body))
    index = next(i for i in paper.indexes if pages[i].number == date.citation.page)
    fields = [
        f
        for i in paper.indexes
        for f in fields_of(pages[i], "statement", tuple((a, b) for n, a, b in body if n == i))
    ]
    names = {p.value.lower(): p for p in people_of(fields)}
    titled = [p for p in parties_of(pages, paper) if not any(n in p.value.lower() for n in names)]
    event = Event(
        paper.kind,
        date,
        "",
        time_beside(pages[index], date.citation.start, date.citation.end),
        (*titled, *names.values()),
        passages,
        pages[paper.indexes[0]].source,
        tuple(pages[i].number for i in paper.indexes),
    )
    return WrittenStatement(event, tuple(body))


def _given_on(
    pages: Sequence[Page],
    facts: Sequence[PageFacts],
    paper: EventPaper,
    body: Sequence[tuple[int, int, int]],
) -> DateMention | None:
    """The day in a box for it, else the day it was taken, signed or sworn to."""

    def outside(index: int, mention: DateMention) -> bool:
        at = mention.citation.start
        told = any(i == index and a <= at < b for i, a, b in body)
        return not told and mention.precision is Precision.DAY and mention.role is not DateRole.BIRTH

    for index in paper.indexes:
        for field in fields_of(pages[index], "statement", tuple((a, b) for i, a, b in body if i == index)):
            span = field.value.citation
            inside = [d for d in facts[index].dates if span.start <= d.citation.start < span.end]
            if field.key == "date" and inside and outside(index, inside[0]):
                return inside[0]
    taken = taken_on(pages, facts, paper)
    if taken:
        return taken[0]
    for index in reversed(paper.indexes):
        for mention in facts[index].dates:
            before = pages[index].text[max(0, mention.citation.start - 40) : mention.citation.start]
            given = mention.role in _GIVEN or bool(_SWORN.search(before))
            given = given and not _EXPIRES.search(before)
            if given and mention.role is not DateRole.INCIDENT and outside(index, mention):
                return mention
    return None
