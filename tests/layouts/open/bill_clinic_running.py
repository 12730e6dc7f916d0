"""Clinic ledger print-out in a typewriter face: debit, credit and running balance; the day is printed once for several lines."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

ROWS = (
    "DATE      DR  PROC    DESCRIPTION                        DEBIT    CREDIT   BALANCE",
    "--------  --  ------  ------------------------------  --------  --------  --------",
    "                      BALANCE FORWARD                                       120.00",
    "02-08-22  KT  99203   NEW PATIENT OFFICE VISIT          210.00              330.00",
    "              72110   X-RAY LUMBAR SPINE 4 VIEWS        165.00              495.00",
    "              97014   ELECTRICAL STIMULATION             38.00              533.00",
    "02-11-22  KT  99212   OFFICE VISIT EST                   75.00              608.00",
    "              97110   THERAPEUTIC EXERCISE               64.00              672.00",
    "02-28-22      PMTINS  INS PMT WESTFALL MUTUAL CK 40713              180.00  492.00",
    "02-28-22      ADJINS  CONTRACT WRITE-OFF                             55.20  436.80",
    "03-04-22  KT  99212   OFFICE VISIT EST                   75.00              511.80",
    "03-04-22      PMTPT   PATIENT PMT VISA                               40.00  471.80",
    "                                                      --------  --------  --------",
    "              TOTALS                                    627.00    275.20    471.80",
)


def draw(s: Sheet) -> None:
    """One page; 627.00 was charged."""
    s.use("Courier", 9)
    s.at(40, 50, "TURNSTONE FAMILY & SPINE CLINIC", bold=True)
    s.at(40, 62, "77 Ferry Ln, Alder Bay, OR 97999   (555) 019-6120")
    s.at(40, 84, "PATIENT LEDGER                         PRINTED 04-19-22  PAGE 1")
    s.at(40, 106, "ACCOUNT 10077   PATIENT  CORMAC DELL      BIRTHDATE 05-30-1990")
    for i, row in enumerate(ROWS):
        s.at(40, 130 + 12 * i, row)
    s.at(40, 130 + 12 * len(ROWS) + 24, "CURRENT 30 DAYS   31-60 DAYS   61-90 DAYS   OVER 90")
    s.at(40, 130 + 12 * len(ROWS) + 36, "         75.00        276.80         0.00    120.00")
