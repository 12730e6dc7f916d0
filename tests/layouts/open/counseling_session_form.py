"""Counselling agency session form: agency named at the foot, site as a field, clinician and supervisor signature lines."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One session; the supervisor signs below the clinician."""
    s.use("Helvetica", 9.5)
    s.middle(46, "INDIVIDUAL SESSION NOTE", 13, bold=True)
    s.rule(54)
    s.label(40, 74, "Client:", "Rowena Tisdale")
    s.label(240, 74, "DOB:", "10/30/1995")
    s.label(400, 74, "Case #:", "C-2207")
    s.label(40, 90, "Session date:", "05/11/2022")
    s.label(240, 90, "Start/End:", "3:00 - 3:53 pm")
    s.label(400, 90, "CPT:", "90834")
    s.label(40, 106, "Site:", "Northgate office")
    s.label(240, 106, "Clinician:", "Odile Marsh, LCSW")
    y = s.para(40, 134, 530, "Presenting problem: Fear of driving and nightmares since the crash of 03/09/2022.")
    y = s.para(40, y + 6, 530, "Interventions: Cognitive restructuring, graded exposure list.")
    y = s.para(40, y + 6, 530, "Mental status exam: Anxious mood, thought process linear. No suicidal ideation.")
    y = s.para(40, y + 6, 530, "Diagnosis: F43.10 post-traumatic stress disorder.\nPlan: Weekly sessions. Drive around the block with spouse.")
    s.rule(y + 44, 40, 280)
    s.at(40, y + 40, "Odile Marsh, LCSW     5/11/22")
    s.at(40, y + 55, "Clinician signature / date", 7.5)
    s.rule(y + 84, 40, 280)
    s.at(40, y + 80, "Benedict Orr, PhD     5/16/22")
    s.at(40, y + 95, "Supervisor signature / date", 7.5)
    s.middle(752, "Open Door Family Services", 9, bold=True)
    s.middle(764, "Main office: 1 Mercer St, Vale, NJ 08999  -  555-010-2020  -  A United Way agency", 8)
