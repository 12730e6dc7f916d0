"""Finds pages that are copies of other pages: same text, a reprint, a scan of the same paper.

Pages are compared by runs of eight letters and digits, read so that the usual confusions of OCR fall
together. Look-alike forms are not copies: the dates and amounts of two copies must agree too. Candidate pairs
come from an inverted index of sampled runs, so the cost grows with the pages, not with their square.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.facts import DateRole, DocumentFacts, PageFacts, PageKind
from extractors.pages import Document, Layer, Page
from pipelines.differences import only_on

_CONFUSED = str.maketrans("oilsbgzqec", "0115892900")
_GRAM = 8
_SAMPLE = 8
_RAREST = 24
_LEAST_ALIKE = 0.86
"""Share of common runs two pages need to be copies."""
_LEAST_SCANNED = 0.55
"""The same for a scan that prints the other's date of service: misreadings break many runs."""
_LEAST_IN_RUN = 0.5
"""The same for a page between copied pages of two files."""
_FEWEST_IN_RUN = 3
"""Copied pages at one distance that make two files' pages a run."""
_SHARED_BY_ALL = 40
"""A run on more pages than this is the form's or the language's, and tells no two pages apart."""
_LEAST_LETTERS = 60
_CHANGES_BETWEEN_COPIES = frozenset({DateRole.PRINTED, DateRole.FAXED, DateRole.RECEIVED, DateRole.STATEMENT})
_ALIKE_ON_ALL = frozenset({DateRole.BIRTH, DateRole.INCIDENT})
"""Dates that every page of a matter prints: they prove nothing about two pages being one."""
_OF_SERVICE = frozenset(
    {
        DateRole.SERVICE,
        DateRole.BILLED_SERVICE,
        DateRole.ADMISSION,
        DateRole.COLLECTED,
        DateRole.CHART_DAY,
        DateRole.LETTER,
    }
)
_AMOUNT = re.compile(r"(?<![A-Za-z\d.])\d[\d,]*\.\d{2}\b")
"""Dollars and cents; behind a letter such figures are a diagnosis ("Z00.00")."""
_LONG_LINE = 40
_FEWEST_LONG = 2
"""Letters of a line, and how many such lines on one page only, that make two undated scans two papers."""


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page by its source digest and physical number."""

    sha256: str
    page: int


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """``copy`` repeats ``original``. ``tier`` is ``same text``, ``reprint`` or ``scan``; ``likeness`` 0-1."""

    original: PageRef
    copy: PageRef
    tier: str
    likeness: float


@dataclass(frozen=True, slots=True)
class _Print:
    ref: PageRef
    order: tuple[str, int]
    grams: frozenset[int]
    dates: frozenset[str]
    service: frozenset[str]
    amounts: frozenset[str]
    exact: str
    folded: str
    ocr: bool
    amended: bool
    page: Page


def find_duplicates(
    documents: Sequence[Document], facts: Sequence[DocumentFacts]
) -> tuple[DuplicatePair, ...]:
    """Pairs of duplicate pages: each copy is paired with the first page of its group.

    The first page is a native one if there is one, then the lowest (file name, page), so that the arrival
    order of files never changes the result.
    """
    prints = [p for d, f in zip(documents, facts, strict=True) for p in _prints(d, f)]
    links: dict[int, list[int]] = defaultdict(list)
    firsts: list[int] = []
    same: dict[tuple[str, frozenset[str]], int] = {}
    for position, item in enumerate(prints):
        first = same.setdefault((item.folded, item.dates), position)
        if first == position:
            firsts.append(position)
        elif not (item.amended ^ prints[first].amended):
            _link(links, first, position)
    for a, b in _candidates(prints, firsts):
        if _likeness(prints[a], prints[b]):
            _link(links, a, b)
    in_runs = _in_runs(prints, links)
    for a, b in in_runs:
        _link(links, a, b)
    return _pairs(prints, links, frozenset(in_runs))


def _link(links: dict[int, list[int]], a: int, b: int) -> None:
    links[a].append(b)
    links[b].append(a)


def _candidates(prints: Sequence[_Print], positions: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs that share at least two of their rarest sampled runs.

    Runs on one page only are its own misreadings; runs on many pages are the form's. So the work stays near
    the number of pages, however many look alike.
    """
    sampled = {p: [g for g in prints[p].grams if g % _SAMPLE == 0] for p in positions}
    frequency = Counter(g for grams in sampled.values() for g in grams)
    index: dict[int, list[int]] = defaultdict(list)
    for position in positions:
        shared = sorted((g for g in sampled[position] if frequency[g] > 1), key=lambda g: (frequency[g], g))
        for gram in shared[:_RAREST]:
            index[gram].append(position)
    met: Counter[tuple[int, int]] = Counter()
    for holders in index.values():
        if len(holders) > _SHARED_BY_ALL:
            continue
        for i, a in enumerate(holders):
            for b in holders[i + 1 :]:
                met[(a, b)] += 1
    return sorted(pair for pair, count in met.items() if count >= 2)


def _in_runs(prints: Sequence[_Print], links: dict[int, list[int]]) -> list[tuple[int, int]]:
    """Pages between copied pages of the same two files, at the same distance: a scan too poor to prove itself
    is known by its place in the transmission, unless it says something else."""
    at = {p.order: i for i, p in enumerate(prints)}
    runs: dict[tuple[str, str, int], set[int]] = defaultdict(set)
    for a, others in links.items():
        for b in others:
            (one, page), (other, copied) = prints[a].order, prints[b].order
            if one < other:
                runs[(one, other, copied - page)].add(page)
    found: list[tuple[int, int]] = []
    for (one, other, distance), pages in sorted(runs.items()):
        if len(pages) < _FEWEST_IN_RUN:
            continue
        beside = {page + step for page in pages for step in (-1, 1)} - pages
        for page in sorted(beside):
            here, there = at.get((one, page)), at.get((other, page + distance))
            if here is None or there is None or there in links.get(here, ()):
                continue
            if _may_be_copies(prints[here], prints[there]):
                found.append((here, there))
    return found


