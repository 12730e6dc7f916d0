"""Versions of one matter of fact that do not agree: set side by side, never resolved.

Answers: for each field and person the sentences that give different values, as pairs of quotes, and which
rows tell against one another. Two speeds must lie well apart; one account alone disputes nothing, nor does a
paper of another incident than the matter's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.citations import Citation, cite
from extractors.event_cues import tells_of_care
from extractors.event_times import A_DAY
from extractors.facts import DateRole, Event, EventKind, PageFacts, PageKind, Passage
from extractors.mechanisms import claims_of, of_another_event
from extractors.pages import Page
from extractors.sentences import sentences_of, words_of
from extractors.transcripts import asked_and_answered, what_is_said
from extractors.versions import CLIENT, speeds_differ, versions_of
from pipelines.citing import Citer
from pipelines.gather import Facts
from pipelines.incident_accounts import Account
from pipelines.people_in_accounts import (
    names_in_reports,
    of_a_patient,
    people_of_event,
    speaks_for_the_client,
)
from pipelines.rows import EventRow, Index, IndexLine, SourceCitation

COLUMNS = ("topic", "date_a", "told_by_a", "version_a", "date_b", "told_by_b", "version_b")
_NOTE = (
    "Passages that give different versions of one thing, side by side as printed. Neither is preferred, and "
    "nothing is said of which is right."
)
_NO_NOTE = (
    "No two passages in the file were found to give different versions of one thing. Read the rows all the "
    "same."
)
_FROM_MECHANISMS = {
    "direction of impact": "point of impact",
    "seat belt": "seat belt",
    "kind of event": "kind of event",
}
_ASKED = re.compile(
    r"\s*(?:\d{1,2}:\d\d(?::\d\d)?\s+)?(?:\d{1,2}\s+)?Q(?:UESTION)?\s*[.:)]?\s", re.IGNORECASE
)
_MARGIN = re.compile(r"^\s*(?:\d{1,2}:\d\d(?::\d\d)?\s+)?\d{1,2}(?:\s+|$)")
_DATED_BY_THE_INCIDENT = frozenset({EventKind.CRASH_REPORT, EventKind.INCIDENT_REPORT, EventKind.EMS})
_TELLERS = frozenset({"statement", "testimony", "letter", "e-mail", "pleading or discovery"})


@dataclass(frozen=True, slots=True)
class Saying:
    """A passage of row number ``row`` that gives a field a value."""

    row: int
    value: str
    source: SourceCitation


def disputes(
    rows: Sequence[EventRow],
    sources: Sequence[Event | Account],
    facts: Facts,
    citer: Citer,
) -> tuple[tuple[EventRow, ...], Index]:
    """The rows, each naming those that tell another version, and the index of versions.

    Args:
        rows: the rows with their ids.
        sources: what each row was made of, parallel.
        facts: the matter's facts.
        citer: the matter's citer.
    """
    told: dict[tuple[str, str], list[Saying]] = defaultdict(list)
    pages = facts.page_facts()
    ours = [(n, s) for n, s in enumerate(sources) if _of_the_incident(s, pages, facts.client.incident)]
    names = names_in_reports([s for _, s in ours if isinstance(s, Event)], facts.client.name)
    for number, source in ours:
        for field, of, saying in _sayings(number, source, names, facts, citer):
            told[(field, of)].append(saying)
    against: dict[int, set[int]] = defaultdict(set)
    lines: list[IndexLine] = []
    for (field, of), sayings in sorted(told.items()):
        for first, second in _pairs(field, sayings):
            lines.append(_line(f"{field[0].upper()}{field[1:]}: {of}", first, second, rows))
        rows_of: dict[str, set[int]] = defaultdict(set)
        for saying in sayings:
            rows_of[saying.value].add(saying.row)
        for value, tellers in rows_of.items():
            others = {r for other in rows_of if _differ(field, value, other) for r in rows_of[other]}
            for teller in tellers:
                against[teller] |= others - {teller}
    named = tuple(
        replace(row, disputed=tuple(rows[other].id for other in sorted(against[n]))) if against[n] else row
        for n, row in enumerate(rows)
    )
    return named, Index("disputed", COLUMNS, tuple(lines), _NOTE if lines else _NO_NOTE)


def _of_the_incident(
    source: Event | Account, pages: Mapping[tuple[str, int], PageFacts], incident: date | None
) -> bool:
    """Whether a paper is not known to be of another incident: by a report's own day, else by the days that
    its pages label as that of the incident. A night's crash and its papers may lie a day apart."""
    if incident is None or not isinstance(source, Event):
        return True
    if source.kind in _DATED_BY_THE_INCIDENT:
        days = [source.date.start]
    else:
        mentions = (m for p in source.pages for m in pages[(source.sha256, p)].dates)
        days = [m.start for m in mentions if m.role is DateRole.INCIDENT and m.precision in A_DAY]
    return not days or any(abs(day - incident) <= timedelta(days=1) for day in days)


