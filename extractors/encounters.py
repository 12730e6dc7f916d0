"""Turns notes into encounters: names, title, quotes and codes of each, all as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractors.cells import cells
from extractors.citations import cite
from extractors.codes import cpt_of, icd10_of
from extractors.date_tables import COLUMN_OF_VISITS
from extractors.facility_names import facility_within
from extractors.facility_shapes import title_case
from extractors.facts import DateMention, Encounter, PageFacts, PageKind, Passage, Printed
from extractors.identity import Owner
from extractors.lexicon import load, normal
from extractors.note_starts import ANCHORS
from extractors.notes import Note
from extractors.pages import Page
from extractors.person_names import is_person
from extractors.print_runs import other_number
from extractors.provider_names import (
    initialled,
    initials_in_column,
    initials_of,
    provider_of,
    several_named,
)
from extractors.sections import bounded_passage, passages_of

_TITLE_KINDS = frozenset(
    {
        "clinical note",
        "therapy note",
        "emergency department note",
        "operative or procedure report",
        "imaging report",
        "laboratory report",
        "discharge summary",
        "ambulance run sheet",
        "independent medical examination",
        "hospital chart",
        "work status slip",
    }
)


def encounter_of(
    pages: Sequence[Page],
    facts: Sequence[PageFacts],
    owners: Sequence[Owner],
    bodies: Sequence[tuple[int, int]],
    note: Note,
    client: tuple[str, ...],
) -> Encounter:
    """Read one note.

    Args:
        pages: the document's pages.
        facts: the page facts, parallel to ``pages``.
        owners: whose page each is, parallel to ``pages``: a stranger's letterhead lends no name.
        bodies: offsets of each page's text between running header and footer, which is what may be quoted.
        note: the note to read.
        client: the client's names, normalised, which are never a provider's or facility's.
    """
    facility, inherited = _facility(pages, facts, note, owners, client)
    # A practice's name may end in a licence's letters ("Summit Peak PT"): it is nobody's name there.
    looks_a_person = facility is not None and "," not in facility.value and is_person(facility.value)
    not_names = (*client, normal(facility.value)) if facility and looks_a_person else client
    provider: tuple[int, Printed] | None = None
    passages: list[Passage] = []
    icd: dict[str, Printed] = {}
    cpt: dict[str, Printed] = {}
    carried = ""
    for span in note.spans:
        page, kind = pages[span.index], facts[span.index].kind
        if kind is PageKind.OTHER:
            kind = note.kind
        found = provider_of(page, span.start, span.end, not_names)
        if found and (provider is None or found[0] > provider[0]):
            provider = found
        start, end = max(span.start, bodies[span.index][0]), min(span.end, bodies[span.index][1])
        new, carried = passages_of(page, start, max(start, end), kind, carried)
        passages += new
        for code in icd10_of(page, span.start, span.end, kind):
            icd.setdefault(code.value, code)
        for code in cpt_of(page, span.start, span.end):
            cpt.setdefault(code.value, code)
    first = note.spans[0]
    if note.date.rule == COLUMN_OF_VISITS:
        provider = _of_column(pages[first.index], facts[first.index], note.date)
    elif provider is None:
        provider = _named_once(pages, facts, owners, first.index, first.start, not_names)
    initials = None if provider else initials_of(pages[first.index], first.start, first.end)
    if note.date.rule == COLUMN_OF_VISITS:
        passages = []  # what was done stands down the columns, and reading order runs across them
    elif not passages:
        passages = [*_unheaded(pages, bodies, note)]
    return Encounter(
        note.date,
        note.until,
        facility,
        inherited,
        provider[1] if provider else initials,
        note.kind,
        _title(pages[first.index], first.start, first.end, facility.value if facility else "", note.kind),
        tuple(passages),
        tuple(icd.values()),
        tuple(cpt.values()),
        pages[first.index].source,
        tuple(sorted({pages[s.index].number for s in note.spans})),
        note.amended,
    )


def _of_column(page: Page, facts: PageFacts, date: DateMention) -> tuple[int, Printed] | None:
    """Who signed a visit that is a column; where nobody did, the one person whom the sheet names."""
    heads = [d.citation for d in facts.dates if d.rule == COLUMN_OF_VISITS]
    signed = initials_in_column(page, heads[-1].end, heads.index(date.citation), len(heads))
    if signed:
        return 0, signed
    return None if several_named(page, len(page.text)) else provider_of(page, 0, len(page.text), ())


_MANY_ENTRIES = 3


def _named_once(
    pages: Sequence[Page],
    facts: Sequence[PageFacts],
    owners: Sequence[Owner],
    index: int,
    start: int,
    client: tuple[str, ...],
) -> tuple[int, Printed] | None:
    """Cards and logs name the provider once for all their entries: above them, on the first page of their
    run, or by one signature under the last."""
    page = pages[index]
    by_initials = initialled(page, start, len(page.text))
    if by_initials:
        return 0, by_initials
    found = provider_of(page, 0, start, client) if start and not several_named(page, start) else None
    entries = [d.citation.end for d in facts[index].dates if d.role in ANCHORS]
    if found is None and len(set(entries)) >= _MANY_ENTRIES:
        under = provider_of(page, max(entries), len(page.text), client)
        signs_all = under is not None and provider_of(page, min(entries), max(entries), client) is None
        found = under if signs_all else None
    before = index - 1
    while found is None and before >= 0 and owners[before] is not Owner.OTHER and _runs_on(facts, before):
        first = min((d.citation.start for d in facts[before].dates if d.role in ANCHORS), default=0)
        found = provider_of(pages[before], 0, first, client)
        before -= 1
    return found


def _runs_on(facts: Sequence[PageFacts], index: int) -> bool:
    """Whether the page after ``index`` is numbered as the next of the same paper."""
    here, after = facts[index].page_of, facts[index + 1].page_of
    return bool(here and after and here[1] == after[1] and here[0] + 1 == after[0])


_ENTRY = "Entry as recorded"
_LAB = "Laboratory results"
_ENTRY_LIMIT = 1200


def _unheaded(pages: Sequence[Page], bodies: Sequence[tuple[int, int]], note: Note) -> Iterator[Passage]:
    """A note without headings is quoted from its date on: a card's line, a short note, a laboratory table."""
    heading = _LAB if note.kind is PageKind.LAB else _ENTRY
    if note.kind is PageKind.WORK_STATUS:
        return
    for position, span in enumerate(note.spans):
        page = pages[span.index]
        start = max(span.start, bodies[span.index][0])
        if position == 0 and span.start <= note.date.citation.end <= span.end:
            start = max(start, note.date.citation.end if page is pages[note.spans[0].index] else start)
        end = min(span.end, bodies[span.index][1])
        passage = bounded_passage(page, heading, start, end, _ENTRY_LIMIT)
        if passage:
            yield passage


