"""Medicare Summary Notice: large plain print, one claim box per provider with columns billed / approved / paid."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two pages: the notice's first page with the beneficiary's box, and the claims."""
    s.use("Helvetica", 10)
    s.right(572, 40, "Page 1 of 2", 8)
    s.at(40, 60, "Medicare Summary Notice", 20, bold=True)
    s.at(40, 78, "for Part B (Medical Insurance)", 12)
    s.at(40, 95, "The Official Summary of Your Medicare Claims from the Centers for Medicare & Medicaid Services", 8)
    s.at(60, 140, "THEODORA PELLHAM")
    s.at(60, 153, "440 OLD QUARRY RD APT 3")
    s.at(60, 166, "BASSET MILLS VT 05999")
    s.at(330, 130, "Notice for Theodora Pellham", 12, bold=True)
    y = s.table(330, 150, [130, 110], [["Medicare Number", "XXX-XX-4471A"], ["Date of This Notice", "September 16, 2024"], ["Claims Processed Between", "June 15 - September 15, 2024"]], 9, head=False)
    s.at(40, 250, "THIS IS NOT A BILL", 16, bold=True)
    s.para(40, 280, 250, "Your Deductible Status\nYour deductible is what you must pay for most health services before Medicare begins to pay.\nPart B Deductible: You have now met your $240.00 deductible for 2024.")
    s.para(330, max(y, 280), 240, "Providers with Claims This Period\nJuly 23, 2024\nCadence Imaging PC\n\nAugust 6, 2024\nRoland Petersen, M.D.")
    s.page()
    s.at(40, 40, "Your Claims for Part B (Medical Insurance)", 14, bold=True)
    s.right(572, 40, "Page 2 of 2", 8)
    s.at(40, 54, "THEODORA PELLHAM   XXX-XX-4471A   September 16, 2024", 8)
    y = _claim(s, 90, "July 23, 2024", "Cadence Imaging PC, (555)019-2000", "12 Depot Sq, Basset Mills, VT 05999", [["Mri scan of lower spinal canal (72148)", "Yes", "$1,310.00", "$214.66", "$171.73", "$42.93", "A"]])
    y = _claim(
        s, y + 30, "August 6, 2024", "Roland Petersen, M.D., (555)019-8181", "Basset Mills Bone & Joint, 9 Elm St, Basset Mills, VT 05999",
        [["Established patient office visit, 30-39 minutes (99214)", "Yes", "265.00", "126.40", "101.12", "25.28", ""], ["Injection of major joint, hip (20610-RT)", "Yes", "310.00", "65.02", "52.02", "13.00", "B"]],
    )
    s.para(40, y + 20, 520, "Notes for Claims Above\nA  This service was paid at the fee schedule amount.\nB  Your claim was sent to your supplemental insurer on 08/30/2024.\nGet the details on how to appeal by January 21, 2025.", 8)


def _claim(s: Sheet, y: float, day: str, who: str, where: str, rows: list[list[str]]) -> float:
    s.box(36, y - 12, 540, 40, grey=0.92)
    s.at(40, y, day, 11, bold=True)
    s.at(40, y + 12, who, 9)
    s.at(40, y + 23, where, 8)
    head = ["Service Provided & Billing Code", "Service Approved?", "Amount Provider Charged", "Medicare-Approved Amount", "Amount Medicare Paid", "Maximum You May Be Billed", "See Notes Below"]
    return s.table(38, y + 44, [170, 58, 68, 70, 62, 68, 44], [head, *rows], 8, ruled=True, right=(2, 3, 4, 5))
