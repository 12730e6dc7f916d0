"""Hand-kept travel card: year as heading, month and day in rows, doctor named at the top without letters, rubber stamp of the office at the foot."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Four visits of one year."""
    s.use("Times-Roman", 11)
    s.at(50, 50, "TREATMENT CARD", 14, bold=True)
    s.at(50, 74, "Name: Basil Thornquist")
    s.at(250, 74, "Born: 12/30/1958")
    s.at(400, 74, "Dr. H. Brandt")
    s.at(50, 92, "Complaint: neck, mid back, auto accident 8/2/2020")
    s.at(50, 116, "2020", 12, bold=True)
    s.table(
        50, 138, [60, 60, 330, 60],
        [
            ["Date", "Pain", "Adjustment / remarks", "Init"],
            ["8/5", "8", "C1 C5 T4, ice. Very sore.", "HB"],
            ["8/7", "7", "C5 T4, trigger point.", "HB"],
            ["8/10", "7", "C1 T4 L5.", "HB"],
            ["8/12", "5", "C5 T6. Better.", "HB"],
        ],
        10, ruled=True,
    )
    s.at(330, 300, "BRANDT CHIROPRACTIC LIFE CENTER", 10, bold=True)
    s.at(330, 312, "441 Larkin St, Beloit WI 53999", 9)
