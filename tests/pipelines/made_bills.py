"""Bills made from lists of charges and payments: a provider's account, its claim forms, a wage letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from tests.made_pages import INCIDENT, claim

PRICES = {"99213": Decimal("142.35"), "97110": Decimal("65.10"), "72040": Decimal("95.05")}
DAYS = tuple(INCIDENT + timedelta(days=n) for n in (-40, 0, 9, 31, 60))

Charged = tuple[date, str]
"""Day and code."""


def account(
    charges: Sequence[Charged],
    payments: Sequence[tuple[date, Decimal]] = (),
    facility: str = "Larkspur Family Medicine",
) -> str:
    """A provider's account: charges at the house's prices, then payments, with a running balance."""
    lines = [
        facility,
        "1200 Harbor Road, Port Ellery, FL 33480",
        "ITEMIZED STATEMENT OF ACCOUNT",
        "Patient: Rosalind Quimby",
        "Date          Code    Description           Charge      Pmt/Adj     Balance",
    ]
    balance = Decimal("0.00")
    for day, code in charges:
        balance += PRICES[code]
        lines.append(f"{day:%m/%d/%Y}    {code}   Service rendered      {PRICES[code]:>6}    {balance:>18}")
    for day, amount in payments:
        balance -= amount
        lines.append(
            f"{day:%m/%d/%Y}            Insurance payment                 {-amount:>7}     {balance:>8}"
        )
    return "\n".join([*lines, f"BALANCE DUE: ${balance}"])


def claims(charges: Sequence[Charged], facility: str = "Larkspur Family Medicine") -> tuple[str, ...]:
    """Claim forms of the same charges, one for each day."""
    forms = []
    for day in sorted({day for day, _ in charges}):
        lines = [f"{code} A {str(PRICES[code]).replace('.', ' ')} 1" for d, code in charges if d == day]
        forms.append(claim(f"{day:%m %d %y}", *lines, facility=facility))
    return tuple(forms)


WAGE_LETTER = """Brightwater Cannery
14 Quay Street, Port Ellery, FL 33480
June 1, 2021
Re: Rosalind Quimby, wage verification
To whom it may concern:
Rosalind Quimby has been employed by our company since May 4, 2015 at a rate of pay of $21.40 per hour.
Our records reflect absence from work from March 2, 2021 through March 28, 2021. She was also absent on
April 6, 2021 and April 20, 2021.
Wages lost: $3,424.00
Payroll Department
"""
