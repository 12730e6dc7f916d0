"""Superbill of one visit: the day of service stands at the top, the lines below carry codes, units and fees only."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page with boxed tables of diagnoses and procedures."""
    s.use("Helvetica", 9)
    s.middle(44, "Bramblewood Orthopedics, LLC", 14, bold=True)
    s.middle(58, "310 Bramblewood Ct, Suite B, Fallow, IN 46999 | Tax ID 00-5551212 | NPI 1999999984")
    s.middle(84, "SUPERBILL / STATEMENT FOR INSURANCE REIMBURSEMENT", 11, bold=True)
    s.label(40, 112, "Patient:", "Ines Calloway")
    s.label(240, 112, "DOB:", "11/02/1979")
    s.label(400, 112, "Date of Service:", "08/16/2022")
    s.label(40, 126, "Provider:", "Rune Abelson, MD")
    s.label(240, 126, "Place of Service:", "11 - Office")
    s.label(400, 126, "Superbill #:", "SB-20418")
    y = s.table(40, 150, [60, 470], [["ICD-10", "Diagnosis"], ["S43.421A", "Sprain of right rotator cuff capsule, initial encounter"], ["M25.511", "Pain in right shoulder"]], ruled=True)
    y = s.table(
        40, y + 16, [60, 250, 50, 50, 50, 70],
        [
            ["CPT", "Procedure", "Mod", "Dx", "Units", "Fee"],
            ["99204", "Office visit, new patient, moderate complexity", "25", "A,B", "1", "$395.00"],
            ["73030", "X-ray shoulder, 2 or more views", "RT", "A", "1", "$128.00"],
            ["20610", "Arthrocentesis/injection, major joint", "RT", "B", "1", "$240.00"],
            ["J3301", "Triamcinolone acetonide 10 mg", "", "B", "4", "$48.00"],
        ],
        ruled=True, right=(4, 5),
    )  # fmt: skip
    s.at(400, y + 14, "Total charges:", bold=True)
    s.right(567, y + 14, "$811.00", bold=True)
    s.at(400, y + 28, "Paid today (Visa):")
    s.right(567, y + 28, "$50.00")
    s.at(400, y + 42, "Balance:", bold=True)
    s.right(567, y + 42, "$761.00", bold=True)
    s.at(40, y + 90, "Signature of provider: Rune Abelson, MD        Date: 08/16/2022")
