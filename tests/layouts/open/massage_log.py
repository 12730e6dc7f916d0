"""Massage therapy session log: a ruled table in a hand-kept form, dates without year in the rows, the year in the head."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Six sessions of one year; initials in the last column."""
    s.use("Times-Roman", 11)
    s.at(50, 50, "Stillwater Bodywork", 18)
    s.at(50, 66, "Persis Adair, LMT #8841", 10)
    s.right(560, 50, "SESSION LOG")
    s.right(560, 66, "Year: 2021", bold=True)
    s.at(50, 95, "Client: Hollis Trent")
    s.at(240, 95, "Birthdate: 3/3/90")
    s.at(380, 95, "Injury date: 4/12/21")
    s.table(
        50, 125, [60, 45, 250, 60, 45, 50],
        [
            ["Date", "Min", "Areas / findings", "Pain in/out", "Fee", "Init."],
            ["5/4", "60", "Cervical, upper trap. Band of spasm R levator.", "7/5", "$95", "PA"],
            ["5/11", "60", "Cervical, scalenes. Tender to light touch.", "7/4", "$95", "PA"],
            ["5/18", "60", "Neck and mid back. Less guarding.", "6/4", "$95", "PA"],
            ["5/27", "30", "Neck only, came late.", "6/5", "$55", "PA"],
            ["6/8", "60", "Neck, pectorals. Turning head better.", "5/3", "$95", "PA"],
            ["6/22", "60", "Neck, low back after long drive.", "5/3", "$95", "PA"],
        ],
        10, ruled=True,
    )
    s.at(50, 330, "Rx on file: Dr. Coombs, 4/30/21, 97124 x 12, neck sprain S13.4XXA")
    s.at(50, 346, "Next appt 7/6/21")
