"""Which institutional claims (UB-04) bill days that the hospital's own papers bill in other words.

A hospital bills a stay once: the claim sums it up in revenue lines, the itemised statement of the account
lists it charge by charge, and figures of the two are the same money. A professional claim (CMS-1500) is
another bill, also where it names the hospital. A notice of benefits is of the claim where its charges are the
claim's sum. Answers which pages hold such claims, for every view of the matter alike. Refuses to choose
between figures: what is not added is listed with its sum by those who ask.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from extractors.facts import PageKind
from extractors.ledger_facts import LedgerLine
from extractors.lexicon import normal
from pipelines.bills import Bill
from pipelines.same_names import same_facility


def claims_itemised(bills: Sequence[Bill]) -> frozenset[tuple[str, int]]:
    """Digest and number of the pages of institutional claims that other papers of the hospital bill.

    Args:
        bills: the matter's bills; what stands on copied pages is looked at no second time.
    """
    by_day: dict[date, list[tuple[str, LedgerLine]]] = defaultdict(list)
    claims: list[tuple[Bill, list[LedgerLine]]] = []
    for bill in bills:
        charged = [
            line
            for line in bill.lines
            if line.billed is not None and line.citation.page not in bill.copied_pages
        ]
        if bill.paper is PageKind.UB04 and charged:
            claims.append((bill, charged))
        elif bill.paper in (PageKind.LEDGER, PageKind.EOB):
            for line in charged:
                if line.date is not None:
                    by_day[line.date.start].append((_name(bill, line), line))
    return frozenset(
        (bill.sha256, page.page)
        for bill, charged in claims
        if _billed_otherwise(bill, charged, by_day)
        for page in bill.pages
    )


def _billed_otherwise(
    bill: Bill, claim: Sequence[LedgerLine], by_day: dict[date, list[tuple[str, LedgerLine]]]
) -> bool:
    days = [line.date.start for line in claim if line.date]
    days += [day for page in bill.pages if page.period for day in page.period]
    if not days:
        return False
    name, first, last = _name(bill, claim[0]), min(days), max(days)
    within = [
        line
        for day in sorted(by_day)
        if first <= day <= last
        for hospital, line in by_day[day]
        if (same_facility(name, hospital) if name and hospital else name == hospital)
    ]
    itemised = [line for line in within if line.paper is PageKind.LEDGER]
    if itemised:
        known = {charge_of(line) for line in itemised}
        return any(charge_of(line) not in known for line in claim)
    total = sum((line.billed or Decimal(0) for line in claim), Decimal(0))
    noticed = [line.billed or Decimal(0) for line in within]
    return len(claim) > 1 and (total in noticed or (bool(noticed) and sum(noticed) == total))


def charge_of(line: LedgerLine) -> tuple[date | None, str, Decimal | None]:
    """What makes two lines the same charge: day, code without modifier (else the words), amount."""
    dated = line.date or line.posted
    words = line.code.split("-")[0] or line.revenue or normal(line.description)
    return (dated.start if dated else None, words, line.billed)


def _name(bill: Bill, line: LedgerLine) -> str:
    printed = line.payee or bill.facility
    return printed.value if printed else ""
