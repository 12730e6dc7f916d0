"""Itemised hospital statement by department with subtotals, summary of charges, payments and adjustments on the second page."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

LINES = (
    ("0250 PHARMACY", ""),
    ("08/02/22  4100229  KETOROLAC 30MG INJ            1", "88.00"),
    ("08/02/22  4100871  ONDANSETRON 4MG TAB           2", "31.50"),
    ("SUBTOTAL", "119.50"),
    ("0320 RADIOLOGY", ""),
    ("08/02/22  3201140  XR ANKLE 3 VW LT              1", "612.00"),
    ("08/02/22  3201188  XR TIB FIB 2 VW LT            1", "540.00"),
    ("SUBTOTAL", "1,152.00"),
    ("0450 EMERGENCY ROOM", ""),
    ("08/02/22  4500004  ED VISIT LEVEL 4              1", "2,310.00"),
    ("08/02/22  4500051  SPLINT APPLICATION SHORT LEG  1", "476.25"),
    ("SUBTOTAL", "2,786.25"),
)


def draw(s: Sheet) -> None:
    """Charges on page one, totals and payments on page two."""
    s.use("Courier", 9)
    _head(s, 1)
    s.at(40, 150, "DATE      CODE     DESCRIPTION                 QTY", bold=True)
    s.right(560, 150, "AMOUNT", bold=True)
    y = 168.0
    for text, money in LINES:
        s.at(40 if money and text != "SUBTOTAL" else (40 if not money else 330), y, text, bold=not money)
        s.right(560, y, money)
        y += 14 if text != "SUBTOTAL" else 22
    s.at(40, y + 10, "CONTINUED ON NEXT PAGE")
    s.page()
    _head(s, 2)
    for i, (text, money) in enumerate((("TOTAL CHARGES", "4,057.75"), ("09/14/22  INSURANCE PAYMENT  PIEDMONT AUTO MEDPAY", "2,000.00-"), ("09/30/22  CONTRACTUAL ADJUSTMENT", "811.55-"), ("10/21/22  PATIENT PAYMENT  THANK YOU", "100.00-"), ("BALANCE DUE", "1,146.20"))):
        s.at(40, 160 + 18 * i, text, bold="TOTAL" in text or "BALANCE" in text)
        s.right(560, 160 + 18 * i, money)
    s.para(40, 270, 500, "PAY BY 12/05/22. QUESTIONS: PATIENT FINANCIAL SERVICES 800-555-0111. PROFESSIONAL FEES OF THE EMERGENCY PHYSICIANS AND RADIOLOGISTS ARE BILLED SEPARATELY.")


def _head(s: Sheet, page: int) -> None:
    s.at(40, 44, "MOUNT PISGAH BAPTIST", 13, bold=True)
    s.at(40, 58, "PATIENT FINANCIAL SERVICES")
    s.at(40, 70, "PO BOX 30099, RALLS FORD NC 27999")
    s.right(560, 44, "ITEMIZED STATEMENT", 12, bold=True)
    s.right(560, 58, f"PAGE {page} OF 2")
    s.right(560, 70, "STATEMENT DATE 11/05/22")
    s.at(40, 96, "PATIENT: CROMARTIE, SYLVAN J          ACCOUNT: H00817733-2")
    s.at(40, 108, "BIRTH DATE: 12/25/01                  ADMIT: 08/02/22   DISCHARGE: 08/02/22")
    s.at(40, 120, "GUARANTOR: CROMARTIE, LUELLA          ATTENDING: DE WITT, JUNIPER MD")
    s.rule(130, 40, 560)
