"""Chiropractic visit ledger card: year once in the left margin column, month and day in two narrow columns, ditto marks, fee column empty."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

ROWS = (
    ("Yr", "Mo", "Day", "Subj.", "Findings / Adj.", "Therapy", "Dr"),
    ("2004", "10", "27", "LBP 8, R leg", "L4 PL, SI R  exam + 2 films", "ice", "WK"),
    ("", "10", "29", "LBP 8", "L4 PL, SI R", "ice, EMS", "WK"),
    ("", "11", "1", "LBP 7, leg same", "L4 PL, L5", "EMS", "WK"),
    ("", "11", "5", "LBP 6", "L5, SI R", "EMS", "SK"),
    ("", "12", "3", "fell behind, sore", "L4, L5, SI R", "EMS, heat", "WK"),
    ("", "12", "22", "LBP 4", "L5", "heat", "WK"),
    ("2005", "1", "5", "LBP 4, leg gone", "L5, T12", "heat", "SK"),
    ("", "1", "19", "LBP 3", "T12", "-", "WK"),
)


def draw(s: Sheet) -> None:
    """One card of a husband-and-wife practice."""
    s.use("Times-Roman", 10.5)
    s.middle(48, "KOWALCZYK & KOWALCZYK", 15, bold=True)
    s.middle(63, "Doctors of Chiropractic", 11)
    s.middle(77, "Walter Kowalczyk, D.C.        Sabina Kowalczyk, D.C.", 10)
    s.middle(90, "114 Locust Avenue, Upper Marl, Pa.   Est. 1971", 9)
    s.at(54, 116, "Patient:  Ferris Abendroth")
    s.at(270, 116, "Birth:  8/14/49")
    s.at(400, 116, "File opened:  10/27/04")
    s.at(54, 132, "Inj.:  truck hit from rear 10/24/04, Rt. 33")
    s.at(400, 132, "Atty:  L. Tremaine")
    y = s.table(54, 160, [40, 34, 34, 120, 160, 80, 36], ROWS, ruled=True)
    s.at(54, y + 20, "Released 1/19/05 p.r.n.      cc: records to Tremaine 3/2/05")
