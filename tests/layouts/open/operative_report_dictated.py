"""Dictated operative report: surgical suites without a corporate word, surgeon, assistant and anaesthetist, dictation codes and copies."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One operation."""
    s.use("Courier", 9)
    s.middle(44, "Orrin Lake Surgical Suites", 12, bold=True)
    s.middle(56, "7710 Lakeshore Drive * Orrin Lake, MN 55999")
    s.middle(78, "OPERATIVE REPORT", 11, bold=True)
    for i, line in enumerate((
        "PATIENT NAME:  Winslow, Petra", "DATE OF BIRTH:  12/19/1976", "DATE OF PROCEDURE:  09/27/2022",
        "SURGEON:  Ulric Samson, M.D.", "ASSISTANT:  Dana Prewitt, PA-C", "ANESTHESIOLOGIST:  K. Olufsen, M.D.", "ANESTHESIA:  General",
    )):
        s.at(60, 104 + 12 * i, line)
    y = s.para(60, 204, 500, "PREOPERATIVE DIAGNOSIS:  Left shoulder rotator cuff tear, M75.122.\nPOSTOPERATIVE DIAGNOSIS:  Same.\nPROCEDURE PERFORMED:  Arthroscopic rotator cuff repair, left (29827).")
    y = s.para(60, y + 8, 500, "INDICATIONS:  Tear shown by MRI of 08/02/2022 after a fall. She failed therapy.")
    y = s.para(60, y + 8, 500, "DESCRIPTION OF PROCEDURE:  The shoulder was prepped and draped. The supraspinatus was torn and was repaired with two anchors. Hemostasis was good. She went to recovery in stable condition.")
    y = s.para(60, y + 8, 500, "ESTIMATED BLOOD LOSS:  Minimal.  COMPLICATIONS:  None.")
    s.at(60, y + 24, "______________________________")
    s.at(60, y + 36, "Ulric Samson, M.D.")
    s.at(60, y + 54, "US:bkt   DD: 09/27/2022   DT: 09/28/2022")
    s.at(60, y + 70, "cc:  Frances Eddy, M.D.; Lakeland Mutual Insurance")
