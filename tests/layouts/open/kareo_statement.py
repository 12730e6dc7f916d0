"""Kareo patient statement: remit box at the right, ledger with payments and adjustments mixed into the charges."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page; amounts in several columns, of which only one is the charge."""
    s.use("Helvetica", 8.5)
    s.at(40, 46, "PATIENT STATEMENT", 15, bold=True)
    s.at(40, 66, "Make checks payable to:")
    s.at(40, 78, "Oak Hollow Pain & Spine PLLC", 10, bold=True)
    s.at(40, 90, "PO Box 4410")
    s.at(40, 101, "Wren, GA 30999-4410")
    s.table(
        350, 60, [110, 112],
        [["Statement Date", "03/15/2023"], ["Account Number", "OHP-20771"], ["Due Date", "04/05/2023"], ["Amount Due", "$1,105.00"]],
        head=False, ruled=True,
    )
    s.at(60, 150, "VERNON STILES")
    s.at(60, 161, "902 Tanager Lane")
    s.at(60, 172, "Wren, GA 30999")
    s.at(40, 205, "Patient: Vernon Stiles (OHP-20771)   DOB: 02/11/1962", bold=True)
    y = s.table(
        40, 225, [58, 250, 60, 60, 55, 52],
        [
            ["Date", "Description", "Charges", "Payments", "Adjust", "Balance"],
            ["12/06/2022", "99204 Office visit, new patient (Dr. Imogen Pryce)", "425.00", "", "", "425.00"],
            ["12/06/2022", "20553 Trigger point injection, 3+ muscles", "290.00", "", "", "715.00"],
            ["01/09/2023", "Insurance payment - Beacon Mutual, check 55012", "", "-180.00", "", "535.00"],
            ["01/09/2023", "Contractual adjustment", "", "", "-95.00", "440.00"],
            ["01/17/2023", "64493 Facet joint injection, lumbar, 1 level", "640.00", "", "", "1,080.00"],
            ["01/17/2023", "J1030 Methylprednisolone 40 mg", "25.00", "", "", "1,105.00"],
            ["02/20/2023", "Statement fee waived", "0.00", "", "", "1,105.00"],
        ],
        8, right=(2, 3, 4, 5),
    )
    s.rule(y, 40, 575)
    s.at(360, y + 16, "Total charges", bold=True)
    s.right(460, y + 16, "1,380.00", bold=True)
    s.at(360, y + 30, "Pay this amount", bold=True)
    s.right(572, y + 30, "$1,105.00", bold=True)
    s.table(40, y + 70, [100, 100, 100, 100, 100], [["Current", "31-60", "61-90", "91-120", "Over 120"], ["0.00", "665.00", "0.00", "440.00", "0.00"]], ruled=True)
    s.at(40, 740, "- - - - - - - - - - - - - - - - - - Detach and return this part with your payment - - - - - - - - - - - - - - - - - -")
    s.at(40, 760, "Statement 03/15/2023   OHP-20771   VERNON STILES   Amount enclosed $ ____________")