def _facility(
    pages: Sequence[Page],
    facts: Sequence[PageFacts],
    note: Note,
    owners: Sequence[Owner],
    client: tuple[str, ...],
) -> tuple[Printed | None, bool]:
    for span in note.spans:
        page = pages[span.index]
        part = (span.start, span.end) != (0, len(page.text))
        printed = facility_within(page, span.start, span.end, client) if part else None
        printed = printed or facts[span.index].facility
        if printed:
            return printed, False
    for index in _neighbours(facts, note.spans[0].index):
        printed = facts[index].facility
        if other_number(pages[note.spans[0].index], pages[index]):
            continue  # another house's chart
        if printed and owners[index] is not Owner.OTHER and facts[index].kind is not PageKind.REQUEST:
            return printed, True
    return None, False


_NEAR = 8


def _neighbours(facts: Sequence[PageFacts], index: int) -> list[int]:
    """Pages near enough for their letterhead to speak for this one, the nearest first."""
    near = range(max(0, index - _NEAR), min(len(facts), index + _NEAR + 1))
    return sorted((i for i in near if i != index), key=lambda i: (abs(i - index), i))


@cache
def _title_pattern() -> re.Pattern[str]:
    titles = {
        normal(t)
        for rule in load("page_kinds")["kind"]
        if rule["kind"] in _TITLE_KINDS
        for t in rule.get("title", [])
    }
    return re.compile(
        r"(?<![a-z])(?:"
        + "|".join(re.escape(t) for t in sorted(titles, key=len, reverse=True))
        + r")(?![a-z])"
    )


