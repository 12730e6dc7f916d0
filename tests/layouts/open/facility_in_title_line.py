"""Print of a scanned system: facility in brackets of the title bar, provider in the signed line as LAST, FIRST without credentials."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two notes of one facility on one page."""
    s.use("Courier", 8.5)
    s.at(36, 40, "CHART COPY   Facility: Eastbay Surgical Assoc   User: RECORDS3   Page 1 of 1")
    s.at(36, 52, "Patient: VANCE, ORSON   MRN: 10027   DOB: 08/16/1963")
    s.rule(58)
    y = 76.0
    for day, title, text, who in (
        ("12/01/2021", "Office Visit", "CC: hernia repair recheck.\nHPI: Right inguinal pain began after lifting on 11/03/2021.\nPE: Small reducible hernia.\nA/P: K40.90. Schedule repair.", "QUIMBY, ARLO"),
        ("12/29/2021", "Post-op Visit", "CC: two weeks after repair.\nPE: Incision clean.\nA/P: Doing well. Light duty until 01/15/2022.", "QUIMBY, ARLO"),
    ):
        s.at(36, y, f"Encounter date: {day}   Visit type: {title}", bold=True)
        y = s.para(36, y + 14, 530, text)
        s.at(36, y + 6, f"Signed by: {who}   {day} 16:30")
        y += 36
