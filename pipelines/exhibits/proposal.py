"""A first plan from the matter's own papers, for a person to edit.

Answers: one line for each source, in the order in which such papers are usually filed, described by its kind,
the house and the dates as printed, and its number of pages; what was read with doubt is left empty.
Refuses to choose: nothing is left out for what it says. Left out, with a remark, are other people's pages and
papers that may be privileged; a source that repeats others page by page gets a remark.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from extractors.event_cues import is_note_of_an_office, is_work_product, speaks_of_privilege
from extractors.facts import (
    BILLING,
    CHART,
    CLINICAL,
    DateMention,
    DateRole,
    DocumentFacts,
    PageKind,
    Precision,
    Printed,
)
from extractors.lexicon import normal
from extractors.pages import Document, Page, Source
from pipelines.citing import Citer, citer
from pipelines.exhibits.designations import default_numbering
from pipelines.exhibits.neutral import too_long
from pipelines.exhibits.plan import Filing, PageSpan, Plan, PlanLine
from pipelines.gather import Facts
from pipelines.page_ranges import page_ranges
from pipelines.privilege import may_be_privileged

_INCIDENT = (PageKind.POLICE, PageKind.INCIDENT_REPORT, PageKind.EMS)
_LAST = (PageKind.WAGE, PageKind.INSURER_LETTER, PageKind.STATEMENT, PageKind.DEPOSITION)
_SAYS_NOTHING = frozenset({PageKind.BLANK, PageKind.UNREADABLE, PageKind.OTHER, PageKind.FAX_COVER})
_COVERS = frozenset({PageKind.REQUEST, PageKind.CERTIFICATION, PageKind.CONSENT, PageKind.FAX_COVER})
"""What records are sent under: they name a file only where it holds nothing else."""
_RECORDS = CLINICAL | CHART | BILLING | {PageKind.PHARMACY, PageKind.INTAKE, PageKind.WORK_STATUS}
"""Records travel under covers that call everything privileged and confidential: it says nothing of them."""
_OBJECTS_ON_PRIVILEGE = _COVERS | {PageKind.DEPOSITION}
"""Papers that speak of privilege as a matter of course."""
_DATED_BY = frozenset(
    {
        DateRole.SERVICE, DateRole.ADMISSION, DateRole.COLLECTED, DateRole.BILLED_SERVICE, DateRole.STATEMENT,
        DateRole.LETTER, DateRole.TESTIMONY, DateRole.CERTIFICATION, DateRole.FILLED, DateRole.PHONE_CALL,
        DateRole.CHART_DAY, DateRole.WORK_STATUS,
    }
)  # fmt: skip
_WITHOUT_A_HOUSE = _COVERS | {
    PageKind.POLICE, PageKind.INCIDENT_REPORT, PageKind.DIAGRAM, PageKind.EOB, PageKind.WAGE,
    PageKind.INSURER_LETTER, PageKind.STATEMENT, PageKind.DEPOSITION,
}  # fmt: skip
"""Papers whose heading names an office, a form or an insurer: what is read there as a house is none."""
_HEADER = re.compile(r"^(?:From|To|Cc|Bcc)[ \t]*:(.+)$", re.MULTILINE | re.IGNORECASE)
_DOMAIN = re.compile(r"@([a-z0-9.-]+[a-z0-9])")
_HEAD = 1_500
"""Characters of a page in which a message's header stands."""
_MEDIA = {"image": "Image", "message": "E-mail"}
_NAMED_HOUSES = 2
_NAMED_KINDS = 2


def propose(facts: Facts, filing: Filing) -> Plan:
    """A plan to be edited: ``proposed``, without designations, Bates numbers or ticks.

    Args:
        facts: of the whole matter.
        filing: for which court and party; its numbering is the usual one.
    """
    cites = citer(facts)
    privileged = may_be_privileged(facts, cites)
    placed: list[tuple[tuple[int, str, str], PlanLine]] = []
    remarks: list[str] = []
    for document, found in zip(facts.documents, facts.facts, strict=True):
        name = document.source.name
        theirs = {p.number for p in document.pages if (found.sha256, p.number) in cites.strangers}
        if reason := _privileged(document, found, privileged, facts.client.name):
            remarks.append(f"Left out, may be privileged ({reason}): {name}")
        elif len(theirs) == len(document.pages):
            remarks.append(f"Left out, every page is another person's: {name}")
        else:
            placed.append(_placed(document, found, theirs, cites))
            remarks += _remarks(document, theirs, cites)
    lines = (line for _, line in sorted(placed, key=lambda p: p[0]))
    numbered = tuple(replace(line, place=f"[[exhibit]] no. {i}") for i, line in enumerate(lines, 1))
    numbering = {filing.party: default_numbering(filing.party)}
    return Plan(filing, numbered, numbering, proposed=True, remarks=tuple(remarks))


def _privileged(
    document: Document, found: DocumentFacts, privileged: Mapping[tuple[str, int], str], client: str
) -> str:
    """Why a source may be privileged; "" if nothing says so. One such page keeps the whole file back."""
    records = any(fact.kind in _RECORDS for fact in found.pages)
    for page, fact in zip(document.pages, found.pages, strict=True):
        if (found.sha256, page.number) in privileged:
            return privileged[(found.sha256, page.number)]
        spoken = not records and fact.kind not in _OBJECTS_ON_PRIVILEGE and speaks_of_privilege(page)
        if spoken or is_work_product(page):
            return "a page speaks of privilege"
        if fact.kind not in _RECORDS and is_note_of_an_office(page):
            return "an office's own note"
        if reason := _message(page, client):
            return reason
    return ""


