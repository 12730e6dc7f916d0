"""The bills of a matter: pages of one bill run together, with their money lines and printed totals.

A total may stand on the last page of a bill and sum up all of it. Refuses to call a bill whole when a page of
it is missing, unreadable, another person's or read with doubt, or when the figure of a line could not be
read: `gaps` says which, and nothing is held against a total of such a bill.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from extractors.citations import Citation
from extractors.facts import DocumentFacts, PageFacts, PageKind, Printed
from extractors.identity import Owner
from extractors.ledger_facts import CLOSING, LedgerLine, MoneyPage, PrintedTotal
from extractors.ledger_lines import MONEY_PAPERS, money_of_pages
from extractors.pages import CONFIDENCE_FLOOR, Layer, Page
from pipelines.gather import Facts
from pipelines.same_names import same_facility


@dataclass(frozen=True, slots=True)
class Bill:
    """One bill: its pages in order, whose it is as printed, and what keeps it from being checked.

    ``copied_pages`` are those that repeat another page of the matter; ``from_image`` when a page of it was
    read from an image; ``doubtful`` are the pages read below the confidence floor.
    """

    sha256: str
    paper: PageKind
    pages: tuple[MoneyPage, ...]
    facility: Printed | None
    gaps: tuple[str, ...]
    copied_pages: frozenset[int]
    from_image: bool
    doubtful: tuple[int, ...]

    @property
    def lines(self) -> tuple[LedgerLine, ...]:
        """Money lines of all pages, in order."""
        return tuple(line for page in self.pages for line in page.lines)

    @property
    def totals(self) -> tuple[PrintedTotal, ...]:
        """Printed totals of all pages, in order."""
        return tuple(total for page in self.pages for total in page.totals)

    @property
    def copied(self) -> bool:
        """Whether every page of the bill is a copy of another page."""
        return all(p.page in self.copied_pages for p in self.pages)


def paper_of(paper: PageKind, sha256: str, number: int) -> Hashable:
    """The paper a charge is counted on: the claim forms of a file are one (each holds six lines), a statement
    is one by itself, because the monthly statements of a file repeat one another.

    Args:
        paper: what kind of bill it is.
        sha256: the file.
        number: the bill's place among the matter's.
    """
    if paper in (PageKind.CMS1500, PageKind.UB04):
        return (paper, sha256)
    return (paper, sha256, number)


def bills_of(facts: Facts) -> tuple[Bill, ...]:
    """The bills of all documents, in the order of the documents and of their pages."""
    copies: dict[str, set[int]] = {}
    for pair in facts.duplicates:
        copies.setdefault(pair.copy.sha256, set()).add(pair.copy.page)
    found: list[Bill] = []
    for document, read in zip(facts.documents, facts.facts, strict=True):
        found += _of_document(document.pages, read, frozenset(copies.get(document.source.sha256, ())))
    return tuple(found)


def _of_document(pages: Sequence[Page], read: DocumentFacts, copies: frozenset[int]) -> list[Bill]:
    found: list[Bill] = []
    before: PageFacts | None = None
    between: list[str] = []
    read_money = money_of_pages(pages, read.pages, read.owners)
    for page, fact, owner, money in zip(pages, read.pages, read.owners, read_money, strict=True):
        if owner == Owner.OTHER.value:
            between.append(f"page {page.number} is another person's")
            continue
        if fact.kind is PageKind.UNREADABLE:
            between.append(f"page {page.number} could not be read")
            continue
        if fact.kind is PageKind.BLANK:
            continue
        if fact.kind not in MONEY_PAPERS:
            before, between = None, []
            continue
        open_bill = found[-1] if before is not None else None
        goes_on = open_bill is not None and before is not None and _goes_on(open_bill, before, fact)
        if goes_on:
            found[-1] = _added(found[-1], page, fact, money, copies, between)
        else:
            lost = between if fact.page_of and fact.page_of[0] > 1 else []
            empty = Bill(read.sha256, fact.kind, (), None, (), frozenset(), False, ())
            found.append(_added(empty, page, fact, money, copies, lost))
        before, between = fact, []
    return [replace(b, gaps=(*b.gaps, *_missing_pages(b, read))) for b in found]


def _goes_on(bill: Bill, before: PageFacts, here: PageFacts) -> bool:
    """Whether a page belongs to the bill before it."""
    if here.kind is not before.kind:
        return False
    closed = any(t.kind in CLOSING for t in bill.totals)
    if here.kind in (PageKind.CMS1500, PageKind.UB04):
        return not closed
    if here.page_of and before.page_of:
        return here.page_of == (before.page_of[0] + 1, before.page_of[1])
    if here.page_of and here.page_of[0] == 1:
        return False
    if here.kind is PageKind.EOB or here.facility is None or bill.facility is None:
        return not closed
    return not closed and same_facility(here.facility.value, bill.facility.value)


def _added(
    bill: Bill,
    page: Page,
    fact: PageFacts,
    money: MoneyPage,
    copies: frozenset[int],
    between: Sequence[str],
) -> Bill:
    gaps = [*bill.gaps, *between]
    gaps += [f"the figure of a line on page {page.number} could not be read" for _ in money.unread[:1]]
    doubt = _doubtful(page, [*(line.citation for line in money.lines), *(t.citation for t in money.totals)])
    if doubt:
        gaps.append(f"page {page.number} was read with doubt")
    return replace(
        bill,
        pages=(*bill.pages, money),
        facility=bill.facility or (None if fact.kind is PageKind.EOB else fact.facility),
        gaps=tuple(gaps),
        copied_pages=bill.copied_pages | ({page.number} & copies),
        from_image=bill.from_image or page.layer is Layer.OCR,
        doubtful=(*bill.doubtful, page.number) if doubt else bill.doubtful,
    )


def _doubtful(page: Page, cited: Sequence[Citation]) -> bool:
    if page.layer is not Layer.OCR:
        return False
    if page.confidence is not None and page.confidence < CONFIDENCE_FLOOR:
        return True
    read = [page.confidence_of(c.start, c.end) for c in cited]
    return any(r is not None and r < CONFIDENCE_FLOOR for r in read)


def _missing_pages(bill: Bill, read: DocumentFacts) -> tuple[str, ...]:
    """Which pages of its own count a bill lacks, where its pages print one."""
    numbered = {f.page: f.page_of for f in read.pages}
    counts = [c for p in bill.pages if (c := numbered[p.page])]
    if not counts or len(counts) != len(bill.pages):
        return ()
    held = {n for n, _ in counts}
    of = counts[-1][1]
    lost = [n for n in range(1, of + 1) if n not in held]
    return tuple(f"page {n} of {of} is not in the file" for n in lost[:1])
