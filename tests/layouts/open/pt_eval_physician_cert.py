"""Therapy evaluation with plan-of-care certification: therapist signs first, the referring physician certifies below."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One evaluation; two signatures, the physician's of a later day."""
    s.use("Helvetica", 9)
    s.at(40, 46, "Summit Ridge Rehab", 15, bold=True)
    s.right(572, 40, "3300 Pass Rd, Unit 4", 8)
    s.right(572, 50, "Leadville, CO 80999", 8)
    s.right(572, 60, "ph 555.013.0909  fx 555.013.0910", 8)
    s.rule(70)
    s.at(40, 88, "PHYSICAL THERAPY INITIAL EVALUATION", 12, bold=True)
    s.at(40, 108, "Patient: Gideon Prather")
    s.at(220, 108, "DOB: 02/19/1981")
    s.at(380, 108, "Eval Date: 05/02/2023")
    s.at(40, 122, "Referring Physician: Thea Lindgren, MD")
    s.at(380, 122, "Onset: 04/11/2023")
    y = s.para(40, 148, 530, "Subjective: Rear-ended on 04/11/2023. Neck pain 7/10, headaches.")
    y = s.para(40, y + 6, 530, "Objective: Rotation 45 right, 50 left. Deep neck flexor endurance 8 sec.")
    y = s.para(40, y + 6, 530, "Assessment: Cervical sprain S13.4XXA with limited motion.")
    y = s.para(40, y + 6, 530, "Plan: 2x/week for 6 weeks: 97110, 97140, 97112.")
    s.at(40, y + 24, "Therapist: Nils Aagaard, PT, DPT   Lic 12204        Date: 05/02/2023")
    s.at(40, y + 52, "I certify the need for these services furnished under this plan of treatment.")
    s.at(40, y + 72, "Physician signature: Thea Lindgren, MD        Date: 05/09/2023")
