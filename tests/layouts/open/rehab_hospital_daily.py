"""Rehabilitation hospital therapy note: facility, unit and therapist without colons in a header of cells, co-treating therapist named in the text."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One session."""
    s.use("Helvetica", 9)
    s.at(40, 44, "OT Daily Treatment Note", 13, bold=True)
    for x, label, value in ((40, "Facility", "Cedar Mount Rehabilitation Hospital"), (300, "Unit", "3 South"), (430, "Date of Service", "01/25/2023")):
        s.at(x, 66, label, 7)
        s.at(x, 78, value)
    for x, label, value in ((40, "Patient", "Hollister, Maeve"), (300, "DOB", "09/03/1960"), (430, "Therapist", "Ola Svensson, OTR/L")):
        s.at(x, 98, label, 7)
        s.at(x, 110, value)
    y = s.para(40, 136, 530, "Subjective: Patient reports pain 4/10 in the left shoulder.")
    y = s.para(40, y + 6, 530, "Treatment: Self-care training 30 min, co-treated with Brent Dale, PT for transfers. Tolerated well.")
    y = s.para(40, y + 6, 530, "Plan: Continue daily.")
    s.at(40, y + 24, "Signed 01/25/2023 11:40", 8)
