"""Practice Fusion chart note: three header columns (PATIENT / FACILITY / ENCOUNTER), sections in grey small caps."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Page 1 is the client's note; page 2 another patient's note that was copied into the same print."""
    s.use("Helvetica", 9)
    _note(
        s, ["Bettina Kowal", "DOB 05/09/1977", "AGE 44 yrs", "SEX Female", "PRN KB482117"], "Office Visit", "NOTE TYPE SOAP Note", "SEEN BY Marcus Teague PA", "DATE 01/12/2022",
        "Right shoulder pain since fall on ice at the clinic entrance 12/29/2021. Cannot reach a shelf.",
        "Abduction to 80 degrees, positive drop arm. Grip 5/5.",
        "Rotator cuff strain, right (S46.011A). X-ray ordered. Sling for comfort.",
        "Electronically signed by Marcus Teague PA at 01/12/2022 05:44 pm",
    )
    s.page()
    _note(
        s, ["Orrin Castellanos", "DOB 11/02/1950", "AGE 71 yrs", "SEX Male", "PRN CO118840"], "Office Visit", "NOTE TYPE SOAP Note", "SEEN BY Marcus Teague PA", "DATE 01/13/2022",
        "Medication check, blood pressure.", "BP 150/90. Lungs clear.", "Hypertension (I10). Raise lisinopril to 20 mg.",
        "Electronically signed by Marcus Teague PA at 01/13/2022 09:10 am",
    )


def _note(s: Sheet, patient: list[str], title: str, kind: str, seen: str, day: str, sub: str, obj: str, plan: str, signed: str) -> None:
    for x, head in ((40, "PATIENT"), (230, "FACILITY"), (420, "ENCOUNTER")):
        s.at(x, 50, head, 7, bold=True)
        s.rule(53, x, x + 150)
    for i, line in enumerate(patient):
        s.at(40, 66 + 12 * i, line, bold=i == 0)
    for i, line in enumerate(["Copperleaf Family Care", "T (555) 017-6620", "F (555) 017-6621", "31 Juniper Row", "Elk Prairie, MN 55999"]):
        s.at(230, 66 + 12 * i, line, bold=i == 0)
    for i, line in enumerate([title, kind, seen, day, patient[2].replace("AGE", "AGE AT DOS")]):
        s.at(420, 66 + 12 * i, line, bold=i == 0)
    y = 150.0
    for head, text in (("CHIEF COMPLAINT", sub.split(".")[0]), ("S", sub), ("O", obj), ("A / P", plan)):
        s.box(40, y - 9, 532, 13, grey=0.9)
        s.at(44, y, head, 8, bold=True)
        y = s.para(44, y + 16, 520, text) + 10
    s.at(44, y + 20, signed, 8)
    s.at(40, 770, "Encounter - Office Visit  Date of service: " + day.split()[1] + "  Patient: " + patient[0] + "  " + patient[1] + "  " + patient[4], 7)
    s.right(572, 780, "Page 1 of 1", 7)
