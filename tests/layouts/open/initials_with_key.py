"""Chiropractic flow card: initials per visit and a key at the foot that says whose they are; the office's name is a field."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Four visits of two doctors."""
    s.use("Helvetica", 9)
    s.middle(46, "TRAVEL CARD", 13, bold=True)
    s.at(40, 70, "Patient: Ambrose Kittredge")
    s.at(250, 70, "DOB: 2/18/1967")
    s.at(400, 70, "Accident: 7/9/2021")
    s.at(40, 84, "Office: Upright Spine Co.")
    s.at(250, 84, "Insurance: Acme Auto")
    s.table(
        40, 106, [70, 60, 250, 80, 60],
        [
            ["Date", "Pain", "Segments / therapy", "Code", "Initials"],
            ["7/12/2021", "7", "C1 R, C5 L, T3. Ice, EMS.", "98941", "GV"],
            ["7/14/2021", "6", "C5 L, T3, T6. EMS.", "98941", "GV"],
            ["7/16/2021", "6", "C1 R, T6. Traction.", "98940", "LM"],
            ["7/19/2021", "4", "C5 L. EMS, stretch.", "98940", "GV"],
        ],
        9, ruled=True,
    )
    s.at(40, 230, "GV = Gavin Vandermeer, DC     LM = Lucia Morrow, DC", 8)
