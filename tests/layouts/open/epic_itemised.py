"""Epic hospital detail of charges: service date, revenue code, CPT, quantity and amount; subtotals by department."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two pages; subtotals and payments must not be counted as charges."""
    s.use("Helvetica", 8.5)
    _head(s, 1)
    y = s.table(
        36, 140, [62, 50, 60, 240, 40, 80],
        [
            ["Service Date", "Rev Code", "HCPCS", "Description", "Qty", "Amount"],
            ["09/02/2023", "0450", "99284", "HC ED VISIT LEVEL 4", "1", "2,415.00"],
            ["09/02/2023", "0320", "73610", "HC XR ANKLE 3+ VIEWS LT", "1", "388.00"],
            ["09/02/2023", "0320", "73630", "HC XR FOOT 3+ VIEWS LT", "1", "371.00"],
            ["09/02/2023", "0250", "", "IBUPROFEN 600 MG TABLET", "2", "7.80"],
        ],
        8, right=(4, 5),
    )
    s.at(330, y + 4, "Subtotal Emergency Services", bold=True)
    s.right(565, y + 4, "3,181.80", bold=True)
    s.page()
    _head(s, 2)
    y = s.table(
        36, 140, [62, 50, 60, 240, 40, 80],
        [
            ["Service Date", "Rev Code", "HCPCS", "Description", "Qty", "Amount"],
            ["09/03/2023", "0270", "L4361", "HC PNEUMATIC WALKING BOOT", "1", "264.50"],
            ["09/03/2023", "0300", "85025", "HC CBC W/ DIFF", "1", "112.00"],
        ],
        8, right=(4, 5),
    )
    for a, b in (("Subtotal Supplies and Laboratory", "376.50"), ("Total Hospital Charges", "3,558.30"), ("Insurance Payments  10/20/2023", "-1,200.00"), ("Insurance Adjustments  10/20/2023", "-858.30"), ("Account Balance", "1,500.00")):
        s.at(330, y + 4, a, bold=True)
        s.right(565, y + 4, b, bold=True)
        y += 14


def _head(s: Sheet, page: int) -> None:
    s.at(36, 44, "Quillfeather Memorial", 13, bold=True)
    s.at(36, 56, "Patient Financial Services", 8)
    s.right(576, 44, "Detail of Hospital Charges", 12, bold=True)
    s.table(36, 80, [90, 170, 100, 150], [["Guarantor", "Hana Viswanathan", "Statement Date", "11/01/2023"], ["Patient", "Viswanathan, Hana", "Service Dates", "09/02/2023 - 09/03/2023"], ["Date of Birth", "10/10/1990", "Hospital Account", "300411900"]], head=False)
    s.right(576, 770, f"Page {page} of 2", 7)
