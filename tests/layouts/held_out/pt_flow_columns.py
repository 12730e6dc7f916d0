"""Exercise flow sheet on wide paper: visit dates without a year across the top, exercises down the side, initials at the foot, the year in the title."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

ROWS = (
    ("DATE", "2/6", "2/8", "2/13", "2/15", "2/20", "2/27"),
    ("Visit", "1", "2", "3", "4", "5", "6"),
    ("Bike, min", "5", "6", "8", "8", "10", "10"),
    ("Pelvic tilt", "2x10", "2x10", "3x10", "3x10", "3x15", "3x15"),
    ("Bridge", "-", "2x8", "2x10", "3x10", "3x10", "3x12"),
    ("Bird dog", "-", "-", "1x8", "2x8", "2x10", "3x10"),
    ("Row, lb", "10", "10", "15", "15", "20", "20"),
    ("Hot pack, min", "15", "15", "15", "10", "10", "-"),
    ("E-stim, min", "15", "15", "15", "-", "-", "-"),
    ("Pain in / out", "7/6", "7/5", "6/5", "6/4", "5/3", "4/3"),
    ("Therapist", "JR", "JR", "BL", "JR", "BL", "JR"),
)


def draw(s: Sheet) -> None:
    """One sheet with six visits."""
    s.use("Helvetica", 10, wide=True)
    s.at(40, 44, "COMMUNITY REHAB ASSOCIATES OF EAST HOLLOW, INC.", 13, bold=True)
    s.right(752, 44, "Exercise Flow Sheet 2018", 13, bold=True)
    s.at(40, 66, "Pt: Thaddeus Wojnarowicz")
    s.at(240, 66, "DOB: 4/17/76")
    s.at(360, 66, "Dx: lumbar strain")
    s.at(500, 66, "MD: Prudhomme")
    s.at(620, 66, "Onset: 1/15/18")
    s.at(40, 84, "Precautions: HTN. Lumbar fusion 2009?  pt denies.")
    s.at(500, 84, "Recert due: 3/6/18")
    s.table(40, 112, [140, 95, 95, 95, 95, 95, 95], ROWS, ruled=True)
    s.at(40, 380, "JR = Jocasta Rennick, PT, OCS")
    s.at(260, 380, "BL = Bronson Leavitt, LPTA")
