"""Urgent care chain: brand as a logo with the site in a second line, visit summary in boxes; lead physician in the margin."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit, two pages; the supervising physician stands under the logo, the PA saw the patient."""
    s.use("Helvetica", 9)
    s.at(40, 50, "swiftwell", 22, bold=True)
    s.at(152, 50, "URGENT CARE", 12)
    s.at(40, 66, "Harlan Crossing", 10)
    s.at(40, 78, "8840 Gateway Plaza, Unit C, Harlan, GA 30999", 7)
    s.at(40, 88, "Medical Director: Desmond Achterberg, MD, FAAFP", 7)
    s.right(572, 50, "VISIT NOTE", 13, bold=True)
    s.right(572, 64, "Chart # SW-204417", 8)
    s.box(40, 100, 532, 46)
    s.label(46, 114, "Patient:", "Kimbrell, Odessa")
    s.label(250, 114, "DOB:", "7/8/1993 (30 F)")
    s.label(400, 114, "Check-in:", "10/03/2023 5:52 PM")
    s.label(46, 128, "Seen by:", "Galloway, Piers PA-C")
    s.label(250, 128, "Room:", "4")
    s.label(400, 128, "Discharged:", "10/03/2023 7:10 PM")
    s.label(46, 141, "Payer:", "Self pay / Peach Direct Auto (claim 77-2210)")
    y = s.para(40, 168, 530, "CC / HPI", bold=True)
    y = s.para(40, y, 530, "Hit from the passenger side yesterday (10/02/2023) at an intersection, about 35 mph. Front seat passenger with belt. Right hip and rib pain, bruise from the belt. Did not strike head. LMP 09/18/2023. No earlier hip trouble; tailbone fracture in 2008.")
    y = s.para(40, y + 6, 530, "Vitals", bold=True)
    y = s.table(40, y + 2, [80, 80, 80, 80, 80, 80], [["Time", "BP", "HR", "RR", "Temp", "SpO2"], ["5:58 PM", "122/76", "84", "16", "98.4 F", "99%"]], ruled=True)
    y = s.para(40, y + 10, 530, "Exam", bold=True)
    y = s.para(40, y, 530, "Ecchymosis of the right iliac crest, 9 cm. Ribs 8-10 right tender without crepitus. Lungs clear. Walks with a limp on the right. Hip internal rotation painful.")
    y = s.para(40, y + 6, 530, "In-house imaging", bold=True)
    y = s.para(40, y, 530, "XR right ribs with PA chest; XR right hip 2 views. Preliminary read by Piers Galloway PA-C: no acute fracture. Over-read: Southern Crescent Teleradiology, report to follow.")
    y = s.para(40, y + 6, 530, "Diagnoses", bold=True)
    s.para(40, y, 530, "S70.01XA Contusion of right hip, initial encounter\nS20.211A Contusion of right front wall of thorax, initial encounter")
    s.at(40, 770, "Kimbrell, Odessa   7/8/1993   SW-204417", 7)
    s.right(572, 770, "1 / 2", 7)
    s.page()
    s.at(40, 46, "swiftwell", 14, bold=True)
    s.at(112, 46, "URGENT CARE  |  Harlan Crossing", 9)
    s.right(572, 46, "Kimbrell, Odessa   DOB 7/8/1993   Visit 10/03/2023", 8)
    s.rule(54, 40, 572)
    y = s.para(40, 76, 530, "Plan", bold=True)
    y = s.para(40, y, 530, "Ibuprofen 800 mg TID with food x 7 d. Ice. Crutches dispensed. Off work 10/04/2023 through 10/06/2023. Recheck here or with PCP (Dr. Lenore Shipp, Harlan Internal Medicine) by 10/10/2023. Refer to Coweta Bone & Joint if no better in two weeks.")
    y = s.para(40, y + 6, 530, "Orders given in clinic", bold=True)
    y = s.para(40, y, 530, "Ketorolac 60 mg IM right deltoid, lot 2K4471 exp 06/2025, given by T. Womack, MA at 6:31 PM")
    s.para(40, y + 24, 530, "e-Signed: Piers Galloway, PA-C   10/03/2023 7:22 PM\nChart reviewed: Desmond Achterberg, MD   10/11/2023 6:45 AM\n\nCall-back log: 10/05/2023  left voicemail re over-read negative  /tw")
    s.at(40, 770, "Records printed 02/06/2024 for Mabry Injury Law, LLC", 7)
    s.right(572, 770, "2 / 2", 7)
