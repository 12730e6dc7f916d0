"""Urgent care chart (DocuTAP/Experity): title bar, log-in and discharge times, two-digit years, exam as dense prose."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page; the facility's name has no facility word, the date is in 'Date of Service' under the title."""
    s.use("Helvetica", 8.5)
    s.box(30, 28, 552, 22, grey=0.75)
    s.at(36, 43, "SwiftStep - Garland Rd", 12, bold=True)
    s.right(576, 43, "Patient Chart", 12, bold=True)
    s.at(36, 66, "Ottoline Vance", 10, bold=True)
    s.at(36, 78, "DOB: 10/04/2003 (Age: 18)  Gender: F")
    s.at(36, 90, "Acct: 118-4402   Race: declined")
    s.right(576, 66, "Date of Service: 06/25/22")
    s.right(576, 78, "Login: 06/25/22 17:08   Discharge: 06/25/22 18:21")
    s.right(576, 90, "Provider: Hale, Quentin PA-C   Supervising: Roy, Anita MD")
    s.rule(96, 30, 582)
    y = 112.0
    for head, text in (
        ("Chief Complaint", "Right ankle injury on trampoline at a birthday party (06/24/22)."),
        ("HPI", "Landed on the side of the foot when another jumper fell onto her. Swelling at once. Can take four steps. LMP 06/10/22."),
        ("Vitals", "17:15  BP 112/70  HR 84  RR 16  T 98.7  O2 99%  Pain 7"),
        ("PE", "Ankle right: lateral swelling, tender ATFL and posterior edge of lateral malleolus; drawer 1+."),
        ("X-Ray", "Right ankle 3 views read by provider: no fracture. Overread by radiologist 06/27/22: agree."),
        ("Diagnosis", "S93.401A Sprain of unspecified ligament of right ankle, initial encounter"),
        ("Plan", "Air stirrup, crutches. Recheck 07/02/22 if not better."),
        ("Charges", "99203, 73610, L4350"),
    ):
        s.at(36, y, head, bold=True)
        y = s.para(120, y, 450, text) + 5
    s.at(36, y + 20, "Electronically signed by Quentin Hale, PA-C on 06/25/22 at 19:02")
    s.at(36, y + 32, "Co-signed by Anita Roy, MD on 06/28/22 at 08:15")
