"""VA CPRS progress notes: monospaced, LOCAL TITLE / DATE OF NOTE / ENTRY DATE, signature with /es/, addendum."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

FIRST = """ LOCAL TITLE: PRIMARY CARE OUTPATIENT NOTE
STANDARD TITLE: PRIMARY CARE NOTE
DATE OF NOTE: FEB 14, 2019@09:30     ENTRY DATE: FEB 14, 2019@10:12:44
      AUTHOR: HARGROVE,ELENA M     EXP COSIGNER:
     URGENCY:                            STATUS: COMPLETED

  CC: back pain after rear-end collision.
  58 yo MALE seen today for low back pain since Jan 29, 2019, when
  he was struck while parked. Pain 6/10, worse at night. No weakness.
  PMH: HTN (2006), tinnitus.
  EXAM: paraspinal spasm L3-L5. SLR neg. Gait normal.
  A/P: Lumbar strain (S39.012A). Naproxen 500 BID. PT consult.
       RTC 4 weeks, appt 03/14/2019.

/es/ ELENA M HARGROVE, MD
STAFF PHYSICIAN
Signed: 02/14/2019 10:15

02/20/2019 ADDENDUM                  STATUS: COMPLETED
Plain films of 2/19/19 show no fracture. Veteran told by phone.

/es/ TOBY R LENZ, RN
Signed: 02/20/2019 13:02"""

SECOND = """ LOCAL TITLE: PHYSICAL THERAPY CONSULT NOTE
STANDARD TITLE: PHYSICAL THERAPY CONSULT
DATE OF NOTE: FEB 27, 2019@13:00     ENTRY DATE: FEB 28, 2019@07:20:10
      AUTHOR: YOON,SEBASTIAN       EXP COSIGNER:
     URGENCY:                            STATUS: COMPLETED

  Evaluated for lumbar strain. Flexion 50%, extension 25%, painful.
  Treatment today: 97161 evaluation, home program.
  Plan 2x/week for 6 weeks.

/es/ SEBASTIAN YOON, DPT
Signed: 02/28/2019 07:25"""


def draw(s: Sheet) -> None:
    """Two notes and an addendum on two pages of fixed pitch."""
    s.use("Courier", 9)
    for page, body in ((1, FIRST), (2, SECOND)):
        s.at(40, 40, "MEDICAL RECORD                    Progress Notes")
        s.at(40, 52, "-" * 79)
        y = 74.0
        for line in body.split("\n"):
            s.at(40, y, line)
            y += 12
        s.at(40, 700, "-" * 79)
        s.at(40, 712, "GRUBER,ALVIN J            CASSELTON VAMC          Printed:07/02/2019 08:41")
        s.at(40, 724, "XXX-XX-3310   DOB:11/20/1960       Pt Loc: OUTPATIENT")
        s.at(40, 736, f"                                                                  Page: {page}")
        if page == 1:
            s.page()
