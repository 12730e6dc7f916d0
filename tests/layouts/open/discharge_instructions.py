"""ED discharge instructions: large print, patient name and visit date in a sticker-like label at the bottom right, vendor text."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page; vendor copyright years and a medicine's next dose are printed too."""
    s.use("Helvetica", 11)
    s.middle(50, "Exit Care Instructions", 18, bold=True)
    s.middle(66, "Emergency Department  -  Tollgate Community Hospital", 10)
    y = s.para(60, 100, 490, "Concussion, Adult", 14, bold=True)
    y = s.para(60, y + 6, 490, "You were examined today for a blow to the head. Rest for two days. Do not drive while you feel dizzy. Return at once for vomiting, a worse headache, or trouble waking.")
    y = s.para(60, y + 10, 490, "Head CT today: no bleeding seen. Diagnosis: Concussion without loss of consciousness (S06.0X0A).")
    y = s.para(60, y + 10, 490, "Medicine: Acetaminophen 650 mg. Last given 9:10 PM. Next dose 3:10 AM on 8/20/2019.")
    s.para(60, y + 10, 490, "Follow up with Dr. Lenka Moravec in 3 to 5 days. Call on 8/20/2019 for a time.")
    s.box(340, 640, 232, 76)
    for i, line in enumerate(("HARGREAVES, BASIL T", "DOB 06/06/1994   25Y M", "MRN 4410099   ACCT 99120044", "ED VISIT 08/19/2019 20:02", "ATT: WEAVER, ORLA MD")):
        s.at(350, 656 + 13 * i, line, 9, font="Courier")
    s.at(60, 700, "Patient signature: B. Hargreaves", 9)
    s.at(60, 713, "Nurse: T. Moyo RN   8/19/19 2240", 9)
    s.middle(770, "Document reviewed 01/15/2017. (c) 2016-2019 Carewise Publishing. Not a substitute for medical advice.", 7)
