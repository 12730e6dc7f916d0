"""Pain practice: no letterhead, the name only in the running header with patient and date behind bars, provider in the last line."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit over two pages."""
    s.use("Helvetica", 9.5)
    _head(s, 1)
    s.at(40, 84, "FOLLOW-UP VISIT", 12, bold=True)
    y = s.para(40, 104, 530, "INTERVAL HISTORY: Ms. Delacroix returns three weeks after her second lumbar medial branch block. She had 80 percent relief for six hours. Pain today 6/10.")
    y = s.para(40, y + 8, 530, "MEDICATIONS: meloxicam 15 mg daily, tizanidine 4 mg at night.")
    y = s.para(40, y + 8, 530, "EXAMINATION: Facet loading positive on both sides, worse on the right. Strength full.")
    _head(s, 2, fresh=True)
    y = s.para(40, 84, 530, "ASSESSMENT: Lumbar spondylosis M47.816 after the collision of 12/05/2020.")
    y = s.para(40, y + 8, 530, "PLAN: Radiofrequency ablation, right side first. Risks discussed. Dr. Hugo Fenwick's notes requested.")
    s.at(40, y + 34, "Zelda Armitage, FNP-BC")
    s.at(40, y + 47, "under the supervision of Marlon Crewe, MD", 8)


def _head(s: Sheet, page: int, fresh: bool = False) -> None:
    if fresh:
        s.page()
    s.at(40, 40, "Cobalt Ridge Interventional  |  DELACROIX, SIMONE  |  DOB 02/02/1968  |  DOS 07/08/2021", 8)
    s.right(572, 40, f"{page} / 2", 8)
    s.rule(46)
