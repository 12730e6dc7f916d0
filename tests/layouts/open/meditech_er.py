"""Meditech: monospaced, upper case labels with dots, patient and account lines, signature lines with DD/DT."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

BODY = """\
                       WESTMARCH GENERAL
                  EMERGENCY PROVIDER REPORT
                                                 REPORT#:0804-0231
                                                 REPORT STATUS: Signed

  PATIENT: TILLEY,ROSCOE B            UNIT #: W000771203
  ACCOUNT#: W10077193344              ROOM/BED:
  DOB: 11/08/72   AGE: 47             SEX: M
  SERVICE DT: 08/04/20                AUTHOR: ABARA,CHIDI DO
  REP SRV DT: 08/04/20                REP SRV TM: 2213

  * ALL edits or amendments must be made on the electronic/computer
  document *

  HPI-Fall
    General
      Initial Greet Date/Time:  08/04/20 2151
      Chief Complaint: fall, hip pain
    Narrative
      47 year old slipped on a wet floor at a grocery at about 8 pm.
      Landed on right hip. Walks with a limp. Denies head injury.

  PAST HISTORY
      Lumbar fusion 2016.  Last seen here 03/19/18 for laceration.

  EXAM
      Right hip: tender greater trochanter, no shortening.

  COURSE
      XR HIP 2+V UNI W/PELVIS RT: negative.  Toradol 30 mg IM.

  DIAGNOSIS
      Primary Impression: Contusion of right hip (S70.01XA)

  DISPOSITION: HOME/SELF CARE   CONDITION: Stable   08/04/20 2330


  <Electronically signed by CHIDI ABARA DO> 08/05/20 0412

  RPT #: 0804-0231
  ***END OF REPORT***"""


def draw(s: Sheet) -> None:
    """One page of fixed pitch."""
    s.use("Courier", 9)
    y = 50.0
    for line in BODY.split("\n"):
        s.at(60, y, line)
        y += 12
    s.at(60, 750, "PRINTED BY: LOFTIS,DEB                       PAGE 1    02/11/21 1109")
