"""Interventional note: procedure suite under the practice's name, proceduralist and assistant nurse, signature in script over typed name."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One procedure."""
    s.use("Times-Roman", 10)
    s.at(50, 46, "Ironwood", 20, bold=True)
    s.at(50, 60, "Spine & Pain Consultants", 11)
    s.at(330, 46, "Procedure Suite A", 9)
    s.at(330, 58, "1212 Basalt Ct, Redmond, OR 97999", 9)
    s.at(50, 92, "PROCEDURE NOTE", 12, bold=True)
    s.at(50, 110, "Patient: Zachary Boothe     DOB: 08/25/1969     Date of Procedure: 01/18/2023")
    y = s.para(50, 134, 500, "Preoperative diagnosis: Right L5 radiculopathy M54.16.\nProcedure performed: Right L5-S1 transforaminal epidural steroid injection, 64483.\nProceduralist: Giancarlo Russo, MD\nAssisting: Amy Trask, RN\nAnesthesia: local")
    y = s.para(50, y + 8, 500, "Description of procedure: Prone. Sterile prep. Needle placed under fluoroscopy. Contrast spread along the root. 10 mg dexamethasone given. Tolerated the procedure well.")
    s.at(50, y + 34, "Giancarlo Russo, MD")
    s.at(50, y + 46, "Discharge vitals: Amy Trask, RN  11:02")
