"""Psychotherapy progress notes in DAP form: two sessions on a page, 'Session date' and 'Start-Stop', one late entry."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """The therapist's practice has a name of its own; the second note was signed much later."""
    s.use("Times-Roman", 10.5)
    s.at(60, 50, "The Quiet Room", 16, bold=True)
    s.at(60, 64, "Solveig Tan, LCSW", 10)
    s.right(552, 50, "PROGRESS NOTES (DAP)", 11, bold=True)
    s.right(552, 64, "Client: Jerome Applewhite   D.O.B. 2/17/1981", 10)
    y = 100.0
    for number, day, d, a, p, signed in (
        ("6", "Wed 4/12/2023", "Client arrived on time. Told of panic while riding as passenger on Sunday. Sleep five hours. Tears when speaking of the truck.", "PTSD symptoms persist with some gain in sleep (F43.10).", "Practice grounding. Next session 4/19/2023.", "Signed S. Tan, LCSW 4/12/2023"),
        ("7", "Wed 4/19/2023", "Drove alone to work twice. Nightmares twice this week, down from five at intake (2/8/2023).", "Responding to exposure work.", "Continue weekly; review goals 5/3/2023.", "Late entry, signed S. Tan, LCSW 5/1/2023"),
    ):
        s.at(60, y, f"Session #{number}", bold=True)
        s.at(160, y, f"Session date: {day}")
        s.at(330, y, "Start-Stop: 5:00-5:53 PM   CPT 90837")
        s.rule(y + 4, 60, 552)
        y = s.para(60, y + 20, 490, f"D: {d}") + 4
        y = s.para(60, y, 490, f"A: {a}") + 4
        y = s.para(60, y, 490, f"P: {p}") + 4
        y = s.para(60, y, 490, signed) + 30
