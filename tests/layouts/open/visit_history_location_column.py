"""Visit history with place and clinician in columns, each row with its short note: three houses of one system on a page."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Three visits."""
    s.use("Helvetica", 8.5)
    s.at(36, 44, "Visit Notes by Date", 13, bold=True)
    s.at(36, 60, "Patient: Lucille Hargrove     DOB: 05/09/1984     Printed 12/12/2022")
    s.table(
        36, 84, [60, 130, 110, 240],
        [
            ["Date of visit", "Facility", "Provider", "Note"],
            ["06/02/2022", "Calder Urgent Care", "Sy Whitcomb, PA-C", "Exam: neck spasm. Strain S16.1XXA. Ibuprofen."],
            ["06/09/2022", "Calder Spine Institute", "Yara Haddix, MD", "Exam: C6 weakness. Order MRI."],
            ["06/30/2022", "Calder Spine Institute", "Yara Haddix, MD", "MRI reviewed. Refer to therapy."],
        ],
        8.5, ruled=True,
    )
