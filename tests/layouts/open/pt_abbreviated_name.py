"""Therapy note of a practice whose name ends in PT, as a logo; the therapist signs with the same letters."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit."""
    s.use("Helvetica", 9.5)
    s.at(40, 50, "Summit Peak PT", 18, bold=True)
    s.at(40, 64, "15 Aspen Way, Vail, CO 81999   970-555-0101", 8)
    s.right(572, 50, "Daily Note", 12)
    s.at(40, 92, "Patient: Cyril Babbage     DOB: 01/19/1991     Date of Service: 02/27/2023")
    y = s.para(40, 118, 530, "S: Hip 3/10 after skiing collision 01/15/2023.")
    y = s.para(40, y + 4, 530, "O: Hip flexion 110. Bridges 3x10.\nA: Improving. P: Continue 2x/week. 97110, 97530.")
    s.at(40, y + 30, "Ingrid Solano PT")
