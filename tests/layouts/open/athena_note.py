"""athenahealth chart export: practice line top left in small print, encounter box 'Encounter Date' under the patient banner."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two pages, the header repeated with an id; problems and histories with their own dates."""
    s.use("Helvetica", 9)
    _head(s, 1)
    s.at(40, 96, "Encounters and Procedures", 12, bold=True)
    y = s.table(40, 116, [130, 400], [["Clinical Encounter Summaries", ""], ["Encounter Date:", "03/02/2021"], ["Provider:", "HARRIET LIM, MD"], ["Location:", "SF-Sycamore Friends Medical Group - East"]], head=False)
    y = s.para(40, y + 10, 520, "Patient", bold=True)
    y = s.table(40, y + 4, [100, 180, 100, 150], [["Name", "BLYTHE, CORMAC (38yo, M) ID# 88421", "Appt. Date/Time", "03/02/2021 03:15PM"], ["DOB", "08/30/1982", "Service Dept.", "SF East"]], 8.5, head=False)
    y = s.para(40, y + 10, 520, "Chief Complaint", bold=True)
    y = s.para(40, y, 520, "knee pain, motor vehicle")
    y = s.para(40, y + 8, 520, "Vitals", bold=True)
    y = s.para(40, y, 520, "Ht: 5 ft 10 in 03/02/2021 03:22 pm   Wt: 201 lbs 03/02/2021 03:22 pm   BP: 128/80 sitting 03/02/2021 03:23 pm")
    y = s.para(40, y + 8, 520, "Problems", bold=True)
    y = s.para(40, y, 520, "Reviewed Problems\nHyperlipidemia - Onset: 06/14/2018\nGastroesophageal reflux - Onset: 2015")
    y = s.para(40, y + 8, 520, "HPI", bold=True)
    s.para(40, y, 520, "Right knee hit the steering column on 02/20/2021. Swelling has gone down but stairs hurt. No locking.")
    s.page()
    _head(s, 2)
    y = s.para(40, 96, 520, "Physical Exam", bold=True)
    y = s.para(40, y, 520, "Right knee: trace effusion, tender medial facet, ligaments stable.")
    y = s.para(40, y + 8, 520, "Assessment / Plan", bold=True)
    y = s.para(40, y, 520, "1. Contusion of right knee - S80.01XA\nXR, KNEE, RIGHT, 3 VIEWS\n2. Return to Office: Harriet Lim, MD for FOLLOW UP 20 at SF East on 03/23/2021 at 03:00 PM")
    y = s.para(40, y + 8, 520, "Encounter Sign-Off", bold=True)
    s.para(40, y, 520, "Encounter signed-off by Harriet Lim, MD, 03/04/2021.\nEncounter performed and documented by Harriet Lim, MD\nEncounter reviewed & signed by Harriet Lim, MD on 03/04/2021 at 7:59am")


def _head(s: Sheet, page: int) -> None:
    s.at(40, 36, "SF - SYCAMORE FRIENDS MEDICAL GROUP • 41 Alder Blvd, HINTON, OR 97999-1020", 7)
    s.at(40, 52, "BLYTHE, Cormac (id #88421, dob: 08/30/1982)", 10, bold=True)
    s.rule(60, 40, 572)
    s.at(40, 768, "SF - SYCAMORE FRIENDS MEDICAL GROUP     06/09/2021 04:41PM ET     88421_BLYTHE_1982", 7)
    s.right(572, 768, f"page {page} of 2", 7)
