"""Skilled nursing facility discharge summary: stay of weeks, admitting hospital, therapy totals, attending and the writer of the summary."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One stay, two pages."""
    s.use("Times-Roman", 10.5)
    s.middle(50, "THE WILLOWS AT COPPER BEND", 15, bold=True)
    s.middle(64, "Rehabilitation and Nursing  *  a Harbinger Senior Living community", 9)
    s.middle(88, "DISCHARGE SUMMARY", 12, bold=True)
    s.table(60, 116, [110, 140, 110, 130], [
        ["Resident", "Thomasina Ruddock", "Date of birth", "08/08/1939"],
        ["Admission date", "04/06/2023", "Discharge date", "05/02/2023"],
        ["Attending", "Cyprian Halvorsen, MD", "Room", "214-B"],
        ["Admitted from", "Copper Bend Regional Hospital", "Hospital stay", "03/31/2023 - 04/06/2023"],
        ["Payer", "Medicare A day 1-26", "Discharged to", "Home with daughter"],
    ], head=False, ruled=True)
    y = s.para(60, 236, 490, "REASON FOR ADMISSION", bold=True)
    y = s.para(60, y, 490, "Subacute rehabilitation after open repair of the right hip on 04/01/2023 for an intertrochanteric fracture. She was struck in a crosswalk on 03/31/2023.")
    y = s.para(60, y + 8, 490, "COURSE", bold=True)
    y = s.para(60, y, 490, "She took part in physical therapy 5 times a week (22 sessions) and occupational therapy (20 sessions). On 04/18/2023 staples were removed in the facility. A urinary infection was treated 04/20/2023 to 04/26/2023 with cephalexin. Weight bearing as tolerated since 04/21/2023, when Dr. Inigo Farthingale saw her in his office.")
    y = s.para(60, y + 8, 490, "FUNCTION AT DISCHARGE", bold=True)
    s.para(60, y, 490, "Walks 150 feet with a rolling walker, contact guard on stairs. Independent in dressing of the upper body.")
    s.middle(760, "Ruddock, Thomasina   -   MR 7741   -   page 1", 8)
    s.page()
    y = s.para(60, 60, 490, "MEDICATIONS AT DISCHARGE", bold=True)
    y = s.para(60, y, 490, "Enoxaparin 40 mg daily until 05/06/2023; acetaminophen 650 mg every 6 hours; calcium and vitamin D; lisinopril 5 mg (since 2012).")
    y = s.para(60, y + 8, 490, "FOLLOW-UP", bold=True)
    y = s.para(60, y, 490, "Dr. Farthingale 05/12/2023 at 1:45 PM. Home care by Copper Bend VNA from 05/04/2023. Primary care: Dr. Eulalia Sturt.")
    s.para(60, y + 26, 490, "Prepared by:  Beatrix Longacre-Oyelowo, GNP-BC        05/02/2023\nReviewed:  Cyprian Halvorsen, MD        05/09/2023")
    s.middle(760, "Ruddock, Thomasina   -   MR 7741   -   page 2", 8)
