"""Chiropractor's account history: one amount column for charges and payments, payments in brackets, adjustments that are treatments."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page; dates in words, "adjustment" both as a treatment and as a write-off."""
    s.use("Times-Roman", 10)
    s.at(50, 50, "Juniper Flats Chiropractic", 16, bold=True)
    s.at(50, 66, "Dr. Maren Oyelaran, D.C.  -  12 Juniper Flats Rd, Dry Fork, CO 81999")
    s.at(50, 96, "Account History", 13, bold=True)
    s.at(50, 112, "Patient: Wendell Achterberg     Date of Birth: Aug 9, 1970     From Jan 1, 2024 to Mar 31, 2024")
    s.table(
        50, 138, [82, 60, 230, 70, 70],
        [
            ["Date", "Code", "Transaction", "Amount", "Balance"],
            ["Jan 15, 2024", "99202", "New patient examination", "145.00", "145.00"],
            ["Jan 15, 2024", "98941", "Spinal adjustment, 3-4 regions", "70.00", "215.00"],
            ["Jan 15, 2024", "", "Payment - check #1182", "(50.00)", "165.00"],
            ["Jan 18, 2024", "98941", "Spinal adjustment, 3-4 regions", "70.00", "235.00"],
            ["Jan 18, 2024", "97012", "Mechanical traction", "35.00", "270.00"],
            ["Jan 22, 2024", "98943", "Extraspinal adjustment", "40.00", "310.00"],
            ["Feb 12, 2024", "", "Insurance payment (Pine Ridge Auto)", "(120.00)", "190.00"],
            ["Feb 12, 2024", "", "Adjustment - courtesy", "(15.00)", "175.00"],
            ["Feb 20, 2024", "", "Cervical pillow", "48.75", "223.75"],
        ],
        9.5, right=(3, 4),
    )  # fmt: skip
    s.at(330, 330, "Total charges  408.75", bold=True)
    s.at(330, 344, "Total credits  (185.00)", bold=True)
    s.at(330, 358, "Balance due  $223.75", bold=True)
    s.at(50, 740, "Printed Apr 2, 2024", 8)
