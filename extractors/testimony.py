"""Depositions and recorded statements: who spoke, when it was taken, which answers tell of the incident.

Answers: one event for each transcript, dated by the day it was taken, with each question and answer that
tells of the incident as a quote by the transcript's own page and line; and an event of its own day for an
answer that gives one. Leaves out testimony on care, work and earlier life.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.citations import cite
from extractors.event_cues import something_happened, tells_of_care, tells_of_the_incident
from extractors.event_times import A_DAY, qualifier_before, time_beside, time_in_box
from extractors.facts import (
    DateMention,
    DateRole,
    Event,
    EventKind,
    EventPaper,
    PageFacts,
    Passage,
    Precision,
    Printed,
)
from extractors.pages import Page
from extractors.transcripts import Block, Part, blocks_of, denies, first_question

TESTIMONY, STATEMENT, CAPTION = "Testimony", "Statement", "Caption"

_TAKEN = re.compile(
    r"\b(?:taken|date|dated|held|commenc\w*|recorded|on|deposition|statement|interview)\b[^.\n]{0,60}$",
    re.IGNORECASE,
)
_WITNESS = re.compile(
    r"(?:(?:videotaped |video |oral |remote |zoom )*deposition|testimony|examination under oath"
    r"|(?:recorded |witness |sworn |voluntary )*statement|recorded interview|interview"
    r"|affidavit|declaration)\s+of[:\s]+"
    r"(?-i:(?:[A-Z][\w.'’-]*,?[ ]?){2,6})",
    re.IGNORECASE,
)
_EXAMINER = re.compile(
    r"(?:EXAMINATION\s+)?BY\s+(?:MR|MS|MRS)\.?\s+[A-Z][A-Z'’-]+"
    r"|(?:(?:statement |interview )?taken|recorded|interviewed) by:?\s+(?:[A-Z][\w.'’-]+ ?){2,4}",
)
_FIRST_PAGES = 3
_FOLLOWS_ON = re.compile(r"\b(?:it|then|he|she|they|which|how fast|how far|how long|how close|what color)\b")
_LONGEST_FOLLOW_UP = 14


def transcript_events(
    pages: Sequence[Page], facts: Sequence[PageFacts], paper: EventPaper
) -> tuple[Event, ...]:
    """The event of a transcript and those of their own day told in it; none when its date is not certain."""
    taken = taken_on(pages, facts, paper)
    if taken is None:
        return ()
    date, time = taken
    heading = TESTIMONY if paper.kind is EventKind.TESTIMONY else STATEMENT
    parties = parties_of(pages, paper)
    own: list[Block] = []
    told: list[Event] = []
    for block in _telling(blocks_of(pages, paper.indexes)):
        event = _told(pages, facts, paper, block, date, heading, parties[:1])
        if event:
            told.append(event)
        else:
            own.append(block)
    passages = [p for block in own for p in passages_of_block(pages, block, heading)]
    # A transcript that tells nothing of the incident is listed by its caption.
    caption = [] if passages else [Passage(CAPTION, p.citation) for p in parties[:1]]
    first = Event(
        paper.kind,
        date,
        "",
        time,
        parties,
        (*caption, *passages),
        pages[paper.indexes[0]].source,
        tuple(pages[i].number for i in paper.indexes),
    )
    return (first, *told)


def taken_on(
    pages: Sequence[Page], facts: Sequence[PageFacts], paper: EventPaper
) -> tuple[DateMention, Printed | None] | None:
    """The day a transcript was taken, and the hour printed with it."""
    first = paper.indexes[:_FIRST_PAGES]
    days = [(i, d) for i in first for d in facts[i].dates if d.precision is Precision.DAY]
    by_role = [(i, d) for i, d in days if d.role is DateRole.TESTIMONY]
    by_words = [
        (i, d)
        for i, d in days
        if d.role is not DateRole.BIRTH
        and d.role is not DateRole.INCIDENT
        and i == first[0]
        and _TAKEN.search(pages[i].text[max(0, d.citation.start - 80) : d.citation.start])
    ]
    found = next(iter((*by_role, *by_words)), None)
    if found is None:
        return None
    index, date = found
    page = pages[index]
    time = time_beside(page, date.citation.start, date.citation.end)
    if time is None:
        label = re.compile(r"\btime\s*:?\s*", re.IGNORECASE).search(
            page.text, date.citation.end, date.citation.end + 60
        )
        time = (
            time_in_box(page, label.end(), page.text.find("\n", label.end()) % (len(page.text) + 1))
            if label
            else None
        )
    return date, time


def parties_of(pages: Sequence[Page], paper: EventPaper) -> tuple[Printed, ...]:
    """The witness and who asked, with their role as printed ("DEPOSITION OF ANN ROE", "BY MR. POE").

    The witness is named before the first question: behind it, testimony speaks of other people's.
    """
    asked = first_question(pages, paper.indexes)
    found: dict[str, Printed] = {}
    for pattern, most in ((_WITNESS, 1), (_EXAMINER, 3)):
        kept = 0
        for index in paper.indexes:
            for match in pattern.finditer(pages[index].text):
                if pattern is _WITNESS and asked is not None and (index, match.start()) > asked:
                    break
                text = match[0].rstrip(" ,\n")
                if kept == most:
                    break
                printed = Printed(
                    " ".join(text.split()), cite(pages[index], match.start(), match.start() + len(text))
                )
                if printed.value.lower() not in found:
                    found[printed.value.lower()] = printed
                    kept += 1
    return tuple(found.values())


def _telling(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks that tell of the incident, and short questions that follow on one of them."""
    telling = False
    for block in blocks:
        follows = (
            telling
            and len(block.question.split()) <= _LONGEST_FOLLOW_UP
            and bool(_FOLLOWS_ON.search(block.question))
            and not tells_of_care(block.joined)
        )
        telling = follows or tells_of_the_incident(block.joined)
        if telling:
            yield block


def passages_of_block(pages: Sequence[Page], block: Block, heading: str) -> tuple[Passage, ...]:
    """A block as quotes, one for each page it stands on."""
    return tuple(
        Passage(heading, cite(pages[part.index], part.start, part.end), pinpoint=part.pinpoint)
        for part in block.parts
        if pages[part.index].text[part.start : part.end].strip()
    )


def _told(
    pages: Sequence[Page],
    facts: Sequence[PageFacts],
    paper: EventPaper,
    block: Block,
    taken: DateMention,
    heading: str,
    teller: tuple[Printed, ...],
) -> Event | None:
    """The event of its own day that a block tells, when it prints exactly one day before it was taken and the
    answer does not begin by denying what was asked."""
    dated = [(part, d) for part in block.parts for d in _days(facts[part.index], part)]
    if len({d.start for _, d in dated}) != 1 or dated[0][1].start >= taken.start:
        return None
    if not something_happened(block.joined) or denies(block.answer):
        return None
    part, date = dated[0]
    page = pages[part.index]
    return Event(
        paper.kind,
        date,
        qualifier_before(page.text, date.citation.start),
        time_beside(page, date.citation.start, date.citation.end),
        teller,
        passages_of_block(pages, block, heading),
        page.source,
        tuple(dict.fromkeys(pages[p.index].number for p in block.parts)),
        told=True,
    )


def _days(fact: PageFacts, part: Part) -> list[DateMention]:
    return [
        d
        for d in fact.dates
        if part.start <= d.citation.start < part.end and d.precision in A_DAY and d.role is not DateRole.BIRTH
    ]
