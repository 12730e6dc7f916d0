"""Epic results print: one block per test with component table; collected, received and resulted dates in one line."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two draws on two days on one page."""
    s.use("Helvetica", 8.5)
    s.at(36, 42, "Mount Verity Laboratories", 12, bold=True)
    s.right(576, 42, "Results", 14, bold=True)
    s.at(36, 58, "Patient: Garrison, Phoebe K     MRN: 5511806     DOB: 5/17/1999     Legal Sex: Female")
    s.rule(64)
    y = _test(s, 84, "CBC WITH DIFFERENTIAL", "09/12/2023 0615", "09/12/2023 0702", "09/12/2023 0745", [["WBC", "12.4 (H)", "4.0 - 11.0 K/uL"], ["Hemoglobin", "10.9 (L)", "12.0 - 16.0 g/dL"], ["Platelets", "301", "150 - 400 K/uL"]])
    y = _test(s, y + 24, "VITAMIN D 25 HYDROXY", "09/25/2023 1410", "09/25/2023 1633", "09/27/2023 0911", [["Vitamin D, 25-OH", "18 (L)", "30 - 100 ng/mL"]])
    s.para(36, y + 20, 530, "Ordering provider: Junot Vasquez-Hale, MD. Deficiency is common; see reference from 06/01/2022 for units.")
    s.at(36, 770, "Printed 11/30/2023 0930 by HIM12", 7)
    s.right(576, 770, "Page 1 of 1", 7)


def _test(s: Sheet, y: float, name: str, taken: str, got: str, told: str, rows: list[list[str]]) -> float:
    s.box(36, y - 10, 540, 14, grey=0.88)
    s.at(38, y, f"{name}  (Final result)", bold=True)
    s.at(38, y + 16, f"Collected: {taken}")
    s.at(210, y + 16, f"Received: {got}")
    s.at(380, y + 16, f"Resulted: {told}")
    s.at(38, y + 28, "Ordering provider: Junot Vasquez-Hale, MD   Specimen: Blood, Venous   Resulting lab: Mount Verity Laboratories")
    return s.table(38, y + 46, [200, 120, 180], [["Component", "Value", "Reference Range"], *rows])
