"""WebPT daily notes: 'Daily Note / Billing Sheet', visit number, referring provider, date of daily note; an assistant treats, the therapist supervises."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two daily notes, one page each, then the cancelled visit as a line."""
    s.use("Helvetica", 8.5)
    _note(s, "07/11/2024", "4", "Sore for a day after last time. Pain 5/10 at rest, 7/10 with stairs.", "Marisol Etxeberria, PT, DPT\nLicense #TX-14402\nElectronically signed by Marisol Etxeberria, PT, DPT on July 11, 2024 at 2:18 pm", "Marisol Etxeberria, PT, DPT")
    s.page()
    _note(s, "07/16/2024", "5", "Slept through the night. Pain 4/10. Missed 07/13/2024 because of work.", "Devonte Krause, PTA\nLicense #TX-20919\nElectronically signed by Devonte Krause, PTA on July 16, 2024 at 5:41 pm\n\nCo-signed by Marisol Etxeberria, PT, DPT on July 17, 2024 at 7:30 am", "Devonte Krause, PTA")
    s.at(40, 640, "Cancellation/No show:  07/13/2024  Patient called, at work. Next appointment 07/18/2024 9:00 am", bold=True)


def _note(s: Sheet, day: str, visit: str, said: str, signed: str, who: str) -> None:
    s.at(40, 44, "Stride Forward Rehab", 14, bold=True)
    s.at(40, 58, "3900 Mockingbird Xing #210   Little Bexar, TX 78999   Phone: (210) 555-0155   Fax: (210) 555-0156", 8)
    s.right(572, 44, "Daily Note / Billing Sheet", 12, bold=True)
    s.rule(66, 40, 572)
    s.table(40, 82, [95, 170, 110, 155], [
        ["Patient Name:", "Sorrell, Jemima", "Date of Daily Note:", day],
        ["Date of Birth:", "11/23/1990", "Injury/Onset Date:", "05/19/2024"],
        ["Referring Physician:", "Haruki Dunleavy, MD", "Date of Original Eval:", "06/27/2024"],
        ["Visit No.:", visit, "Treating clinician:", who],
        ["Insurance:", "Armadillo Casualty PIP", "Authorization thru:", "08/31/2024"],
        ["Diagnosis:", "S83.412A Sprain of MCL left knee", "Visits authorized:", "12"],
    ], head=False)
    s.box(40, 176, 532, 14, grey=0.85)
    s.at(44, 186, "Subjective", bold=True)
    s.para(44, 204, 520, said)
    s.box(40, 226, 532, 14, grey=0.85)
    s.at(44, 236, "Objective / Treatment", bold=True)
    s.table(44, 256, [170, 70, 200, 60], [
        ["Activity", "CPT", "Detail", "Minutes"],
        ["Therapeutic exercise", "97110", "Quad sets 3x10, SLR 3x10, step ups 4 in.", "25"],
        ["Manual therapy", "97140", "Patellar glides, soft tissue distal thigh", "15"],
        ["Neuromuscular re-ed", "97112", "Single leg stance on foam", "12"],
    ])
    s.at(44, 330, "Knee flexion left 112 deg. Extension -4 deg. Girth 38.5 cm (eval 39.6 cm).")
    s.box(40, 346, 532, 14, grey=0.85)
    s.at(44, 356, "Assessment / Plan", bold=True)
    s.para(44, 374, 520, "Progress toward goal 1 (stairs without rail) 40 percent. Continue 2x/week for 4 weeks. Progress report due 07/27/2024.")
    s.para(44, 430, 520, signed)
    s.right(572, 768, "Document created by WebPT   printed 10/02/2024", 7)
