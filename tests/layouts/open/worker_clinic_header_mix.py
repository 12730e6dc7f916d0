"""Header line that mixes everything: account, location code, doctor and practice between slashes; note body short."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two visits printed one after the other."""
    s.use("Courier", 9)
    s.at(36, 40, "PINEHURST ORTHO / ACCT 77120 / BARDEM, LUCIO / DOB 09-14-1990")
    s.at(36, 52, "CHART NOTES PRINTED 03-02-2023 BY MEDREC")
    y = 80.0
    for day, who, text in (
        ("01-10-2023", "R SANTANA MD", "NEW PT. L KNEE PAIN SINCE FALL FROM SCAFFOLD 12-28-2022. EXAM: EFFUSION. LACHMAN NEG. A/P: L KNEE SPRAIN S83.92XA. MRI."),
        ("01-24-2023", "R SANTANA MD", "MRI: MEDIAL MENISCUS TEAR. A/P: S83.242A. DISCUSSED ARTHROSCOPY."),
    ):
        s.at(36, y, f"VISIT DATE: {day}   PROVIDER: {who}")
        y = s.para(36, y + 14, 520, text) + 20
