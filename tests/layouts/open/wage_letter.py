"""Employer's wage and absence letter with a table of missed days: no encounter."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page; rows give reasons such as 'doctor visit'."""
    s.use("Times-Roman", 11)
    s.middle(56, "Larkfield Foundry Works", 15, bold=True)
    s.middle(70, "Human Resources", 10)
    s.at(70, 108, "January 18, 2024")
    s.para(70, 138, 470, "To whom it may concern:\n\nThis letter confirms that Crispin Adeyemi (DOB 05/05/1980) has worked here as a pattern maker since 04/01/2012 at $31.40 per hour, 40 hours per week. The absences below were unpaid.")
    s.table(70, 240, [90, 70, 210, 80], [["Date", "Hours", "Reason given", "Loss"], ["10/12/2023", "8", "car crash", "$251.20"], ["10/13/2023", "8", "doctor visit", "$251.20"], ["10/16/2023", "8", "doctor's note, off", "$251.20"], ["11/02/2023", "4", "MRI", "$125.60"]], 10, ruled=True)
    s.para(70, 380, 470, "Total wages lost: $879.20.\n\nRespectfully,\nBrigid Sorrel\nPayroll Manager")
