"""Ambulance patient care report: agency line, times table, crew with levels, assessment; destination hospital and its nurse named."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One run just before midnight, two pages; hand-over is after midnight."""
    s.use("Helvetica", 8.5)
    s.at(36, 42, "TRI-COUNTY AMBULANCE DISTRICT NO. 6", 12, bold=True)
    s.right(576, 42, "PREHOSPITAL CARE REPORT", 11, bold=True)
    s.at(36, 55, "Licensed ALS transport    Station 2, 14 Depot St, Sweetgrass Bend, MT")
    s.right(576, 55, "Incident # 22-004418     PCR # 99120-A")
    s.rule(62)
    s.table(36, 80, [90, 180, 90, 180], [
        ["Patient", "HOLLOWAY, EUGENIE T", "DOB / Age", "01/28/1948   74 yrs"],
        ["Run date", "10/15/2022", "Nature", "Traffic accident - motorcycle"],
        ["Scene", "US 12 milepost 88", "Dispatched as", "29-D-2"],
        ["Destination", "Sweetgrass Regional Medical Center", "Reason", "Closest trauma facility"],
        ["Payer", "Medicare / Big Sky Auto", "Private MD", "Dr. Fenimore Clagett"],
    ], head=False, ruled=True)
    s.at(36, 186, "TIMES", bold=True)
    s.table(36, 204, [77, 77, 77, 77, 77, 77, 77], [
        ["Call", "Dispatch", "En route", "On scene", "Depart", "At dest.", "In service"],
        ["10/15/2022 23:02", "10/15/2022 23:03", "10/15/2022 23:05", "10/15/2022 23:17", "10/15/2022 23:39", "10/16/2022 00:04", "10/16/2022 00:31"],
    ], 7.5, ruled=True)
    s.at(36, 258, "CREW", bold=True)
    s.at(36, 272, "Primary attendant: Zebulon Hartigan, NRP  #4471       Driver: Kaia Whitefeather, AEMT  #5120       Third rider: student, M. Oates")
    s.at(36, 294, "NARRATIVE", bold=True)
    y = s.para(36, 308, 540, "M2 to a motorcycle against guardrail. 74 y/o F, passenger, helmeted, thrown about 15 ft. Found supine in the ditch by bystanders, awake, GCS 15. C/O left hip and thigh pain 10/10. Left leg short and turned out. Pelvis stable. Distal pulse present. Husband (driver) refused. Hx: hip replacement R 2015, atrial fibrillation, takes apixaban, last dose 10/15/2022 at 18:00. Allergy to codeine.")
    y = s.para(36, y + 6, 540, "Collar and long board, traction not used. 18 g L AC, fentanyl 50 mcg x 2, TXA per protocol. Pain 6/10 on arrival. Report to J. Prewitt RN, bed T1, 00:09.")
    s.at(36, 740, "Holloway, Eugenie T    PCR 99120-A", 7)
    s.right(576, 740, "Page 1 of 2", 7)
    s.page()
    s.at(36, 42, "TRI-COUNTY AMBULANCE DISTRICT NO. 6      PCR # 99120-A      HOLLOWAY, EUGENIE T", 9, bold=True)
    s.rule(50)
    s.table(36, 72, [60, 60, 50, 50, 50, 50, 200], [
        ["Time", "BP", "HR", "RR", "SpO2", "GCS", "Treatment"],
        ["23:20", "98/60", "118 irr", "22", "94", "15", "O2 4 L nasal"],
        ["23:31", "104/64", "112", "20", "98", "15", "Fentanyl 50 mcg IV  (ZH)"],
        ["23:46", "110/66", "104", "18", "98", "15", "TXA 1 g IV  (ZH)"],
        ["23:58", "112/70", "100", "18", "98", "15", "Fentanyl 50 mcg IV  (ZH)"],
    ], ruled=True)
    s.para(36, 190, 540, "Receiving signature: J. Prewitt RN     10/16/2022 00:12\nReport completed: Z. Hartigan NRP     10/16/2022 02:47\nQA reviewed: Medical director A. Brisbane MD   11/02/2022\nRecords copy: 12/29/2022 for Meagher Bluff Law Office")
    s.right(576, 740, "Page 2 of 2", 7)
