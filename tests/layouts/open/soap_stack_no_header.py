"""Small chiropractic office's word-processed notes: practice name in plain capitals with the street under it, four entries signed by initials and licence."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Four entries on one page."""
    s.use("Times-Roman", 11)
    s.at(72, 60, "BACK IN LINE")
    s.at(72, 74, "7 Tannery Street")
    s.at(72, 88, "Gloversville NY 12999")
    s.at(72, 112, "RE: Petunia Marsh, DOB 9/9/79")
    y = 140.0
    for day, text in (
        ("4/5/2021", "Pt c/o neck pain 8/10 since MVA 4/2/2021. Exam: spasm, decreased ROM. Adjusted C2, C6, T4."),
        ("4/7/2021", "Neck 7/10. Adjusted C2, C6. Ice."),
        ("4/9/2021", "Neck 7/10, HA better. Adjusted C2, T4. E-stim."),
        ("4/12/2021", "Neck 5/10. Adjusted C6, T4. E-stim."),
    ):
        s.at(72, y, f"{day}")
        y = s.para(140, y, 400, text)
        s.at(140, y, "Orson Pike, D.C.")
        y += 24
