"""Insurer's explanation of benefits: one block per claim, deductible, copay, remark codes with footnotes, date ranges."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

HEAD = ["Dates of service", "Type of service", "Amount billed", "Plan discount", "Amount allowed", "Deductible", "Copay", "Plan paid", "You may owe", "Remarks"]
WIDTHS = [74, 88, 52, 52, 52, 54, 40, 48, 50, 46]


def draw(s: Sheet) -> None:
    """Two claims of two providers, and a summary above them whose sums are not lines."""
    s.use("Helvetica", 8.5)
    s.at(36, 44, "Cobalt Shore Health Plan", 15, bold=True)
    s.right(576, 44, "Explanation of Benefits", 13, bold=True)
    s.right(576, 58, "This is not a bill")
    s.at(36, 84, "Member: Della Rourke      Member ID: CSH 550 118 204      Group: 77120      Date processed: 11/30/2022")
    s.at(36, 98, "Patient: Della Rourke      Date of birth: 06/06/1988")
    s.table(36, 120, [130, 130, 130, 130], [["Total billed", "Plan discounts", "Plan paid", "You may owe"], ["$1,132.00", "$402.15", "$589.85", "$140.00"]], ruled=True)
    s.at(36, 176, "Claim 2233-551-09      Provider: Spindrift Physical Therapy (in network)", bold=True)
    y = s.table(
        34, 194, WIDTHS,
        [
            HEAD,
            ["11/02/22 - 11/02/22", "97161 PT evaluation", "$245.00", "$71.20", "$173.80", "$0.00", "$30.00", "$143.80", "$30.00", "A2"],
            ["11/02/22 - 11/02/22", "97110 Therapy", "$92.00", "$30.95", "$61.05", "$0.00", "$0.00", "$61.05", "$0.00", "A2"],
            ["Claim total", "", "$337.00", "$102.15", "$234.85", "$0.00", "$30.00", "$204.85", "$30.00", ""],
        ],
        7.5, ruled=True, right=(2, 3, 4, 5, 6, 7, 8),
    )  # fmt: skip
    s.at(36, y + 20, "Claim 2233-560-41      Provider: Gull Island Imaging Associates (in network)", bold=True)
    y = s.table(
        34, y + 38, WIDTHS,
        [
            HEAD,
            ["11/07/22 - 11/07/22", "72148 MRI lumbar", "$795.00", "$300.00", "$495.00", "$110.00", "$0.00", "$385.00", "$110.00", "A2, D7"],
            ["Claim total", "", "$795.00", "$300.00", "$495.00", "$110.00", "$0.00", "$385.00", "$110.00", ""],
        ],
        7.5, ruled=True, right=(2, 3, 4, 5, 6, 7, 8),
    )  # fmt: skip
    s.para(36, y + 20, 530, "Remarks\nA2  The difference between the billed and the allowed amount is a discount you do not owe.\nD7  Applied to your $1,500.00 yearly deductible. As of 11/30/2022 you have met $640.00.", 7.5)
