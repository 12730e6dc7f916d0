"""UB-04 of an inpatient stay: revenue codes without HCPCS and without line dates, covered and non-covered columns."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One claim; the lines are of the statement's period, their charges in boxes of dollars and cents."""
    s.use("Courier", 9)
    s.at(30, 34, "FERN HOLLOW REGIONAL HOSPITAL")
    s.at(30, 45, "2200 FERN HOLLOW PKWY")
    s.at(30, 56, "LOW GAP WV 25999")
    for x, top, caption, value in (
        (320, 28, "3a PAT. CNTL #", "88120047"),
        (500, 28, "4 TYPE OF BILL", "0111"),
        (320, 52, "5 FED. TAX NO.", "00-5550188"),
        (430, 52, "6 STATEMENT COVERS PERIOD  FROM   THROUGH", "041523   041823"),
        (30, 76, "8 PATIENT NAME", "TRASK, EMLYN R"),
        (320, 76, "9 PATIENT ADDRESS", "8 COAL RUN RD  LOW GAP WV 25999"),
        (30, 100, "10 BIRTHDATE   11 SEX", "03281961   M"),
        (160, 100, "12 DATE  ADMISSION  13 HR  14 TYPE  15 SRC", "041523  22  1  7"),
        (400, 100, "16 DHR   17 STAT", "11   01"),
    ):
        s.at(x, top, caption, 5.5, font="Helvetica")
        s.at(x + 3, top + 12, value)
    for x, caption in ((30, "42 REV. CD."), (80, "43 DESCRIPTION"), (250, "44 HCPCS / RATE / HIPPS CODE"), (345, "45 SERV. DATE"), (395, "46 SERV. UNITS"), (450, "47 TOTAL CHARGES"), (520, "48 NON-COVERED CHARGES")):
        s.at(x, 134, caption, 5.5, font="Helvetica")
    y = 148.0
    for revenue, words, rate, units, charge in (
        ("0120", "ROOM-BOARD/SEMI", "1980.00", "3", "5940 00"),
        ("0250", "PHARMACY", "", "41", "1211 75"),
        ("0270", "MED-SUR SUPPLIES", "", "9", "388 20"),
        ("0300", "LABORATORY", "", "12", "1904 00"),
        ("0352", "CT SCAN/BODY", "", "2", "6120 00"),
        ("0420", "PHYSICAL THERP", "", "4", "716 00"),
        ("0450", "EMERG ROOM", "", "1", "2455 00"),
    ):
        s.at(32, y, revenue)
        s.at(80, y, words)
        s.right(335, y, rate)
        s.right(425, y, units)
        s.right(512, y, charge)
        y += 12
    s.at(32, y + 40, "0001   PAGE 1 OF 1")
    s.at(260, y + 40, "CREATION DATE 050223")
    s.at(395, y + 40, "TOTALS")
    s.right(512, y + 40, "18734 95")
    s.at(30, y + 64, "50 PAYER NAME", 5.5, font="Helvetica")
    s.at(33, y + 76, "COALFIELD MUTUAL AUTO")
    s.at(30, y + 92, "66 DX   67 PRINCIPAL", 5.5, font="Helvetica")
    s.at(33, y + 104, "0  S2242XA  S270XXA  V4352XA")
    s.at(30, y + 130, "UB-04 CMS-1450     APPROVED OMB NO. 0938-0997", 6, font="Helvetica")
