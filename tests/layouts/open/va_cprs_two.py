"""VA progress notes from CPRS: monospaced, LOCAL TITLE, DATE OF NOTE and ENTRY DATE, signature block, station in the header."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two notes, the second crosses the page."""
    s.use("Courier", 9)
    _head(s, 1)
    y = s.para(40, 96, 540, " LOCAL TITLE: PRIMARY CARE PROVIDER NOTE\nSTANDARD TITLE: PRIMARY CARE NOTE\nDATE OF NOTE: AUG 16, 2018@13:05     ENTRY DATE: AUG 16, 2018@13:48:22\n      AUTHOR: STEENBERGEN,JULIUS R   EXP COSIGNER:\n     URGENCY:                            STATUS: COMPLETED\n\nCC: neck and upper back pain after MVA\n\nHPI: 52 y/o Army veteran (1984-1992), hit at the gate of the commissary on AUG 10, 2018 by a turning pickup. No LOC. Seen at Fort Tillary ER. Pain 6/10, worse by evening. SC 20 percent for knees since 1993.\n\nPE:  Neck: rotation 50/60. Spasm R trapezius. Strength 5/5.\n\nA/P: Cervical strain. Methocarbamol 750 mg TID #45. Heat. C-spine films. RTC 4 weeks.\n\n/es/ JULIUS R STEENBERGEN, MD\nSTAFF PHYSICIAN, RED TEAM\nSigned: 08/16/2018 13:51\n\n08/17/2018 ADDENDUM                      STATUS: COMPLETED\nFilms without fracture. Vet told by letter.\n/es/ JULIUS R STEENBERGEN, MD   Signed: 08/17/2018 09:02")
    s.rule(y, 40, 572)
    s.para(40, y + 16, 540, " LOCAL TITLE: PM&R CONSULT RESULT\nSTANDARD TITLE: PHYSICAL MEDICINE REHAB CONSULT\nDATE OF NOTE: SEP 27, 2018@09:30     ENTRY DATE: SEP 28, 2018@07:12:40\n      AUTHOR: QUINTERO-HOLM,ASTRID   EXP COSIGNER: PEABODY,LANCE D\n\nReason for consult: neck pain 6 weeks after MVA. Requested by: STEENBERGEN,JULIUS R")
    s.page()
    _head(s, 2)
    s.para(40, 96, 540, "Findings: trigger points R levator and upper trapezius. Spurling negative. Rotation R 45, L 65.\n\nProcedure: dry needling 3 sites with consent, tolerated well.\n\nPlan: six visits in PT. Return DEC 06, 2018.\n\n/es/ ASTRID QUINTERO-HOLM, DPT, NP-C\nNURSE PRACTITIONER, PM&RS\nSigned: 09/28/2018 07:20\n\n/es/ LANCE D PEABODY, MD\nCHIEF PM&RS\nCosigned: 10/02/2018 16:44")


def _head(s: Sheet, page: int) -> None:
    s.at(40, 44, "Progress Notes                                   Printed On Jan 14, 2019")
    s.at(40, 60, "FARRAGUT,MILTON DEAN       xxx-xx-4471      DOB: 03/19/1966")
    s.rule(68, 40, 572)
    s.rule(748, 40, 572)
    s.at(40, 760, "PATIENT NAME AND ADDRESS (Mechanical imprinting)   VISTA Electronic Medical Documentation", 7)
    s.at(40, 770, "Printed at BITTER CREEK VA OUTPATIENT CLINIC", 7)
    s.right(572, 770, f"Page {page}", 7)
