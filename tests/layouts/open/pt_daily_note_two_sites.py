"""Therapy daily notes, one a page, chain's name in a logo at bottom left, clinic's name and number in the header line, PTA treats under a PT."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two visits, two pages."""
    s.use("Helvetica", 9)
    _note(s, "06/07/2022", "Tamar Gelb, PTA", "Knee 5/10 on stairs.", "Quad sets, step-ups 4 in. 97110 x3.")
    s.page()
    _note(s, "06/09/2022", "Colm Dwyer, PT", "Knee 4/10.", "Reassessed. Flexion 118. Step-ups 6 in. 97110 x2, 97530.")


def _note(s: Sheet, day: str, who: str, sub: str, treat: str) -> None:
    s.at(40, 42, "Daily Note / Billing Sheet", 13, bold=True)
    s.at(40, 58, "Clinic: ProMotion Eastgate (#114)")
    s.right(572, 58, "Phone: 555-012-8181   Fax: 555-012-8182", 8)
    s.rule(64)
    s.at(40, 80, "Patient Name: Kenji Alderman")
    s.at(240, 80, "Date of Birth: 02/02/1999")
    s.at(420, 80, f"Date of Service: {day}")
    s.at(40, 94, "Referring Provider: Ulla Brandt, MD")
    s.at(240, 94, "Evaluating Therapist: Colm Dwyer, PT")
    s.at(420, 94, "Visit No.: 7")
    y = s.para(40, 120, 530, f"Subjective: {sub}")
    y = s.para(40, y + 6, 530, f"Objective/Treatment: {treat}")
    y = s.para(40, y + 6, 530, "Assessment: Good response. Plan: Continue.")
    s.at(40, y + 24, who)
    s.at(40, y + 36, f"Electronically Signed by {who.split(',')[0]} on {day} at 6:04 pm", 8)
