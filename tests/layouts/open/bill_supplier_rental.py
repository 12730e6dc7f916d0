"""Equipment supplier's invoice: rental months from-through, purchase lines, tax apart, extended price in the last column."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page; a line's two dates are the months of the rental, and sales tax is no service."""
    s.use("Helvetica", 9)
    s.at(40, 48, "Northlight Home Medical", 15, bold=True)
    s.at(40, 62, "Durable medical equipment     6 Beacon Plaza, Stonecut, MI 48999")
    s.right(572, 48, "CUSTOMER INVOICE", 13, bold=True)
    s.right(572, 62, "Invoice 551907     Billing date 09/30/2021")
    s.at(40, 92, "Patient: Quentin Ashgrove     DOB: 03/03/1969     Injury: 06/30/2021")
    y = s.table(
        40, 118, [58, 58, 48, 196, 36, 66, 70],
        [
            ["From", "Through", "HCPCS", "Item", "Qty", "Unit cost", "Extended"],
            ["07/07/2021", "07/07/2021", "L0650", "Lumbar orthosis, custom fitted", "1", "1,140.00", "1,140.00"],
            ["07/07/2021", "08/06/2021", "E0730-RR", "TENS device, four lead, rental", "1", "85.00", "85.00"],
            ["08/07/2021", "09/06/2021", "E0730-RR", "TENS device, four lead, rental", "1", "85.00", "85.00"],
            ["07/07/2021", "07/07/2021", "A4595", "Electrodes, per pair", "12", "4.50", "54.00"],
        ],
        ruled=True, right=(4, 5, 6),
    )  # fmt: skip
    for i, (label, value) in enumerate((("Subtotal", "1,364.00"), ("Sales tax (exempt)", "0.00"), ("Payments", "0.00"), ("Total due", "1,364.00"))):
        s.at(420, y + 14 + 13 * i, label)
        s.right(569, y + 14 + 13 * i, value)
