"""Urgent care sheet: logo in two sizes, signature stamp with date and time, supervising physician who reviewed the chart."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit; the assistant saw the patient, the physician reviewed."""
    s.use("Helvetica", 9)
    s.at(40, 50, "NOW", 26, bold=True)
    s.at(111, 50, "care", 26)
    s.at(40, 64, "WALK-IN URGENT CARE", 9)
    s.at(40, 75, "Hollow Creek  |  1400 Route 9  |  555.011.8080", 8)
    s.at(340, 46, "Patient:", bold=True)
    s.at(400, 46, "Emmett Fairbairn")
    s.at(340, 58, "Birth date:", bold=True)
    s.at(400, 58, "3/30/2001")
    s.at(340, 70, "Visit:", bold=True)
    s.at(400, 70, "4/2/2023 1:20 pm")
    s.rule(84)
    y = s.para(40, 102, 530, "CC: Left ankle injury\nHPI: 22 yo male twisted his left ankle stepping off a broken stair this morning. Pain 8/10 lateral. Could not bear weight.")
    y = s.para(40, y + 8, 530, "PE: Swelling and tenderness over the ATFL. Anterior drawer guarded. Pulses 2+.")
    y = s.para(40, y + 8, 530, "X-ray left ankle 3 views (read by clinic): negative for fracture.")
    y = s.para(40, y + 8, 530, "DX: Sprain of left ankle S93.402A\nPLAN: Air stirrup, crutches, ibuprofen 600 mg. Ortho if not better in 10 days.")
    s.box(330, y + 14, 210, 46)
    s.at(338, y + 28, "ELECTRONICALLY SIGNED", 8, bold=True)
    s.at(338, y + 40, "Tamsin Rook, PA-C")
    s.at(338, y + 52, "04/02/2023 14:10", 8)
    s.at(40, y + 80, "Chart reviewed by supervising physician: Leland Moss, MD 04/05/2023")
