"""Orthopaedic note with a letterhead in three columns: address at left, name in the middle, list of the partners at right."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit; four partners are named, one signs."""
    s.use("Times-Roman", 10)
    for i, line in enumerate(("88 Quarry Plaza", "Suite 410", "Barre, VT 05999", "(555) 012-6464")):
        s.at(40, 44 + 11 * i, line, 8)
    s.middle(52, "Kessel, Munn & Ochoa", 16, bold=True)
    s.middle(66, "ORTHOPAEDIC SURGEONS", 9)
    for i, line in enumerate(("Ivo Kessel, MD", "Serena Munn, MD", "Raul Ochoa, DO", "Pip Lowry, PA-C")):
        s.right(572, 44 + 11 * i, line, 8)
    s.rule(92)
    s.at(40, 110, "Patient: Dorothea Wynn     DOB: 03/08/1983     Date of Visit: 07/19/2022")
    y = s.para(40, 136, 530, "Chief complaint: Right shoulder pain after a fall on ice 02/11/2022.")
    y = s.para(40, y + 6, 530, "Physical examination: Weak external rotation. Positive drop arm.")
    y = s.para(40, y + 6, 530, "Impression: Rotator cuff tear M75.121.\nPlan: Arthroscopic repair, consent discussed.")
    s.at(40, y + 36, "Raul Ochoa, DO")
    s.at(40, y + 50, "RO/kd", 8)
