"""Spine surgeon's itemised statement over two pages: the second prints 'continued' and no column headings."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

WIDTHS = [66, 52, 214, 64, 64, 64]
HEAD = ["Date", "Procedure", "Description", "Charges", "Receipts", "Adjustments"]
FIRST = [
    ["03/02/2020", "99205", "New patient visit", "425.00", "", ""],
    ["03/02/2020", "72100", "Lumbar spine films", "140.00", "", ""],
    ["03/30/2020", "", "Check 8841 Tidal Insurance", "", "212.50", "87.50"],
    ["04/06/2020", "62323", "Lumbar epidural injection", "1,890.00", "", ""],
    ["04/06/2020", "77003", "Fluoroscopic guidance", "310.00", "", ""],
]
SECOND = [
    ["05/11/2020", "99214", "Follow-up visit", "235.00", "", ""],
    ["05/29/2020", "", "Check 9017 Tidal Insurance", "", "640.00", "410.00"],
    ["06/15/2020", "63030", "Lumbar discectomy L4-5", "14,250.00", "", ""],
    ["06/15/2020", "63030-AS", "Assistant at surgery", "2,850.00", "", ""],
]


def draw(s: Sheet) -> None:
    """Page 2 goes on under the columns of page 1."""
    s.use("Helvetica", 9)
    s.at(44, 46, "Keystone Spine Institute, P.C.", 14, bold=True)
    s.at(44, 60, "8 Arch Street, Millrace, PA 17999")
    s.right(568, 46, "Itemized Statement", 12, bold=True)
    s.at(44, 84, "Patient: Orla Fennimore     DOB: 09/09/1975     Chart: KSI 4410     Printed: 08/03/2020")
    s.table(44, 110, WIDTHS, [HEAD, *FIRST], right=(3, 4, 5))
    s.at(44, 740, "Continued on next page")
    s.right(568, 740, "Page 1 of 2")
    s.page()
    s.at(44, 46, "Keystone Spine Institute, P.C.", 9, bold=True)
    s.at(44, 58, "Patient: Orla Fennimore (continued)     Chart: KSI 4410")
    y = s.table(44, 84, WIDTHS, SECOND, head=False, right=(3, 4, 5))
    s.table(44, y + 10, WIDTHS, [["", "", "Totals", "20,100.00", "852.50", "497.50"], ["", "", "Balance due", "18,750.00", "", ""]], right=(3, 4, 5))
    s.right(568, 740, "Page 2 of 2")
