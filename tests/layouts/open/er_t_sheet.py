"""Emergency "T-sheet" template: hospital's name small at the foot beside the form number, physician's name printed under a signature line."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit on a tick-box form."""
    s.use("Helvetica", 8.5)
    s.at(36, 44, "EMERGENCY PHYSICIAN RECORD", 13, bold=True)
    s.at(36, 58, "Motor Vehicle Crash")
    s.box(360, 34, 216, 60)
    s.at(366, 46, "KLINE, ROSALIE", 10, bold=True)
    s.at(366, 58, "DOB 10/09/1999  F")
    s.at(366, 70, "MR 5590127")
    s.at(366, 82, "DOS 12/24/2021")
    s.at(36, 82, "TIME SEEN: 14:10     ROOM: 7     [x] EMS Arrival")
    y = s.para(36, 112, 530, "HPI   chief complaint:  [x] neck pain   [x] chest wall pain\ncontext:  [x] driver  [x] restrained  [ ] ejected   impact: [x] front")
    y = s.para(36, y + 6, 530, "PHYSICAL EXAM\nNECK  [x] vertebral point-tenderness   CVS [x] reg rate   RESP [x] no resp distress")
    y = s.para(36, y + 6, 530, "XRAYS  C-spine: [x] interp by me  [x] nml / NAD")
    y = s.para(36, y + 6, 530, "CLINICAL IMPRESSION:  Cervical strain S16.1XXA   Chest wall contusion\nDISPOSITION: [x] home   Time 16:05")
    s.rule(y + 40, 36, 260)
    s.at(36, y + 36, "Caspian Reuter")
    s.at(36, y + 50, "Physician Signature  MD / DO", 7)
    s.at(36, 772, "Form 4471 Rev 3/18", 7)
    s.right(576, 772, "Lakeside Community Hospital", 8)
