"""Hospital radiology in capitals: campus in the first line, "ORDERING" and "ATTENDING" above the reader, reader by initials and last name at the end."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One study."""
    s.use("Courier", 9)
    s.at(36, 40, "ST ALDRIC NORTH CAMPUS                     DEPARTMENT OF RADIOLOGY")
    s.at(36, 52, "900 N ALDRIC WAY, MOLINE IL 61999          PH 555-019-0900")
    s.rule(58)
    for i, line in enumerate((
        "PATIENT: GARRITY, NOLA            DOB: 02/20/1957",
        "EXAM DATE: 08/14/2021 1432        ACC: 7716620",
        "ORDERING: FISK, DARIUS PA         ATTENDING: LOMBARD, EDNA MD",
        "EXAM: CT ABDOMEN PELVIS WITH CONTRAST",
    )):
        s.at(36, 76 + 12 * i, line)
    y = s.para(36, 136, 530, "INDICATION: FALL FROM STAIRS, FLANK PAIN.\nTECHNIQUE: AXIAL IMAGES AFTER IV CONTRAST.\nCOMPARISON: NONE.\nFINDINGS: SMALL LEFT RENAL CONTUSION. NO FREE FLUID.\nIMPRESSION: LEFT RENAL CONTUSION.")
    s.at(36, y + 14, "DICTATED BY: TOBIN, C. MD   08/14/2021 1501")
    s.at(36, y + 26, "ELECTRONICALLY SIGNED BY: TOBIN, C. MD   08/14/2021 1510")
