"""MRI centre report signed for a reading group in another state; ordering chiropractor addressed at the top."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One study."""
    s.use("Times-Roman", 10.5)
    s.middle(46, "CLEARFIELD OPEN MRI", 15, bold=True)
    s.middle(60, "A Division of Radiant Holdings, Inc.", 8)
    s.middle(71, "5020 Tower Rd, Clearfield, UT 84999 | 555-018-9090", 8)
    s.at(60, 104, "Patient Name: Bartholomew Finch")
    s.at(330, 104, "Date of Exam: 05/05/2021")
    s.at(60, 118, "Date of Birth: 03/30/1985")
    s.at(330, 118, "Referring: Opal Jensen, D.C.")
    s.at(60, 132, "MRN: CF-20817")
    s.at(330, 132, "Jensen Chiropractic and Wellness")
    s.middle(160, "MRI OF THE LUMBAR SPINE WITHOUT CONTRAST", 11, bold=True)
    y = s.para(60, 184, 490, "CLINICAL INFORMATION: Low back pain after a collision 04/12/2021.")
    y = s.para(60, y + 6, 490, "TECHNIQUE: Multiplanar, multisequence imaging on a 0.7 T open magnet.")
    y = s.para(60, y + 6, 490, "FINDINGS: L4-5: 3 mm central protrusion touches the thecal sac. Other discs preserved.")
    y = s.para(60, y + 6, 490, "IMPRESSION: Central disc protrusion at L4-5.")
    s.at(60, y + 24, "Thank you for this referral.")
    s.at(60, y + 54, "Casimir Dolan, M.D., DABR")
    s.at(60, y + 67, "Board Certified Radiologist")
    s.at(60, y + 80, "Summit Reading Associates, LLC")
    s.at(60, y + 96, "Electronically signed 05/06/2021 09:12")
