"""MEDITECH emergency report in typewriter face: campus name without a word for hospital, names as LAST,FIRST MD, carbon-copy list."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page; the attending is labelled, the family doctor and the copies are others."""
    s.use("Courier", 8.5)
    s.middle(40, "TARROW WESLEY CHAPEL", 10, bold=True)
    s.middle(51, "2600 LOWER BRIDGE BLVD")
    s.middle(62, "WESLEY CHAPEL, FL 33999")
    s.middle(80, "EMERGENCY PROVIDER REPORT", 10, bold=True)
    for i, (a, b) in enumerate((
        ("PATIENT: RUSKIN,DELIA M", "ACCOUNT #: TW0099187721"),
        ("DOB: 09/12/1969   AGE: 51   SEX: F", "MED REC #: TW00442178"),
        ("SERVICE DATE: 06/30/21", "ROOM/BED: ER-14"),
        ("ATTEND PHYS: Castellan,Rhea MD", "STATUS: DEP ER"),
        ("FAMILY PHYS: Bromley,Otis MD", "RPT #: 0630-00417"),
    )):
        s.at(50, 104 + 11 * i, a)
        s.at(340, 104 + 11 * i, b)
    s.rule(164, 50, 562)
    y = s.para(50, 180, 510, "HPI-General Illness / Injury\nGeneral\nConfirmed Patient Yes\nChief Complaint Low back pain after fall at a store\nStory: The patient slipped on a wet floor and landed on her buttocks about two hours ago. Pain 7/10 across the low back, no numbness. Able to walk.")
    y = s.para(50, y + 8, 510, "Exam\nAlert. Lumbar paraspinal tenderness, no step-off. Straight leg raise negative. Strength 5/5.")
    y = s.para(50, y + 8, 510, "Medical Decision Making\nX-ray lumbar spine: no fracture, read by radiology. Ketorolac 30 mg IM with relief.")
    y = s.para(50, y + 8, 510, "Departure\nImpression: Primary: Lumbar contusion S30.0XXA\nDisposition: HOME\nReferrals: Bromley,Otis MD (PCP/Family)")
    s.at(50, y + 20, "Electronically Signed by Rhea Castellan MD on 07/01/21 at 0318")
    s.at(50, y + 44, "RPT #: 0630-00417")
    s.at(50, y + 55, "***END OF REPORT***")
    s.at(50, y + 77, "CC: Otis Bromley MD; Patient Financial Svcs")
