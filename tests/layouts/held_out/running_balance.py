"""Physician statement of account with a running balance: dates of service, payments and adjustments in one list, provider initials."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

ROWS = (
    ("Date", "Prov", "Description", "Charge", "Credit", "Balance"),
    ("11/08/2021", "", "Balance forward", "", "", "0.00"),
    ("11/09/2021", "EMV", "99203 New patient, S13.4XXA", "245.00", "", "245.00"),
    ("11/09/2021", "EMV", "72050 Cervical spine 4 vw", "160.00", "", "405.00"),
    ("11/23/2021", "RST", "99213 Established patient", "155.00", "", "560.00"),
    ("12/15/2021", "", "Pmt  Old Dominion Casualty  ck 40118", "", "320.00", "240.00"),
    ("12/15/2021", "", "Adj  fee schedule", "", "85.00", "155.00"),
    ("01/04/2022", "EMV", "20553 Trigger points 3+", "290.00", "", "445.00"),
    ("01/18/2022", "", "NO SHOW FEE (not billed to ins.)", "0.00", "", "445.00"),
    ("02/07/2022", "", "Pmt  patient card", "", "45.00", "400.00"),
)


def draw(s: Sheet) -> None:
    """One page with ageing boxes."""
    s.use("Helvetica", 9)
    s.at(45, 48, "Vandergriff, Saltonstall & Teague", 14, bold=True)
    s.at(45, 62, "Physical Medicine Associates of Roanoke Gap", 10)
    s.at(45, 74, "PO Box 515, Roanoke Gap VA 24999       Tax ID 54-0998811")
    s.right(567, 48, "STATEMENT OF ACCOUNT", 12, bold=True)
    s.right(567, 62, "Statement date: 03/01/2022")
    s.right(567, 74, "Account: 20418     Due upon receipt")
    s.para(45, 104, 250, "Ignatius Pemberton-Choi\n64 Holly Branch Ct\nRoanoke Gap VA 24999")
    s.at(330, 104, "Patient: Ignatius Pemberton-Choi     DOB 05/05/1983")
    s.at(330, 116, "Accident: 10/29/2021")
    s.table(45, 160, [70, 36, 220, 62, 62, 66], ROWS, ruled=True, right=(3, 4, 5))
    s.table(45, 390, [104, 104, 104, 104, 104], [["Current", "31-60", "61-90", "Over 90", "PLEASE PAY"], ["0.00", "245.00", "0.00", "155.00", "400.00"]], ruled=True)
    s.at(45, 440, "EMV  Evelyn M. Vandergriff, MD      RST  Royal S. Teague, PA-C", 8)
    s.at(45, 454, "Last payment 02/07/2022. Collections after 04/15/2022.", 8)
