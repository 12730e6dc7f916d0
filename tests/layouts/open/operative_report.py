"""Dictated operative report: typed header with label columns, job number, D: and T: lines; the date only as DATE OF PROCEDURE."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two pages with the patient line repeated."""
    s.use("Courier", 10)
    s.middle(50, "HIGHGATE SURGICAL PAVILION", 12, bold=True)
    s.middle(64, "OPERATIVE REPORT", 11)
    y = 96.0
    for a, b in (("PATIENT NAME:", "LOVELACE, MIRIAM"), ("MEDICAL RECORD #:", "0071882"), ("DATE OF BIRTH:", "04/25/1963"), ("DATE OF PROCEDURE:", "08/30/2022"), ("SURGEON:", "Ezra Fontaine, M.D."), ("ASSISTANT:", "Paulette Voss, PA-C"), ("ANESTHESIOLOGIST:", "B. Haddad, M.D.")):
        s.at(60, y, a)
        s.at(220, y, b)
        y += 14
    for head, text in (
        ("PREOPERATIVE DIAGNOSIS:", "Left rotator cuff tear (M75.122)."),
        ("POSTOPERATIVE DIAGNOSIS:", "Same, with biceps tendinitis."),
        ("PROCEDURE PERFORMED:", "1. Arthroscopic rotator cuff repair, left (29827).\n2. Biceps tenodesis, left (29828)."),
        ("INDICATIONS:", "The patient was injured in a crash on March 1, 2022 and failed six months of care including an injection on 06/08/2022."),
    ):
        s.at(60, y + 10, head)
        y = s.para(60, y + 23, 490, text)
    s.page()
    s.at(60, 50, "LOVELACE, MIRIAM     MR# 0071882     OPERATIVE REPORT     Page 2")
    y = s.para(60, 80, 490, "DESCRIPTION OF PROCEDURE: The patient was brought to the operating room and placed in the beach chair position. A 2 cm tear of the supraspinatus was found. Two anchors were placed medially and two laterally, and the tendon was brought down without tension. The biceps was released and fixed in the groove.")
    y = s.para(60, y + 10, 490, "ESTIMATED BLOOD LOSS: 25 mL.   COMPLICATIONS: None.")
    s.para(60, y + 40, 490, "________________________________\nEzra Fontaine, M.D.\n\nEF/HSP-44   JOB #: 5512290\nD: 08/31/2022 06:50:11\nT: 09/01/2022 13:20:47\ncc: Oona Marsh, M.D.")
