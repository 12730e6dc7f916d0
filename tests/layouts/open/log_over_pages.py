"""Home-visit therapy log over two pages: agency and therapist in the head of the first page only, bare rows on the second."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

ROWS = (
    ("11/02/2022", "Gait with walker 40 ft, sit to stand x5."),
    ("11/04/2022", "Gait 60 ft, stairs x2 with rail."),
    ("11/09/2022", "Gait 80 ft with cane. Hip abduction 2x10."),
    ("11/11/2022", "Stairs x6. Standing balance 30 sec."),
    ("11/16/2022", "Outdoor walk 150 ft. Home program updated."),
    ("11/18/2022", "Goals met. Plan discharge."),
)


def draw(s: Sheet) -> None:
    """Six visits on two pages."""
    s.use("Helvetica", 10)
    s.middle(48, "Maple Hollow Home Therapy", 14, bold=True)
    s.middle(62, "27 Creamery Rd, Hardwick, VT 05999   (555) 011-3434", 9)
    s.middle(84, "VISIT LOG", 12, bold=True)
    s.at(50, 108, "Patient: Wilhelmina Stroud")
    s.at(300, 108, "DOB: 05/15/1948")
    s.at(50, 122, "Therapist: Jory Pascoe, PT")
    s.at(300, 122, "Diagnosis: right hip fracture S72.001D")
    s.at(50, 146, "Date", bold=True)
    s.at(150, 146, "Treatment", bold=True)
    y = 164.0
    for day, text in ROWS[:3]:
        s.at(50, y, day)
        s.at(150, y, text)
        y += 22
    s.at(50, 765, "Page 1 of 2", 8)
    s.page()
    s.at(50, 48, "VISIT LOG (continued)     Patient: Wilhelmina Stroud", 9)
    s.at(50, 76, "Date", bold=True)
    s.at(150, 76, "Treatment", bold=True)
    y = 94.0
    for day, text in ROWS[3:]:
        s.at(50, y, day)
        s.at(150, y, text)
        y += 22
    s.at(50, 765, "Page 2 of 2", 8)
