"""Solo practice whose name is the physician's own with a professional association behind it."""



from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit; practice and provider share a name."""
    s.use("Times-Roman", 11)
    s.middle(50, "HARLAN P. DWYER, M.D., P.A.", 15, bold=True)
    s.middle(64, "Diplomate, American Board of Family Practice", 9)
    s.middle(76, "19 Depot Street, Lowry, SC 29999     (555) 018-6161", 9)
    s.at(60, 112, "Patient: Etta Lindqvist")
    s.at(320, 112, "DOB: 01/05/1949")
    s.at(60, 128, "Date of visit: 06/03/2019")
    y = s.para(60, 156, 480, "CC: Sore neck and shoulders since car accident 5/29/19.")
    y = s.para(60, y + 4, 480, "O: BP 140/82. Trapezius tender both sides. Full rotation with discomfort.")
    y = s.para(60, y + 4, 480, "A: Cervical strain S16.1XXA.")
    y = s.para(60, y + 4, 480, "P: Heat, acetaminophen, recheck 2 weeks.")
    s.at(320, y + 40, "H. P. Dwyer, MD")
    s.rule(y + 44, 310, 540)
