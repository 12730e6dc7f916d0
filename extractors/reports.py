"""Crash reports and incident reports: date, hour, place, people, what was charged, and the narrative whole.

Answers: one event for each report, dated by its box for the day of the incident, with its boxes and its
written parts as printed. A report whose day of incident is not printed in such a box gives no event. Codes of
a form stay as printed; nothing is looked up.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.citations import Citation, cite
from extractors.event_times import A_DAY, qualifier_before, time_beside, time_in_box
from extractors.facts import (
    DateMention,
    DateRole,
    Event,
    EventPaper,
    PageFacts,
    Passage,
    Printed,
)
from extractors.form_fields import FormField, fields_of
from extractors.pages import Page
from extractors.person_fields import drivers_of, people_of
from extractors.report_sections import ReportSection, sections_of_report

_SECTIONS = ("narrative", "statement", "remarks")
_BOX_HEADINGS = (
    ("location", "Location"),
    ("conditions", "Conditions"),
    ("factors", "Contributing factors as recorded"),
    ("restraint", "Seat belt as recorded"),
    ("citation", "Citation issued"),
)
_FOOT_WORDS = 8
_SECTION_HEADINGS = {
    "narrative": "Narrative",
    "statement": "Statements in the report",
    "remarks": "Remarks",
    "": "Remarks",
}


def report_event(pages: Sequence[Page], facts: Sequence[PageFacts], paper: EventPaper) -> Event | None:
    """The event of a crash or incident report, ``None`` when its day is not certain."""
    sections: dict[int, tuple[ReportSection, ...]] = {}
    carried = ""
    for index in paper.indexes:
        sections[index] = sections_of_report(pages[index], _SECTIONS, carried)
        carried = _runs_on(pages[index], sections[index])
    fields = {
        index: fields_of(pages[index], "report", tuple((s.start, s.end) for s in sections[index]))
        for index in paper.indexes
    }
    date = _date(facts, fields, paper)
    if date is None:
        return None
    index = next(i for i in paper.indexes if pages[i].number == date.citation.page)
    page = pages[index]
    boxes = [field for i in paper.indexes for field in fields[i]]
    passages = [
        Passage(heading, field.whole.citation)
        for key, heading in _BOX_HEADINGS
        for field in boxes
        if field.key == key
    ]
    for i in paper.indexes:
        passages += [
            Passage(_SECTION_HEADINGS[s.key], cite(pages[i], s.start, s.end))
            for s in sections[i]
            if pages[i].text[s.start : s.end].strip()
        ]
    return Event(
        paper.kind,
        date,
        qualifier_before(page.text, date.citation.start),
        _time(page, date, fields[index]),
        people_of(boxes),
        tuple(_apart(passages)),
        page.source,
        tuple(pages[i].number for i in paper.indexes),
        drivers=drivers_of(boxes),
    )


def _runs_on(page: Page, sections: Sequence[ReportSection]) -> str:
    """``narrative`` when a page's narrative reaches its foot, so that the next page may go on with it."""
    if not sections or sections[-1].key != "narrative":
        return ""
    return "narrative" if len(page.text[sections[-1].end :].split()) <= _FOOT_WORDS else ""


def _apart(passages: Sequence[Passage]) -> list[Passage]:
    """Passages without those that stand inside another: a box read twice is quoted once."""
    kept: list[Passage] = []
    for passage in passages:
        if not any(_inside(passage.citation, other.citation) for other in kept):
            kept = [p for p in kept if not _inside(p.citation, passage.citation)]
            kept.append(passage)
    return kept


def _inside(one: Citation, other: Citation) -> bool:
    return one.page == other.page and other.start <= one.start and one.end <= other.end


def _date(
    facts: Sequence[PageFacts], fields: dict[int, tuple[FormField, ...]], paper: EventPaper
) -> DateMention | None:
    """The day in a box for it, else the first that the page labels as that of the incident."""
    for index in paper.indexes:
        for field in fields[index]:
            if field.key != "date":
                continue
            span = field.value.citation
            inside = [d for d in facts[index].dates if span.start <= d.citation.start < span.end]
            if inside and inside[0].precision in A_DAY:
                return inside[0]
    labelled = (
        d
        for index in paper.indexes
        for d in facts[index].dates
        if d.role is DateRole.INCIDENT and d.precision in A_DAY
    )
    return next(labelled, None)


def _time(page: Page, date: DateMention, fields: Sequence[FormField]) -> Printed | None:
    """The hour of the incident: behind its date, in the rest of its box, or in a box of its own."""
    beside = time_beside(page, date.citation.start, date.citation.end)
    if beside:
        return beside
    for field in fields:
        span = field.value.citation
        if field.key == "date" and span.start <= date.citation.start < span.end:
            found = time_in_box(page, date.citation.end, span.end)
            if found:
                return found
    for field in fields:
        if field.key == "time":
            found = time_in_box(page, field.value.citation.start, field.value.citation.end)
            if found:
                return found
    return None
