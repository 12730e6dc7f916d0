"""California PR-2: boxed progress report of the primary treating physician, tick marks for reason, claims administrator block, examination and signature dates."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One report, two pages."""
    s.use("Helvetica", 8.5)
    s.at(36, 38, "State of California", 8)
    s.at(36, 48, "Division of Workers' Compensation", 8)
    s.middle(66, "PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)", 12, bold=True)
    s.para(36, 84, 540, "Check the box(es) which indicate why you are submitting a report at this time. If the patient is \"Permanent and Stationary\" do not use this form.", 7.5)
    s.at(36, 110, "[X] Periodic Report (required 45 days after last report)   [ ] Change in treatment plan   [ ] Released from care   [X] Change in work status")
    s.table(36, 134, [180, 120, 120, 120], [
        ["Last: Villaseca-Doyle   First: Imogen   M.I.: P", "Sex: F", "D.O.B.: 01/15/1980", "SSN: on file"],
        ["Address: 55 Almond Row, Tres Robles, CA", "Occupation: Packer", "Date of Injury: 06/21/2021", "Phone: 559-555-0139"],
        ["Claims Administrator: Sierra Pacific Comp Fund", "Adjuster: Nolan Birch", "Claim No.: 06-21-77120", "Fax: 559-555-0140"],
        ["Employer: Golden Basin Fruit Co.", "Employer phone: 559-555-0100", "Date of Exam: 11/04/2021", "Next appt: 12/16/2021"],
    ], head=False, ruled=True)
    y = s.para(36, 256, 540, "Subjective complaints:", bold=True)
    y = s.para(36, y, 540, "Right elbow and forearm pain 5/10, 7/10 with gripping boxes. Tingling at night two or three times a week. Two acupuncture visits (10/12/2021, 10/19/2021) gave one day of relief each.")
    y = s.para(36, y + 8, 540, "Objective findings:", bold=True)
    y = s.para(36, y, 540, "Tender lateral epicondyle. Cozen positive. Grip (Jamar) R 38/36/40, L 62/60/61. Elbow 0 to 135. MRI 09/30/2021: partial tear of the common extensor origin.")
    y = s.para(36, y + 8, 540, "Diagnoses:", bold=True)
    y = s.para(36, y, 540, "1. Lateral epicondylitis, right      M77.11\n2. Strain of extensor muscle, right forearm      S56.511D")
    s.para(36, y + 10, 540, "Treatment Plan: (see next page)")
    s.at(36, 768, "DWC Form PR-2 (Rev. 06-05)", 7)
    s.right(576, 768, "Page 1", 7)
    s.page()
    s.at(36, 40, "PR-2     Villaseca-Doyle, Imogen     Exam 11/04/2021", 8)
    y = s.para(36, 64, 540, "Treatment plan (include treatment rendered to date, methods, frequency and duration):", bold=True)
    y = s.para(36, y, 540, "Request authorization for PRP injection, right lateral epicondyle, and hand therapy 2 x 4. Counterforce brace given today. Continue naproxen 500 mg.")
    y = s.para(36, y + 8, 540, "Work Status:  This patient has been instructed to:", bold=True)
    y = s.para(36, y, 540, "[ ] Remain off-work until ________\n[X] Return to modified work on 11/05/2021 with these limits: no grip over 10 lb with the right hand, no repeated wrist extension\n[ ] Return to full duty on ________")
    y = s.para(36, y + 12, 540, "Primary Treating Physician: (original signature, do not stamp)         Date of exam: 11/04/2021", bold=True)
    y = s.para(36, y, 540, "I declare under penalty of perjury that this report is true and correct to the best of my knowledge and that I have not violated Labor Code 139.3.")
    s.table(36, y + 10, [270, 270], [
        ["Signature:  (signed)", "Cal. Lic. #: A099112"],
        ["Executed at: Tres Robles, Fresno County", "Date: 11/09/2021"],
        ["Name: Lakshmi Brightwater-Soto, M.D., M.P.H.", "Specialty: Occupational Medicine"],
        ["Address: Robles Industrial Medical Group, 9 Packing House Rd, Tres Robles", "Phone: 559-555-0188"],
    ], head=False, ruled=True)
    s.at(36, 768, "Served by mail 11/11/2021 on: Sierra Pacific Comp Fund; Law Offices of H. Quiroga", 7)
    s.right(576, 768, "Page 2", 7)
