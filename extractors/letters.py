"""Letters and e-mails of the claim: who wrote to whom, when, on what, and what they say of liability.

Answers: one event for each letter or e-mail by its own date line, with its subject and the sentences that
state a position, give notice, ask for something or tell of the incident, as printed. A letter that says none
of it is no paper of liability; one without a date line gives no event.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.citations import cite
from extractors.event_cues import heading_of, tells_of_care
from extractors.event_times import time_beside
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
from extractors.pages import Line, Page
from extractors.sentences import sentences_of, words_of

_SUBJECT = re.compile(
    r"^\W*(?:re|regarding|subject|our insured|your client|your insured|insureds?|claimants?|our client"
    r"|claim(?:ant)?(?: (?:no|number|#))?\.?"
    r"|claim|date of (?:loss|accident|incident|injury)|loss date|accident date|d/?o/?l"
    r"|policy(?: (?:no|number))?\.?"
    r"|our file(?: (?:no|number))?\.?|your file(?: (?:no|number))?\.?|file(?: (?:no|number))?\.?"
    r"|matter|location(?: of loss)?)\s*:",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\s*(?:sincerely|very truly yours|yours (?:very )?truly|truly yours|respectfully"
    r"|(?:best |kind |warm )?regards|thank you),?\s*$",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^\s*(?:dear\b|to whom it may|gentlemen|counsel\s*:)", re.IGNORECASE)
_HEADER = re.compile(r"^\W*(?P<name>from|to|sent|date|subject|cc)\s*:\s*(?P<value>\S.*)$", re.IGNORECASE)
_HEADER_LINES = 14
_STAMP = re.compile(
    r"\breceived\b|\bfax\b|^\W*(?:via|by) |\bpage \d|certified mail|u\.?s\.? mail|^\W*\d", re.IGNORECASE
)
_NEAR_TOP = 16


@dataclass(frozen=True, slots=True)
class Letter:
    """Its event, and the spans (page index, start, end) of its body."""

    event: Event
    body: tuple[tuple[int, int, int], ...]


def letters_of(pages: Sequence[Page], facts: Sequence[PageFacts], paper: EventPaper) -> tuple[Letter, ...]:
    """The letter, or the messages of an e-mail; without those that have no date line or say nothing of
    liability."""
    if paper.kind is EventKind.EMAIL:
        found = [_message(pages, facts, paper, span) for span in _messages(pages, paper)]
        return tuple(letter for letter in found if letter)
    first = paper.indexes[0]
    page = pages[first]
    date = _dated(page, facts[first])
    lines = [line for line in page.lines() if line.text.strip()]
    head = _head(page, lines, date, facts[first])
    body = _body(pages, paper, head.body)
    parties = (*head.parties, *_signer(pages, paper))
    letter = _letter(pages, facts, paper, date, head, body, parties)
    return (letter,) if letter else ()


def _letter(
    pages: Sequence[Page],
    facts: Sequence[PageFacts],
    paper: EventPaper,
    date: DateMention | None,
    head: _Head,
    body: tuple[tuple[int, int, int], ...],
    parties: tuple[Printed, ...],
) -> Letter | None:
    passages = [p for span in body for p in _passages(pages[span[0]], span, facts[span[0]])]
    if date is None or not passages:
        return None
    page = next(pages[i] for i in paper.indexes if pages[i].number == date.citation.page)
    email = paper.kind is EventKind.EMAIL
    event = Event(
        paper.kind,
        date,
        "",
        time_beside(page, date.citation.start, date.citation.end) if email else None,
        parties,
        (*head.subject, *passages),
        page.source,
        tuple(pages[i].number for i in paper.indexes),
    )
    return Letter(event, body)


def _messages(pages: Sequence[Page], paper: EventPaper) -> list[tuple[int, int, int]]:
    """The spans of an e-mail's messages, newest first as threads print them; each is kept on its page."""
    spans: list[tuple[int, int, int]] = []
    for index in paper.indexes:
        page = pages[index]
        lines = [line for line in page.lines() if line.text.strip()]
        starts = [line.start for n, line in enumerate(lines) if _begins_message(lines[n : n + 6])]
        # A page without such an opening goes on with a message, or opens with its lines in another order.
        starts = starts or [0]
        ends = [*starts[1:], len(page.text)]
        spans += [(index, start, end) for start, end in zip(starts, ends, strict=True)]
    return spans


def _begins_message(lines: Sequence[Line]) -> bool:
    """Whether lines open a message: From, and soon a date and an addressee or subject."""
    first = _HEADER.match(lines[0].text)
    if first is None or first["name"].lower() != "from":
        return False
    names = {match["name"].lower() for line in lines if (match := _HEADER.match(line.text))}
    return bool(names & {"date", "sent"}) and bool(names & {"to", "subject"})


def _message(
    pages: Sequence[Page], facts: Sequence[PageFacts], paper: EventPaper, span: tuple[int, int, int]
) -> Letter | None:
    index, start, end = span
    page = pages[index]
    lines = [line for line in page.lines() if line.text.strip() and start <= line.start < end]
    head = _header(page, lines)
    date = _sent(lines, facts[index])
    return _letter(pages, facts, paper, date, head, ((index, max(head.body, start), end),), head.parties)


@dataclass(frozen=True, slots=True)
class _Head:
    parties: tuple[Printed, ...]
    subject: tuple[Passage, ...]
    body: int


