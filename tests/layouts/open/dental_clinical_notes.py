"""Dental software's clinical notes: date, provider code and note in columns, dentist's name in the header without letters behind it."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two visits of a jaw injury."""
    s.use("Helvetica", 9)
    s.at(40, 44, "Clinical Notes", 14, bold=True)
    s.right(572, 44, "Date: 02/14/2023", 8)
    s.at(40, 60, "Brightwater Dental Studio", 10, bold=True)
    s.at(40, 72, "31 Wharf St, Newell, RI 02999   (555) 015-4477", 8)
    s.at(40, 90, "Patient: Silas Monckton    Birth Date: 08/22/1997    Chart #: MO0019")
    s.at(40, 103, "Primary Provider: Dr. Eudora Finch")
    s.rule(110)
    y = 128.0
    for day, who, text in (
        ("09/20/2022", "Dr. Eudora Finch", "Limited exam. Struck chin on steering wheel 09/17/2022. TMJ tender both sides, opening 28 mm. Tooth 8 chipped. Panorex taken, no fracture. D0140, D0330."),
        ("10/04/2022", "Dr. Eudora Finch", "Recheck. Opening 35 mm. Soft splint delivered. Composite 8 MI. D9944, D2331."),
    ):
        s.at(40, y, day, bold=True)
        s.at(110, y, who, bold=True)
        y = s.para(220, y, 340, text) + 14
