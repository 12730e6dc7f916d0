"""Which pages of a document make one paper that tells of liability, and what sort of paper it is.

Answers: crash and incident reports, ambulance runs, statements, transcripts, letters, e-mails, photographs. A
paper's later pages print no title and go with the page before them, unless they begin a run of their own.
Refuses what says near its top that it is privileged or work product, of any sort: it is never quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.event_cues import heading_of, is_note_of_an_office, is_work_product
from extractors.facts import DateRole, EventKind, EventPaper, PageFacts, PageKind
from extractors.identity import Owner
from extractors.lexicon import normal
from extractors.pages import Page
from extractors.pleadings import goes_on_pleading, is_pleading

_BY_KIND = {
    PageKind.POLICE: EventKind.CRASH_REPORT,
    PageKind.INCIDENT_REPORT: EventKind.INCIDENT_REPORT,
    PageKind.EMS: EventKind.EMS,
    PageKind.STATEMENT: EventKind.STATEMENT,
    PageKind.DEPOSITION: EventKind.TESTIMONY,
}
_LETTERS = frozenset({PageKind.INSURER_LETTER, PageKind.REQUEST, PageKind.OTHER})
_CAPTIONED = _LETTERS | {PageKind.CERTIFICATION, PageKind.CONSENT}
_HEADER = re.compile(r"^\W*(from|to|sent|date|subject|cc)\s*:", re.IGNORECASE)
_HEADER_LINES = 14
_CLOSING = re.compile(
    r"^\s*(?:sincerely|very truly yours|yours (?:very )?truly|truly yours|respectfully"
    r"|(?:best |kind |warm )?regards)\b",
    re.IGNORECASE | re.MULTILINE,
)
_SALUTATION = re.compile(
    r"^\s*(?:re|regarding)\s*:|^\s*(?:dear|to whom it may)\b", re.IGNORECASE | re.MULTILINE
)
_PICTURES = re.compile(
    r"^(?:scene |accident |incident |crash |vehicle )?(?:photographs?|photos?)\b"
    r"(?! of (?:the )?(?:hand|wound|skin))"
    r"|^photo(?:graph)? (?:log|index|sheet|no|number)\b|^scene (?:photographs|diagram)"
)
_PREMISES = re.compile(
    r"\b(?:customer|guest|visitor|store|aisle|premises|property manager|slip|slipped|footwear|resident"
    r"|tenant|patron|floor|stairs|employee|unwitnessed)\b"
)


_VEHICLES = re.compile(
    r"\b(?:unit|vehicle|veh) \d\b|\b(?:crash|collision|driver|operator|vehicles|roadway|traffic)\b"
)
_EYEWITNESS = re.compile(
    r"\bi (?:saw|observed|witnessed|heard|noticed|was (?:standing|driving|walking|riding|stopped|sitting))\b"
)
_CUSTODIAN = re.compile(r"\b(?:custodian|business records|medical records|regular course of business)\b")


def papers_of(
    pages: Sequence[Page], facts: Sequence[PageFacts], owners: Sequence[Owner]
) -> tuple[EventPaper, ...]:
    """The papers of a document in page order."""
    papers: list[tuple[EventKind, list[int]]] = []
    withheld: PageFacts | None = None
    for index, (page, fact) in enumerate(zip(pages, facts, strict=True)):
        if owners[index] is Owner.OTHER or fact.kind in (PageKind.BLANK, PageKind.UNREADABLE):
            continue
        if is_withheld(page, fact) or (withheld is not None and _next_of(withheld, fact)):
            withheld = fact
            continue
        withheld = None
        last = papers[-1] if papers and not _apart(papers[-1][1][-1], index, facts) else None
        kind = _kind(page, fact, last[0] if last else None)
        if kind is None:
            continue
        if last and _goes_on(page, fact, kind, last, facts):
            last[1].append(index)
        else:
            papers.append((kind, [index]))
    return tuple(EventPaper(kind, tuple(indexes)) for kind, indexes in papers)


def is_withheld(page: Page, fact: PageFacts) -> bool:
    """Whether a page is the firm's own or privileged by what it says near its top, and is never quoted."""
    return is_work_product(page) or (fact.kind in _LETTERS and is_note_of_an_office(page))


def _next_of(before: PageFacts, fact: PageFacts) -> bool:
    """Whether a page is numbered as the next one of the same paper ("Page 2 of 3")."""
    if before.page_of is None or fact.page_of is None:
        return False
    return fact.page_of == (before.page_of[0] + 1, before.page_of[1])


def _apart(last: int, index: int, facts: Sequence[PageFacts]) -> bool:
    """Whether a page of another sort stands between."""
    return any(facts[i].kind is not PageKind.BLANK for i in range(last + 1, index))


