"""Papers that a paper of liability says exist: photographs, statements, video, earlier letters.

Answers: which, as printed, in which sentence, and of which day where one is printed beside it. Whether such a
paper is in the file is settled in `pipelines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.citations import Citation, cite
from extractors.event_times import A_DAY
from extractors.facts import EventPaper, PageFacts, PaperReference, Printed
from extractors.pages import Page
from extractors.sentences import sentences_of

_THING = (
    r"(?:scene |accident |crash |digital )?photo(?:graph)?s?|witness list|witness statements?"
    r"|(?:written |recorded )statements?|supplement(?:al)? (?:report|narrative)|field (?:sketch|diagram)"
    r"|video(?: footage| recording)?|dash ?cam(?:era)?(?: video| footage)?"
    r"|body[- ](?:worn )?cam(?:era)?(?: video| footage)?|surveillance (?:video|footage)"
    r"|property damage (?:photographs|estimate|appraisal)|repair estimate|sweep (?:log|sheet)s?"
    r"|inspection logs?|maintenance (?:log|record)s?|cell phone records|accident reconstruction(?: report)?"
)
_PATTERNS = (
    re.compile(
        rf"\b(?:attached|enclosed|see|accompanying|enclosing|forwarding)\b"
        rf"(?: (?:hereto|please find|herewith|is|are|copies of|a copy of|the|our|your|"
        rf"several|\d+|color))*\s+(?P<name>{_THING})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<name>{_THING})\b(?:\s+(?:was|were|is|are|have been|has been))?(?:\s+(?:also|then))?\s+"
        r"(?:taken|obtained|recovered|collected|recorded|attached|enclosed|preserved|secured|downloaded|saved|requested)\b",
        re.IGNORECASE,
    ),
)
_LETTER = re.compile(
    r"\b(?:your|our|my) (?P<name>(?:letter|correspondence|e-?mail|demand|notice)"
    r"(?: of (?:representation|preservation))?)"
    r"[^.]{0,30}\b(?:dated|of)\s*$",
    re.IGNORECASE,
)
_NOT_TAKEN = re.compile(r"\b(?:no|not|without|if any|any)\b", re.IGNORECASE)
_RECORDED_STATEMENT_REQUEST = re.compile(r"\b(?:please|would like|request(?:ing)?|contact)\b", re.IGNORECASE)


def papers_mentioned(
    pages: Sequence[Page], facts: Sequence[PageFacts], paper: EventPaper
) -> Iterator[PaperReference]:
    """The papers that one paper mentions, each once for each name and day."""
    seen: set[tuple[str, str]] = set()
    for index in paper.indexes:
        page = pages[index]
        for found in (*_letters(page, facts[index]), *_things(page, facts[index])):
            key = (found.name.value.lower(), found.date.iso if found.date else "")
            if key not in seen:
                seen.add(key)
                yield found


def _letters(page: Page, fact: PageFacts) -> Iterator[PaperReference]:
    for mention in fact.dates:
        at = mention.citation.start
        left = max(0, at - 90)
        match = _LETTER.search(page.text[left:at].replace("\n", " "))
        if match and mention.precision in A_DAY:
            name = cite(page, left + match.start("name"), left + match.end("name"))
            yield PaperReference(
                Printed(" ".join(name.quote.split()), name), mention, _sentence(page, fact, at)
            )


def _things(page: Page, fact: PageFacts) -> Iterator[PaperReference]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(page.text.replace("\n", " ")):
            sentence = _sentence(page, fact, match.start("name"))
            before = page.text[sentence.start : match.start("name")]
            if _NOT_TAKEN.search(before[-24:]) or _RECORDED_STATEMENT_REQUEST.search(before):
                continue
            name = cite(page, match.start("name"), match.end("name"))
            yield PaperReference(Printed(" ".join(name.quote.split()), name), None, sentence)


def _sentence(page: Page, fact: PageFacts, at: int) -> Citation:
    """The sentence of a page that holds an offset."""
    for sentence in sentences_of(page, 0, len(page.text), fact.kind):
        if sentence.start <= at < sentence.end:
            return cite(page, sentence.start, sentence.end)
    line = next(line for line in page.lines() if line.start <= at <= line.end)
    return cite(page, line.start, line.end)
