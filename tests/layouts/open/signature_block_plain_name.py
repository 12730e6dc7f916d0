"""Practice letterhead on the right, signature block of three lines without credentials: name, title, practice."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit; the psychologist signs by name and title."""
    s.use("Helvetica", 10)
    s.right(560, 46, "Lantern House", 14, bold=True)
    s.right(560, 60, "Psychotherapy and Assessment", 9)
    s.right(560, 72, "900 Orchard Blvd, Floor 3", 8)
    s.right(560, 83, "Bellamy, MN 55999", 8)
    s.at(50, 60, "SESSION NOTE", 12, bold=True)
    s.at(50, 110, "Client: Ignatius Boone     DOB: 01/31/1974")
    s.at(50, 124, "Date of Service: 08/08/2022     Duration: 50 min")
    y = s.para(50, 150, 510, "Presenting problem: Avoids highways since the collision of 06/11/2022.")
    y = s.para(50, y + 4, 510, "Intervention: Imaginal exposure, breathing.")
    y = s.para(50, y + 4, 510, "Assessment: Anxiety less than last week. F43.22.")
    y = s.para(50, y + 4, 510, "Plan: Weekly.")
    s.at(50, y + 30, "Respectfully,")
    s.at(50, y + 64, "Maura Stennett")
    s.at(50, y + 77, "Licensed Psychologist")
    s.at(50, y + 90, "Lantern House")
