"""Events of another day that a paper tells in running text ("The property damage was settled on …").

Answers: for each sentence that says something happened and prints one day of its own, that day with its hedge
and hour, and the sentence. A sentence with two days is left to a person, except where the day of the incident
only says which incident is meant; a future day, a birth date and a policy's dates are no events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from extractors.citations import cite
from extractors.event_cues import heading_of, something_happened, tells_of_care, tells_of_the_incident
from extractors.event_times import A_DAY, qualifier_before, time_beside
from extractors.facts import (
    DateMention,
    DateRole,
    Event,
    EventPaper,
    PageFacts,
    Passage,
    Printed,
)
from extractors.pages import Page
from extractors.sentences import Sentence, sentences_of, words_of

TOLD = "As told"
_NO_EVENT = frozenset({DateRole.BIRTH, DateRole.POLICY, DateRole.APPOINTMENT})
_WHICH_ONE = re.compile(
    r"\b(?:accident|incident|loss|collision|crash|fall|injury|matter|events?)\s+"
    r"(?:of|on|dated|occurring on|that occurred on)\s*$"
    r"|\bdate of (?:loss|accident|incident)[:\s]*$",
    re.IGNORECASE,
)
_A_LETTER = re.compile(
    r"\b(?:letter|correspondence|e-?mail|notice|demand)[^.]{0,40}\b(?:dated|of)\s*$", re.IGNORECASE
)
_LEAST_WORDS = 5


def told_events(
    pages: Sequence[Page],
    facts: Sequence[PageFacts],
    paper: EventPaper,
    spans: Sequence[tuple[int, int, int]],
    own: date | None,
    tellers: tuple[Printed, ...],
) -> Iterator[Event]:
    """The events told in spans of a paper.

    Args:
        pages: the document's pages.
        facts: their facts, parallel.
        paper: the paper.
        spans: (page index, start, end) of its running text.
        own: the paper's own day: what it tells lies before it.
        tellers: who tells, as printed.
    """
    for index, start, end in spans:
        page = pages[index]
        for sentence in sentences_of(page, start, end, facts[index].kind):
            told = _day_of(page, facts[index], sentence, own)
            if told is None:
                continue
            yield Event(
                paper.kind,
                told,
                qualifier_before(page.text, told.citation.start),
                time_beside(page, told.citation.start, told.citation.end),
                tellers[:1],
                (Passage(TOLD, cite(page, sentence.start, sentence.end)),),
                page.source,
                (page.number,),
                told=True,
            )


def _day_of(page: Page, fact: PageFacts, sentence: Sentence, own: date | None) -> DateMention | None:
    text = page.text[sentence.start : sentence.end]
    words = words_of(text)
    if len(words.places) < _LEAST_WORDS or not re.search(r"[a-z]{2,} [a-z]", text.replace("\n", " ")):
        return None
    joined = words.joined
    if not something_happened(joined) or tells_of_care(joined):
        return None
    if not (tells_of_the_incident(joined) or heading_of(joined)):
        return None
    inside = [d for d in fact.dates if sentence.start <= d.citation.start < sentence.end]
    if any(d.precision not in A_DAY or d.ambiguous for d in inside):
        return None
    telling = [
        d
        for d in inside
        if not (_before(page, d, _WHICH_ONE) and len(inside) > 1) and not _before(page, d, _A_LETTER)
    ]
    if len({d.start for d in telling}) != 1:
        return None
    day = telling[0]
    if day.role in _NO_EVENT or (own is not None and day.start >= own):
        return None
    if _before(page, day, _WHICH_ONE):
        return None  # "the accident of March 4": it says which one, not what happened that day
    return day


def _before(page: Page, mention: DateMention, pattern: re.Pattern[str]) -> bool:
    at = mention.citation.start
    return bool(pattern.search(page.text[max(0, at - 80) : at].replace("\n", " ")))
