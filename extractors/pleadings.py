"""Pleadings and discovery responses: the caption, the day, and the paragraphs that tell of the incident.

Answers: one event for each paper, dated by its filing stamp or its own "Dated" line, with allegations and
answers as printed. What a party pleads is its version; nothing is taken as proven. A paper that prints no
such day gives no event.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.citations import cite
from extractors.event_cues import heading_of, tells_of_the_incident
from extractors.facts import DateMention, DateRole, Event, EventPaper, PageFacts, Passage, Precision, Printed
from extractors.pages import Line, Page
from extractors.sentences import sentences_of, words_of

CAPTION, PLEADED, ANSWERED = "Caption", "As pleaded", "Request and answer"

_TITLE = re.compile(
    r"^\W*(?:(?:first|second|third|amended|verified|plaintiff['’]?s?|defendant['’]?s?|original|joint"
    r"|supplemental)\b[\w\s,.'’]*?)?(?:complaint|petition|answers?|responses?|counterclaim|cross-?claim"
    r"|affirmative defenses|motion for summary judgment"
    r"|statement of (?:undisputed|material) facts|interrogatories|requests? for admissions?)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"\b(?:plaintiff|defendant|petitioner|respondent)s?\b", re.IGNORECASE)
_COURT = re.compile(
    r"\b(?:in the .*court|superior court|circuit court|district court|court of)\b", re.IGNORECASE
)
_HEAD_LINES, _TITLE_WORDS = 24, 16
_REQUEST = re.compile(
    r"^\W*(?:interrogatory|request(?: for (?:admission|production))?)\s*(?:no\.?|number|#)?\s*\d+",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"^\s*\d{1,3}\.\s", re.MULTILINE)
_DATED = re.compile(
    r"(?:\bfiled\b|\bdated\b|\bthis\b|\bserved (?:on|this)\b|\bexecuted (?:on|this)\b)[^.\n]{0,24}$",
    re.IGNORECASE,
)
_END = re.compile(
    r"^\W*(?:dated|verification|respectfully|sworn|subscribed|certificate of service|under penalt)",
    re.IGNORECASE,
)
_PARTIES = 2


@dataclass(frozen=True, slots=True)
class Pleading:
    """Its event, ``None`` when its day is not certain, and the spans (page index, start, end) of its text."""

    event: Event | None
    body: tuple[tuple[int, int, int], ...]


def is_pleading(page: Page) -> bool:
    """Whether a page opens with the caption of a case and the title of a pleading or discovery response."""
    lines = [line for line in page.text.split("\n") if line.strip()][:_HEAD_LINES]
    head = "\n".join(lines)
    named = {match[0].lower().rstrip("s") for match in _CAPTION.finditer(head)}
    titled = any(_TITLE.match(line) and len(line.split()) <= _TITLE_WORDS for line in lines)
    return titled and (len(named) > 1 or bool(named and _COURT.search(head)) or bool(_COURT.search(head)))


def goes_on_pleading(page: Page) -> bool:
    """Whether a page without a caption reads on: numbered paragraphs, requests, or a signature block."""
    lines = page.text.split("\n")
    return bool(_PARAGRAPH.search(page.text)) or any(_REQUEST.match(line) for line in lines)


def pleading_of(pages: Sequence[Page], facts: Sequence[PageFacts], paper: EventPaper) -> Pleading:
    """The pleading that a paper holds."""
    first = pages[paper.indexes[0]]
    lines = [line for line in first.lines() if line.text.strip()][:_HEAD_LINES]
    title = next((n for n, line in enumerate(lines) if _TITLE.match(line.text)), None)
    body: list[tuple[int, int, int]] = []
    for index in paper.indexes:
        start = lines[title].end if index == paper.indexes[0] and title is not None else 0
        body.append((index, start, len(pages[index].text)))
    date = _dated(pages, facts, paper)
    if date is None:
        return Pleading(None, tuple(body))
    caption = (
        [Passage(CAPTION, cite(first, lines[title].start, lines[title].end))] if title is not None else []
    )
    passages = [p for span in body for p in _passages(pages[span[0]], span, facts[span[0]])]
    event = Event(
        paper.kind,
        date,
        "",
        None,
        _parties(first, lines[:title]),
        (*caption, *passages),
        first.source,
        tuple(pages[i].number for i in paper.indexes),
    )
    return Pleading(event, tuple(body))


def _parties(page: Page, lines: Sequence[Line]) -> tuple[Printed, ...]:
    """The caption's lines that name plaintiff and defendant."""
    named = [line for line in lines if _CAPTION.search(line.text) and len(line.text.split()) > 1]
    found: list[Printed] = []
    for line in named[:_PARTIES]:
        citation = cite(page, line.start, line.end)
        found.append(Printed(" ".join(citation.quote.split()), citation))
    return tuple(found)


def _dated(pages: Sequence[Page], facts: Sequence[PageFacts], paper: EventPaper) -> DateMention | None:
    """The filing stamp, else the last day that says it dates the paper."""
    found: list[tuple[bool, DateMention]] = []
    for index in paper.indexes:
        for mention in facts[index].dates:
            before = pages[index].text[max(0, mention.citation.start - 50) : mention.citation.start]
            match = _DATED.search(before)
            if match and mention.precision is Precision.DAY and mention.role is not DateRole.INCIDENT:
                found.append((match[0].lower().startswith("filed"), mention))
    stamps = [mention for filed, mention in found if filed]
    return stamps[0] if stamps else found[-1][1] if found else None


def _passages(page: Page, span: tuple[int, int, int], fact: PageFacts) -> list[Passage]:
    """Requests with their answers, or sentences, that tell of the incident."""
    _, start, end = span
    starts = [line.start for line in page.lines() if line.start >= start and _REQUEST.match(line.text)]
    if starts:
        last = next(
            (line.start for line in page.lines() if line.start > starts[-1] and _END.match(line.text)), end
        )
        spans = zip(starts, [*starts[1:], last], strict=True)
        return [Passage(ANSWERED, cite(page, a, b)) for a, b in spans if _tells(page.text[a:b])]
    return [
        Passage(PLEADED, cite(page, s.start, s.end))
        for s in sentences_of(page, start, end, fact.kind)
        if _tells(page.text[s.start : s.end])
    ]


def _tells(text: str) -> bool:
    joined = words_of(text).joined
    return len(joined.split()) > 5 and (tells_of_the_incident(joined) or bool(heading_of(joined)))
