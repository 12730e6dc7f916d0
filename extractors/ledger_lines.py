"""Every money line and printed total of a bill page: ledgers and statements, explanations of benefits,
pharmacy profiles, claim forms.

Answers what each printed figure is, by its column and by the words and the sign of its line, and cites the
line. Refuses a line whose figure was not read: it is cited as unread, so that no sum is taken for whole that
is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.citations import cite
from extractors.claim_lines import cms1500_money, ub04_money
from extractors.facts import BILLING, PageFacts, PageKind
from extractors.identity import Owner
from extractors.ledger_facts import CLOSING, LedgerLine, MoneyPage, PrintedTotal
from extractors.ledger_rows import row_of
from extractors.ledger_tables import Table, is_plain, is_row, table_of
from extractors.lexicon import normal
from extractors.money import garbled_amount
from extractors.money_columns import assign
from extractors.money_headings import Heading, headings_of
from extractors.money_meanings import Meaning
from extractors.pages import Page
from extractors.printed_totals import labels_in, totals_below, totals_in

MONEY_PAPERS = BILLING | {PageKind.PHARMACY}
_NO_PAGES = frozenset({PageKind.BLANK, PageKind.UNREADABLE})


def money_of(page: Page, facts: PageFacts, before: Heading | None) -> tuple[MoneyPage, Heading | None]:
    """The money of one page, and the table heading in force at its end.

    Args:
        page: the page.
        facts: its facts; other kinds than bills and pharmacy profiles give nothing.
        before: the heading in force on the page before, for a page of the same bill that prints none.
    """
    if facts.kind is PageKind.CMS1500:
        return cms1500_money(page, facts), None
    if facts.kind not in MONEY_PAPERS:
        return MoneyPage(page.source, page.number, facts.kind, (), (), ()), None
    table = table_of(page, facts)
    headings = headings_of(table.lines, [i for i, d in enumerate(table.dates) if d])
    if facts.kind is PageKind.UB04:
        return ub04_money(table, headings), None
    return _tables(table, headings, before)


def money_of_pages(
    pages: Sequence[Page], facts: Sequence[PageFacts], owners: Sequence[str]
) -> tuple[MoneyPage, ...]:
    """The money of each page of a document; nothing is read on a page of somebody else.

    A page of a bill that prints no heading of its own is read under that of the page before.

    Args:
        pages: the document's pages.
        facts: their facts, parallel.
        owners: whose each page is (values of `identity.Owner`), parallel.
    """
    found: list[MoneyPage] = []
    before: PageFacts | None = None
    heading: Heading | None = None
    closed = False
    for page, fact, owner in zip(pages, facts, owners, strict=True):
        if owner == Owner.OTHER.value:
            found.append(MoneyPage(page.source, page.number, fact.kind, (), (), ()))
            continue
        goes_on = before is not None and _goes_on(before, fact, closed)
        money, ends_under = money_of(page, fact, heading if goes_on else None)
        found.append(money)
        if fact.kind in _NO_PAGES:
            continue
        before = fact if fact.kind in MONEY_PAPERS else None
        heading = ends_under
        closed = (goes_on and closed) or any(t.kind in CLOSING for t in money.totals)
    return tuple(found)


def _goes_on(before: PageFacts, here: PageFacts, closed: bool) -> bool:
    """Whether a page's table may be that of the page before it."""
    if here.kind is not before.kind:
        return False
    if here.page_of and before.page_of:
        return here.page_of == (before.page_of[0] + 1, before.page_of[1])
    if closed or (here.page_of and here.page_of[0] == 1):
        return False
    named = [normal(f.facility.value) for f in (before, here) if f.facility]
    return here.kind is PageKind.EOB or len(set(named)) < 2


