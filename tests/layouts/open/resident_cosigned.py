"""Teaching hospital clinic note: resident is the author, the attending cosigns with an attestation; university letterhead of two lines."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit; author and cosigner both sign."""
    s.use("Helvetica", 9)
    s.middle(44, "UNIVERSITY OF EASTMARCH", 13, bold=True)
    s.middle(57, "Department of Neurology - Concussion Clinic", 10)
    s.rule(64)
    s.at(40, 82, "Patient Name: Juno Castellanos")
    s.at(300, 82, "Date of Visit: 02/28/2023")
    s.at(40, 95, "MRN: E4410092")
    s.at(300, 95, "Date of Birth: 05/25/2004")
    s.at(40, 108, "Author: Lio Tran, DO (Resident)")
    s.at(300, 108, "Cosigner: Margit Sollers, MD")
    y = s.para(40, 134, 530, "HPI: 18 year old student hit on the head by a falling sign on 02/01/2023. Headache daily, trouble reading more than 20 minutes. No vomiting. Sleep poor.")
    y = s.para(40, y + 6, 530, "Neurologic exam: Oriented. Convergence 12 cm. Tandem gait sways. Reflexes symmetric.")
    y = s.para(40, y + 6, 530, "Assessment: Concussion without loss of consciousness, S06.0X0D.\nPlan: Reduced course load, vestibular therapy, amitriptyline 10 mg.")
    s.at(40, y + 16, "Lio Tran, DO")
    s.at(40, y + 28, "PGY-3 Neurology")
    s.at(40, y + 40, "Electronically signed by: Lio Tran, DO on 02/28/2023 16:20", 8)
    y = s.para(40, y + 62, 530, "Attending attestation: I saw and examined the patient with the resident and agree with the findings and plan as written.")
    s.at(40, y + 4, "Electronically cosigned by: Margit Sollers, MD on 03/01/2023 09:02", 8)
