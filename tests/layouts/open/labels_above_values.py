"""Cloud record print: grey band of small labels with the values under them, service location among them, no letterhead at all."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit; all names stand under their labels."""
    s.use("Helvetica", 9)
    s.at(40, 48, "Visit Summary", 16)
    s.box(40, 58, 532, 70, grey=0.9)
    grid = (
        (("PATIENT", "Octavia Brill"), ("DATE OF BIRTH", "09/09/1988"), ("DATE OF SERVICE", "12/12/2023"), ("VISIT TYPE", "Follow-up")),
        (("RENDERING PROVIDER", "Halim Youssef, MD"), ("SUPERVISING PROVIDER", "None"), ("SERVICE LOCATION", "Copperline Pain & Spine"), ("REFERRED BY", "Nadia Brook, DC")),
    )
    for row, y in zip(grid, (70.0, 102.0), strict=True):
        for (label, value), x in zip(row, (46, 180, 310, 450), strict=True):
            s.at(x, y, label, 6.5)
            s.at(x, y + 12, value)
    y = s.para(40, 150, 530, "Chief complaint\nLow back pain, worse sitting.")
    y = s.para(40, y + 8, 530, "History of present illness\nSecond visit after the rear-end crash of 10/21/2023. Pain 6/10 with tingling to the left calf. Gabapentin helps at night.")
    y = s.para(40, y + 8, 530, "Physical exam\nStraight leg raise positive left at 50 degrees. Gait normal.")
    y = s.para(40, y + 8, 530, "Assessment and plan\nLumbar radiculopathy M54.16. Schedule left L5 transforaminal injection. Continue gabapentin 300 mg.")
    s.at(40, y + 20, "Signed electronically 12/12/2023 5:45 PM", 8)