def _tables(
    table: Table, headings: Sequence[Heading], before: Heading | None
) -> tuple[MoneyPage, Heading | None]:
    page = table.page
    below = {h.lines[-1]: h for h in headings}
    of_headings = {i for h in headings for i in h.lines}
    sections: list[tuple[Heading | None, list[int]]] = [(before, [])]
    for i in range(len(table.lines)):
        if i in below:
            sections.append((below[i], []))
        elif i not in of_headings:
            sections[-1][1].append(i)
    found: list[LedgerLine] = []
    totals: list[PrintedTotal] = []
    unread = []
    for number, (heading, indexes) in enumerate(sections):
        # Above the first heading of a paper stand its letterhead and its summary, never a row.
        may_hold_rows = number > 0 or before is not None or not headings
        rows = _rows(table, indexes, heading) if may_hold_rows else ()
        sums = [i for i in indexes if i not in rows and table.amounts[i] and labels_in(table.lines[i].text)]
        meanings = _meanings(table, heading, rows, sums)
        proved = _proved(table, indexes, heading, rows) if may_hold_rows and heading else ()
        if proved:
            rows = tuple(sorted((*rows, *proved)))
            meanings = _meanings(table, heading, rows, sums)
        found += _dated_above(r for i in rows if (r := row_of(table, i, heading, meanings)))
        for i in sums:
            totals += totals_in(page, table.lines[i], table.amounts[i], meanings)
        unread += [
            cite(page, table.lines[i].start, table.lines[i].end)
            for i in indexes
            if may_hold_rows
            and not table.amounts[i]
            and table.leads(i)
            and garbled_amount(table.lines[i].text)
        ]
    for i, line in enumerate(table.lines[:-1]):
        if not table.amounts[i]:
            totals += totals_below(page, line, table.lines[i + 1], table.amounts[i + 1])
    totals.sort(key=lambda t: t.citation)
    money = MoneyPage(page.source, page.number, table.facts.kind, tuple(found), tuple(totals), tuple(unread))
    return money, sections[-1][0]


def _dated_above(lines: Iterable[LedgerLine]) -> list[LedgerLine]:
    """The rows of a table, where one without a date is of the charge above it: a day is printed once for all
    that was done on it. A row under a payment stays undated."""
    found: list[LedgerLine] = []
    dated: LedgerLine | None = None
    for line in lines:
        if line.date is not None:
            dated = line
        elif dated is not None and dated.billed is not None and line.billed is not None:
            line = replace(line, date=dated.date)
        found.append(line)
    return found


def _rows(table: Table, indexes: Sequence[int], heading: Heading | None) -> tuple[int, ...]:
    last = max((i for i in indexes if table.amounts[i] and table.leads(i)), default=-1)
    return tuple(i for i in indexes if is_row(table, i, heading, i < last))


def _proved(table: Table, indexes: Sequence[int], heading: Heading, rows: Sequence[int]) -> tuple[int, ...]:
    """Lines of a table without date and code ("Supplies 412.50") that are rows because only together with
    theirs the charges of the rows make up a printed total of the table."""
    printed = [i for i in indexes if table.amounts[i] and labels_in(table.lines[i].text)]
    plain = [i for i in indexes if i not in rows and i < max(printed, default=-1) and is_plain(table, i)]
    if not plain:
        return ()
    billed: dict[int, Decimal] = {}
    both = sorted((*rows, *plain))
    meanings = _meanings(table, heading, both, ())
    for i in both:
        row = row_of(table, i, heading, meanings)
        billed[i] = row.billed if row and row.billed is not None else Decimal(0)
    with_them, without = sum(billed.values()), sum(billed[i] for i in rows)
    totals = {a.value for i in printed for a in table.amounts[i]}
    proved = with_them in totals and without not in totals and all(billed[i] for i in plain)
    return tuple(plain) if proved else ()


def _meanings(
    table: Table, heading: Heading | None, rows: Sequence[int], sums: Sequence[int]
) -> dict[int, Meaning]:
    """What each sum's column is. The columns are found from the rows; a total is laid under them one by one,
    because totals often stand apart from the columns."""
    if heading is None:
        return {}
    lines = [(table.lines[i], table.amounts[i]) for i in rows]
    meanings = assign(heading, lines)
    for i in sums:
        with_it = assign(heading, [*lines, (table.lines[i], table.amounts[i])])
        meanings.update({a.start: with_it[a.start] for a in table.amounts[i]})
    return meanings
