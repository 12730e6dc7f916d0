"""Home health visit note (OASIS-like): grid of tick boxes, visit date with time in/out at the foot, agency top left."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One nursing visit; certification period and physician order dates are printed in the head."""
    s.use("Helvetica", 8.5)
    s.at(36, 42, "Linden House Home Care", 12, bold=True)
    s.at(36, 54, "Branch 07 - Orchard Park")
    s.right(576, 42, "SKILLED NURSE VISIT NOTE", 12, bold=True)
    s.table(
        36, 76, [180, 120, 120, 120],
        [["Client Name: Barnabas Quist", "MR #: 70-2218", "DOB: 04-Feb-1944", "SOC: 08/15/2023"], ["Cert Period: 08/15/2023 - 10/13/2023", "Payer: Liability", "Physician: Dr. L. Moon", "Order Date: 08/14/2023"]],
        head=False, ruled=True,
    )
    s.table(
        36, 125, [135, 135, 135, 135],
        [
            ["Vital Signs", "Wound", "Pain", "Homebound"],
            ["T 98.1  P 74  R 18", "[x] Left hip incision", "[x] Yes  5/10", "[x] Walker"],
            ["BP 132/76 sitting", "Length 11 cm  staples 0", "[ ] No", "[x] Taxing effort"],
            ["SpO2 96%", "[x] Dry  [ ] Drainage", "Site: left hip", "[ ] Bedbound"],
        ],
        ruled=True,
    )
    y = s.para(
        36, 220, 535,
        "Narrative: Patient up in chair. States fell in store 7/29 and had hip pinned 7/30. Incision closed and dry, staples "
        "came out 8/14. Taught fall precautions and blood thinner safety, wife repeats back. Last INR 8/24/23 was 2.3. "
        "Will see surgeon 9/6/23.",
    )
    y = s.para(36, y + 10, 535, "Interventions: Observation and assessment, teaching, medication review. Dx Z47.89, S72.002D.")
    s.table(
        36, 330, [150, 90, 90, 210],
        [["Visit Date", "Time In", "Time Out", "Clinician Signature / Title"], ["08/28/2023", "10:05 AM", "10:50 AM", "Marisol Etcheverry, RN"]],
        ruled=True,
    )
    s.at(36, 400, "Patient signature: B. Quist       Date: 8/28/2023")
    s.at(36, 770, "Form HC-112 (rev. 01/2020)     Synced 08/29/2023 06:00", 7)