def _message(page: Page, client: str) -> str:
    """Why a message may be privileged: by whom it is and to whom, as its header says."""
    headers = " ".join(m[1].lower() for m in _HEADER.finditer(page.text[:_HEAD]))
    domains = _DOMAIN.findall(headers)
    if domains and normal(client).split()[-1:] and normal(client).split()[-1] in normal(headers).split():
        return "a message to or from the client"
    return "a message within one office" if len(domains) > 1 and len(set(domains)) == 1 else ""


def _remarks(document: Document, theirs: set[int], cites: Citer) -> Iterator[str]:
    name, sha256 = document.source.name, document.source.sha256
    if theirs:
        yield f"Left out as another person's, page {page_ranges(theirs)}: {name}"
    unsettled = [p.number for p in document.pages if (sha256, p.number) in cites.unsettled]
    if unsettled:
        yield f"Name and birth date disagree on page {page_ranges(unsettled)}: {name}"
    if all(cites.originals.get((sha256, p.number), (sha256, 0))[0] != sha256 for p in document.pages):
        yield f"Every page is a copy of a page in another file: {name}"


def _placed(
    document: Document, found: DocumentFacts, theirs: set[int], cites: Citer
) -> tuple[tuple[int, str, str], PlanLine]:
    """The line, and where it goes: kind of paper, first date, name."""
    kept = [p.number for p in document.pages if p.number not in theirs]
    kinds = _kinds(found, theirs)
    dates = _dates(found, theirs, cites)
    pieces = [
        _called(kinds, document),
        *_houses(found, theirs, cites),
        _span(dates),
        f"{len(kept)} page{'' if len(kept) == 1 else 's'}",
    ]
    description = ", ".join(p for p in pieces if p)
    if too_long(description):
        description = ", ".join(p for p in (pieces[0], *pieces[-2:]) if p)
    one_day = dates[0].iso if dates and dates[0].iso == dates[-1].iso else ""
    line = PlanLine(
        "",
        source=_named(document.source),
        pages=_spans(kept) if theirs else (),
        description=description,
        date=one_day,
    )
    first = dates[0].start.isoformat() if dates else "9999"
    return (_rank(kinds), first, document.source.name), line


def _named(source: Source) -> str:
    """The file's name; its digest where the name is one that nobody can type."""
    typed = source.name.isprintable() and source.name == source.name.strip() and "\ufffd" not in source.name
    return source.name if typed else source.sha256[:16]


def _kinds(found: DocumentFacts, theirs: set[int]) -> tuple[PageKind, ...]:
    """Kinds of paper in the source that say something, the one with the most pages first."""
    counted = Counter(p.kind for p in found.pages if p.page not in theirs and p.kind not in _SAYS_NOTHING)
    kinds = tuple(k for k, _ in counted.most_common())
    return tuple(k for k in kinds if k not in _COVERS) or kinds


def _rank(kinds: tuple[PageKind, ...]) -> int:
    """The incident first, then care, its bills, losses and words about it; unclassified papers last."""
    if not kinds:
        return 5
    leading = kinds[0]
    if leading in _INCIDENT:
        return 0
    if leading in CLINICAL or leading in CHART:
        return 1
    return 3 if leading in BILLING else 4 if leading in _LAST else 2


def _called(kinds: tuple[PageKind, ...], document: Document) -> str:
    if not kinds:
        return _MEDIA.get(document.source.media_type.partition("/")[0], "Document")
    named = " and ".join(k.value for k in kinds[:_NAMED_KINDS])
    more = " with other papers" if len(kinds) > _NAMED_KINDS else ""
    return f"{named[0].upper()}{named[1:]}{more}"


def _houses(found: DocumentFacts, theirs: set[int], cites: Citer) -> tuple[str, ...]:
    """The names of the houses as printed, if the source's pages bear few."""
    printed: dict[str, Printed] = {}
    for page in found.pages:
        house = page.facility
        if house is None or page.page in theirs or page.kind in _WITHOUT_A_HOUSE:
            continue
        if not cites.doubtful(house.citation):
            printed.setdefault(normal(house.value), house)
    # The short form of a name beside the long one is the same house.
    full = [n for n in printed if not any(n != other and n in other for other in printed)]
    return tuple(printed[n].value for n in full) if len(full) <= _NAMED_HOUSES else ()


def _dates(found: DocumentFacts, theirs: set[int], cites: Citer) -> list[DateMention]:
    """The days that date the source's papers: visits, else charges, else what its pages say of themselves.

    None if one of them is not certain: it may be the first or the last.
    """
    told = (
        [e.date for e in found.encounters],
        [c.date for c in found.charges],
        [e.date for e in found.liability.events if not e.told],
        [d for p in found.pages for d in p.dates if d.role in _DATED_BY],
    )
    ours = ([m for m in mentions if m.citation.page not in theirs] for mentions in told)
    mentions = next((m for m in ours if m), [])
    if any(m.ambiguous or m.precision is Precision.ABOUT or cites.doubtful(m.citation) for m in mentions):
        return []
    return sorted(mentions, key=lambda m: (m.start, m.end, m.citation))


def _span(dates: list[DateMention]) -> str:
    """First and last date as printed."""
    if not dates:
        return ""
    first, last = (" ".join(d.citation.quote.split()) for d in (dates[0], dates[-1]))
    return first if dates[0].iso == dates[-1].iso else f"{first} to {last}"


def _spans(pages: list[int]) -> tuple[PageSpan, ...]:
    spans: list[PageSpan] = []
    for page in pages:
        if spans and spans[-1].last == page - 1:
            spans[-1] = PageSpan(spans[-1].first, page)
        else:
            spans.append(PageSpan(page, page))
    return tuple(spans)
