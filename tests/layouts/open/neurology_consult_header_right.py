"""Neurology consultation with the letterhead at the right in lower case, referred by a chiropractor, signed by initial and name."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One consultation."""
    s.use("Helvetica", 10)
    s.right(570, 46, "blue fern neurology", 15, bold=True)
    s.right(570, 60, "18 Harbor Walk, Suite 3", 8)
    s.right(570, 70, "Camden, ME 04999", 8)
    s.at(40, 96, "NEW PATIENT CONSULTATION", 12, bold=True)
    s.at(40, 116, "Patient: Araminta Sloan")
    s.at(260, 116, "DOB: 06/30/1990")
    s.at(420, 116, "DOS: 03/07/2023")
    s.at(40, 130, "Referred by: Dr. Kip Landry, DC")
    y = s.para(40, 156, 530, "HPI: Headaches since a crash on 01/29/2023, three per week, with light sensitivity.")
    y = s.para(40, y + 6, 530, "Exam: Cranial nerves intact. Occipital nerve tender on the right.")
    y = s.para(40, y + 6, 530, "Impression: Post-traumatic headache G44.309. Occipital neuralgia M54.81.")
    y = s.para(40, y + 6, 530, "Plan: Occipital nerve block, nortriptyline 10 mg.")
    s.at(40, y + 30, "/s/ V. Anand, MD", 10)
    s.at(40, y + 44, "cc: Dr. Kip Landry; file", 9)
