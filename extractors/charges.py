"""Billed lines that name a day of service: the charges of ledgers, claim forms and explanations of benefits.

Answers with the lines of `ledger_lines` that put money on an account, none read a second time. Refuses what
came in, went back or was written off, totals, and lines whose date is not one of service.
"""

from __future__ import annotations

from extractors.facts import BILLING, Charge, DateRole, PageFacts, PageKind
from extractors.ledger_facts import LedgerLine, MoneyPage

_OF_SERVICE = frozenset({DateRole.BILLED_SERVICE, DateRole.SERVICE})


def charges_of(money: MoneyPage, facts: PageFacts) -> tuple[Charge, ...]:
    """The charges printed on one billing page, in order; empty for other pages.

    Args:
        money: the page's money, of `ledger_lines.money_of_pages`.
        facts: the page's other facts.
    """
    if money.paper not in BILLING:
        return ()
    return tuple(charge for line in money.lines if (charge := _charge(line, facts)))


def _charge(line: LedgerLine, facts: PageFacts) -> Charge | None:
    if line.date is None or line.date.role not in _OF_SERVICE:
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
