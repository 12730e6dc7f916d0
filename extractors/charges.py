"""Billed lines that name a day of service: the charges of ledgers, claim forms, explanations of benefits and
pharmacy profiles, where the day is that of the fill.

Answers with the lines of `ledger_lines` that put money on an account, none read a second time. Refuses what
came in, went back or was written off, totals, and lines whose date is not one of service.
"""

from __future__ import annotations

from extractors.facts import Charge, PageFacts, PageKind
from extractors.ledger_facts import LedgerLine, MoneyPage
from extractors.ledger_tables import OF_SERVICE


def charges_of(money: MoneyPage, facts: PageFacts) -> tuple[Charge, ...]:
    """The charges printed on one page, in order; empty for a page that is no bill.

    Args:
        money: the page's money, of `ledger_lines.money_of_pages`.
        facts: the page's other facts.
    """
    return tuple(charge for line in money.lines if (charge := _charge(line, facts)))


def _charge(line: LedgerLine, facts: PageFacts) -> Charge | None:
    if line.date is None or line.date.role not in OF_SERVICE:
        return None
    if line.billed is None or line.billed <= 0 or line.returned:
        return None
    return Charge(
        line.date,
        line.code,
        line.description,
        line.billed,
        line.payee if line.paper is PageKind.EOB else facts.facility,
        line.paper,
        line.citation,
        # Box 33 of a claim form; elsewhere the paper's own facility bills.
        line.payee if line.paper is PageKind.CMS1500 else None,
    )