def _dated(page: Page, fact: PageFacts) -> DateMention | None:
    """The letter's own date line."""
    return next(
        (
            d
            for d in fact.dates
            if d.role in (DateRole.LETTER, DateRole.REQUEST)
            and d.precision is Precision.DAY
            and page.text.count("\n", 0, d.citation.start) < _NEAR_TOP
            and re.fullmatch(
                r"\W*(?:date\W*)?",
                page.text[page.text.rfind("\n", 0, d.citation.start) + 1 : d.citation.start],
                re.IGNORECASE,
            )
        ),
        None,
    )


def _sent(lines: Sequence[Line], fact: PageFacts) -> DateMention | None:
    """The date of an e-mail's header."""
    for line in lines[:_HEADER_LINES]:
        match = _HEADER.match(line.text)
        if match and match["name"].lower() in ("date", "sent"):
            inside = (d for d in fact.dates if line.start <= d.citation.start < line.end)
            return next((d for d in inside if d.precision is Precision.DAY), None)
    return None


def _header(page: Page, lines: Sequence[Line]) -> _Head:
    """An e-mail's header lines: From and To as printed, the subject, and where the message begins."""
    parties: list[Printed] = []
    subject: list[Passage] = []
    body = 0
    for line in lines[:_HEADER_LINES]:
        match = _HEADER.match(line.text)
        if not match:
            if body and not re.match(
                r"\W*(?:attachments?|importance|bcc|reply-to)\s*:", line.text, re.IGNORECASE
            ):
                break
            continue
        body = line.end
        name = match["name"].lower()
        if name in ("from", "to", "cc"):
            parties.append(_printed(page, line.start, line.end))
        elif name == "subject":
            subject.append(Passage("Subject", cite(page, line.start, line.end)))
    return _Head(tuple(parties), tuple(subject), body)


def _head(page: Page, lines: Sequence[Line], date: DateMention | None, fact: PageFacts) -> _Head:
    """A letter's letterhead, addressee and subject lines, and where its body begins."""
    at = date.citation.start if date else 0
    above = [line for line in lines if line.end < at and not _STAMP.search(line.text)]
    below = [line for line in lines if line.start > at]
    parties = [_printed(page, above[0].start, above[0].end)] if above else []
    subject_lines: list[Line] = []
    body = date.citation.end if date else 0
    addressed = False
    for line in below[:_NEAR_TOP]:
        if _SUBJECT.match(line.text):
            subject_lines.append(line)
        elif _OPENING.match(line.text):
            body = line.end
            break
        elif subject_lines:
            if len(line.text.split()) > 8 or line.text.rstrip().endswith("."):
                break
            subject_lines.append(line)
        elif not addressed and not _is_stamp(line, fact) and len(line.text.split()) <= 8:
            parties.append(_printed(page, line.start, line.end))
            addressed = True
    if subject_lines:
        body = max(body, subject_lines[-1].end)
    return _Head(tuple(parties), _subject(page, subject_lines), body)


_PRIVATE = re.compile(r"\b(?:s\.?s\.?n|social security|d\.?o\.?b|date of birth|birth ?date)\b", re.IGNORECASE)


def _subject(page: Page, lines: Sequence[Line]) -> tuple[Passage, ...]:
    """The subject lines as quotes, one each, without birth date and social security number."""
    return tuple(
        Passage("Subject", cite(page, line.start, line.end))
        for line in lines
        if not _PRIVATE.search(line.text)
    )


def _is_stamp(line: Line, fact: PageFacts) -> bool:
    dated = any(line.start <= d.citation.start < line.end for d in fact.dates)
    return dated or bool(_STAMP.search(line.text))


def _body(pages: Sequence[Page], paper: EventPaper, start: int) -> tuple[tuple[int, int, int], ...]:
    spans: list[tuple[int, int, int]] = []
    for nth, index in enumerate(paper.indexes):
        page = pages[index]
        begin = start if nth == 0 else 0
        end = next(
            (line.start for line in page.lines() if line.start > begin and _CLOSING.match(line.text)),
            len(page.text),
        )
        spans.append((index, begin, end))
    return tuple(spans)


def _passages(page: Page, span: tuple[int, int, int], fact: PageFacts) -> list[Passage]:
    """Sentences under their headings; neighbours under one heading are one quote."""
    found: list[tuple[str, int, int]] = []
    adjoining = False
    for sentence in sentences_of(page, span[1], span[2], fact.kind):
        words = words_of(page.text[sentence.start : sentence.end], sentence.start)
        heading = heading_of(words.joined)
        if not heading or (heading == "Facts stated" and tells_of_care(words.joined)):
            adjoining = False
            continue
        if adjoining and found[-1][0] == heading:
            found[-1] = (heading, found[-1][1], sentence.end)
        else:
            found.append((heading, sentence.start, sentence.end))
        adjoining = True
    return [Passage(heading, cite(page, start, end)) for heading, start, end in found]


def _signer(pages: Sequence[Page], paper: EventPaper) -> tuple[Printed, ...]:
    """The line under the closing that names who signed."""
    for index in paper.indexes:
        lines = [line for line in pages[index].lines() if line.text.strip()]
        for n, line in enumerate(lines):
            if _CLOSING.match(line.text):
                for below in lines[n + 1 : n + 4]:
                    if re.match(
                        r"\s*[A-Z][\w.'’-]+ (?:[A-Z][\w.'’-]* ?){1,}", below.text
                    ) and not _STAMP.search(below.text):
                        return (_printed(pages[index], below.start, below.end),)
                return ()
    return ()


def _printed(page: Page, start: int, end: int) -> Printed:
    citation = cite(page, start, end)
    return Printed(" ".join(citation.quote.split()), citation)
