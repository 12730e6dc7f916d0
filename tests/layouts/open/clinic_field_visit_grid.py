"""Medical-group print: clinic and visit provider as fields in a grid, the PCP first, nurse who roomed the patient named above the doctor."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit; the nurse signs her vitals before the physician signs the note."""
    s.use("Helvetica", 9)
    s.at(40, 46, "Encounter Report", 14, bold=True)
    s.table(
        40, 68, [90, 170, 90, 180],
        [
            ["Patient", "Iskander Bey", "Encounter date", "05/19/2020"],
            ["DOB", "12/12/1959", "Clinic", "Sandhill Creek"],
            ["PCP", "Rosalind Meeks, MD", "Visit provider", "Tobiah Lowe, MD"],
            ["Payer", "Granite State Mutual", "Organization", "Parkland Physicians"],
        ],
        head=False, ruled=True,
    )
    y = s.para(40, 150, 530, "Rooming: BP 128/80, pulse 70, pain 6/10. Roomed by Kelsey Dunn, RN")
    y = s.para(40, y + 6, 530, "Chief complaint: Right hip pain after being knocked down by a cart on 05/12/2020.")
    y = s.para(40, y + 6, 530, "Physical exam: Tender over the greater trochanter. Range of motion full.")
    y = s.para(40, y + 6, 530, "Assessment and plan: Trochanteric bursitis M70.61. Ice, naproxen, physical therapy.")
    s.at(40, y + 24, "Tobiah Lowe, MD 05/19/2020 4:31 PM")
