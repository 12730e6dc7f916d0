"""Epic office visit: health system logo above, the clinic in the department field, PCP and referring beside the visit provider."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit; two people's names stand in the header that did not see the patient."""
    s.use("Helvetica", 9)
    s.at(36, 46, "Meridale", 22, bold=True)
    s.at(36, 60, "ORTHOPEDICS CROSSROADS", 9, bold=True)
    s.at(36, 71, "71 Commerce Loop, Suite 210, Crossroads, WA 98999", 7)
    s.at(380, 42, "Ibarra, Leopold", 10, bold=True)
    s.at(380, 54, "MRN: 6100348812, DOB: 1/17/1986, Sex: M", 8)
    s.at(380, 65, "Visit date: 10/5/2023", 8)
    s.rule(80)
    s.at(36, 96, "10/05/2023 - Office Visit in Meridale Orthopedics Crossroads", 11, bold=True)
    s.at(36, 112, "Visit Information", 10, bold=True)
    s.at(46, 126, "Provider Information", bold=True)
    s.at(56, 140, "Encounter Provider", bold=True)
    s.at(240, 140, "Authorizing Provider", bold=True)
    s.at(400, 140, "PCP", bold=True)
    s.at(56, 152, "Nakashima, Beryl K, DO")
    s.at(240, 152, "Nakashima, Beryl K, DO")
    s.at(400, 152, "Purcell, Wynn, MD")
    s.at(46, 170, "Department", bold=True)
    s.at(56, 184, "Name", bold=True)
    s.at(240, 184, "Address", bold=True)
    s.at(400, 184, "Phone", bold=True)
    s.at(56, 196, "Meridale Orthopedics Crossroads")
    s.at(240, 196, "71 Commerce Loop, Suite 210")
    s.at(400, 196, "555-017-4400")
    s.at(36, 220, "Progress Notes", 10, bold=True)
    s.at(36, 234, "Nakashima, Beryl K, DO at 10/5/2023 2:20 PM", bold=True)
    y = s.para(36, 252, 530, "Subjective\nLeopold Ibarra is a 37 y.o. male seen for his left shoulder, six weeks after he was rear-ended on 8/24/2023. Aching at night, weak reaching up. Therapy with Cole Danvers, PT twice a week.")
    y = s.para(36, y + 8, 530, "Objective\nForward flexion 130, painful arc. Empty can weak 4/5. Neurovascular intact.")
    y = s.para(36, y + 8, 530, "Assessment & Plan\nLeft rotator cuff strain, S46.012A. MR arthrogram ordered. Continue therapy. Return in 4 weeks.")
    s.at(36, y + 16, "Electronically signed by Nakashima, Beryl K, DO at 10/5/2023 3:02 PM", 8)
    s.at(36, 770, "Generated on 2/20/2024 8:30 AM", 7)
    s.right(576, 770, "Page 1", 7)
