"""Ambulatory surgery record: nurse's sheet with a staff table, surgeon's row among them, centre's name in the sticker at the right."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One operation told by the circulating nurse's record."""
    s.use("Helvetica", 8.5)
    s.at(36, 44, "INTRAOPERATIVE RECORD", 13, bold=True)
    s.box(350, 32, 226, 58)
    s.at(356, 44, "Harbor Point Surgery Center", 9, bold=True)
    s.at(356, 55, "TENNANT, MOIRA")
    s.at(356, 66, "DOB 01/13/1972   F")
    s.at(356, 77, "DOS 05/16/2023   Acct 3301")
    s.table(
        36, 110, [110, 170, 120, 120],
        [
            ["Role", "Name", "In", "Out"],
            ["Surgeon", "Dexter Rowan, MD", "07:40", "08:55"],
            ["Anesthesiologist", "P. Iqbal, MD", "07:32", "09:00"],
            ["Circulator", "Nora Fields, RN", "07:30", "09:00"],
            ["Scrub", "Ty Beck, CST", "07:30", "09:00"],
        ],
        8.5, ruled=True,
    )
    y = s.para(36, 214, 530, "Preoperative diagnosis: Left carpal tunnel syndrome G56.02\nProcedure performed: Left open carpal tunnel release 64721\nAnesthesia: Bier block   Estimated blood loss: 1 mL   Specimens: none")
    y = s.para(36, y + 8, 530, "Skin prep chlorhexidine. Tourniquet 250 mmHg, 22 minutes. Counts correct. To recovery awake.")
    s.at(36, y + 26, "Nora Fields, RN    05/16/2023 09:02")
