"""Epic release of information: banner top right on each page, author/filed/date-of-service block, printed-by footer."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two pages of one visit that goes past midnight."""
    s.use("Helvetica", 9)
    _frame(s, 1)
    s.at(36, 100, "ED Provider Notes by Okafor, Daniel U, MD at 6/2/2021 11:48 PM", 11, bold=True)
    s.rule(105)
    s.label(36, 120, "Author:", "Daniel U Okafor, MD")
    s.label(220, 120, "Service:", "Emergency Medicine")
    s.label(400, 120, "Author Type:", "Physician")
    s.label(36, 133, "Filed:", "6/3/2021 2:31 AM")
    s.label(220, 133, "Date of Service:", "6/2/2021 11:48 PM")
    s.label(400, 133, "Status:", "Signed")
    s.label(36, 146, "Editor:", "Daniel U Okafor, MD (Physician)")
    y = s.para(36, 172, 520, "CHIEF COMPLAINT\nNeck and left wrist pain after car crash.")
    y = s.para(
        36, y + 8, 530,
        "HISTORY OF PRESENT ILLNESS\nCorinne T Marlow is a 36 y.o. female who presents by private car about three "
        "hours after she was struck from behind at a red light. She wore a belt, no airbag opened. She recalls the "
        "impact. She reports aching across the neck, worse on turning to the left, and a swollen left wrist. She had "
        "a cervical strain in 2014 which cleared with therapy. Last tetanus 3/2018.",
    )
    y = s.para(36, y + 8, 520, "PAST SURGICAL HISTORY\nTonsillectomy 1993\nCesarean section 04/11/2013")
    y = s.para(
        36, y + 8, 520,
        "PHYSICAL EXAM\nBP 138/84 | Pulse 92 | Temp 98.4 °F (36.9 °C) | Resp 16 | SpO2 99%\n"
        "Neck: midline tenderness at C5, rotation to the left limited by pain.\n"
        "Left wrist: swelling over the distal radius, snuffbox tender, sensation intact.",
    )
    s.page()
    _frame(s, 2)
    s.at(36, 100, "ED Provider Notes by Okafor, Daniel U, MD at 6/2/2021 11:48 PM (continued)", 11, bold=True)
    s.rule(105)
    y = s.para(
        36, 125, 530,
        "IMAGING\nXR Wrist Left 3 Views (Final result) 6/3/2021 12:40 AM: No displaced fracture. Scaphoid injury "
        "cannot be excluded.\n\nMDM\nCollar cleared clinically. Thumb spica splint placed by technician.",
    )
    y = s.para(
        36, y + 8, 530,
        "CLINICAL IMPRESSION\n1. Acute strain of neck muscle, initial encounter   S16.1XXA\n"
        "2. Sprain of left wrist, initial encounter   S63.502A\n\nDISPOSITION\nDischarged 6/3/2021 1:55 AM in stable "
        "condition. Follow up with hand clinic within 10 days.",
    )
    s.at(36, y + 20, "Daniel U Okafor, MD")
    s.at(36, y + 32, "06/03/21 0231")


def _frame(s: Sheet, page: int) -> None:
    s.at(36, 45, "Bellhaven", 20, bold=True)
    s.at(36, 60, "H E A L T H", 8)
    s.at(36, 74, "4400 Ridge Pike, Corbel PA 19444-2210", 7)
    s.at(380, 42, "Marlow, Corinne T", 10, bold=True)
    s.at(380, 54, "MRN: 004417733, DOB: 8/19/1984, Sex: F", 8)
    s.at(380, 65, "Acct #: 70015528", 8)
    s.at(380, 76, "ADM: 6/2/2021, D/C: 6/3/2021", 8)
    s.rule(84)
    s.at(36, 770, "Printed by VASQUEZ, MIA [10442] at 9/14/2021 10:05 AM", 7)
    s.right(576, 770, f"Page {page} of 2", 7)
