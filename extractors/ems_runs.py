"""Ambulance runs as papers of liability: when the call came, where, what the crew saw and was told there.

Answers: one event for each run, dated by its date of service, with its times, mechanism, restraint and the
scene as narrated. Assessment and treatment stay with the treatment chronology, where the sheet
sets them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.cells import cells
from extractors.citations import cite
from extractors.event_times import time_in_box
from extractors.facts import DateRole, Event, EventPaper, PageFacts, Passage, Precision, Printed
from extractors.form_fields import FormField, fields_of
from extractors.lexicon import load, normal
from extractors.pages import Line, Page
from extractors.report_sections import sections_of_report
from extractors.sections import headings_of

_OF_SERVICE = (DateRole.SERVICE, DateRole.INCIDENT, DateRole.ADMISSION)
_CLOCK = re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?\b|(?<![-/\d])\d{4}\b(?![-/])")
_LEAST_TIMES = 3
_CARE = re.compile(
    r"^\W*(?:assessment|treatment|plan|physical exam|exam|vitals|vital signs|interventions|rx|tx"
    r"|transport|past medical|pmh|allergies)\b",
    re.IGNORECASE,
)


def run_event(pages: Sequence[Page], facts: Sequence[PageFacts], paper: EventPaper) -> Event | None:
    """The event of a run, ``None`` when it prints no date of service."""
    dates = (
        d
        for index in paper.indexes
        for role in _OF_SERVICE
        for d in facts[index].dates
        if d.role is role and d.precision is Precision.DAY
    )
    date = next(dates, None)
    if date is None:
        return None
    scenes = {index: sections_of_report(pages[index], ("scene",)) for index in paper.indexes}
    fields = {
        index: fields_of(pages[index], "run", tuple((s.start, s.end) for s in scenes[index]))
        for index in paper.indexes
    }
    passages: list[Passage] = []
    for index in paper.indexes:
        page = pages[index]
        for key, heading in (
            ("location", "Location"),
            ("mechanism", "Mechanism"),
            ("restraint", "Seat belt as recorded"),
        ):
            passages += [Passage(heading, f.whole.citation) for f in fields[index] if f.key == key]
        passages += [Passage("Times", cite(page, start, end)) for start, end in _times(page)]
        for section in scenes[index]:
            end = _end_of_scene(page, section.start, section.end, facts[index])
            if section.key and page.text[section.start : end].strip():
                passages.append(Passage("Scene as narrated", cite(page, section.start, end)))
    agency = next((facts[i].facility for i in paper.indexes if facts[i].facility), None)
    return Event(
        paper.kind,
        date,
        "",
        _dispatched(pages, fields),
        (agency,) if agency and _is_whole(agency) else (),
        tuple(passages),
        pages[paper.indexes[0]].source,
        tuple(pages[i].number for i in paper.indexes),
    )


def _is_whole(name: Printed) -> bool:
    return name.value in " ".join(name.citation.quote.split())


def _end_of_scene(page: Page, start: int, end: int, fact: PageFacts) -> int:
    """Where a narrative turns to assessment and care under a heading of its own."""
    heads = [
        h.start
        for h in headings_of(page, start, end, fact.kind)
        if _CARE.match(h.printed) and h.start > start
    ]
    return min([end, *heads])


def _dispatched(pages: Sequence[Page], fields: dict[int, tuple[FormField, ...]]) -> Printed | None:
    for index, found in fields.items():
        for field in found:
            if field.key == "time":
                span = field.value.citation
                time = time_in_box(pages[index], span.start, span.end)
                if time is None:
                    dated = re.search(r"\s(?=\d{1,2}:\d\d)", span.quote)
                    time = time_in_box(pages[index], span.start + dated.end(), span.end) if dated else None
                if time:
                    return time
    return None


def _times(page: Page) -> tuple[tuple[int, int], ...]:
    """The lines of the sheet's table of times: a row of its labels and the row below, or a line for each."""
    labels = {normal(label) for label in load("event_fields")["run"]["times"]}
    lines = [line for line in page.lines() if line.text.strip()]
    for line, below in pairwise(lines):
        named = [cell for cell in cells(line) if normal(cell.text) in labels]
        if len(named) >= _LEAST_TIMES and len(_CLOCK.findall(below.text)) >= _LEAST_TIMES:
            return (line.start, line.end), (below.start, below.end)
    rows = [
        n
        for n, line in enumerate(lines)
        if _CLOCK.search(line.text) and any(normal(line.text).startswith(label) for label in labels)
    ]
    best: list[int] = []
    run: list[int] = []
    for n in rows:
        run = [*run, n] if run and n == run[-1] + 1 else [n]
        best = max(best, run, key=len)
    return tuple(_to_its_hour(lines[n]) for n in best) if len(best) >= _LEAST_TIMES else ()


def _to_its_hour(line: Line) -> tuple[int, int]:
    """A line of the times up to its hour: what stands beside it on the sheet is another table's."""
    hour = _CLOCK.search(line.text)
    return line.start, line.start + hour.end() if hour else line.end
