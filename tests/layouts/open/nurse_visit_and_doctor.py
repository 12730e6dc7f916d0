"""Clinic chart page with a nurse visit and a doctor's visit, each signed, under a letterhead with partners' names."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two visits; three partners are listed above."""
    s.use("Times-Roman", 10)
    s.middle(46, "ELM & ASH FAMILY DOCTORS", 14, bold=True)
    s.middle(58, "Hope Sandler, MD    Victor Ames, MD    Lena Ortiz, NP", 9)
    s.middle(70, "22 Elm Ave, Barton, WI 53999   555-018-7272", 9)
    s.at(50, 100, "NAME: Florence Tate     DOB: 04/14/1951")
    s.at(50, 126, "Date of visit: 08/01/2022", bold=True)
    y = s.para(50, 142, 500, "CC: fall in parking lot 07/30/2022. R hip and wrist pain.\nPE: bruise R hip. Wrist tender.\nA: contusions S70.01XA, S60.211A.\nP: ice, Tylenol, X-ray wrist.")
    s.at(330, y + 6, "Victor Ames, MD")
    y += 34
    s.at(50, y, "Date of visit: 08/09/2022", bold=True)
    y = s.para(50, y + 16, 500, "Nurse visit: BP check 134/80. Wrist splint rewrapped. Pain 3/10.")
    s.at(330, y + 6, "K. Bloom, RN")
