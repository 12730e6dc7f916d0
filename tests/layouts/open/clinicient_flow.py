"""Clinicient (Insight) PT: a treatment flowsheet whose columns are days, after a daily note; landscape second page."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

DAYS = ("8/3/21", "8/5/21", "8/10/21", "8/12/21", "8/17/21")


def draw(s: Sheet) -> None:
    """Page 1 the daily note of the last day, page 2 the flowsheet of five days."""
    s.use("Helvetica", 9)
    s.middle(44, "Apex & Anchor Rehab", 14, bold=True)
    s.middle(57, "Daily Treatment Note", 11)
    s.at(40, 84, "Case: Sweeney, Odette - Right hip")
    s.at(300, 84, "Note Date: 08/17/2021")
    s.at(450, 84, "DOB: 02-29-1980")
    s.at(40, 97, "Treating Therapist: Kofi Mensah, PTA")
    s.at(300, 97, "Case Start: 07/22/2021")
    s.at(450, 97, "Visit 7 / 12")
    s.rule(104, 40, 572)
    y = s.para(40, 122, 520, "Subjective: Walked four blocks on Sunday with less limp. Pain 3/10 now, 6/10 at worst.")
    y = s.para(40, y + 6, 520, "Objective: See flowsheet. Single leg stance right 9 seconds. Hip abduction 4-/5.")
    y = s.para(40, y + 6, 520, "Assessment: Needs cues for pelvic control. Benefit from skilled care continues.")
    y = s.para(40, y + 6, 520, "Plan: Recheck by PT next visit 8/19/21.")
    s.para(40, y + 24, 520, "Kofi Mensah, PTA  (signed 08/17/2021 18:40)\nCosigned: Helga Brandt, PT  08/18/2021 07:10")
    s.page()
    s.use("Helvetica", 8.5, wide=True)
    s.at(40, 44, "Treatment Flowsheet", 13, bold=True)
    s.right(752, 44, "Apex & Anchor Rehab")
    s.at(40, 60, "Patient: Sweeney, Odette     DOB: 02-29-1980     Diagnosis: S76.011D     Printed 09/30/2021")
    s.table(
        40, 86, [180, *[95] * 5],
        [
            ["Activity", *DAYS],
            ["Visit #", "3", "4", "5", "6", "7"],
            ["Recumbent bike", "5 min", "6 min", "8 min", "8 min", "10 min"],
            ["Clamshell", "2x10", "2x10", "3x10", "3x10 yellow", "3x10 red"],
            ["Bridge", "2x8", "2x10", "3x10", "3x10", "3x12"],
            ["97110 minutes", "23", "23", "30", "30", "38"],
            ["97140 minutes", "15", "15", "8", "8", "-"],
            ["Initials", "KM", "KM", "HB", "KM", "KM"],
        ],
        ruled=True,
    )
