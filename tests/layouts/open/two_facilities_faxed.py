"""A law firm's fax of three papers: a clinic note, a CT report of another house addressed to that clinic, and the clinic's next note."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Three pages of two facilities; the fax line names a law office."""
    s.use("Helvetica", 9.5)
    _fax(s, 1)
    s.middle(52, "Harrow Valley Primary", 14, bold=True)
    s.middle(65, "60 Mill Lane, Harrow, VT 05999   555-012-1100", 8)
    _patient(s, "DATE OF SERVICE: 03/22/2021")
    y = s.para(40, 130, 530, "REASON FOR VISIT: Headache after a rear-end crash on 03/19/2021.\nEXAM: Neck tender, cranial nerves intact.\nASSESSMENT: Post-traumatic headache G44.319.\nPLAN: CT head. Return one week.")
    s.at(40, y + 24, "Signed: J. Calloway, PA-C")
    s.page()
    _fax(s, 2)
    s.at(40, 52, "GREENFIELD REGIONAL", 13, bold=True)
    s.at(40, 64, "Diagnostic Imaging", 9)
    s.at(330, 52, "To: Harrow Valley Primary", 8)
    s.at(330, 63, "Attn: J. Calloway, PA-C", 8)
    _patient(s, "EXAM DATE: 03/24/2021")
    y = s.para(40, 130, 530, "EXAM: CT HEAD WITHOUT CONTRAST\nINDICATION: Headache after collision.\nTECHNIQUE: Axial images without contrast.\nFINDINGS: No hemorrhage. Ventricles normal.\nIMPRESSION: Normal CT of the head.")
    s.at(40, y + 24, "Dictated by: Ngaio Trent, MD     Transcribed: 03/24/2021")
    s.page()
    _fax(s, 3)
    s.middle(52, "Harrow Valley Primary", 14, bold=True)
    s.middle(65, "60 Mill Lane, Harrow, VT 05999   555-012-1100", 8)
    _patient(s, "DATE OF SERVICE: 03/29/2021")
    y = s.para(40, 130, 530, "REASON FOR VISIT: Recheck, CT result.\nEXAM: Normal gait. Neck supple.\nASSESSMENT: Headache improving.\nPLAN: Return as needed.")
    s.at(40, y + 24, "Signed: J. Calloway, PA-C")


def _fax(s: Sheet, page: int) -> None:
    s.at(30, 22, f"06/14/2021 15:02  FROM: Bristow Law Offices LLC  555-019-7711   P. {page}/3", 7)


def _patient(s: Sheet, dated: str) -> None:
    s.at(40, 96, "Patient: Lorna Applegate     DOB: 07/07/1987")
    s.at(360, 96, dated)
    s.rule(104)
