"""What a bill says about money: its lines, its printed totals, and the lines that could not be read.

Figures stand as printed, with their sign: a credit is negative only where the paper prints a minus, brackets
or "CR". What a sign means on a paper is for who adds up (`pipelines.footing`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from extractors.citations import Citation
from extractors.facts import DateMention, PageKind, Printed


class CreditKind(StrEnum):
    """What lowers an account: ``OTHER`` where neither heading nor words say which."""

    PAID = "paid"
    ADJUSTED = "adjusted"
    OTHER = "credit"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of a bill that carries money. ``citation`` is the whole line.

    ``date`` is the date of service (or of the transaction, on a line of payment); ``posted`` a second date.
    ``code`` is the CPT or HCPCS code with its modifier, ``revenue`` the revenue code of a UB-04.
    A figure is ``None`` where its column is empty or not there.
    """

    citation: Citation
    paper: PageKind
    date: DateMention | None
    posted: DateMention | None
    code: str
    revenue: str
    description: str
    billed: Decimal | None
    paid: Decimal | None
    adjusted: Decimal | None
    credited: Decimal | None
    balance: Decimal | None
    allowed: Decimal | None
    patient_share: Decimal | None
    payee: Printed | None
    """Who bills by this line: of a claim form's box 33, or named in an explanation of benefits."""
    returned: bool = False
    """The line says that money went back (refund, reversal)."""


class TotalKind(StrEnum):
    """What a printed total sums up. ``TOTAL`` names nothing: it may be of charges or of what is owed."""

    OPENING = "opening balance"
    SUBTOTAL = "subtotal"
    CHARGES = "charges"
    PAYMENTS = "payments"
    ADJUSTMENTS = "adjustments"
    CREDITS = "credits"
    BALANCE = "balance"
    ALLOWED = "allowed"
    PATIENT = "patient's share"
    TOTAL = "total"


CLOSING = frozenset({TotalKind.CHARGES, TotalKind.BALANCE, TotalKind.TOTAL})
"""Totals that end a bill: behind one a page without page numbers begins another bill."""


@dataclass(frozen=True, slots=True)
class PrintedTotal:
    """A total as printed, cited by its label and figure."""

    kind: TotalKind
    amount: Decimal
    citation: Citation


@dataclass(frozen=True, slots=True)
class MoneyPage:
    """All money of one page, in its order; ``unread`` cites lines whose figure could not be read.

    ``period`` are the first and last day of the statement period that an institutional claim prints (box 6).
    """

    sha256: str
    page: int
    paper: PageKind
    lines: tuple[LedgerLine, ...]
    totals: tuple[PrintedTotal, ...]
    unread: tuple[Citation, ...]
    period: tuple[date, date] | None = None
