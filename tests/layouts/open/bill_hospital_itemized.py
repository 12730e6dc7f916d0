"""Hospital detail bill: lines grouped by department under revenue codes, quantities, unit prices, a subtotal each; two pages."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

HEAD = ["Svc Date", "Rev", "Charge Code", "HCPCS", "Description", "Qty", "Unit Price", "Amount"]
WIDTHS = [52, 36, 62, 46, 186, 34, 62, 62]


def draw(s: Sheet) -> None:
    """Two pages; page 2 goes on in the middle of a department and ends with the totals."""
    s.use("Courier", 8)
    _top(s, 1)
    y = _department(s, 150, "0250  PHARMACY", [
        ["06/02/21", "0250", "2500417", "", "ACETAMINOPHEN 325 MG TAB", "4", "3.25", "13.00"],
        ["06/02/21", "0250", "2500990", "J1885", "KETOROLAC 15 MG INJ", "2", "41.10", "82.20"],
    ], "95.20")  # fmt: skip
    y = _department(s, y + 14, "0300  LABORATORY", [
        ["06/02/21", "0300", "3000112", "80053", "COMPREHENSIVE METABOLIC PANEL", "1", "318.00", "318.00"],
        ["06/02/21", "0305", "3050081", "85025", "CBC W/AUTO DIFF", "1", "142.00", "142.00"],
    ], "460.00")  # fmt: skip
    y = _department(s, y + 14, "0450  EMERGENCY ROOM", [
        ["06/02/21", "0450", "4500004", "99284", "ED VISIT LEVEL 4", "1", "2,180.00", "2,180.00"],
    ], "")  # fmt: skip
    s.at(40, y + 20, "*** CONTINUED ON NEXT PAGE ***")
    s.page()
    _top(s, 2)
    y = _department(s, 150, "0450  EMERGENCY ROOM (CONTINUED)", [
        ["06/02/21", "0450", "4500131", "96374", "IV PUSH SINGLE/INITIAL", "1", "401.50", "401.50"],
        ["06/03/21", "0450", "4500137", "96375", "IV PUSH EACH ADDL", "2", "188.00", "376.00"],
    ], "2,957.50")  # fmt: skip
    y = _department(s, y + 14, "0352  CT SCAN - BODY", [
        ["06/03/21", "0352", "3520044", "74177", "CT ABD/PELVIS W CONTRAST", "1", "3,964.00", "3,964.00"],
    ], "3,964.00")  # fmt: skip
    s.at(300, y + 20, "TOTAL CHARGES", bold=True)
    s.right(577, y + 20, "7,476.70", bold=True)
    s.at(300, y + 32, "TOTAL PAYMENTS/ADJUSTMENTS")
    s.right(577, y + 32, "0.00")
    s.at(300, y + 44, "ACCOUNT BALANCE", bold=True)
    s.right(577, y + 44, "7,476.70", bold=True)


def _top(s: Sheet, number: int) -> None:
    s.at(40, 40, "HARBOR GLEN MEDICAL CENTER", 11, bold=True)
    s.at(40, 52, "1 Glen Road, Marsh Point, SC 29999")
    s.right(577, 40, "DETAIL OF CHARGES", 11, bold=True)
    s.right(577, 52, f"PAGE {number} OF 2")
    s.at(40, 80, "PATIENT: OLSTAD, BERIT M        ACCT: 700418822       MRN: 00551907")
    s.at(40, 92, "ADMIT: 06/02/2021 21:14         DISCHARGE: 06/03/2021 04:40     TYPE: EMERGENCY")
    s.at(40, 104, "DOB: 07/19/1984                 BILL DATE: 06/28/2021           FIN CLASS: AUTO")


def _department(s: Sheet, y: float, name: str, rows: list[list[str]], subtotal: str) -> float:
    s.at(40, y, name, bold=True)
    y = s.table(38, y + 13, WIDTHS, [HEAD, *rows], 8, right=(5, 6, 7))
    if subtotal:
        s.at(300, y + 2, "SUBTOTAL " + name.split("  ")[0])
        s.right(575, y + 2, subtotal)
    return y + 12
