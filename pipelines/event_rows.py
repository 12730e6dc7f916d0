"""Rows of the liability chronology from the events of a matter: copies joined, ids that do not move.

Answers: one row for each event, by date, each with its quotes, its people and every page that records it. An
event on copied pages is no second row: the copy's pages are cited with the first. Adds no word to what a
paper says.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.event_times import ON_OR_ABOUT
from extractors.facts import Event, EventKind, Passage, Precision
from extractors.lexicon import normal
from extractors.testimony import TESTIMONY
from pipelines.citing import Citer
from pipelines.gather import Facts
from pipelines.rows import DOUBTFUL_DATE, EventRow, SourceCitation, VerbatimFinding

_TOLD_IN = {
    EventKind.CRASH_REPORT: "told in a crash report",
    EventKind.INCIDENT_REPORT: "told in an incident report",
    EventKind.EMS: "told on an ambulance run sheet",
    EventKind.STATEMENT: "told in a statement",
    EventKind.TESTIMONY: "told in testimony",
    EventKind.LETTER: "told in a letter",
    EventKind.EMAIL: "told in an e-mail",
    EventKind.PHOTOGRAPHS: "told with photographs",
    EventKind.PLEADING: "told in a pleading or discovery",
}
_DIGEST_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with the events on copies of its pages."""

    event: Event
    copies: tuple[Event, ...] = ()


def recorded_events(facts: Facts, citer: Citer) -> tuple[Recorded, ...]:
    """The matter's events, each once, in order of date, file and place."""
    firsts: dict[tuple[object, ...], Event] = {}
    copies: dict[tuple[object, ...], list[Event]] = {}
    seen: Counter[tuple[object, ...]] = Counter()
    events: list[tuple[Event, tuple[object, ...]]] = []
    for event in (e for f in facts.facts for e in f.liability.events):
        page, same = (event.sha256, event.pages[0]), _same(event, citer)
        # Two messages of one day on one page are two events, each with its own copy.
        nth = 0 if event.told else seen[(page, *same)]
        seen[(page, *same)] += 1
        events.append((event, (*same, nth)))
    # Originals before their copies, whatever the names of their files.
    for event, key in sorted(events, key=lambda pair: (_is_copy(pair[0], citer), *_order(pair[0], citer))):
        if key in firsts:
            copies.setdefault(key, []).append(event)
        else:
            firsts[key] = event
    found = (Recorded(event, tuple(copies.get(key, ()))) for key, event in firsts.items())
    return tuple(sorted(found, key=lambda r: _order(r.event, citer)))


def _is_copy(event: Event, citer: Citer) -> bool:
    return all((event.sha256, page) in citer.originals for page in event.pages)


def _same(event: Event, citer: Citer) -> tuple[object, ...]:
    """What two records of one event share: the page they copy, the day, and which of the page's events."""
    page = (event.sha256, event.pages[0])
    told = normal(event.passages[0].citation.quote)[:80] if event.told and event.passages else ""
    return (citer.originals.get(page, page), event.date.iso, event.kind, told)


def _order(event: Event, citer: Citer) -> tuple[str, int, str, int, int]:
    """By day and hour, those without an hour last; then by file and place."""
    return (
        event.date.iso,
        _minutes(event.time.value) if event.time else _NO_HOUR + int(event.told),
        citer.names[event.sha256],
        event.pages[0],
        event.date.citation.start,
    )


_CLOCK = re.compile(r"(\d{1,2})(?::?(\d\d))?(?::\d\d)?(?:\s*([ap])\.?\s?m\b)?")
_NO_HOUR, _NOON = 24 * 60, 12 * 60


def _minutes(printed: str) -> int:
    """Minutes from midnight of an hour as printed, to put a day in order; after all others if unread."""
    said = printed.lower()
    if "noon" in said or "midnight" in said:
        return _NOON if "noon" in said else 0
    match = _CLOCK.search(said)
    if match is None:
        return _NO_HOUR
    hour = int(match[1]) % 12 + 12 * (match[3] == "p") if match[3] else int(match[1])
    return hour * 60 + int(match[2] or 0)