def _may_be_copies(a: _Print, b: _Print) -> bool:
    """Whether two pages, one of them a scan, are much alike and nothing on them says otherwise."""
    return (
        (a.ocr or b.ocr)
        and a.amended == b.amended
        and _jaccard(a, b) >= _LEAST_IN_RUN
        and not (a.service and b.service and not a.service & b.service)
        and _agree(a.amounts, b.amounts, 0.6)
        and not _differ(a.page, b.page)
    )


def _pairs(
    prints: Sequence[_Print], links: dict[int, list[int]], in_runs: frozenset[tuple[int, int]]
) -> tuple[DuplicatePair, ...]:
    seen: set[int] = set()
    pairs: list[DuplicatePair] = []
    for start in sorted(links, key=lambda i: (prints[i].ocr, prints[i].order)):
        if start in seen:
            continue
        group, queue = {start}, [start]
        while queue:
            for other in links[queue.pop()]:
                # A scan between two native pages must not join what their own letters keep apart.
                known = (start, other) in in_runs or (other, start) in in_runs
                if other not in group and (known or _likeness(prints[start], prints[other])):
                    group.add(other)
                    queue.append(other)
        seen |= group
        first = prints[start]
        for other in sorted(group - {start}, key=lambda i: prints[i].order):
            copy = prints[other]
            tier = (
                "scan" if first.ocr or copy.ocr else "same text" if first.exact == copy.exact else "reprint"
            )
            pairs.append(DuplicatePair(first.ref, copy.ref, tier, round(_jaccard(first, copy), 2)))
    return tuple(
        sorted(pairs, key=lambda p: (p.original.sha256, p.original.page, p.copy.sha256, p.copy.page))
    )


def _prints(document: Document, facts: DocumentFacts) -> list[_Print]:
    found: list[_Print] = []
    charged: dict[int, set[str]] = defaultdict(set)
    for charge in facts.charges:
        charged[charge.citation.page].add(str(charge.amount))
    for page, fact in zip(document.pages, facts.pages, strict=True):
        if fact.kind in (PageKind.BLANK, PageKind.UNREADABLE):
            continue
        text = _body(page, fact)
        skeleton = re.sub(r"[^a-z0-9]", "", text.lower())
        if len(skeleton) < _LEAST_LETTERS:
            continue
        folded = skeleton.translate(_CONFUSED)
        letters = folded.encode("ascii")
        grams = frozenset([zlib.crc32(letters[i : i + _GRAM]) for i in range(len(letters) - _GRAM + 1)])
        dates = frozenset(d.iso for d in fact.dates if d.role not in _CHANGES_BETWEEN_COPIES | _ALIKE_ON_ALL)
        service = frozenset(d.iso for d in fact.dates if d.role in _OF_SERVICE)
        amended = any(d.role is DateRole.AMENDED for d in fact.dates)
        found.append(
            _Print(
                PageRef(page.source, page.number),
                (document.source.name, page.number),
                grams,
                dates,
                service,
                frozenset(_AMOUNT.findall(text)) | charged.get(page.number, set()),
                " ".join(page.text.split()),
                folded,
                page.layer is Layer.OCR,
                amended,
                page,
            )
        )
    return found


def _body(page: Page, fact: PageFacts) -> str:
    """The page without the lines that change from copy to copy (print and fax lines, received stamps)."""
    cut = [
        d.citation.start
        for d in fact.dates
        if d.role in _CHANGES_BETWEEN_COPIES and d.role is not DateRole.STATEMENT
    ]
    if not cut:
        return page.text
    return "\n".join(line.text for line in page.lines() if not any(line.start <= at < line.end for at in cut))


def _jaccard(a: _Print, b: _Print) -> float:
    common = len(a.grams & b.grams)
    return common / max(1, len(a.grams) + len(b.grams) - common)


def _likeness(a: _Print, b: _Print) -> float:
    """The share of common runs when two pages are copies, 0.0 when they are not.

    Runs are compared last but one, and long lines last: most pages that look alike print other dates, which
    costs far less to find out.
    """
    if a.amended != b.amended or a.ref == b.ref:
        return 0.0
    scanned = a.ocr or b.ocr
    if a.service and b.service and not a.service & b.service:
        return 0.0
    if not _agree(a.dates, b.dates, 0.6 if scanned else 1.0) or not _agree(
        a.amounts, b.amounts, 0.6 if scanned else 1.0
    ):
        return 0.0
    jaccard = _jaccard(a, b)
    if jaccard < (_LEAST_SCANNED if scanned and a.service & b.service else _LEAST_ALIKE):
        return 0.0
    if scanned and not a.service and not b.service and _differ(a.page, b.page):
        return 0.0
    return jaccard


def _differ(one: Page, other: Page) -> bool:
    """Whether pages that no date of service tells apart hold sentences of their own: a letter repeats whole
    paragraphs of the one before."""
    return any(
        sum(len(c.quote) >= _LONG_LINE for c in only_on(page, against, doubtful=True)) >= _FEWEST_LONG
        for page, against in ((one, other), (other, one))
    )


def _agree(a: frozenset[str], b: frozenset[str], share: float) -> bool:
    if not a or not b:
        return share < 1.0 or a == b
    return len(a & b) >= share * max(len(a), len(b))
