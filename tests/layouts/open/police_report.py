"""State crash report form: coded boxes, unit blocks for two drivers with birth dates, narrative."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two pages; the other driver's name and birth date are printed too."""
    s.use("Helvetica", 8)
    s.middle(40, "STATE OF TENANGO  -  TRAFFIC CRASH REPORT", 12, bold=True)
    s.table(
        36, 66, [135, 135, 135, 135],
        [["CRASH DATE  07/22/2020", "TIME  1836", "COUNTY  Larrabee", "REPORT #  20-114877"], ["AGENCY  Larrabee Co. Sheriff", "ON  SR 44", "AT  Cutler Mill Rd", "INJURED  1   KILLED  0"]],
        head=False, ruled=True,
    )
    for i, (unit, name, born, car, hurt) in enumerate((("1", "PASCHAL, ELROY D", "02/02/1961", "2014 GREY PICKUP", "O - NONE"), ("2", "NIEMI, SUSANNAH K", "08/13/1974", "2018 BLUE SEDAN", "B - MINOR, REFUSED EMS"))):
        y = 130.0 + 70 * i
        s.box(36, y - 12, 540, 58)
        s.at(40, y, f"UNIT {unit}    DRIVER  {name}", bold=True)
        s.at(330, y, f"DATE OF BIRTH  {born}")
        s.at(40, y + 14, f"VEHICLE  {car}    INSURANCE  Great Prairie Mutual  POL EXP 01/01/2021")
        s.at(40, y + 28, f"INJURY SEVERITY  {hurt}    SEAT BELT  Y    AIRBAG  N")
    s.at(36, 290, "CONTRIBUTING: Unit 1 - 07 failed to yield.  CITATION: TC-881-20 issued 07/22/2020, court 09/14/2020.")
    s.page()
    s.at(36, 40, "REPORT # 20-114877   PAGE 2", bold=True)
    s.at(36, 64, "NARRATIVE", bold=True)
    y = s.para(36, 80, 530, "Unit 1 was turning left from SR 44 onto Cutler Mill Rd. Unit 2 was eastbound on SR 44 with a green signal. Unit 1 turned into the path of Unit 2. Driver 2 complained of neck pain and said she would go to a doctor. Driver 1 stated the sun was in his eyes.")
    s.para(36, y + 20, 530, "INVESTIGATING OFFICER: Dep. R. Whitcombe #312     REPORT DATE: 07/23/2020     APPROVED BY: Sgt. L. Boyd 07/26/2020")
