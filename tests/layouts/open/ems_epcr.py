"""EMS patient care report (NEMSIS print, ESO/ImageTrend-like): boxed sections in thirds, unit times with dates in a table."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two pages of one run; the run's date stands in the incident box and in the times."""
    s.use("Helvetica", 8)
    _head(s, 1)
    _band(s, 40, 80, 170, "Incident Information")
    for i, (a, b) in enumerate((("Incident #", "22-0091834"), ("Incident Date", "05/21/2022"), ("Call Type", "Traffic Accident"), ("Location", "US-19 @ Barlow Rd"), ("Response", "911 Response (Scene)"))):
        s.at(42, 94 + 11 * i, a, bold=True)
        s.at(110, 94 + 11 * i, b)
    _band(s, 216, 80, 170, "Patient Information")
    for i, (a, b) in enumerate((("Last", "Nakagawa"), ("First", "Wendell"), ("DOB", "07/04/1996"), ("Age", "25 Years"), ("Gender", "Male"))):
        s.at(218, 94 + 11 * i, a, bold=True)
        s.at(270, 94 + 11 * i, b)
    _band(s, 392, 80, 180, "Unit / Disposition")
    for i, (a, b) in enumerate((("Unit", "Medic 14"), ("Disposition", "Transported Lights/Siren"), ("Destination", "Caldwell Trauma Center"), ("Lead", "Briggs, Shawna (Paramedic)"), ("Crew 2", "Oduya, Emeka (EMT)"))):
        s.at(394, 94 + 11 * i, a, bold=True)
        s.at(450, 94 + 11 * i, b)
    _band(s, 40, 165, 150, "Times")
    y = 178.0
    for a, b in (("PSAP", "17:02:11"), ("Dispatched", "17:02:40"), ("En Route", "17:04:02"), ("At Scene", "17:11:37"), ("At Patient", "17:12:20"), ("Depart", "17:29:05"), ("At Dest", "17:44:58"), ("Available", "18:20:00")):
        s.at(42, y, a)
        s.at(100, y, "05/21/2022 " + b)
        y += 10
    _band(s, 216, 165, 356, "Vital Signs")
    s.table(216, 178, [45, 60, 40, 40, 45, 60, 60], [["Time", "BP", "Pulse", "Resp", "SpO2", "GCS", "Pain"], ["17:14", "102/64", "118", "22", "96 RA", "4+5+6=15", "9"], ["17:30", "110/70", "108", "20", "98 NRB", "4+5+6=15", "7"]], 7.5)
    _band(s, 40, 275, 532, "Narrative")
    s.para(
        42, 290, 525,
        "M14 dispatched emergent to a two vehicle collision. Arrived to find a 25 y/o male motorcyclist supine on the "
        "shoulder, helmet on, complaining of left thigh pain. Bystanders state he was thrown about twenty feet. Denies "
        "LOC. Left thigh deformed and swollen, distal pulse present. Traction splint applied with relief. C-collar and "
        "scoop. 18 ga IV right AC, fentanyl 75 mcg at 17:21. Trauma alert called. Care transferred to ED staff.",
    )
    s.page()
    _head(s, 2)
    _band(s, 40, 80, 532, "Flow Chart")
    s.table(40, 94, [60, 150, 200, 110], [["Time", "Treatment", "Description", "Provider"], ["17:16", "Spinal precautions", "C-collar, scoop", "Oduya, Emeka"], ["17:19", "Splint", "Traction, left femur", "Briggs, Shawna"], ["17:21", "Fentanyl", "75 mcg IV; improved", "Briggs, Shawna"]], 7.5)
    _band(s, 40, 170, 532, "Signatures")
    s.at(42, 186, "I received the patient and report. E. Lund RN  5/21/2022 17:50")
    s.at(42, 200, "Briggs, Shawna, NRP     Signed electronically 05/22/2022 02:14")


def _head(s: Sheet, page: int) -> None:
    s.at(40, 42, "Patient Care Record", 14, bold=True)
    s.at(40, 56, "Name: NAKAGAWA, WENDELL", bold=True)
    s.at(220, 56, "Incident #: 22-0091834")
    s.at(392, 56, "Date: 05/21/2022")
    s.right(572, 42, "Polk-Harlan County EMS", 10, bold=True)
    s.rule(62, 40, 572)
    s.at(40, 770, "Printed On: 07/19/2022 11:00", 7)
    s.right(572, 770, f"{page} of 2", 7)


def _band(s: Sheet, x: float, y: float, w: float, title: str) -> None:
    s.box(x, y - 9, w, 12, grey=0.8)
    s.at(x + 2, y, title, bold=True)