def event_row(recorded: Recorded, citer: Citer, privileged: Mapping[tuple[str, int], str]) -> EventRow:
    """The row of an event, without its id (see `with_ids`).

    Args:
        recorded: the event with its copies.
        citer: the matter's citer.
        privileged: (digest, page) → why a page may be privileged.
    """
    event = recorded.event
    findings = tuple(_finding(p, citer) for p in event.passages)
    about = event.date.precision is Precision.ABOUT
    return EventRow(
        "",
        event.date.iso,
        event.date.end.isoformat(),
        Precision.DAY.value if about else event.date.precision.value,
        event.qualifier or (ON_OR_ABOUT if about else ""),
        event.time.value if event.time else "",
        _TOLD_IN[event.kind] if event.told else event.kind.value,
        tuple(p.value for p in event.parties),
        findings,
        (),
        tuple(_citations(recorded, citer)),
        _flags(recorded, findings, citer, privileged),
    )


def _finding(passage: Passage, citer: Citer) -> VerbatimFinding:
    source = replace(citer.source(passage.citation), pinpoint=passage.pinpoint)
    return VerbatimFinding(passage.heading, source, citer.doubtful(passage.citation))


def _citations(recorded: Recorded, citer: Citer) -> Iterable[SourceCitation]:
    """The date first, then hour and people, then every page on which the event is recorded, copies too."""
    event = recorded.event
    yield citer.source(event.date.citation)
    cited = {event.date.citation.page}
    if event.time:
        yield citer.source(event.time.citation)
        cited.add(event.time.citation.page)
    for party in event.parties:
        yield citer.source(party.citation)
        cited.add(party.citation.page)
    for page in event.pages:
        whole = None if page in cited else citer.of_page(event.sha256, page)
        if whole:
            yield whole
    for copy in recorded.copies:
        for page in copy.pages:
            whole = citer.of_page(copy.sha256, page)
            if whole:
                yield whole


def _flags(
    recorded: Recorded,
    findings: Sequence[VerbatimFinding],
    citer: Citer,
    privileged: Mapping[tuple[str, int], str],
) -> tuple[str, ...]:
    event = recorded.event
    flags: list[str] = []
    if event.date.ambiguous:
        flags.append("date printed day first: check")
    if citer.doubtful(event.date.citation):
        flags.append(DOUBTFUL_DATE)
    if any((event.sha256, p) in citer.unsettled for p in event.pages):
        flags.append("whose page this is does not agree: check the identity")
    reasons = [privileged[(event.sha256, p)] for p in event.pages if (event.sha256, p) in privileged]
    if reasons:
        flags.append(f"{reasons[0]}: check privilege before use")
    if event.kind is EventKind.TESTIMONY and not any(p.heading == TESTIMONY for p in event.passages):
        flags.append("no testimony on the incident was read here: check the transcript")
    if any(f.low_confidence for f in findings):
        flags.append("low-confidence text")
    if any(copy.sha256 != event.sha256 for copy in recorded.copies):
        flags.append("recorded in more than one file")
    return tuple(flags)


def with_ids(rows: Sequence[EventRow]) -> tuple[EventRow, ...]:
    """The rows with an id each: ``L-`` and ten hexadecimal digits over what the row says.

    Two rows that say the same are told apart by a counter in their order.
    """
    seen: Counter[str] = Counter()
    found: list[EventRow] = []
    for row in rows:
        said = " ".join(normal(f.quote) for f in row.findings)
        base = "\x1f".join((row.date_start, row.qualifier, row.time, row.type, *row.parties, said))
        seen[base] += 1
        digest = hashlib.sha256(f"{base}\x1f{seen[base]}".encode()).hexdigest()
        found.append(replace(row, id=f"L-{digest[:_DIGEST_LENGTH]}"))
    return tuple(found)