def _sayings(
    number: int, source: Event | Account, names: Mapping[str, str], facts: Facts, citer: Citer
) -> Iterator[tuple[str, str, Saying]]:
    own = not isinstance(source, Event) or speaks_for_the_client(source, names)
    people = (
        people_of_event(source, names, facts.client.name)
        if isinstance(source, Event)
        else of_a_patient(names)
    )
    for citation, joined, pinpoint in _passages(source, citer.pages):
        cited = replace(citer.source(citation), pinpoint=pinpoint)
        given = {(v.field, v.of): v.value for v in versions_of(joined, people)}
        if own and not of_another_event(joined):
            for field, value, _ in claims_of(joined):
                if field in _FROM_MECHANISMS:
                    given.setdefault((_FROM_MECHANISMS[field], CLIENT), value)
        for (field, of), value in given.items():
            yield field, of, Saying(number, value, cited)


def _passages(
    source: Event | Account, pages: Mapping[tuple[str, int], Page]
) -> Iterator[tuple[Citation, str, str]]:
    """The sentences of a source with their words; a block of testimony is one, with the witness's own."""
    if not isinstance(source, Event):
        for citation in source.sentences:
            yield citation, words_of(citation.quote).joined, ""
        return
    for passage in source.passages:
        citation = passage.citation
        if source.kind is EventKind.TESTIMONY or _is_asked(passage):
            yield citation, _own_words(passage), passage.pinpoint
            continue
        page = pages[(citation.sha256, citation.page)]
        for sentence in sentences_of(page, citation.start, citation.end, PageKind.OTHER):
            joined = words_of(page.text[sentence.start : sentence.end]).joined
            if not tells_of_care(joined):
                yield cite(page, sentence.start, sentence.end), joined, ""


def _is_asked(passage: Passage) -> bool:
    """Whether a quote is a question and its answer."""
    return bool(_ASKED.match(passage.citation.quote))


def _own_words(passage: Passage) -> str:
    """The words of a block that are the witness's own, without the numbers of its lines."""
    lines = [_MARGIN.sub("", line) for line in passage.citation.quote.split("\n")]
    return what_is_said(*asked_and_answered(lines))


def _differ(field: str, one: str, other: str) -> bool:
    return speeds_differ(one, other) if field == "speed" else one != other


def _pairs(field: str, sayings: Sequence[Saying]) -> Iterator[tuple[Saying, Saying]]:
    """The version told most often, earliest first, with the first saying of each other one."""
    by_value: dict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        by_value[saying.value].append(saying)
    ranked = sorted(by_value, key=lambda v: (-len(by_value[v]), by_value[v][0].row))
    for value in ranked[1:]:
        if _differ(field, ranked[0], value):
            second = by_value[value][0]
            apart = (s for s in by_value[ranked[0]] if s.row != second.row)
            yield next(apart, by_value[ranked[0]][0]), second


def _line(topic: str, first: Saying, second: Saying, rows: Sequence[EventRow]) -> IndexLine:
    pair = (first, second) if first.row <= second.row else (second, first)
    values = tuple(v for s in pair for v in (rows[s.row].date_start, _teller(rows[s.row]), _shown(s)))
    return IndexLine(
        (topic, *values), tuple(dict.fromkeys(rows[s.row].id for s in pair)), tuple(s.source for s in pair)
    )


def _shown(saying: Saying) -> str:
    return " ".join(saying.source.citation.quote.split())


def _teller(row: EventRow) -> str:
    """The paper; of a statement, letter or transcript also who gave it, as printed."""
    named = row.parties[:1] if row.type in _TELLERS or row.type.startswith("told in") else ()
    return ", ".join((row.type, *named))