def _kind(page: Page, fact: PageFacts, before: EventKind | None) -> EventKind | None:
    if fact.kind in _LETTERS and _asks_for_records(page):
        return None
    if _is_email(page):
        return EventKind.EMAIL
    if fact.kind is PageKind.POLICE and _premises(page):
        return EventKind.INCIDENT_REPORT
    if fact.kind in _BY_KIND:
        return _BY_KIND[fact.kind]
    if fact.kind is PageKind.CERTIFICATION and _is_testimony(page):
        return EventKind.STATEMENT
    if fact.kind in _CAPTIONED and is_pleading(page):
        return EventKind.PLEADING
    if fact.kind is PageKind.OTHER and _is_picture(page):
        return EventKind.PHOTOGRAPHS
    if fact.kind in _LETTERS and _is_letter(page, fact):
        return EventKind.LETTER
    if before is EventKind.PLEADING and fact.kind in _CAPTIONED and goes_on_pleading(page):
        return before
    runs_on = fact.page_of is not None and fact.page_of[0] > 1
    if before in (EventKind.LETTER, EventKind.EMAIL) and fact.kind in _LETTERS and (runs_on or _closes(page)):
        return before
    return None


_RECORDS = re.compile(
    r"\b(?:custodian|hipaa|itemized|health information management|medical records|billing records)\b"
)
_CLAIM = re.compile(
    r"\b(?:our insured|your insured|claim (?:no|number)|liability|preserve|preservation|spoliation"
    r"|policy limits|insurance|adjuster|claims)\b"
)


def _asks_for_records(page: Page) -> bool:
    """Whether a letter asks a provider for records: no paper of the claim."""
    words = normal(page.text)
    return bool(_RECORDS.search(words)) and not _CLAIM.search(words)


def _premises(page: Page) -> bool:
    """Whether a report speaks of a place's visitors or floors, and of no vehicle: no report of a crash."""
    words = normal(page.text)
    return bool(_PREMISES.search(words)) and not _VEHICLES.search(words)


def _is_testimony(page: Page) -> bool:
    """Whether an affidavit tells what its maker saw, and certifies no records."""
    words = normal(page.text)
    return bool(_EYEWITNESS.search(words)) and not _CUSTODIAN.search(words)


def _is_email(page: Page) -> bool:
    lines = [line for line in page.text.split("\n") if line.strip()][:_HEADER_LINES]
    found = {match[1].lower() for line in lines if (match := _HEADER.match(line))}
    return (
        "from" in found
        and len(found & {"to", "sent", "date", "subject"}) >= 2
        and bool(found & {"subject", "sent"})
    )


def _is_letter(page: Page, fact: PageFacts) -> bool:
    dated = any(d.role in (DateRole.LETTER, DateRole.REQUEST) for d in fact.dates)
    shaped = bool(_SALUTATION.search(page.text)) and (_closes(page) or dated)
    if fact.kind is not PageKind.OTHER:
        return shaped or dated
    return shaped and dated and bool(heading_of(normal(page.text)))


def _closes(page: Page) -> bool:
    return bool(_CLOSING.search(page.text))


def _is_picture(page: Page) -> bool:
    first = [normal(line) for line in page.text.split("\n") if line.strip()][:4]
    return any(_PICTURES.match(line) for line in first)


def _goes_on(
    page: Page,
    fact: PageFacts,
    kind: EventKind,
    last: tuple[EventKind, list[int]],
    facts: Sequence[PageFacts],
) -> bool:
    before = facts[last[1][-1]]
    if fact.page_of and before.page_of and fact.page_of[1] == before.page_of[1]:
        return _next_of(before, fact) and (
            kind is last[0] or kind is EventKind.STATEMENT or kind is EventKind.PHOTOGRAPHS
        )
    if kind is EventKind.TESTIMONY and last[0] is EventKind.STATEMENT:
        return not re.search(r"deposition|sworn", page.text[:600], re.IGNORECASE)
    if kind is not last[0] or (fact.page_of is not None and fact.page_of[0] == 1):
        return False
    if kind is EventKind.EMAIL:
        return not _is_email(page)
    if kind is EventKind.PLEADING:
        return not is_pleading(page)
    if kind is EventKind.LETTER:
        return not any(
            d.role in (DateRole.LETTER, DateRole.REQUEST)
            for d in fact.dates
            if _near_top(page, d.citation.start)
        )
    if kind is EventKind.STATEMENT:
        return not re.search(r"statement (?:of|form)|recorded statement", page.text[:300], re.IGNORECASE)
    if kind is EventKind.TESTIMONY:
        return not re.search(
            r"appearances|taken (?:on|at)|date taken", page.text[:1500], re.IGNORECASE
        ) or _only_page_two(page)
    return True


def _near_top(page: Page, at: int) -> bool:
    return page.text.count("\n", 0, at) < 12


def _only_page_two(page: Page) -> bool:
    """A list of appearances stands on a transcript's second page; a caption opens another transcript."""
    return not re.search(r"deposition of", page.text[:1500], re.IGNORECASE)
