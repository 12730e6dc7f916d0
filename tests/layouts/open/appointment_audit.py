"""Appointment history from a scheduling system: a table of past and future slots with statuses, landscape."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Landscape; statuses tell kept from missed, but no care is recorded."""
    s.use("Helvetica", 8.5, wide=True)
    s.at(40, 44, "Appointment Audit Listing", 14, bold=True)
    s.right(752, 44, "Run 10/02/2023 08:15 by JPARK")
    s.at(40, 60, "Practice: Sundial Neurology Group     Patient: 61882 - ELLERY, MAXINE     DOB: 01/08/1970     Range: ALL")
    s.table(
        40, 84, [60, 50, 40, 130, 110, 80, 90, 150],
        [
            ["Appt Date", "Time", "Dur", "Type", "Resource", "Status", "Booked", "Comment"],
            ["03/14/2023", "9:00A", "40", "NEW PATIENT", "VANCE,LEOPOLD MD", "CHECKED OUT", "02/28/2023", ""],
            ["04/11/2023", "10:20A", "20", "FOLLOW UP", "VANCE,LEOPOLD MD", "NO SHOW", "03/14/2023", "LVM 04/11/2023"],
            ["04/25/2023", "10:20A", "20", "FOLLOW UP", "VANCE,LEOPOLD MD", "CHECKED OUT", "04/12/2023", ""],
            ["05/30/2023", "1:00P", "60", "EMG/NCV UPPER", "LAB ROOM 2", "CANCELLED", "04/25/2023", "pt has no ride"],
            ["06/20/2023", "1:00P", "60", "EMG/NCV UPPER", "LAB ROOM 2", "CHECKED OUT", "05/30/2023", ""],
            ["11/07/2023", "2:40P", "20", "FOLLOW UP", "VANCE,LEOPOLD MD", "SCHEDULED", "06/20/2023", ""],
        ],
    )
    s.at(40, 580, "End of listing. 6 appointments.")
