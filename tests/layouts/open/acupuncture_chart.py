"""Acupuncturist's chart: business name set in an ornamental line without a medical word, practitioner with two credentials below."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two sessions on one sheet, a line of initials after each."""
    s.use("Times-Roman", 11)
    s.middle(50, "Jade Heron", 22)
    s.middle(66, "Acupuncture & Herbs", 11)
    s.middle(80, "Solveig Park, DACM, L.Ac.   8 Fern Alley, Ashby, OR 97999", 9)
    s.at(60, 116, "Name:  Anselm Whitford")
    s.at(320, 116, "DOB:  4/4/1971")
    s.at(60, 146, "Date of Visit:  9/6/2022", bold=True)
    y = s.para(60, 162, 480, "S: Neck and shoulder tension since the accident of 8/20/22. Sleep light.\nO: Tongue pale, pulse wiry. Trigger points upper trapezius.\nTx: GB20, GB21, LI4, SI3. Cupping. 97810, 97811.\nP: Weekly.")
    s.at(400, y + 4, "S. Park, L.Ac.")
    y += 34
    s.at(60, y, "Date of Visit:  9/13/2022", bold=True)
    y = s.para(60, y + 16, 480, "S: Better range to the left. Pain 4/10.\nO: Less guarding, trigger points softer.\nTx: GB20, GB21, LI4, SI3, BL10. 97810, 97811.\nP: Weekly.")
    s.at(400, y + 4, "S. Park, L.Ac.")
