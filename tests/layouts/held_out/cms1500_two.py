"""Two CMS-1500 claim forms of a therapist and a surgeon's office, boxes by number, dates in MM DD YY columns."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two claims, a page each."""
    _form(s, "OKAFOR-BRENNAN PHYSICAL THERAPY PC", "DN  LUDOVIC SAMPERE MD", [("04 03 23", "97161", "185 00", "1"), ("04 03 23", "97110", "140 00", "2"), ("04 10 23", "97110", "140 00", "2"), ("04 10 23", "97140", "65 00", "1")], "530 00", "NNEKA OKAFOR-BRENNAN PT   05 01 23", "1770022334")
    s.page()
    _form(s, "SAMPERE HAND & UPPER EXTREMITY LLC", "", [("05 17 23", "99213", "210 00", "1"), ("05 17 23", "73130 RT", "95 00", "1")], "305 00", "LUDOVIC SAMPERE MD   05 22 23", "1880033445")


def _form(s: Sheet, billing: str, ref: str, lines: list[tuple[str, str, str, str]], total: str, signed: str, npi: str) -> None:
    s.use("Courier", 9)
    s.at(36, 36, "HEALTH INSURANCE CLAIM FORM", 11, bold=True, font="Helvetica")
    s.at(36, 46, "APPROVED BY NATIONAL UNIFORM CLAIM COMMITTEE (NUCC) 02/12", 6, font="Helvetica")
    s.at(360, 40, "GRANITE LEDGE INSURANCE  PO BOX 77")
    s.at(360, 51, "MONTPELIER GAP VT 05999")
    _box(s, 36, 60, 270, 24, "2. PATIENT'S NAME (Last Name, First Name, Middle Initial)", "ZELENKO, ARDEN R")
    _box(s, 306, 60, 130, 24, "3. PATIENT'S BIRTH DATE    SEX", "08 19 1991   F X")
    _box(s, 436, 60, 140, 24, "1a. INSURED'S I.D. NUMBER", "GL-90-44178")
    _box(s, 36, 84, 270, 24, "5. PATIENT'S ADDRESS (No., Street)", "3 SUGARHOUSE LN")
    _box(s, 306, 84, 270, 24, "10. IS PATIENT'S CONDITION RELATED TO:  b. AUTO ACCIDENT?", "YES X   VT")
    _box(s, 36, 108, 270, 24, "12. PATIENT'S SIGNATURE", "SIGNATURE ON FILE   DATE 03 27 23")
    _box(s, 306, 108, 270, 24, "14. DATE OF CURRENT ILLNESS, INJURY, or PREGNANCY (LMP)", "03 14 23   QUAL 439")
    _box(s, 36, 132, 270, 24, "17. NAME OF REFERRING PROVIDER OR OTHER SOURCE", ref)
    _box(s, 306, 132, 270, 24, "18. HOSPITALIZATION DATES RELATED TO CURRENT SERVICES", "")
    _box(s, 36, 156, 540, 24, "21. DIAGNOSIS OR NATURE OF ILLNESS OR INJURY   ICD Ind. 0", "A. S63.501A    B. M25.531")
    for x, cap in ((38, "24. A. DATE(S) OF SERVICE  From        To"), (210, "B. PLACE"), (256, "D. PROCEDURES"), (350, "E. PTR"), (390, "F. $ CHARGES"), (470, "G. UNITS"), (510, "J. RENDERING NPI")):
        s.at(x, 192, cap, 6, font="Helvetica")
    y = 210.0
    for day, code, money, units in lines:
        s.at(38, y, f"{day}   {day}")
        s.at(216, y, "11")
        s.at(258, y, code)
        s.at(354, y, "AB")
        s.right(440, y, money)
        s.at(474, y, units)
        s.at(510, y, npi)
        y += 20
    _box(s, 36, 340, 150, 24, "25. FEDERAL TAX I.D. NUMBER", "030998877")
    _box(s, 186, 340, 150, 24, "26. PATIENT'S ACCOUNT NO.", "ZEL0091")
    _box(s, 336, 340, 120, 24, "28. TOTAL CHARGE", "$ " + total)
    _box(s, 456, 340, 120, 24, "29. AMOUNT PAID", "$ 0 00")
    _box(s, 36, 364, 180, 50, "31. SIGNATURE OF PHYSICIAN OR SUPPLIER", signed)
    _box(s, 216, 364, 170, 50, "32. SERVICE FACILITY LOCATION INFORMATION", "SAME")
    _box(s, 386, 364, 190, 50, "33. BILLING PROVIDER INFO & PH #", "")
    s.at(389, 386, billing, 8)
    s.at(389, 396, "88 TANNERY ROW, BARRE GAP VT", 8)
    s.at(36, 426, "FORM CMS-1500 (02-12)", 7, font="Helvetica")


def _box(s: Sheet, x: float, y: float, w: float, h: float, caption: str, value: str) -> None:
    s.box(x, y, w, h)
    s.at(x + 2, y + 7, caption, 5.5, font="Helvetica")
    s.at(x + 4, y + 19, value, 8)
