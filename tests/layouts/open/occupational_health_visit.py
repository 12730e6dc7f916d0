"""Occupational health visit: service location, employer and carrier in the same grid; provider as LAST, FIRST M (PA)."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit; employer, carrier and adjuster are neither facility nor provider."""
    s.use("Helvetica", 9)
    s.at(40, 44, "PHYSICIAN'S PROGRESS REPORT", 13, bold=True)
    s.rule(52)
    cells = (
        ("Patient:", "SERRANO, HECTOR", "Service Date:", "11/18/2021"),
        ("Birth Date:", "03/03/1983", "Case Date:", "11/11/2021"),
        ("Employer:", "Northbound Freight Systems Inc", "Service Location:", "WorkFirst Dunmore"),
        ("Carrier:", "Keystone Insurance Group", "Treating Provider:", "YARROW, COLETTE M (PA)"),
        ("Adjuster:", "Tom Billings", "Supervising:", "HARGROVE, PAUL (MD)"),
    )
    for i, (a, b, c, d) in enumerate(cells):
        s.label(40, 70 + 13 * i, a, b)
        s.label(320, 70 + 13 * i, c, d)
    s.rule(132)
    y = s.para(40, 150, 530, "CHIEF COMPLAINT: Recheck right hand crush injury.")
    y = s.para(40, y + 6, 530, "HPI: One week after a pallet jack rolled over his right hand. Swelling less. Pain 5/10. Has tolerated modified duty.")
    y = s.para(40, y + 6, 530, "PHYSICAL EXAM: Ecchymosis over the third metacarpal. Grip reduced. Sensation normal.")
    y = s.para(40, y + 6, 530, "ASSESSMENT: Crushing injury of right hand S67.21XD.")
    y = s.para(40, y + 6, 530, "PLAN: Hand therapy 2x3. Restrictions: no lifting over 5 lbs with right hand. Next visit 11/29/2021.")
    s.at(40, y + 22, "Electronically Signed", bold=True)
    s.at(40, y + 36, "Colette M Yarrow, PA-C")
    s.at(40, y + 49, "11/18/2021 03:40 PM")
    s.at(40, 765, "\u00a9 WorkFirst Occupational Health Centers. All rights reserved.", 7)
