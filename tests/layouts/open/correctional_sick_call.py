"""Institution's sick-call slip: unit named in a ruled head, all capitals, provider stamp at the foot in capitals."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit."""
    s.use("Courier", 9)
    s.middle(42, "MERCER ISLAND STUDENT HEALTH", 11, bold=True)
    s.middle(54, "AMBULATORY VISIT", 10)
    s.at(40, 84, "NAME: HOLT, JASMINE")
    s.at(320, 84, "DOB: 11/08/2002")
    s.at(40, 96, "DATE OF VISIT: 10/17/2022")
    s.at(320, 96, "ALLERGIES: NKDA")
    y = s.para(40, 124, 520, "S: HIT BY SCOOTER ON CAMPUS PATH 10/16/2022. R WRIST PAIN 6/10.\nO: R WRIST SWOLLEN, TENDER DISTAL RADIUS. NV INTACT.\nA: R WRIST SPRAIN S63.501A. R/O FX.\nP: XRAY, SPLINT, NSAID. F/U 2 DAYS.")
    s.at(40, y + 40, "BIRGIT LARSSON MD")
    s.at(40, y + 52, "10/17/2022 1430")
