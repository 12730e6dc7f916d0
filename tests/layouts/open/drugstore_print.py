"""Drugstore patient prescription history: RX number, date, drug, quantity, prescriber, price; store line at the top, tax note at the foot."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

FILLS = (
    ("05/21/24", "6614-201", "METHOCARBAMOL 750MG TAB", "30", "10", "Gutierrez-Lamb A", "18.49"),
    ("05/21/24", "6614-202", "MELOXICAM 15MG TAB", "14", "14", "Gutierrez-Lamb A", "12.99"),
    ("06/03/24", "6614-377", "TRAMADOL HCL 50MG TAB", "20", "5", "Oyster-Bay P", "21.75"),
    ("06/18/24", "6614-202", "MELOXICAM 15MG TAB (refill 1)", "14", "14", "Gutierrez-Lamb A", "12.99"),
    ("07/09/24", "6615-040", "LIDOCAINE 5% PATCH", "30", "30", "Oyster-Bay P", "164.20"),
)


def draw(s: Sheet) -> None:
    """A list of five fills with a total."""
    s.use("Courier", 8.5)
    s.middle(46, "BLUE MORTAR DRUGS #118", 12, bold=True)
    s.middle(60, "2 Canal Place, Erieville Landing NY 13999   NPI 1990011223   DEA on file")
    s.middle(80, "PATIENT PRESCRIPTION HISTORY   05/01/2024 THRU 12/31/2024", 10, bold=True)
    s.at(40, 104, "PATIENT: MALLORY, FITZROY        DOB: 10/10/1999        PHONE: 315-555-0171")
    s.at(40, 116, "PLAN: CASH                       ALLERGIES: SULFA")
    y = s.table(40, 142, [58, 62, 170, 35, 40, 112, 60], [("DATE", "RX NO", "DRUG", "QTY", "DAYS", "PRESCRIBER", "PRICE"), *FILLS], 8, right=(6,))
    s.rule(y, 40, 577)
    s.at(330, y + 14, "TOTAL PAID BY PATIENT", bold=True)
    s.right(574, y + 14, "230.42")
    s.para(40, y + 50, 520, "This is a record of prescriptions dispensed and may be used for tax or insurance purposes.\nRPh in charge: NIMMI VARGHESE-KOLB, PharmD.     Printed 01/06/2025 11:20")
