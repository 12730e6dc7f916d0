"""CMS-1500 with six service lines, each with its shaded NPI half above; modifiers, several units, four-digit years."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

LINES = (
    ("98941", "AT", "ABC", "85 00", "1"),
    ("97140", "59 GP", "AB", "120 00", "2"),
    ("97110", "GP", "AB", "130 00", "2"),
    ("97012", "GP", "A", "45 00", "1"),
    ("97014", "", "A", "40 50", "1"),
    ("99213", "25", "ABCD", "1105 00", "1"),
)


def draw(s: Sheet) -> None:
    """One claim whose six lines are all of one day; the values are typed over captions."""
    s.use("Courier", 9.5)
    s.at(36, 36, "HEALTH INSURANCE CLAIM FORM", 11, bold=True, font="Helvetica")
    s.at(36, 45, "APPROVED BY NATIONAL UNIFORM CLAIM COMMITTEE (NUCC) 02/12", 5, font="Helvetica")
    for x, top, caption, value in (
        (36, 60, "1a. INSURED'S I.D. NUMBER", "88-410-227"),
        (36, 84, "2. PATIENT'S NAME (Last Name, First Name, Middle Initial)", "HALVERSEN, TOVE"),
        (300, 84, "3. PATIENT'S BIRTH DATE   SEX", "12 01 1995  F X"),
        (36, 108, "5. PATIENT'S ADDRESS (No., Street)", "19 KILN ROW"),
        (300, 108, "10. IS PATIENT'S CONDITION RELATED TO: b. AUTO ACCIDENT?", "YES X   NM"),
        (36, 132, "14. DATE OF CURRENT ILLNESS, INJURY, or PREGNANCY (LMP)", "09 04 2023  QUAL 431"),
        (300, 132, "17. NAME OF REFERRING PROVIDER OR OTHER SOURCE", ""),
        (36, 156, "21. DIAGNOSIS OR NATURE OF ILLNESS OR INJURY   ICD Ind. 0", "A. M5412   B. S161XXA   C. M9901   D. R51.9"),
    ):
        s.at(x, top, caption, 5.5, font="Helvetica")
        s.at(x + 3, top + 13, value)
    s.at(36, 190, "24. A.      DATE(S) OF SERVICE        B.      C.    D. PROCEDURES, SERVICES, OR SUPPLIES       E.                F.                 G.       H.      I.      J.", 5.5, font="Helvetica")
    s.at(36, 197, "From                    To            PLACE   EMG    CPT/HCPCS     |    MODIFIER              DIAGNOSIS     $ CHARGES      DAYS OR UNITS   ID QUAL   RENDERING PROVIDER ID #", 5.5, font="Helvetica")
    y = 212.0
    for code, modifier, pointer, charge, units in LINES:
        s.at(520, y, "NPI", 6, font="Helvetica")
        y += 12
        s.at(36, y, "09 12 2023 09 12 2023 11")
        s.at(192, y, code)
        s.at(236, y, modifier)
        s.at(312, y, pointer)
        s.right(412, y, charge)
        s.at(436, y, units)
        s.at(500, y, "1999999976")
        y += 10
    s.at(36, y + 12, "25. FEDERAL TAX I.D. NUMBER     26. PATIENT'S ACCOUNT NO.     27. ACCEPT ASSIGNMENT?", 5.5, font="Helvetica")
    s.at(350, y + 12, "28. TOTAL CHARGE", 5.5, font="Helvetica")
    s.at(430, y + 12, "29. AMOUNT PAID", 5.5, font="Helvetica")
    s.at(510, y + 12, "30. Rsvd for NUCC Use", 5.5, font="Helvetica")
    s.at(36, y + 24, "005551213   X     HAL0077       YES X")
    s.right(412, y + 24, "$ 1525 50")
    s.right(490, y + 24, "$ 0 00")
    for x, caption, values in (
        (36, "31. SIGNATURE OF PHYSICIAN OR SUPPLIER", ("EDDA STRAND DC", "SIGNED   DATE 09 14 2023")),
        (210, "32. SERVICE FACILITY LOCATION INFORMATION", ("MESA VERDANT CHIROPRACTIC", "4 ADOBE WAY", "SALT WELLS NM 87999")),
        (390, "33. BILLING PROVIDER INFO & PH # (555) 0192210", ("MESA VERDANT CHIROPRACTIC PC", "PO BOX 3", "SALT WELLS NM 87999")),
    ):
        s.at(x, y + 44, caption, 5.5, font="Helvetica")
        for i, value in enumerate(values):
            s.at(x + 2, y + 56 + 11 * i, value, 8)
    s.right(576, 760, "APPROVED OMB-0938-1197 FORM 1500 (02-12)", 6, font="Helvetica")
