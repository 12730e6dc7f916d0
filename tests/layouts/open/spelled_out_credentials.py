"""Therapist's progress letter style note: licence spelled out in words, centred name of the practice in spaced capitals."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit; no letters stand behind the name, the profession in words does."""
    s.use("Times-Roman", 11)
    s.middle(50, "W I L L O W   &   O A K", 16)
    s.middle(66, "Occupational Therapy for Hands", 10)
    s.middle(78, "3 Printers Row, Galena, IL 61999", 9)
    s.at(60, 112, "Patient: Tomasina Reed")
    s.at(330, 112, "Date of birth: August 14, 1980")
    s.at(60, 128, "Date of visit: October 2, 2023")
    y = s.para(60, 156, 480, "Subjective: Less pain in the right wrist, 3/10. Can turn a key.")
    y = s.para(60, y + 4, 480, "Objective: Grip 38 lb right, 60 left. Wrist extension 55 degrees.")
    y = s.para(60, y + 4, 480, "Assessment: Gaining strength after distal radius fracture S52.501D.")
    y = s.para(60, y + 4, 480, "Plan: Two more weeks, putty program.")
    s.at(60, y + 40, "Yusra Haddad, Occupational Therapist")
