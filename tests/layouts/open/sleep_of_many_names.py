"""Trauma clinic note with a long list of people: nurse, resident, fellow, attending and consultants, only one of whom signs."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit."""
    s.use("Helvetica", 9)
    s.middle(44, "NORTH FORK TRAUMA & ACUTE CARE", 13, bold=True)
    s.middle(56, "1 Hospital Dr, North Fork, MO 65999", 8)
    s.at(40, 84, "Patient: Priscilla Vane     DOB: 07/22/1985     Date of Service: 11/30/2022")
    s.at(40, 98, "Trauma attending: H. Okoro, MD     Orthopedics: Dr. Lisle     PCP: Bonnie Tate, DO")
    y = s.para(40, 124, 530, "HPI: Two weeks after a motorcycle crash on 11/15/2022 with rib fractures. Walking. Case reviewed with Dr. Okoro. Wound checked by Jess Palmer, RN.")
    y = s.para(40, y + 6, 530, "Exam: Chest wall tender on the left. Lungs clear.")
    y = s.para(40, y + 6, 530, "Assessment: Rib fractures S22.42XD, healing.\nPlan: Chest film in 4 weeks. Follow up with Dr. Lisle, orthopedics, 12/14/2022.")
    s.at(40, y + 24, "Note authored by: Simone Achebe, NP")
    s.at(40, y + 36, "Co-signed by: H. Okoro, MD 12/01/2022")
