"""Pain clinic follow-ups printed as blocks, NP and physician alternate, supervising physician named in each block."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

BLOCKS = (
    ("03/01/2023", "Hollis Grant, NP", "Low back pain 7/10. Refill given.", "Renew tizanidine."),
    ("03/29/2023", "Anouk Perrin, MD", "Pain 6/10. Discussed injection.", "Schedule L4-5 epidural."),
    ("04/26/2023", "Hollis Grant, NP", "Two weeks after injection, pain 3/10.", "Wean tizanidine."),
)


def draw(s: Sheet) -> None:
    """Three visits."""
    s.use("Helvetica", 9.5)
    s.at(40, 44, "Quill Creek Pain Solutions", 14, bold=True)
    s.right(572, 40, "2 Creekside Ct, Lehi, UT 84999", 8)
    s.right(572, 51, "Patient: Ferris Oakley   DOB 08/02/1971", 8)
    s.rule(60)
    y = 84.0
    for day, who, sub, plan in BLOCKS:
        s.at(40, y, f"Date of Service: {day}", bold=True)
        s.at(240, y, f"Provider: {who}")
        s.at(400, y, "Supervising: Anouk Perrin, MD", 8)
        y = s.para(40, y + 16, 530, f"Subjective: {sub}")
        y = s.para(40, y + 2, 530, "Objective: Gait normal. Facet tender.")
        y = s.para(40, y + 2, 530, f"Plan: {plan}") + 20
