"""Imaging centre's invoice to a law office: date of service as a field, studies as lines with technical and professional parts."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page; two prices in a line are parts of the third."""
    s.use("Helvetica", 9)
    s.at(40, 50, "Clearfield Open MRI & Diagnostics", 15, bold=True)
    s.at(40, 64, "Federal ID 00-5557741    90 Signal Hill Rd, Quarry, PA 18999    (555) 019-4477")
    s.right(572, 50, "INVOICE", 18, bold=True)
    s.right(572, 70, "Invoice No. 22-08815")
    s.right(572, 82, "Invoice Date 10/17/2022")
    s.at(40, 110, "Bill to:", bold=True)
    s.at(40, 122, "Law Office of Record, 1 Court Sq, Quarry, PA 18999")
    s.label(40, 150, "Patient:", "Ansel Whitcombe")
    s.label(260, 150, "Date of birth:", "02/27/1966")
    s.label(40, 164, "Date of service:", "10/05/2022")
    s.label(260, 164, "Referring physician:", "Ottoline Graves, DO")
    s.label(40, 178, "Date of accident:", "09/26/2022")
    y = s.table(
        40, 206, [60, 262, 70, 70, 70],
        [
            ["CPT code", "Study", "Technical", "Professional", "Total charge"],
            ["72141", "MRI cervical spine without contrast", "$1,400.00", "$350.00", "$1,750.00"],
            ["72148", "MRI lumbar spine without contrast", "$1,400.00", "$350.00", "$1,750.00"],
            ["76377", "3D rendering, independent workstation", "$150.00", "$45.00", "$195.00"],
        ],
        ruled=True, right=(2, 3, 4),
    )  # fmt: skip
    s.at(380, y + 16, "Invoice total", bold=True)
    s.right(569, y + 16, "$3,695.00", bold=True)
    s.at(380, y + 30, "Payments received")
    s.right(569, y + 30, "$0.00")
    s.at(380, y + 44, "Amount due", bold=True)
    s.right(569, y + 44, "$3,695.00", bold=True)
    s.para(40, y + 90, 500, "This account is held under a letter of protection dated 10/03/2022. Please remit from the proceeds of settlement.", 8)
