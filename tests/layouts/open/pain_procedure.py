"""Pain clinic procedure note: facility only in the footer, 'D/S' as the label, time-out and nurse times."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page; the letterhead is in the footer."""
    s.use("Helvetica", 9.5)
    s.middle(50, "PROCEDURE NOTE", 14, bold=True)
    s.at(50, 80, "NAME: Calloway, Bernard")
    s.at(250, 80, "D/S: 9-14-23")
    s.at(400, 80, "D.O.B.: 5-7-59")
    s.at(50, 94, "DX: M54.16, M51.16")
    s.at(250, 94, "D/A: 3-3-23")
    s.at(400, 94, "CHART: 4417")
    s.rule(102, 50, 562)
    y = 122.0
    for head, text in (
        ("PROCEDURE:", "Left L4-L5 and L5-S1 transforaminal epidural steroid injection under fluoroscopy (64483, 64484)."),
        ("PHYSICIAN:", "Nadia Kirchner, MD"),
        ("ANESTHESIA:", "Local, 1% lidocaine."),
        ("INDICATION:", "Persistent left leg pain since the collision of March 3, 2023, with less than four weeks of relief from the injection of July 20, 2023."),
        ("DESCRIPTION:", "After consent and time-out at 10:42 the patient was placed prone. Under oblique view a 22 gauge needle was advanced to the foramen at each level. Contrast showed spread along the nerve root without vascular uptake. Dexamethasone 10 mg was given in divided doses."),
        ("COMPLICATIONS:", "None. Pain before 8/10, after 3/10."),
        ("PLAN:", "Recheck in two weeks (9-28-23). If less than half relief, surgical opinion."),
    ):
        s.at(50, y, head, bold=True)
        y = s.para(150, y, 410, text) + 6
    s.at(50, y + 40, "______________________________")
    s.at(50, y + 53, "Nadia Kirchner, MD")
    s.at(50, y + 66, "NK/tr   d: 9/14/23   t: 9/18/23")
    s.rule(735, 50, 562)
    s.middle(748, "MERIDIAN PAIN INSTITUTE, P.C.", 10, bold=True)
    s.middle(760, "580 Cutler Drive, Suite 9 - Vantage, NJ 07999 - (555) 011-8080", 8)
