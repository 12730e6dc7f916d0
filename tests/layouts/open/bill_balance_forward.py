"""Balance-forward statement: previous balance, new activity with trailing minus signs and CR, one column of amounts."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

ROWS = (
    ("", "PREVIOUS BALANCE", "642.10"),
    ("05/03/23", "THANK YOU FOR YOUR PAYMENT", "100.00-"),
    ("05/09/23", "PROF FEE 99214 DR VANTERPOOL", "198.00"),
    ("05/09/23", "PROF FEE 20552 TRIGGER PT INJ", "262.00"),
    ("05/22/23", "MEDPAY - ORCHARD CASUALTY", "350.00-"),
    ("05/22/23", "CONTRACTUAL ALLOWANCE", "41.25 CR"),
    ("05/30/23", "PROF FEE 99213 DR VANTERPOOL", "136.00"),
)


def draw(s: Sheet) -> None:
    """One page; the year has two digits, what is owed stands above and below."""
    s.use("Courier", 9.5)
    s.at(50, 50, "SANDPIPER PAIN MANAGEMENT ASSOCIATES, P.A.", bold=True)
    s.at(50, 62, "STATEMENT OF ACCOUNT")
    s.at(380, 50, "STATEMENT DATE  06/02/23")
    s.at(380, 62, "ACCOUNT NO      3381-7")
    s.at(380, 74, "PAY THIS AMOUNT $746.85")
    s.at(50, 110, "GIDEON LARKE")
    s.at(50, 122, "55 SANDBAR CT")
    s.at(50, 134, "CAPE OSPREY FL 33999")
    s.at(50, 166, "DATE      DESCRIPTION OF SERVICE                 AMOUNT")
    s.rule(170, 50, 420)
    y = 184.0
    for day, words, amount in ROWS:
        s.at(50, y, day)
        s.at(107, y, words)
        tail = len(amount) - len(amount.rstrip("- CR"))
        s.at(374 - 5.7 * (len(amount) - tail), y, amount)
        y += 13
    s.at(107, y + 10, "NEW CHARGES")
    s.at(374 - 5.7 * 6, y + 10, "596.00")
    s.at(107, y + 23, "PAYMENTS AND ADJUSTMENTS")
    s.at(374 - 5.7 * 6, y + 23, "491.25-")
    s.at(107, y + 36, "BALANCE DUE", bold=True)
    s.at(374 - 5.7 * 6, y + 36, "746.85", bold=True)
    s.at(50, y + 70, "PATIENT: GIDEON LARKE  DOB 01/20/58   INJURY DATE 03/30/23")
