"""Chiropractic visit list in the office computer's print: a provider column with "Dr." and no credentials, the practice only in the footer."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Four visits; the doctor's column stands second."""
    s.use("Helvetica", 8.5)
    s.at(36, 42, "Daily Notes Report", 13, bold=True)
    s.at(36, 58, "Patient: Hadley Voss     Acct: 20119     DOB: 07/19/1979     Injury: 10/02/2022")
    s.rule(64)
    s.table(
        36, 80, [60, 90, 130, 160, 100],
        [
            ["Visit Date", "Provider", "Subjective", "Objective / Treatment", "Codes"],
            ["10/05/2022", "Dr. Sybil Ferrante", "Neck 8/10, dizzy on turning.", "Exam, C2 C5 T1 adjusted, ice.", "99203-25, 98940"],
            ["10/07/2022", "Dr. Sybil Ferrante", "Neck 7/10.", "C2 C5 adjusted, e-stim 15 min.", "98940, G0283"],
            ["10/10/2022", "Dr. Amos Grell", "Neck 6/10, slept better.", "C5 T1 adjusted, traction.", "98940, 97012"],
            ["10/12/2022", "Dr. Sybil Ferrante", "Neck 6/10. Headache gone.", "C5 T4 adjusted, e-stim 15 min.", "98940, G0283"],
        ],
        8, ruled=True,
    )
    s.middle(750, "Ferrante Family Chiropractic  -  88 E. Quarry Rd, Elkmont, PA 17999  -  (555) 019-0123", 8)
    s.middle(762, "Printed 04/11/2023 10:02 AM     Page 1 of 1", 7)
