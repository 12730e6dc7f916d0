"""Hospital clinic print: system's name in the footer of each page, clinic in the title line, note typed by a scribe for the doctor."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit over two pages."""
    s.use("Helvetica", 9.5)
    _frame(s, 1)
    s.at(40, 92, "Orthopaedic Trauma Clinic - Return Visit", 12, bold=True)
    s.at(40, 110, "Service date: 04/04/2023")
    s.at(300, 110, "Attending: Ewan MacRae, MD")
    s.at(40, 124, "Scribed by: Tilly Fox")
    y = s.para(40, 148, 530, "Interval history: Ten weeks out from open reduction of the left tibia. Walks with one crutch. Pain 2/10.")
    y = s.para(40, y + 6, 530, "Exam: Incision healed. Knee 0 to 125. No calf tenderness.")
    _frame(s, 2, fresh=True)
    y = s.para(40, 92, 530, "Imaging: Two views of the tibia show bridging callus.")
    y = s.para(40, y + 6, 530, "Assessment: Healing fracture of left tibial shaft S82.202D.\nPlan: Advance weight bearing. Therapy. Return in 6 weeks.")
    y = s.para(40, y + 14, 530, "I, Tilly Fox, am serving as a scribe for Dr. MacRae.")
    s.at(40, y + 10, "Electronically signed by MacRae, Ewan, MD at 04/04/2023 5:20 PM")


def _frame(s: Sheet, page: int, fresh: bool = False) -> None:
    if fresh:
        s.page()
    s.at(40, 44, "Ashby, Perpetua", 10, bold=True)
    s.at(40, 56, "MRN 20119984   DOB 12/01/1970   F", 8)
    s.rule(64)
    s.rule(744)
    s.at(40, 756, "Highmoor University Health", 9, bold=True)
    s.at(40, 767, "200 College Ave, Highmoor, NC 27999", 7)
    s.right(572, 756, f"Page {page} of 2", 8)
