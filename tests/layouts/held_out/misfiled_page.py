"""Cloud EMR notes of a family practice with a stranger's laboratory page in the middle."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Page two belongs to another patient of the same doctor."""
    s.use("Helvetica", 9)
    _note(s, "Mar 4, 2022", "Pain in left ankle, fell off curb avoiding a car on 02/27/22. Boot from the ER. Swollen at night. Bruise to toes.", "Swelling over ATFL. Weight bears in boot. No tenderness of fifth metatarsal.", "Sprain of ankle, grade 2. Wean boot, theraband, recheck 2 weeks (Mar 18).")
    s.page()
    s.middle(44, "SANDPIPER REFERENCE LABORATORY", 12, bold=True)
    s.middle(56, "CLIA 11D0999888     Director: V. Anand, MD, PhD", 8)
    s.table(40, 84, [90, 180, 90, 170], [["Patient", "HARTNELL, GWENDOLYN", "DOB", "06/30/1951"], ["Collected", "03/09/2022 07:50", "Reported", "03/10/2022 03:15"], ["Ordered by", "Zephyrine Moultrie MD", "Specimen", "0309-4412"]], head=False, ruled=True)
    s.table(40, 160, [180, 80, 60, 140], [["Test", "Result", "Flag", "Reference"], ["Glucose", "131", "H", "70-99 mg/dL"], ["Hemoglobin A1c", "7.2", "H", "<5.7 %"], ["Creatinine", "1.1", "", "0.5-1.1 mg/dL"]])
    s.page()
    _note(s, "Mar 21, 2022", "Ankle better, 3/10. Turned it again on stairs Mar 12 but could walk. Out of boot. Asks about knee on same side, clicks.", "Ankle stable, mild swelling. Knee: no effusion, joint line not tender.", "Healing sprain. PT at Gullwing Physical Therapy x 6. Work note through 4/4/22. MRI if clicks go on.")


def _note(s: Sheet, day: str, said: str, seen: str, plan: str) -> None:
    s.at(40, 44, "PATIENT", 7, bold=True)
    s.at(40, 56, "Barrington Osei-Tutu", 12, bold=True)
    s.at(40, 69, "DOB  10/21/1990    AGE  31 yrs", 8.5)
    s.at(40, 81, "SEX  Male    PRN  OB774201", 8.5)
    s.at(230, 44, "FACILITY", 7, bold=True)
    s.para(230, 56, 170, "Moultrie Family Doctors\nT (912) 555-0126\n19 Live Oak Cir, Tybee Marsh, GA", 8.5)
    s.at(420, 44, "ENCOUNTER", 7, bold=True)
    s.para(420, 56, 160, "Office Visit\nNOTE TYPE  SOAP Note\nSEEN BY  Zephyrine Moultrie MD\nDATE  " + day + "\nAGE AT DOS  31 yrs", 8.5)
    s.rule(112, 40, 572)
    y = 132.0
    for head, text in (("Chief complaint", "Left ankle (appt. time 3:30 PM)"), ("Subjective", said), ("Objective", seen + "  Vitals: BP 118/74, P 66, Wt 188 lb."), ("Assessment / Plan", plan)):
        s.at(40, y, head, 10, bold=True)
        y = s.para(40, y + 14, 530, text) + 10
    s.at(40, 744, f"Electronically signed by Zephyrine Moultrie MD on {day}", 8)
    s.at(40, 766, "Moultrie Family Doctors    Generated 09/01/2022", 7)
