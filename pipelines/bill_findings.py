"""Findings about the figures of the bills: totals that are not the sums of their lines, figures not read."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.ledger_facts import TotalKind
from pipelines.bills import Bill
from pipelines.citing import Citer
from pipelines.footing import ZERO, Footing, Outcome, footings
from pipelines.rows import MatterFinding
from pipelines.specials import CLAIM_LEFT_OUT, PAID_ELSEWHERE, Specials

_NAMED = {
    TotalKind.CHARGES: "total of charges",
    TotalKind.PAYMENTS: "total of payments",
    TotalKind.ADJUSTMENTS: "total of adjustments",
    TotalKind.CREDITS: "total of credits",
    TotalKind.BALANCE: "balance",
    TotalKind.ALLOWED: "total of allowed sums",
    TotalKind.PATIENT: "total of the patient's shares",
    TotalKind.SUBTOTAL: "subtotal",
    TotalKind.TOTAL: "total",
}


def total_findings(bills: Sequence[Bill], citer: Citer) -> tuple[MatterFinding, ...]:
    """Printed totals that do not foot, each with both figures; copies of a bill are not told again."""
    return tuple(
        _finding(footing, citer)
        for bill in bills
        if not bill.copied
        for footing in footings(bill)
        if footing.outcome is Outcome.DOES_NOT_FOOT
    )


def unread_findings(bills: Sequence[Bill], citer: Citer) -> tuple[MatterFinding, ...]:
    """Pages of bills with money lines whose figure could not be read: those lines are in no sum."""
    found = []
    for bill in bills:
        for page in bill.pages:
            if not page.unread or page.page in bill.copied_pages:
                continue
            name, count = citer.names[page.sha256], len(page.unread)
            lines = "1 line has a figure" if count == 1 else f"{count} lines have figures"
            found.append(
                MatterFinding(
                    "unread_figure",
                    f"{name}, p. {page.page}: {lines} that could not be read. In no sum: read by eye.",
                    tuple(citer.source(c) for c in page.unread),
                    (("lines", count), ("page", page.page), ("source", name)),
                )
            )
    return tuple(found)


def not_added_findings(specials: Specials, citer: Citer) -> tuple[MatterFinding, ...]:
    """What a provider's papers print and the ledger does not add, with the sum of it."""
    found = []
    for provider in specials.providers:
        charged = [line for line in provider.not_added if not line.amounts.moves_credits]
        credited = [line for line in provider.not_added if line.amounts.moves_credits]
        for lines, reason in ((charged, CLAIM_LEFT_OUT), (credited, PAID_ELSEWHERE)):
            if not lines:
                continue
            apart = sum((one.amounts.billed + one.amounts.credits for one in lines), ZERO)
            pages = {(c.sha256, c.page): c for one in lines for c in one.citations}
            found.append(
                MatterFinding(
                    "not_added",
                    f"{provider.name or 'Name not printed'}, ${apart:,.2f}: {reason}.",
                    tuple(citer.source(c) for c in pages.values()),
                    (("amount", f"{apart:.2f}"), ("facility", provider.name), ("lines", len(lines))),
                )
            )
    return tuple(found)


def _finding(footing: Footing, citer: Citer) -> MatterFinding:
    total, summed = footing.total, footing.summed
    assert summed is not None, "a total that does not foot was compared with a sum"
    name = citer.names[total.citation.sha256]
    lines = "line adds" if footing.lines == 1 else "lines add"
    caution = " Read from an image: compare with the page." if footing.bill.from_image else ""
    facility = footing.bill.facility
    return MatterFinding(
        "total_does_not_foot",
        f"{name}, p. {total.citation.page}: the printed {_NAMED[total.kind]} is ${total.amount:,.2f}; its "
        f"{footing.lines} {lines} up to ${summed:,.2f}, a difference of ${abs(total.amount - summed):,.2f}."
        f"{caution}",
        (citer.source(total.citation),),
        (
            ("difference", f"{abs(total.amount - summed):.2f}"),
            ("facility", facility.value if facility else ""),
            ("page", total.citation.page),
            ("printed", f"{total.amount:.2f}"),
            ("source", name),
            ("summed", f"{summed:.2f}"),
            ("total", total.kind.value),
        ),
    )
