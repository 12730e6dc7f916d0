"""Photographs as papers: the day printed as the day they were taken, and their captions.

Answers: one event for a run of photograph pages that prints when they were taken. What a picture shows is not
read; a run without such a date is listed as undated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.citations import cite
from extractors.event_times import time_beside
from extractors.facts import DateRole, Event, EventPaper, PageFacts, Passage, Precision
from extractors.pages import Page

_TAKEN = re.compile(r"\b(?:taken|photo(?:graph)?(?:s|ed)?|date|dated|shot)\b[^\n]{0,40}$", re.IGNORECASE)
_CAPTION_LINES = 12


def pictures_event(pages: Sequence[Page], facts: Sequence[PageFacts], paper: EventPaper) -> Event | None:
    """The event of a run of photographs, ``None`` when the day they were taken is not printed."""
    for index in paper.indexes:
        page = pages[index]
        for mention in facts[index].dates:
            start, end = mention.citation.start, mention.citation.end
            line_start = page.text.rfind("\n", 0, start) + 1
            if (
                mention.precision is Precision.DAY
                and mention.role is not DateRole.BIRTH
                and _TAKEN.search(page.text[line_start:start])
            ):
                return Event(
                    paper.kind,
                    mention,
                    "",
                    time_beside(page, start, end),
                    (),
                    tuple(_captions(pages, paper)),
                    page.source,
                    tuple(pages[i].number for i in paper.indexes),
                )
    return None


def _captions(pages: Sequence[Page], paper: EventPaper) -> list[Passage]:
    captions: list[Passage] = []
    for index in paper.indexes:
        lines = [line for line in pages[index].lines() if line.text.strip()][:_CAPTION_LINES]
        if lines:
            captions.append(Passage("Caption", cite(pages[index], lines[0].start, lines[-1].end)))
    return captions
