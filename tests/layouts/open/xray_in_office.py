"""Office X-ray report of a chiropractic college clinic: read by a resident with a diplomate's approval, clinic named in the last line."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One study."""
    s.use("Times-Roman", 11)
    s.middle(56, "RADIOGRAPHIC REPORT", 13, bold=True)
    s.at(72, 90, "Patient: Josiah Tull")
    s.at(320, 90, "DOB: 12/25/1988")
    s.at(72, 104, "Study date: 03/18/2021")
    s.at(320, 104, "Views: AP, lateral, APOM cervical")
    s.at(72, 118, "Requested by: Dr. Fern Abbott")
    y = s.para(72, 146, 460, "FINDINGS: Loss of the cervical lordosis. Disc heights preserved. No fracture.")
    y = s.para(72, y + 6, 460, "IMPRESSION: Hypolordosis, which may reflect spasm. No fracture seen.")
    s.at(72, y + 40, "Read by: Lyle Benning, DC")
    s.at(72, y + 54, "Approved by: Margot Dane, DC, DACBR")
    s.middle(752, "Northfield College Health Center  -  40 Campus Road, Northfield, MN 55999", 9)
