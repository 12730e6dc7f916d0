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

_CONFUSED = str.maketrans("oilsbgzqec", "0115892900")
_GRAM = 8
_SAMPLE = 8
_COMMON = 24
_LEAST_LETTERS = 60
_CHANGES_BETWEEN_COPIES = frozenset({DateRole.PRINTED, DateRole.FAXED, DateRole.RECEIVED, DateRole.STATEMENT})
_AMOUNT = re.compile(r"\d[\d,]*\.\d{2}\b")


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
    amounts: frozenset[str]
    exact: str
    ocr: bool
    amended: bool


def find_duplicates(
    documents: Sequence[Document], facts: Sequence[DocumentFacts]
) -> tuple[DuplicatePair, ...]:
    """Pairs of duplicate pages: each copy is paired with the first page of its group.

    The first page is a native one if there is one, then the lowest (file name, page), so that the arrival
    order of files never changes the result.
    """
    prints = [p for d, f in zip(documents, facts, strict=True) for p in _prints(d, f)]
    index: dict[int, list[int]] = defaultdict(list)
    for position, item in enumerate(prints):
        for gram in item.grams:
            if gram % _SAMPLE == 0:
                index[gram].append(position)
    shared: Counter[tuple[int, int]] = Counter()
    for positions in index.values():
        if 1 < len(positions) <= _COMMON:
            for i, a in enumerate(positions):
                for b in positions[i + 1 :]:
                    shared[(a, b)] += 1
    links: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (a, b), count in shared.items():
        if count >= 2:
            likeness = _likeness(prints[a], prints[b])
            if likeness:
                links[a].append((b, likeness))
                links[b].append((a, likeness))
    return _pairs(prints, links)


def _pairs(prints: Sequence[_Print], links: dict[int, list[tuple[int, float]]]) -> tuple[DuplicatePair, ...]:
    seen: set[int] = set()
    pairs: list[DuplicatePair] = []
    for start in sorted(links, key=lambda i: (prints[i].ocr, prints[i].order)):
        if start in seen:
            continue
        group, queue = {start}, [start]
        while queue:
            for other, _ in links[queue.pop()]:
                if other not in group:
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
    for page, fact in zip(document.pages, facts.pages, strict=True):
        if fact.kind in (PageKind.BLANK, PageKind.UNREADABLE):
            continue
        text = _body(page, fact)
        skeleton = re.sub(r"[^a-z0-9]", "", text.lower())
        if len(skeleton) < _LEAST_LETTERS:
            continue
        folded = skeleton.translate(_CONFUSED)
        grams = frozenset(zlib.crc32(folded[i : i + _GRAM].encode()) for i in range(len(folded) - _GRAM + 1))
        dates = frozenset(d.iso for d in fact.dates if d.role not in _CHANGES_BETWEEN_COPIES)
        amended = any(d.role is DateRole.AMENDED for d in fact.dates)
        found.append(
            _Print(
                PageRef(page.source, page.number),
                (document.source.name, page.number),
                grams,
                dates,
                frozenset(_AMOUNT.findall(text)),
                " ".join(page.text.split()),
                page.layer is Layer.OCR,
                amended,
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
    return "\n".join(line.text for line in page.lines() if not any(line.start <= at < line.end for at in cut))


def _jaccard(a: _Print, b: _Print) -> float:
    return len(a.grams & b.grams) / max(1, len(a.grams | b.grams))


def _likeness(a: _Print, b: _Print) -> float:
    """The share of common runs when two pages are copies, 0.0 when they are not."""
    if a.amended != b.amended or a.ref == b.ref:
        return 0.0
    scanned = a.ocr or b.ocr
    jaccard = _jaccard(a, b)
    if jaccard < (0.45 if scanned else 0.86):
        return 0.0
    if not _agree(a.dates, b.dates, 0.6 if scanned else 1.0) or not _agree(
        a.amounts, b.amounts, 0.6 if scanned else 1.0
    ):
        return 0.0
    return jaccard


def _agree(a: frozenset[str], b: frozenset[str], share: float) -> bool:
    if not a or not b:
        return share < 1.0 or a == b
    return len(a & b) >= share * max(len(a), len(b))
