"""Chiropractic travel card: year heading, month/day rows, columns of levels adjusted and remarks, the year turns midway."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

ROWS = (
    ("1998", "", "", ""),
    ("11/18", "C2R C5L T4", "NP 8 HA daily", "IST"),
    ("11/20", "C5L T4 T6", "NP 7", "US"),
    ("11/23", "C2R C5L", "HA less", "IST"),
    ("12/2", "C5L T4 L5", "stiff a.m.", "IST"),
    ("12/16", "C5L L5", "drove to Ohio, sore", "US"),
    ("1999", "", "", ""),
    ("1/6", "C2R C5L", "NP 4", "IST"),
    ("1/13", "C5L T4", "better ROM", "-"),
)


def draw(s: Sheet) -> None:
    """One card; the doctor's name is printed on it once."""
    s.use("Times-Roman", 11)
    s.middle(46, "TRAVEL CARD", 16, bold=True)
    s.at(60, 74, "Name  Florian Dietz")
    s.at(300, 74, "Age 33   Born 6-21-65")
    s.at(60, 90, "Complaint  neck, headaches")
    s.at(300, 90, "Acc. date 11-14-98")
    s.at(60, 106, "X-ray 11-17-98 lat. cervical: reversed curve")
    s.table(60, 134, [60, 140, 210, 60], [("Date", "Adjusted", "Remarks", "Mod."), *ROWS], ruled=True)
    s.at(60, 700, "Thornapple Chiropractic  -  Dr. Wm. Esterhazy  -  Lansing Twp., Mich.", 10)
