"""Chain pharmacy patient prescription profile: store header, prescriptions with fill dates, prices, prescribers."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page of fixed columns, newest first."""
    s.use("Helvetica", 8)
    s.at(36, 40, "HOLLYOAK DRUG #04471", 12, bold=True)
    s.at(36, 52, "1100 Market Plaza, Bryson, KY 40999   (555) 018-7711")
    s.right(576, 40, "Patient Prescription Record", 12, bold=True)
    s.right(576, 52, "Date Range: 01/01/2022 - 12/31/2022")
    s.at(36, 74, "Patient: THADDEUS MOOREHEAD      Birth Date: 12/19/1953      Phone: (555) 018-2020")
    s.table(
        36, 98, [54, 60, 140, 34, 34, 120, 50, 48],
        [
            ["Fill Date", "Rx #", "Drug Name / Strength", "Qty", "Days", "Prescriber", "Written", "Price"],
            ["11/29/22", "4471-88120", "TRAMADOL HCL 50MG TAB", "30", "10", "LINDQVIST, MAJA MD", "11/28/22", "$21.49"],
            ["11/02/22", "4471-87733", "CYCLOBENZAPRINE 10MG TAB", "60", "30", "LINDQVIST, MAJA MD", "11/01/22", "$14.99"],
            ["10/04/22", "4471-87120", "IBUPROFEN 800MG TAB", "90", "30", "ASHBY, C NP", "10/04/22", "$11.20"],
            ["02/15/22", "4471-79001", "AMLODIPINE 5MG TAB", "90", "90", "REESE, T MD", "02/10/22", "$9.00"],
        ],
        7.5,
    )
    s.at(36, 200, "Total Prescriptions: 4      Patient paid: $56.68")
    s.para(36, 226, 520, "This report is for tax or insurance purposes. Pharmacist: K. Oduber RPh. Report run 01/06/2023 12:14.")
