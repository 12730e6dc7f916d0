"""Cerner print: hospital face sheet, ED triage form, ED physician note; arrival in one date, note finished after midnight."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Face sheet with employer, guarantor and attorney; triage in label grid; physician note with the note header of PowerChart."""
    s.use("Helvetica", 8.5)
    s.middle(40, "SAINT BRENDAN'S OF TAMARACK", 14, bold=True)
    s.middle(54, "An affiliate of Northern Passage Health", 8)
    s.middle(72, "ADMISSION RECORD / FACE SHEET", 11, bold=True)
    s.table(36, 96, [135, 135, 135, 135], [
        ["PATIENT NAME\nDUGGAN, IVOR THADDEUS", "MRN\n00771903", "FIN\n3300418852", "PT TYPE\nEmergency"],
        ["DATE OF BIRTH\n02/11/1964", "AGE / SEX\n57 Y / M", "ADMIT DATE / TIME\n11/30/2021 22:14", "DISCH DATE / TIME\n12/01/2021 02:50"],
        ["ADDRESS\n71 Quarry Rd, TAMARACK, MN 55999", "PHONE\n218-555-0119", "MARITAL / RELIGION\nW / None", "RACE / LANG\nWhite / English"],
        ["EMPLOYER\nIron Trail Paper Co.", "OCCUPATION\nMachine tender", "EMERGENCY CONTACT\nDuggan, Petra (daughter)", "ACCIDENT DATE / CODE\n11/30/2021  Auto"],
        ["ATTENDING\nVillanueva-Roe, Simone DO", "PCP\nHakala, Arvo MD", "ADMITTING\nVillanueva-Roe, Simone DO", "REFERRING\nNone"],
        ["PRIMARY INSURANCE\nGopher State Auto Indemnity", "POLICY\nGS-118-20-6", "SECONDARY INSURANCE\nLakeland Health Plan", "EFFECTIVE\n01/01/2020"],
    ], head=False, ruled=True)
    s.at(36, 330, "REASON FOR VISIT:  MVC - CHEST / RIGHT WRIST PAIN", bold=True)
    s.at(36, 346, "ADVANCE DIRECTIVE: No     ARRIVAL MODE: Ambulance (Tamarack Fire & Rescue)     REG CLERK: JKL")
    s.at(36, 362, "Attorney of record: Brandt Olufsen & Reese, 400 Superior St, Duluth MN     (added 12/20/2021)")
    _foot(s, 1)
    s.page()
    _band(s, "ED Triage - Adult")
    s.table(36, 110, [130, 140, 130, 140], [
        ["Triage Date/Time", "11/30/2021 22:19 CST", "Performed by", "Lindqvist, Maja RN"],
        ["ESI", "3 - Urgent", "Mode of Arrival", "EMS"],
        ["Chief Complaint", "MVC, restrained driver, hit deer then guardrail. Sternal and R wrist pain.", "Onset", "11/30/2021 21:20"],
        ["Temp Oral", "36.8 DegC", "Pulse", "104 bpm (HI)"],
        ["BP", "158/91", "SpO2", "96 %"],
        ["Pain score", "8", "Tetanus", "07/2016"],
        ["Last ETOH", "Denies", "Allergies", "Penicillin (rash, 1990)"],
        ["Home meds", "Tamsulosin 0.4 mg, last taken 11/30/2021 08:00", "Surgical Hx", "Appendectomy 1982; hernia 05/2009"],
    ], head=False, ruled=True)
    s.at(36, 380, "Electronically signed by: Lindqvist, Maja RN   11/30/2021 22:27 CST")
    _foot(s, 2)
    s.page()
    _band(s, "ED Note-Physician")
    y = s.para(36, 110, 540, "Result type:        ED Note-Physician\nResult date:        November 30, 2021 22:41 CST\nResult status:     Auth (Verified)\nResult title:         MVC\nPerformed by:    Villanueva-Roe, Simone DO on December 01, 2021 01:12 CST\nVerified by:         Villanueva-Roe, Simone DO on December 01, 2021 03:05 CST\nEncounter info:  3300418852, SBT, Emergency, 11/30/2021 - 12/01/2021")
    y = s.para(36, y + 10, 540, "History of Present Illness", bold=True)
    y = s.para(36, y, 540, "57-year-old man, belted driver at about 50 mph on County 4, struck a deer and then the guardrail. Air bag fired. No loss of consciousness. Pain over the sternum with breathing and in the right wrist, which is swollen.")
    y = s.para(36, y + 6, 540, "Medical Decision Making", bold=True)
    y = s.para(36, y, 540, "CT chest with contrast: nondisplaced fracture of the lower third of the sternum, no mediastinal hematoma. X-ray right wrist: no fracture. Troponin under 0.01 at 22:50 and at 01:55. EKG sinus tachycardia. Seen with orthopedics by phone (Dr. Nyberg). Sugar-tong not needed; removable splint.")
    y = s.para(36, y + 6, 540, "Impression and Plan", bold=True)
    s.para(36, y, 540, "1. Closed fracture of body of sternum  S22.22XA\n2. Sprain of right wrist\nDischarged home with daughter. Oxycodone 5 mg, 12 tablets. Incentive spirometer. Follow up with Arvo Hakala MD within 1 week. Return for fever, breathlessness.")
    _foot(s, 3)


def _band(s: Sheet, title: str) -> None:
    s.at(36, 40, "Saint Brendan's of Tamarack", 10, bold=True)
    s.at(36, 54, "1 Mission Hill, Tamarack, MN 55999-", 8)
    s.at(300, 40, "Patient:  DUGGAN, IVOR THADDEUS", 8.5)
    s.at(300, 52, "MRN: 00771903      FIN: 3300418852", 8.5)
    s.at(300, 64, "DOB/Age/Sex:  2/11/1964   57 years   Male", 8.5)
    s.rule(72)
    s.middle(88, title, 11, bold=True)


def _foot(s: Sheet, page: int) -> None:
    s.at(36, 764, "Report Request ID: 90417733", 7)
    s.middle(764, f"Page {page} of 3", 7)
    s.right(576, 764, "Print Date/Time: 1/18/2022 09:33 CST", 7)
