"""County ambulance invoice: base rate and mileage with a decimal quantity, the day of transport as a field."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page with a stub; quantity times rate is the amount."""
    s.use("Helvetica", 9)
    s.at(40, 48, "TAMARACK COUNTY EMERGENCY MEDICAL SERVICES", 13, bold=True)
    s.at(40, 62, "Billing Office, PO Box 61, Tamarack, MN 55999      Billing questions: (555) 019-7001")
    s.at(40, 92, "AMBULANCE SERVICE INVOICE", 12, bold=True)
    s.table(
        40, 112, [120, 160, 110, 140],
        [
            ["Run number", "23-0017734", "Date of transport", "12/19/2023"],
            ["Patient name", "Roswitha Kemp", "Date of birth", "10/10/1952"],
            ["Transported from", "County Rd 8 at Mile 14", "Transported to", "Lakehead Memorial Hospital"],
            ["Invoice date", "01/08/2024", "Due by", "02/07/2024"],
        ],
        head=False, ruled=True,
    )  # fmt: skip
    y = s.table(
        40, 210, [60, 240, 60, 80, 90],
        [
            ["HCPCS", "Description of service", "Quantity", "Rate", "Amount"],
            ["A0427", "ALS1 emergency base rate", "1.0", "1,385.00", "1,385.00"],
            ["A0425", "Ground mileage, per statute mile", "23.4", "21.50", "503.10"],
            ["A0382", "BLS routine disposable supplies", "1.0", "62.00", "62.00"],
            ["A0422", "Oxygen and supplies", "1.0", "84.50", "84.50"],
        ],
        ruled=True, right=(2, 3, 4),
    )  # fmt: skip
    s.at(380, y + 16, "TOTAL CHARGES", bold=True)
    s.right(567, y + 16, "$2,034.60", bold=True)
    s.at(380, y + 30, "PAY THIS AMOUNT", bold=True)
    s.right(567, y + 30, "$2,034.60", bold=True)
    s.at(40, 700, "- - - - - - - - - - - - - - - - - - - - detach here - - - - - - - - - - - - - - - - - - - -")
    s.at(40, 720, "Run number 23-0017734     Patient Roswitha Kemp     Amount due $2,034.60     Amount enclosed $________")
