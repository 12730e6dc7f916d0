"""What one document tells of liability: its papers, and the events they are or tell of.

Answers: every event with its date, hour, people and quotes, each read by the module of its sort of paper. A
paper whose date is not certain makes no event and is listed as undated; privileged notes are not read at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.ems_runs import run_event
from extractors.event_papers import papers_of
from extractors.facts import Event, EventKind, EventPaper, LiabilityFacts, PageFacts, PaperReference, Printed
from extractors.identity import Owner
from extractors.letters import letters_of
from extractors.pages import Page
from extractors.paper_references import papers_mentioned
from extractors.pictures import pictures_event
from extractors.pleadings import pleading_of
from extractors.reports import report_event
from extractors.testimony import transcript_events
from extractors.told_events import told_events
from extractors.transcripts import blocks_of
from extractors.written_statements import written_statement

_REPORTS = frozenset({EventKind.CRASH_REPORT, EventKind.INCIDENT_REPORT})
_LEAST_QUESTIONS = 3


def liability_of(
    pages: Sequence[Page], facts: Sequence[PageFacts], owners: Sequence[Owner]
) -> LiabilityFacts:
    """The papers of liability in a document, in page order, with their events.

    Args:
        pages: the document's pages.
        facts: their facts, parallel.
        owners: whose page each is, parallel; pages of other people are left out.
    """
    papers = papers_of(pages, facts, owners)
    events: list[Event] = []
    undated: list[EventPaper] = []
    references: list[PaperReference] = []
    for paper in papers:
        found = tuple(_events(pages, facts, paper))
        events += found
        if not any(not event.told for event in found) and _should_be_dated(paper):
            undated.append(paper)
        if paper.kind is not EventKind.EMS:
            references += papers_mentioned(pages, facts, paper)
    return LiabilityFacts(papers, tuple(events), tuple(undated), tuple(references))


def _events(pages: Sequence[Page], facts: Sequence[PageFacts], paper: EventPaper) -> Iterator[Event]:
    if paper.kind in _REPORTS:
        report = report_event(pages, facts, paper)
        if report:
            yield report
    elif paper.kind is EventKind.EMS:
        run = run_event(pages, facts, paper)
        if run:
            yield run
    elif paper.kind is EventKind.PHOTOGRAPHS:
        pictures = pictures_event(pages, facts, paper)
        if pictures:
            yield pictures
    elif paper.kind is EventKind.TESTIMONY or _is_asked(pages, paper):
        yield from transcript_events(pages, facts, paper)
    elif paper.kind is EventKind.PLEADING:
        pleading = pleading_of(pages, facts, paper)
        if pleading.event:
            yield pleading.event
            yield from _told(pages, facts, paper, pleading.event, pleading.body)
    elif paper.kind is EventKind.STATEMENT:
        statement = written_statement(pages, facts, paper)
        if statement.event:
            yield statement.event
        yield from _told(pages, facts, paper, statement.event, statement.body)
    else:
        for letter in letters_of(pages, facts, paper):
            yield letter.event
            yield from _told(pages, facts, paper, letter.event, letter.body)


def _told(
    pages: Sequence[Page],
    facts: Sequence[PageFacts],
    paper: EventPaper,
    event: Event | None,
    body: Sequence[tuple[int, int, int]],
) -> Iterator[Event]:
    tellers: tuple[Printed, ...] = event.parties if event else ()
    return told_events(pages, facts, paper, body, event.date.start if event else None, tellers)


def _is_asked(pages: Sequence[Page], paper: EventPaper) -> bool:
    return paper.kind is EventKind.STATEMENT and len(blocks_of(pages, paper.indexes)) >= _LEAST_QUESTIONS


def _should_be_dated(paper: EventPaper) -> bool:
    """Whether a paper without an event is one all the same: a letter that says nothing is none."""
    return paper.kind not in (EventKind.LETTER, EventKind.EMAIL)
