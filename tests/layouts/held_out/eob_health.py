"""Explanation of benefits of a health plan: claims by provider, billed, discount, paid, you owe; processed date; not-a-bill legend."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page, two claims."""
    s.use("Helvetica", 9)
    s.at(40, 48, "Evergreen Mutual Health", 16, bold=True)
    s.right(572, 48, "EXPLANATION OF BENEFITS", 12, bold=True)
    s.right(572, 62, "THIS IS NOT A BILL", 10, bold=True)
    s.para(40, 84, 240, "ROSAMUND TREVELYAN-OKORO\n800 FERNDELL AVE APT 6\nKELSO NARROWS WA 98999")
    s.at(340, 84, "Member ID: EMH 4471 0982 01")
    s.at(340, 96, "Patient: Rosamund Trevelyan-Okoro (self)")
    s.at(340, 108, "Date of birth: 01/31/1973")
    s.at(340, 120, "Group: Ferndell School District 14")
    s.at(340, 132, "Date processed: 07/28/2021")
    y = 170.0
    for claim, who, rows in (
        ("2118800417-00", "Tumwater Orthotics and Prosthetics, Inc.", [["07/06/2021", "L1832 Knee orthosis", "$890.00", "$415.00", "$380.00", "$95.00"]]),
        ("2119204466-00", "Jarrah Lindqvist-Moyo MD  /  Cowlitz Sports Medicine", [["07/12/2021", "99214 Office visit", "$280.00", "$122.50", "$127.50", "$30.00"], ["07/12/2021", "20610 Joint injection", "$340.00", "$190.00", "$120.00", "$30.00"]]),
    ):
        s.box(40, y - 11, 532, 15, grey=0.87)
        s.at(44, y, f"Claim {claim}     Provider: {who}", bold=True)
        y = s.table(40, y + 20, [72, 170, 70, 70, 70, 80], [["Service date", "Service", "Billed", "Discount", "Plan paid", "You may owe"], *rows], right=(2, 3, 4, 5)) + 14
    s.para(40, y + 20, 530, "Remarks: A1 - Services may be the result of an accident on 06/22/2021. Please return the accident questionnaire by 08/27/2021 so that the plan can pursue a third party. Deductible met as of 05/14/2021. Appeals within 180 days.", 8.5)
