"""Clinic message thread with a video visit between two phone notes; the clinic's name stands only in the footer and message headers."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Phone note, video visit, portal message: three entries over two pages."""
    s.use("Helvetica", 9)
    _head(s)
    s.box(40, 84, 532, 16, grey=0.88)
    s.at(44, 95, "TELEPHONE ENCOUNTER   02/12/2021  08:41 AM", bold=True)
    y = s.para(44, 116, 520, "Caller: patient.  Taken by: Rosario Minh, CMA.  Call back: 617-555-0120\nMessage: Slipped on ice at the bus shelter on 02/09/2021, fell on tailbone. Was at MetroQuay ER that night, x-ray ok. Cannot sit. Asks for something stronger than Tylenol.\nRouted to: F. Adeyemi-Scholz NP.   Priority: same day\nResponse 02/12/2021 12:10 PM: Offer video visit today or tomorrow.  --FAS")
    s.box(40, y + 8, 532, 16, grey=0.88)
    s.at(44, y + 19, "VIDEO VISIT   02/13/2021  10:20 AM      Provider: Folasade Adeyemi-Scholz, NP", bold=True)
    y = s.para(44, y + 40, 520, "Location of patient: home, Quincefield MA.   Location of provider: clinic.   Consent to telehealth given verbally.\nSubjective: 61 y/o with coccyx pain after fall four days ago, 8/10 sitting, 3/10 standing. No numbness in the saddle, bladder normal. Osteopenia (DEXA 10/2019).\nObjective: on camera she sits on one hip, changes position often. Walks well.\nAssessment: Contusion of the coccyx, S30.0XXA.\nPlan: Donut cushion, diclofenac gel, tramadol 50 mg #10. Return in 3 weeks, sooner for weakness. Letter to employer: home work till 03/01/2021.\nTime: 17 minutes.    Electronically signed: F. Adeyemi-Scholz, NP  02/13/2021 10:52 AM")
    _foot(s, 1)
    s.page()
    _head(s)
    s.box(40, 84, 532, 16, grey=0.88)
    s.at(44, 95, "PATIENT PORTAL MESSAGE   02/26/2021  09:15 PM", bold=True)
    s.para(44, 116, 520, "From: Antoinette Bellweather     To: Care Team, Adeyemi-Scholz\nSubject: cushion\nThe cushion helps but the gel gave me a rash so I stopped 2/20. Still can't do the car for more than 20 minutes. Should I keep March 8?\n\nReply 02/27/2021 08:02 AM  Rosario Minh, CMA\nYes please keep 03/08/2021 at 9:00. Stay off the gel. You can take acetaminophen up to 3 grams a day.")
    _foot(s, 2)


def _head(s: Sheet) -> None:
    s.at(40, 44, "Bellweather, Antoinette", 12, bold=True)
    s.at(40, 58, "DOB 04/04/1959    MRN 2204-881    PCP: Kristof Lindenbaum, MD    Ins: Bay Commonwealth HMO")
    s.rule(66, 40, 572)


def _foot(s: Sheet, page: int) -> None:
    s.rule(752, 40, 572)
    s.at(40, 764, "Wampanoag Street Community Health     50 Wampanoag St, Quincefield, MA     printed 07/19/2021 by ROI", 7)
    s.right(572, 764, f"{page} of 2", 7)