_STUDY = re.compile(
    r"(?:^|\s)(?:exam(?:ination)?|study|procedure|exam description|exam type"
    r"|type of exam)\s*:?\s+(?P<study>(?:MRI?|CT|X-?RAY|XR|US|Ultrasound|EMG|Radiograph)\b[^\n]{0,60})",
    re.IGNORECASE,
)


# A radiologist heads the report with the study itself: "MRI OF THE LEFT KNEE", "X-Ray Hand, 3 Views".
_STUDY_HEADING = re.compile(
    r"^[^\S\n]*(?P<study>(?:MRI|MRA|MR|CT|CTA|X-?RAYS?|XR|RADIOGRAPHS?|ULTRASOUND|US|PET|DEXA|BONE SCAN)\b"
    r"(?=[^\n]*[A-Za-z]{4})[^\n.:;]{3,70}?)(?:[^\S\n]*\d{1,2}[-/]\d{1,2}[-/]\d{2,4})?[^\S\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
_TOLD = re.compile(r"\b(?:was|were|is|are|shows?|showed|reviewed|ordered|pending|dated)\b", re.IGNORECASE)


def _study(page: Page, start: int, end: int, kind: PageKind) -> re.Match[str] | None:
    """The study that a report names by its field, or on an imaging report by its heading."""
    near = min(end, start + 900)
    found = _STUDY.search(page.text, start, near)
    if found or kind is not PageKind.IMAGING:
        return found
    headings = _STUDY_HEADING.finditer(page.text, start, near)
    return next((m for m in headings if title_case(m["study"]) and not _TOLD.search(m["study"])), None)


def _title(page: Page, start: int, end: int, facility: str, kind: PageKind) -> Printed | None:
    """The visit's own title as printed near the top of the note; a facility's name is not one."""
    study = _study(page, start, end, kind)
    if study:
        return Printed(study["study"].strip(), cite(page, *study.span("study")))
    for count, line in enumerate(line for line in page.lines() if start <= line.start < end):
        if count > 12:
            break
        for cell in cells(line):
            text = re.sub(
                r"^\s*(?:visit type|type|note type|encounter type|document type)\s*:\s*",
                "",
                cell.text,
                flags=re.IGNORECASE,
            )
            lead = len(cell.text) - len(text)
            stop = re.search(
                r"\s*\(continued\)|\s+-\s+Encounter on|\s+on\s+\w+\s+\d|:\s|\s{3,}|\s+\d{1,2}[/-]\d|[.]\s",
                text,
            )
            title = text[: stop.start()] if stop else text
            found = _title_pattern().search(normal(title))
            if not found or len(title.split()) > 9 or title.rstrip().endswith((".", ",")):
                continue
            if (found.end() - found.start()) * 3 < len(normal(title)) or not title_case(title):
                continue
            at = cell.start + lead
            if facility and title.lower().startswith(facility.lower()):
                at, title = at + len(facility), title[len(facility) :]
                if not _title_pattern().search(normal(title)):
                    continue
                at, title = at + len(title) - len(title.lstrip(" -–,")), title.lstrip(" -–,")
            dated = re.match(r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d[\d/-]+\d)\s+", title)
            if dated:
                at, title = at + dated.end(), title[dated.end() :]
            if title.strip(" -–:"):
                return Printed(title.strip(" -–:"), cite(page, at, at + len(title.rstrip(" -–:"))))
    return None
