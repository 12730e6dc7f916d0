"""Work status slip: a third of a page, tick boxes, date seen after a long label, dates of return that are no visits."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two slips on one page, as photocopied."""
    s.use("Helvetica", 10)
    _slip(s, 40, "2/8/24", "[X] is unable to work from  2/8/24  through  2/22/24", "[ ] may return to work on ____________", "2/22/24")
    s.rule(390, 30, 582)
    _slip(s, 400, "2/22/24", "[ ] is unable to work from ______ through ______", "[X] may return to work on  2/26/24  with: no lifting over 15 lbs, no overhead work", "3/21/24")


def _slip(s: Sheet, y: float, seen: str, off: str, back: str, again: str) -> None:
    s.middle(y + 10, "Castlegate Family Medicine", 13, bold=True)
    s.middle(y + 24, "88 Portcullis Road  *  Dunn, IL 61999  *  555-015-3131", 8)
    s.middle(y + 48, "CERTIFICATE TO RETURN TO WORK OR SCHOOL", 11, bold=True)
    s.at(60, y + 80, "This certifies that   Winifred Stokes")
    s.at(360, y + 80, "(born 10/31/86)")
    s.at(60, y + 98, f"was seen and examined in this office on   {seen}   and")
    s.at(60, y + 120, off)
    s.at(60, y + 138, back)
    s.at(60, y + 160, "Remarks:  right shoulder strain, S46.911A")
    s.at(60, y + 182, f"Next visit:  {again}")
    s.at(300, y + 220, "Gideon Amsel, M.D.")
    s.rule(y + 224, 290, 540)
    s.at(300, y + 235, "Physician's signature", 8)
