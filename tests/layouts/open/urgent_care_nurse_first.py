"""Retail clinic visit: nurse practitioner in the header with reversed name, brand in capitals beside a store number."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit; the store's name is printed small."""
    s.use("Helvetica", 9)
    s.at(40, 46, "QUICKWELL CLINIC", 14, bold=True)
    s.at(40, 58, "inside Hartley Market #2204", 8)
    s.right(572, 46, "Visit Summary", 12, bold=True)
    s.table(
        40, 84, [130, 130, 130, 130],
        [
            ["Patient", "Date of birth", "Date of visit", "Practitioner"],
            ["Lavinia Cross", "05/27/1994", "09/14/2023", "Mbeki, Thandi NP"],
        ],
        9, ruled=True,
    )
    y = s.para(40, 136, 530, "Reason for visit: Right shoulder pain since bicycle was struck on 09/13/2023.")
    y = s.para(40, y + 6, 530, "Exam: Abrasion over the deltoid. Range full. No crepitus.")
    y = s.para(40, y + 6, 530, "Assessment: Contusion of right shoulder S40.011A.")
    y = s.para(40, y + 6, 530, "Plan: Wound care. Tetanus given. See Primary Care Provider: Dr. Ingram Wells if not better.")
