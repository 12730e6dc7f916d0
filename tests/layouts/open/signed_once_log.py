"""Athletic rehabilitation attendance log: short dated entries, one signature at the foot for the whole sheet, practice in lower-case letters of a logo."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Five entries; who treated is printed once, under them."""
    s.use("Helvetica", 9.5)
    s.at(40, 52, "tidewell physical therapy", 18)
    s.at(40, 68, "move. mend. repeat.", 9)
    s.right(572, 46, "Treatment Log", 12, bold=True)
    s.right(572, 60, "210 Gull Way, Pismo Sands, CA 93999", 8)
    s.at(40, 96, "Patient Name: Delphine Acker")
    s.at(300, 96, "DOB: 06/06/1992")
    s.at(430, 96, "DOI: 03/02/2023")
    y = 124.0
    for day, text in (
        ("03/20/2023", "Cervical AROM, manual stretch, HEP review. Pain 6/10. 97110 x2, 97140."),
        ("03/22/2023", "As above, added scapular rows. Pain 5/10. 97110 x2, 97140."),
        ("03/27/2023", "Sore after yard work. Manual only. Pain 6/10. 97140 x2."),
        ("03/29/2023", "Rows blue band, chin tucks. Pain 4/10. 97110 x2, 97112."),
        ("04/03/2023", "Full session, tolerated well. Pain 3/10. 97110 x2, 97112."),
    ):
        s.at(40, y, day, bold=True)
        s.at(120, y, text)
        y += 26
    s.rule(y + 44, 40, 300)
    s.at(40, y + 40, "Renata Kowal, PT, DPT, OCS")
    s.at(40, y + 56, "Treating therapist", 8)
