"""State work-injury form: physician and facility in numbered boxes with labels above values, employer and insurer in boxes like theirs."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit reported on a form."""
    s.use("Helvetica", 8)
    s.middle(42, "PHYSICIAN'S REPORT OF WORK INJURY", 12, bold=True)
    boxes = (
        ("1. Employee name", "Conrad Mayhew", "2. Date of birth", "04/01/1976", "3. Date of injury", "06/20/2022"),
        ("4. Employer", "Tri-Valley Concrete", "5. Insurer", "Pinnacle Comp Fund", "6. Date of this exam", "06/23/2022"),
        ("7. Treating physician", "Rosa Inigo, MD", "8. Facility name", "Valley Crest Industrial", "9. Phone", "555-017-1616"),
    )
    y = 64.0
    for row in boxes:
        for x, label, value in zip((40, 220, 400), row[::2], row[1::2], strict=True):
            s.box(x, y, 176, 28)
            s.at(x + 3, y + 8, label, 6.5)
            s.at(x + 3, y + 21, value, 9)
        y += 30
    y = s.para(40, y + 16, 530, "10. History of injury: Lifted a form panel and felt a pop in the low back.", 9)
    y = s.para(40, y + 6, 530, "11. Physical examination: Lumbar flexion 40 degrees, spasm on the left.", 9)
    y = s.para(40, y + 6, 530, "12. Diagnosis: Lumbar strain S39.012A.", 9)
    y = s.para(40, y + 6, 530, "13. Treatment plan: Therapy, cyclobenzaprine. Off work until 06/30/2022.", 9)
    s.at(40, y + 36, "Rosa Inigo, MD", 10)
    s.at(300, y + 36, "06/23/2022", 10)
    s.at(40, y + 46, "Signature of physician", 6.5)
    s.at(300, y + 46, "Date", 6.5)
