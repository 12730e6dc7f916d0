"""Physical therapist's billing summary on landscape paper: units, rate, charge, allowed, insurer, patient and balance columns."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

HEAD = ["DOS", "CPT", "Mod", "Service", "Units", "Rate", "Billed", "Write-off", "Ins Paid", "Pt Paid", "Balance"]
WIDTHS = [62, 44, 40, 190, 40, 54, 58, 58, 58, 54, 58]
ROWS = [
    ["2023-07-05", "97162", "GP", "PT evaluation, moderate", "1", "210.00", "210.00", "62.00", "118.40", "29.60", "0.00"],
    ["2023-07-05", "97110", "GP", "Therapeutic exercise", "2", "68.00", "136.00", "40.00", "96.00", "0.00", "0.00"],
    ["2023-07-10", "97110", "GP", "Therapeutic exercise", "3", "68.00", "204.00", "0.00", "0.00", "0.00", "204.00"],
    ["2023-07-10", "97140", "GP 59", "Manual therapy", "1", "66.00", "66.00", "0.00", "0.00", "0.00", "66.00"],
    ["2023-07-12", "97530", "GP", "Therapeutic activities", "2", "72.00", "144.00", "0.00", "0.00", "0.00", "144.00"],
]


def draw(s: Sheet) -> None:
    """One wide page; days are printed year first, every line has five sums."""
    s.use("Helvetica", 8.5, wide=True)
    s.at(40, 44, "Meadowlark Rehabilitation Center", 14, bold=True)
    s.right(752, 44, "Patient Billing Summary", 12, bold=True)
    s.at(40, 60, "1500 Meadowlark Ave, Prairie View, KS 67999")
    s.at(40, 84, "Patient: Lucan Feary    DOB: 1993-01-31    Case: Auto 06/24/2023    Run date: 2023-09-01")
    y = s.table(40, 110, WIDTHS, [HEAD, *ROWS], right=(4, 5, 6, 7, 8, 9, 10), ruled=True)
    for x, text in ((480, "760.00"), (538, "102.00"), (596, "214.40"), (650, "29.60"), (708, "414.00")):
        s.right(x + 45, y + 6, text, bold=True)
    s.at(44, y + 6, "Totals", bold=True)
