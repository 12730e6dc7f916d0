"""Surgeon's fee statement in whole dollars: no cents anywhere, payments with a minus before the dollar sign."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page; codes of five digits beside charges of four."""
    s.use("Helvetica", 9.5)
    s.at(54, 54, "Lodestar Hand & Upper Extremity Surgery", 14, bold=True)
    s.at(54, 70, "Statement of Professional Fees")
    s.at(54, 96, "Patient: Petra Nordqvist      DOB 4/14/1981      Account LHS-1209      Statement Date 2/1/2023")
    y = s.table(
        54, 124, [64, 56, 220, 66, 66],
        [
            ["Date of Service", "CPT", "Description", "Charge", "Payment"],
            ["11/8/2022", "99244", "Consultation", "$480", ""],
            ["11/8/2022", "95910", "Nerve conduction studies, 7-8", "$1,150", ""],
            ["12/1/2022", "64721", "Carpal tunnel release, left", "$3,875", ""],
            ["12/1/2022", "29125", "Short arm splint", "$210", ""],
            ["12/20/2022", "", "Payment, Granite Indemnity", "", "-$1,200"],
        ],
        ruled=True, right=(3, 4),
    )  # fmt: skip
    s.at(330, y + 16, "Total charges  $5,715", bold=True)
    s.at(330, y + 30, "Total payments  -$1,200", bold=True)
    s.at(330, y + 44, "Balance due  $4,515", bold=True)
