"""Greenway PrimeSUITE: patient box at right under the title, 'Service Date/Time' far from its value, addendum with a date."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page; the facility stands at the bottom right only."""
    s.use("Helvetica", 9)
    s.at(40, 50, "Visit Note", 18, bold=True)
    s.box(330, 34, 242, 62)
    for i, (a, b) in enumerate((("Patient", "Fairbairn, Desmond L"), ("Born", "Mar-03-1949"), ("Patient #", "GW-77120"), ("Service Date/Time", "Feb-11-2022 09:45"))):
        s.at(336, 46 + 13 * i, a)
        s.right(566, 46 + 13 * i, b)
    s.at(40, 68, "Care provider")
    s.at(150, 68, "Yolanda Strick, APRN")
    s.at(40, 81, "Type of visit")
    s.at(150, 81, "Established, auto injury")
    y = 124.0
    for head, text in (
        ("CC", "Recheck shoulder after crash of Jan-19-2022."),
        ("History", "Seat belt bruise gone. Left shoulder aches with reaching. Sleeping in recliner. Therapy began Feb-01-2022."),
        ("Objective", "Vitals 140/82, 76, 16. Left shoulder abduction 110 with arc of pain. Hawkins positive."),
        ("Impression", "M75.42 Impingement syndrome of left shoulder. V43.52XD."),
        ("Orders", "MRI left shoulder to be scheduled. Meloxicam refill."),
    ):
        s.at(40, y, head, bold=True)
        y = s.para(110, y, 450, text) + 8
    s.para(40, y + 20, 520, "Addendum Feb-15-2022: patient called, MRI set for Feb-23-2022.  ys\nFinalized by Yolanda Strick, APRN on Feb-14-2022 17:20")
    s.right(572, 752, "Moss Landing Associates", 9, bold=True)
    s.right(572, 764, "9 Pier Rd, Anselmo, FL 32999   555-014-1212", 7.5)
    s.at(40, 764, "Fairbairn, Desmond L   Mar-03-1949   GW-77120", 7)
