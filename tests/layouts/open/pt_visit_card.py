"""Physical therapy treatment card: a ruled row per visit, therapists of different licence in the last column, practice in capitals above."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Five visits by three people on one card."""
    s.use("Helvetica", 9)
    s.at(40, 44, "KESTREL MOTION", 16, bold=True)
    s.at(40, 58, "Physical Therapy  |  Hand Therapy  |  Wellness", 8)
    s.at(40, 70, "505 Alder St, Ste B, Brandt, ID 83999", 8)
    s.right(572, 44, "TREATMENT RECORD", 12, bold=True)
    s.at(40, 96, "Patient: Odell, Francesca")
    s.at(230, 96, "DOB: 12/02/1990")
    s.at(340, 96, "DOI: 1/15/2024")
    s.at(440, 96, "Referring MD: Lund")
    s.at(40, 110, "Dx: cervicalgia M54.2, strain S16.1XXA")
    s.at(340, 110, "Precautions: none")
    s.table(
        36, 134, [60, 40, 215, 115, 110],
        [
            ["Date", "Pain", "Treatment / response", "CPT", "PT/PTA"],
            ["2/6/2024", "6/10", "Eval. Posture, HEP issued, AROM c-spine.", "97161, 97110", "A. Whitlock, PT"],
            ["2/8/2024", "6/10", "Manual traction, scapular retraction 2x10. Tol well.", "97140, 97110", "R. Sung, PTA"],
            ["2/13/2024", "5/10", "Manual, deep neck flexors 10x10 sec.", "97140, 97110", "R. Sung, PTA"],
            ["2/15/2024", "4/10", "Joint mob grade III C5-6, rows red band.", "97140, 97110", "A. Whitlock, PT"],
            ["2/20/2024", "4/10", "Rows green band, UBE 6 min. Less headache.", "97110, 97530", "Corin Abbey, PTA"],
        ],
        8.5, ruled=True,
    )
    s.at(40, 330, "Plan of care certified 2/6/2024 through 4/5/2024")
    s.at(40, 344, "Next re-evaluation due 3/5/2024")
