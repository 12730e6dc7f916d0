"""UB-04 (CMS-1450): numbered form locators in a grid, six-digit dates without separators, revenue lines 42-47."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One claim; creation date and statement period are six digits run together."""
    s.use("Courier", 9)
    _box(s, 30, 30, 180, 44, "1", ["SABLE CREEK MEDICAL CENTER", "1200 ARROYO WAY", "DEL SOMBRA AZ 85999"])
    _box(s, 210, 30, 180, 44, "2", ["SABLE CREEK MEDICAL CENTER", "PO BOX 6110", "DEL SOMBRA AZ 85999"])
    _box(s, 390, 30, 132, 22, "3a PAT. CNTL #", ["V0099123477"])
    _box(s, 522, 30, 60, 22, "4 TYPE OF BILL", ["0131"])
    _box(s, 390, 52, 72, 22, "5 FED. TAX NO.", ["865550117"])
    _box(s, 462, 52, 120, 22, "6 STATEMENT COVERS PERIOD FROM THROUGH", ["041722 041722"])
    _box(s, 30, 74, 276, 22, "8 PATIENT NAME    a", ["ESPARZA, TERRENCE"])
    _box(s, 306, 74, 276, 22, "9 PATIENT ADDRESS", ["8 OCOTILLO CT DEL SOMBRA AZ 85999"])
    x = 30.0
    for w, cap, value in ((70, "10 BIRTHDATE", "07191988"), (28, "11 SEX", "M"), (70, "12 ADMISSION DATE", "041722"), (40, "13 HR", "19"), (40, "14 TYPE", "1"), (40, "15 SRC", "7"), (40, "16 DHR", "23"), (40, "17 STAT", "01"), (184, "18-28 CONDITION CODES", "")):
        _box(s, x, 96, w, 22, cap, [value])
        x += w
    _box(s, 30, 118, 110, 22, "31 OCCURRENCE CODE DATE", ["02 041722"])
    _box(s, 140, 118, 442, 22, "38", ["CORVUS AUTO CLAIMS"])
    for x, cap in ((32, "42 REV. CD."), (82, "43 DESCRIPTION"), (262, "44 HCPCS / RATE"), (352, "45 SERV. DATE"), (420, "46 SERV. UNITS"), (480, "47 TOTAL CHARGES")):
        s.at(x, 152, cap, 6, font="Helvetica")
    y = 168.0
    for rev, what, code, day, units, dollars, cents in (
        ("0250", "PHARMACY", "", "041722", "3", "96", "20"),
        ("0352", "CT SCAN/BODY", "74177", "041722", "1", "3140", "00"),
        ("0450", "EMERG ROOM", "99285 25", "041722", "1", "2980", "00"),
        ("0636", "DRUGS/DETAIL CODE", "J2270", "041722", "4", "61", "00"),
    ):
        s.at(32, y, rev)
        s.at(82, y, what)
        s.at(262, y, code)
        s.at(352, y, day)
        s.right(450, y, units)
        s.right(525, y, dollars)
        s.at(532, y, cents)
        y += 14
    s.at(32, 480, "0001   PAGE 1 OF 1        CREATION DATE 050322          TOTALS")
    s.right(525, 480, "6277")
    s.at(532, 480, "20")
    _box(s, 30, 492, 300, 22, "50 PAYER NAME", ["CORVUS AUTO CLAIMS"])
    _box(s, 330, 492, 252, 22, "56 NPI", ["1550099887"])
    _box(s, 30, 514, 300, 22, "58 INSURED'S NAME", ["ESPARZA, TERRENCE"])
    _box(s, 330, 514, 252, 22, "60 INSURED'S UNIQUE ID", ["CX-22-00718"])
    _box(s, 30, 536, 552, 22, "66 DX   67", ["S301XXA   R109   V4352XA"])
    _box(s, 30, 558, 276, 22, "76 ATTENDING   NPI    LAST    FIRST", ["1440055661  ROHDE   MALIK"])
    s.at(30, 596, "UB-04 CMS-1450        APPROVED OMB NO. 0938-0997        NUBC National Uniform Billing Committee", 6, font="Helvetica")


def _box(s: Sheet, x: float, y: float, w: float, h: float, caption: str, lines: list[str]) -> None:
    s.box(x, y, w, h)
    s.at(x + 1, y + 6, caption, 5, font="Helvetica")
    for i, line in enumerate(lines):
        s.at(x + 3, y + 17 + 11 * i, line, 8)
