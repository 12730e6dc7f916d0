"""CMS-1500 (02/12): boxes side by side with their tiny printed captions, values below the captions, six-digit dates with gaps."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One claim of three lines; box 14 the date of current illness, box 31 the signature's date."""
    s.use("Courier", 9)
    s.at(36, 40, "HEALTH INSURANCE CLAIM FORM", 12, bold=True, font="Helvetica")
    s.at(36, 50, "APPROVED BY NATIONAL UNIFORM CLAIM COMMITTEE (NUCC) 02/12", 5, font="Helvetica")
    s.right(576, 40, "LARCH CASUALTY CLAIMS")
    s.right(576, 50, "PO BOX 900 TULLY NE 68999")
    _box(s, 36, 60, 330, "1. MEDICARE   MEDICAID   TRICARE   CHAMPVA   GROUP HEALTH PLAN   FECA BLK LUNG   OTHER", "                                        X")
    _box(s, 366, 60, 210, "1a. INSURED'S I.D. NUMBER (For Program in Item 1)", "LCX-5500912")
    _box(s, 36, 84, 210, "2. PATIENT'S NAME (Last Name, First Name, Middle Initial)", "QUILLEN, MARGOT, E")
    _box(s, 246, 84, 120, "3. PATIENT'S BIRTH DATE    SEX", "04 03 1972   F X")
    _box(s, 366, 84, 210, "4. INSURED'S NAME (Last Name, First Name, Middle Initial)", "QUILLEN, RAYMOND")
    _box(s, 36, 108, 210, "5. PATIENT'S ADDRESS (No., Street)", "6 SALT MARSH RD")
    _box(s, 246, 108, 120, "6. PATIENT RELATIONSHIP TO INSURED", "Spouse X")
    _box(s, 366, 108, 210, "7. INSURED'S ADDRESS (No., Street)", "6 SALT MARSH RD")
    _box(s, 36, 132, 330, "10. IS PATIENT'S CONDITION RELATED TO:  b. AUTO ACCIDENT?   PLACE (State)", "YES X     ME")
    _box(s, 366, 132, 210, "11a. INSURED'S DATE OF BIRTH    SEX", "09 18 1970   M X")
    _box(s, 36, 156, 330, "12. PATIENT'S OR AUTHORIZED PERSON'S SIGNATURE", "SIGNATURE ON FILE      DATE 10 26 22")
    _box(s, 366, 156, 210, "13. INSURED'S OR AUTHORIZED PERSON'S SIGNATURE", "SIGNATURE ON FILE")
    _box(s, 36, 180, 165, "14. DATE OF CURRENT ILLNESS, INJURY, or PREGNANCY (LMP)", "10 22 22   QUAL. 431")
    _box(s, 201, 180, 165, "15. OTHER DATE", "QUAL.")
    _box(s, 366, 180, 210, "16. DATES PATIENT UNABLE TO WORK IN CURRENT OCCUPATION", "FROM 10 23 22  TO 11 06 22")
    _box(s, 36, 204, 330, "17. NAME OF REFERRING PROVIDER OR OTHER SOURCE", "DN  CASSIUS LEE MD")
    _box(s, 366, 204, 210, "18. HOSPITALIZATION DATES RELATED TO CURRENT SERVICES", "FROM           TO")
    _box(s, 36, 228, 540, "21. DIAGNOSIS OR NATURE OF ILLNESS OR INJURY  Relate A-L to service line below (24E)   ICD Ind. 0", "A. S134XXA     B. S39012A     C. M542")
    s.at(38, 260, "24. A.  DATE(S) OF SERVICE", 6, font="Helvetica")
    s.at(38, 268, "From            To", 6, font="Helvetica")
    for x, cap in ((150, "B. PLACE"), (185, "D. PROCEDURES, SERVICES"), (330, "E. POINTER"), (380, "F. $ CHARGES"), (455, "G. UNITS"), (500, "J. RENDERING ID")):
        s.at(x, 264, cap, 6, font="Helvetica")
    y = 290.0
    for d, code, mod, point, dollars, cents in (("11 02 22", "98941", "AT", "AB", "75", "00"), ("11 02 22", "97012", "", "A", "38", "50"), ("11 04 22", "98941", "AT", "AB", "75", "00")):
        s.at(38, y, f"{d} {d}")
        s.at(155, y, "11")
        s.at(190, y, f"{code}  {mod}")
        s.at(335, y, point)
        s.right(425, y, dollars)
        s.at(432, y, cents)
        s.at(460, y, "1")
        s.at(505, y, "1440098812")
        s.rule(y + 5, 36, 576, 0.3)
        y += 24
    _box(s, 36, 436, 110, "25. FEDERAL TAX I.D. NUMBER", "01-5550199  X")
    _box(s, 146, 436, 120, "26. PATIENT'S ACCOUNT NO.", "QUI0041")
    _box(s, 266, 436, 100, "27. ACCEPT ASSIGNMENT?", "YES X")
    _box(s, 366, 436, 80, "28. TOTAL CHARGE", "$  188 50")
    _box(s, 446, 436, 70, "29. AMOUNT PAID", "$    0 00")
    _box(s, 516, 436, 60, "30. Rsvd", "")
    for x, w, cap, lines in (
        (36, 150, "31. SIGNATURE OF PHYSICIAN OR SUPPLIER", ("FELIX ARDOIN DC", "SIGNED     DATE 11 09 22")),
        (186, 180, "32. SERVICE FACILITY LOCATION INFORMATION", ("TIDEWAY CHIROPRACTIC", "15 WHARF ST", "PORT ELLIS ME 04999")),
        (366, 210, "33. BILLING PROVIDER INFO & PH #  (555) 0195544", ("TIDEWAY CHIROPRACTIC PA", "PO BOX 12", "PORT ELLIS ME 04999")),
    ):
        s.box(x, 460, w, 54)
        s.at(x + 2, 467, cap, 5.5, font="Helvetica")
        for i, line in enumerate(lines):
            s.at(x + 4, 480 + 11 * i, line, 8)
    s.at(36, 524, "NUCC Instruction Manual available at: www.nucc.org", 6, font="Helvetica")
    s.right(576, 524, "APPROVED OMB-0938-1197 FORM 1500 (02-12)", 6, font="Helvetica")


def _box(s: Sheet, x: float, y: float, w: float, caption: str, value: str) -> None:
    s.box(x, y, w, 24)
    s.at(x + 2, y + 7, caption, 5.5, font="Helvetica")
    s.at(x + 4, y + 19, value)
