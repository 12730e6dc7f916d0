"""athenahealth encounter summary: practice with an ampersand and no corporate word on a bullet line, care team of doctors who did not see the patient."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One visit over two pages; the signer stands in the sign-off line only at the end."""
    s.use("Helvetica", 9)
    _top(s)
    s.at(40, 78, "Patient", bold=True)
    s.at(150, 78, "Name", 8)
    s.at(230, 78, "FLETCHER, MARNIE (44yo, F) ID# 30221")
    s.at(420, 78, "Appt. Date/Time", 8)
    s.at(488, 78, "03/14/2022 09:45AM")
    s.at(150, 91, "DOB", 8)
    s.at(230, 91, "05/06/1977")
    s.at(420, 91, "Service Dept.", 8)
    s.at(488, 91, "SBJ_Millrace")
    s.at(150, 104, "Provider", 8)
    s.at(230, 104, "JONAS WELD, PA-C")
    s.at(40, 117, "Insurance", bold=True)
    s.at(150, 117, "Med Primary: CARDINAL MUTUAL AUTO    Insurance # : 44019-B    Policy/Group # : X8")
    s.rule(124, 40, 572)
    s.at(40, 140, "Chief Complaint", 10, bold=True)
    s.at(40, 154, "Right knee pain after motor vehicle collision")
    s.at(40, 172, "Patient's Care Team", 10, bold=True)
    s.at(40, 186, "Primary Care Provider: EDWINA STOUT MD: 40 GLADE RD, TOLLIVER, OH 43999, Ph (555) 016-7788")
    s.at(40, 198, "Referring Provider: BASIL OKONJO DC: 9 PINE PLZ, TOLLIVER, OH 43999, Ph (555) 016-2121")
    s.at(40, 216, "Patient's Pharmacies", 10, bold=True)
    s.at(40, 230, "GRANT DRUG 1140 (ERX): 17 GLADE RD, TOLLIVER, OH 43999, Ph (555) 016-9000")
    s.at(40, 248, "Vitals", 10, bold=True)
    s.at(40, 262, "Ht: 5 ft 6 in   Wt: 160 lbs   BMI: 25.8   BP: 122/78 sitting   03/14/2022 09:52 am")
    s.at(40, 280, "HPI", 10, bold=True)
    s.para(40, 294, 520, "44yo F struck the dashboard with the right knee on 02/27/2022. Pain 6/10, medial, worse on stairs. No locking. Swelling has gone down. Taking naproxen.")
    s.page()
    _top(s)
    s.at(40, 80, "Physical Exam", 10, bold=True)
    s.para(40, 94, 520, "Right knee: trace effusion. Medial joint line tender. McMurray equivocal. Stable to varus and valgus stress.")
    s.at(40, 130, "Assessment / Plan", 10, bold=True)
    y = s.para(40, 144, 520, "1. Contusion of right knee\nS80.01XA: Contusion of right knee, initial encounter\n- MRI, KNEE, RIGHT W/O CONTRAST - Schedule Within: provider's discretion\n- PHYSICAL THERAPY REFERRAL - Evaluate and treat")
    s.at(40, y + 14, "Return to Office", 10, bold=True)
    s.at(40, y + 28, "Basil Okonjo, DC for Follow Up at Okonjo Chiropractic on 03/21/2022 at 04:00 PM")
    s.at(40, y + 50, "Encounter Sign-Off", 10, bold=True)
    s.at(40, y + 64, "Encounter signed-off by Jonas Weld, PA-C, 03/14/2022.")
    s.at(40, y + 78, "Encounter performed and documented by Jonas Weld, PA-C")
    s.at(40, y + 92, "Encounter reviewed & signed by Jonas Weld, PA-C on 03/14/2022 at 5:12pm")


def _top(s: Sheet) -> None:
    s.at(40, 40, "Stillwater Bone & Joint \u2022 1180 MILLRACE DR, TOLLIVER OH 43999-2020", 8)
    s.at(40, 54, "FLETCHER, Marnie (id #30221, dob: 05/06/1977)", 8)
    s.at(40, 770, "Printed by SBJ records, 11/08/2022 14:20", 7)
