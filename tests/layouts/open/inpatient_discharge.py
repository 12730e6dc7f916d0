"""Inpatient discharge summary: admitting, attending, consulting and primary-care doctors in the header, signed by the discharging provider."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """A three-day stay."""
    s.use("Helvetica", 9)
    s.middle(44, "COASTAL MERCY", 15, bold=True)
    s.middle(57, "Port Haskell Campus", 10)
    s.middle(69, "DISCHARGE SUMMARY", 11, bold=True)
    for i, (a, b) in enumerate((
        ("Patient: Thaddeus Crane", "MRN: 4400917"),
        ("DOB: 04/26/1962", "Account: 77120034"),
        ("Admission Date: 01/20/2023", "Discharge Date: 01/23/2023"),
        ("Admitting Physician: Ottoline Reyes, MD", "Discharging Provider: Felix Marrow, DO"),
        ("PCP: Sunniva Lark, MD", "Consults: Orthopedics (Gideon Stroud, MD)"),
    )):
        s.at(40, 92 + 13 * i, a)
        s.at(320, 92 + 13 * i, b)
    s.rule(152)
    y = s.para(40, 170, 530, "DISCHARGE DIAGNOSIS: Closed fracture of pelvis S32.82XA.")
    y = s.para(40, y + 6, 530, "HOSPITAL COURSE: 60 year old man hit by a van in a crosswalk. CT showed stable pelvic ring fractures. Orthopedics advised weight bearing as tolerated. Pain controlled by day three.")
    y = s.para(40, y + 6, 530, "DISPOSITION: Home with home health.\nFOLLOW UP: Dr. Stroud in two weeks, PCP in one week.")
    s.at(40, y + 22, "Electronically signed by:  Felix Marrow, DO    01/23/2023 13:05")
    s.at(40, 770, "CMH-PH  Discharge Summary  Page 1 of 1", 7)
