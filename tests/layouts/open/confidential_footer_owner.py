"""Physical medicine note: owner of the record named only in the confidentiality line of the footer, provider in a field with licence in brackets."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit."""
    s.use("Helvetica", 9.5)
    s.at(40, 46, "OFFICE VISIT", 13, bold=True)
    s.table(
        40, 66, [70, 190, 90, 180],
        [
            ["Patient:", "Cordell Hayes", "Visit date:", "10/11/2022"],
            ["DOB:", "06/17/1977", "Seen by:", "Winifred Osgood [DO]"],
            ["Payer:", "Self / lien", "Room:", "2"],
        ],
        head=False,
    )
    y = s.para(40, 130, 530, "HPI: Neck and right arm pain since a broadside collision on 09/02/2022. 7/10.")
    y = s.para(40, y + 6, 530, "Exam: Spurling positive on the right. Biceps reflex 1+.")
    y = s.para(40, y + 6, 530, "Assessment: Cervical radiculopathy M54.12.\nPlan: MRI, gabapentin.")
    s.at(40, y + 24, "Electronically signed 10/11/2022 4:12 PM by W. Osgood")
    s.middle(764, "Confidential medical record of Heron Bay Physical Medicine, 12 Bay St, Erie, PA 16999", 7.5)
