"""Patient-portal export: past visits one under the other, department and clinician of each on its own line, several facilities on one page."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

VISITS = (
    ("Jan 12, 2022", "Office Visit", "Juniper Family Practice", "Allegra Novak, PA-C", "Neck strain after collision. Ibuprofen, heat."),
    ("Jan 20, 2022", "Office Visit", "Redstone Orthopedic Associates", "Caleb Ormond, MD", "Left shoulder sprain. Sling, therapy."),
    ("Feb 3, 2022", "Telemedicine", "Juniper Family Practice", "Allegra Novak, PA-C", "Neck better. Shoulder still sore. Continue therapy."),
)


def draw(s: Sheet) -> None:
    """Three visits at two facilities."""
    s.use("Helvetica", 10)
    s.at(40, 44, "My Health Record - Past Visits", 13, bold=True)
    s.at(40, 60, "Name: Rufus Delgado     DOB: 07/13/1965")
    y = 92.0
    for day, kind, place, who, text in VISITS:
        s.at(40, y, f"Visit date: {day}", bold=True)
        s.at(300, y, f"Visit type: {kind}")
        s.at(40, y + 14, f"Facility: {place}")
        s.at(300, y + 14, f"Provider: {who}")
        s.at(40, y + 30, f"Assessment: {text}")
        y += 64
