"""RIS radiology report: headings at the left edge, their dates far at the right edge, logo set on two lines."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One report; exam date and time are right-aligned without a label beside them but a caption above."""
    s.use("Helvetica", 9)
    s.at(40, 50, "VANTAGE", 20, bold=True)
    s.at(40, 66, "RADIOLOGY GROUP", 10, bold=True)
    s.right(572, 44, "Exam Date/Time", 7)
    s.right(572, 56, "12-Jan-2024  08:40", 10, bold=True)
    s.right(572, 70, "Final", 8)
    s.rule(82, 40, 572)
    s.at(40, 98, "Mulvaney, Pascal")
    s.right(572, 98, "Birth date 19-Apr-1971 (52 y)")
    s.at(40, 111, "Referred by: Oyin Balogun, MD")
    s.right(572, 111, "Order 9920471 placed 08-Jan-2024")
    s.rule(118, 40, 572)
    y = s.para(40, 140, 520, "CT LUMBAR SPINE WITHOUT CONTRAST", 11, bold=True)
    for head, text in (
        ("Reason", "Fall from loading dock 3-Jan-2024, low back pain."),
        ("Compared with", "Lumbar radiographs of 4-Jan-2024."),
        ("Findings", "There is an acute superior endplate fracture of L1 with 20 percent loss of height. No retropulsion. Degenerative facet change at L5-S1."),
        ("Conclusion", "Acute L1 compression fracture."),
    ):
        s.at(40, y + 8, head, bold=True)
        y = s.para(40, y + 20, 520, text)
    s.at(40, y + 30, "Read by Tobiah Kranz, DO")
    s.right(572, y + 30, "12-Jan-2024  15:02")
    s.at(40, y + 43, "Verified by Tobiah Kranz, DO")
    s.right(572, y + 43, "13-Jan-2024  07:11")
    s.at(40, 770, "Vantage Radiology Group  6 Signal Hill, Porter WA 98999", 7)
    s.right(572, 770, "Printed 02-Feb-2024", 7)
