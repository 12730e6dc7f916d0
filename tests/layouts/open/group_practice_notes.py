"""Multi-site group: several short notes on a page, each with its own location and clinician fields."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

NOTES = (
    ("01/09/2020", "Fairmont North", "Priya Ellison, NP", "Low back pain after lifting injury reported 01/07/2020. Pain 5/10.", "Lumbar strain S39.012A. Naproxen. Light duty."),
    ("01/16/2020", "Fairmont Lakeside", "Garrick Toll, MD", "Back pain 4/10, radiates to the right buttock.", "Lumbar strain, improving. Start therapy."),
    ("02/03/2020", "Fairmont North", "Priya Ellison, NP", "Pain 2/10. Working light duty.", "Resolving. Full duty 02/10/2020."),
)


def draw(s: Sheet) -> None:
    """Three visits on one page at two sites."""
    s.use("Times-Roman", 10)
    s.middle(44, "FAIRMONT MEDICAL GROUP", 14, bold=True)
    s.middle(58, "Chart notes for: Neville Brandt     Born 08/08/1982     Chart 4471")
    s.rule(66)
    y = 90.0
    for day, site, who, sub, plan in NOTES:
        s.label(50, y, "Date of service:", day)
        s.label(230, y, "Location:", site)
        s.label(400, y, "Seen by:", who)
        y = s.para(50, y + 16, 500, f"Subjective: {sub}")
        y = s.para(50, y + 2, 500, f"Assessment/Plan: {plan}")
        s.at(50, y + 4, f"Signed: {who[0]}. {who.split()[1]} {day}", 9)
        s.rule(y + 14, 50, 560, 0.3)
        y += 36
    s.at(50, 760, "Fairmont Medical Group  4 Union Sq  Fairmont, KS 66999", 8)
