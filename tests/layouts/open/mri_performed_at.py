"""Radiology report with "Performed at", ordering facility and ordering provider in the header grid, reader at the end."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One study; three places and two doctors are printed, one of each made it."""
    s.use("Helvetica", 9)
    s.at(40, 46, "DIAGNOSTIC REPORT", 15, bold=True)
    s.rule(54, 40, 572, 1.5)
    left = (("Patient:", "HALVORD, JUNE"), ("DOB:", "02/11/1973"), ("Exam:", "MRI CERVICAL SPINE W/O CONTRAST"), ("Exam date:", "07/22/2022 11:15"), ("Accession:", "LMI-220722-19"))
    right = (("Performed at:", "Larkmoor Imaging of Dane"), ("Ordering facility:", "Prairie Spine Clinic"), ("Ordering provider:", "Wendell Ochs, PA-C"), ("Interpreted by:", "Anders Vole, MD"), ("Finalized:", "07/23/2022 08:02"))
    for i, (a, b) in enumerate(left):
        s.label(40, 72 + 13 * i, a, b)
    for i, (a, b) in enumerate(right):
        s.label(330, 72 + 13 * i, a, b)
    s.rule(138, 40, 572)
    y = s.para(40, 156, 530, "CLINICAL HISTORY: Neck pain radiating to the right arm since a crash on 06/18/2022.")
    y = s.para(40, y + 6, 530, "TECHNIQUE: Sagittal T1, T2 and STIR, axial T2 and gradient echo.")
    y = s.para(40, y + 6, 530, "COMPARISON: None.")
    y = s.para(40, y + 6, 530, "FINDINGS: C5-6: broad right paracentral protrusion, mild narrowing of the right foramen. Other levels normal. Cord signal normal.")
    y = s.para(40, y + 6, 530, "IMPRESSION: Right paracentral disc protrusion at C5-6 with mild foraminal narrowing.")
    s.at(40, y + 20, "Thank you for referring this patient to us.")
    s.at(40, y + 34, "Sent to: Prairie Spine Clinic, fax 555-013-6677", 8)
