"""Home health skilled nursing visit note: agency, certification period, time in and out, physician of the plan of care, wound measures; two visits."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two visits by two nurses, a page each."""
    s.use("Helvetica", 9)
    _visit(s, "12/08/2020", "10:15", "11:05", "Henrietta Bascombe, RN", "6.2 x 2.1 x 0.4 cm, edges pink, scant serous drainage", "Pt states slept poorly. Pain 5/10 at left shin.")
    s.page()
    _visit(s, "12/11/2020", "09:40", "10:20", "Tomas Villareal-Grubb, LVN", "5.8 x 2.0 x 0.3 cm, granulating, no odor", "Pt states walker easier. Pain 3/10.")


def _visit(s: Sheet, day: str, start: str, end: str, nurse: str, wound: str, said: str) -> None:
    s.at(40, 46, "GENTLE HANDS AT HOME OF LAKE PONDERAY", 12, bold=True)
    s.at(40, 58, "Medicare-certified home care   License 0998   14 Pier Rd, Ponderay Landing, ID", 8)
    s.right(572, 46, "SKILLED NURSE VISIT", 11, bold=True)
    s.box(40, 70, 532, 62)
    s.at(46, 84, "Patient: Aldous Merganser")
    s.at(250, 84, "DOB: 07/22/1943")
    s.at(400, 84, "MR#: GH-20-118")
    s.at(46, 98, "SOC date: 11/24/2020")
    s.at(250, 98, "Cert period: 11/24/2020 - 01/22/2021")
    s.at(46, 112, "Physician: Sunniva Kettleborough MD (plan of care)")
    s.at(400, 112, "Payer: Medicare A")
    s.at(46, 126, "Primary dx: laceration left lower leg, hit by car 11/12/2020 (S81.812D)")
    s.at(40, 156, f"Visit date: {day}", bold=True)
    s.at(200, 156, f"Time in: {start}     Time out: {end}     Mileage: 17")
    s.table(40, 180, [90, 90, 90, 90, 90, 80], [["Temp", "Pulse", "Resp", "BP sitting", "SpO2", "Weight"], ["97.8", "76", "18", "132/76", "95%", "162"]], ruled=True)
    y = s.para(40, 232, 530, f"Subjective: {said}\n\nWound #1: {wound}. Cleansed with saline, collagen and foam applied.\n\nTeaching: signs of infection, leg elevation. Caregiver (wife) shows dressing change.\n\nHomebound: taxing effort, walker, one person assist.\n\nPlan: SN 2 x week. Suture line check at Dr. Kettleborough's office 12/17/2020.")
    s.at(40, y + 30, f"Nurse signature: {nurse}          Date: {day}")
    s.at(40, y + 52, "Patient signature: on device")
