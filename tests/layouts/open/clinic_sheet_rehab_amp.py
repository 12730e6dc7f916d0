"""Clinic sheet of "… PT & Rehab" without a street, with a chart number in the header and the treating person in a box at the foot."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two visits on a sheet."""
    s.use("Helvetica", 9.5)
    s.middle(44, "Lake Norwood PT & Rehab", 12, bold=True)
    s.at(40, 70, "Chart 5512     Amos Fairweather     DOB 07/31/1969")
    y = 96.0
    for day, sub in (("Visit date: 10/03/2022", "Neck stiff. ROT R 50. Manual, 97140."), ("Visit date: 10/05/2022", "Neck looser. ROT R 58. Manual, rows, 97110.")):
        s.at(40, y, day, bold=True)
        y = s.para(40, y + 14, 530, f"Treatment: {sub}")
        s.box(330, y, 210, 30)
        s.at(336, y + 11, "Treating clinician", 7)
        s.at(336, y + 24, "Dov Rosenblum, PTA")
        y += 56
