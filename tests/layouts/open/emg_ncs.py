"""EMG/NCS report from the machine: 'Test Date' in a header grid, nerve tables, physician's letterhead of one line."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page, mostly numbers."""
    s.use("Helvetica", 8.5)
    s.middle(44, "Aurelio Marchetti, MD, PhD   |   Electrodiagnostic Medicine   |   70 Cannery Row, Pike's Landing, DE 19999", 9)
    s.middle(62, "Electromyography Report", 14, bold=True)
    s.table(60, 84, [80, 160, 90, 140], [["Full Name:", "Ulrike Sandoval", "Gender:", "Female"], ["Patient ID:", "EM-2044", "Date of Birth:", "27-Nov-1969"], ["Visit Date:", "11-Sep-2023 13:22", "Age:", "53 Years 9 Months"], ["Examining Phys.:", "Dr. Marchetti", "Referring Phys.:", "Dr. Quill"]], head=False)
    y = s.para(60, 150, 490, "Reason: Right arm numbness after rear impact of 15-May-2023.")
    s.at(60, y + 10, "Motor NCS", bold=True)
    y = s.table(60, y + 26, [150, 70, 70, 70, 80], [["Nerve / Site", "Latency ms", "Amp mV", "Dist cm", "Velocity m/s"], ["R Median - wrist", "4.6", "6.1", "8", ""], ["R Median - elbow", "8.7", "5.9", "21", "51"], ["R Ulnar - wrist", "2.9", "9.2", "8", ""]], 8, ruled=True)
    s.at(60, y + 10, "EMG", bold=True)
    y = s.table(60, y + 26, [150, 70, 70, 150], [["Muscle", "Fibs", "PSW", "Recruitment"], ["R Biceps", "1+", "1+", "Reduced"], ["R Deltoid", "0", "0", "Normal"], ["R Cervical PSP", "2+", "1+", "-"]], 8, ruled=True)
    y = s.para(60, y + 14, 490, "Conclusion: 1. Right C6 radiculopathy, active. 2. Mild right median neuropathy at the wrist. (95910, 95886)")
    s.at(60, y + 40, "Aurelio Marchetti, MD, PhD")
    s.at(60, y + 52, "Report date 14-Sep-2023")
