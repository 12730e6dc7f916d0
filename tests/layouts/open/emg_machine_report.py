"""Electrodiagnostic machine's report: physician, referring physician and technician in a column, practice as plain small lines on top."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One study."""
    s.use("Helvetica", 9)
    s.middle(42, "Tamarack Neurodiagnostic", 11, bold=True)
    s.middle(53, "415 Birch Hill Rd, Suite 9, Lisle, NH 03999", 8)
    s.middle(63, "Phone: 555-014-5005   Fax: 555-014-5006", 8)
    s.at(40, 88, "Patient: Marguerite Oyelaran")
    s.at(330, 88, "Test Date: 08/30/2021")
    s.at(40, 100, "DOB: 11/11/1978")
    s.at(330, 100, "Physician: Ludvik Sarno, MD")
    s.at(40, 112, "Sex: Female")
    s.at(330, 112, "Ref Phys: Hal Brisbane, DC")
    s.at(40, 124, "ID#: 20871")
    s.at(330, 124, "Technician: Mimi Cho")
    s.at(40, 146, "NCV & EMG Findings:", bold=True)
    y = s.para(40, 160, 530, "The right median sensory latency was prolonged (3.9 ms). All other nerves were within normal limits. Needle evaluation of the right C6 paraspinal muscle showed increased insertional activity.")
    y = s.para(40, y + 8, 530, "Impression: Findings consistent with right C6 radiculopathy and mild right median neuropathy at the wrist.")
    y = s.table(40, y + 14, [120, 80, 80, 80], [["Nerve / Sites", "Lat (ms)", "Amp (uV)", "CV (m/s)"], ["R Median - Wrist", "3.9", "18", "44"], ["R Ulnar - Wrist", "2.9", "22", "52"]], 8.5)
    s.rule(y + 34, 40, 240)
    s.at(40, y + 46, "Ludvik Sarno, MD")
