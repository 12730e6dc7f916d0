"""Custodian's certification, fax cover, then the one office note they belong to; the note's practice differs from the copy service."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Three pages; only the third is a record of care."""
    s.use("Times-Roman", 11)
    s.middle(60, "CERTIFICATION OF MEDICAL RECORDS", 14, bold=True)
    y = s.para(72, 100, 470, "STATE OF KANSAS\nCOUNTY OF BLUESTEM\n\nRe:  Evander Kingsolver        Date of birth: 02/28/1977\n       Records from 04/01/2020 to present\n\nI, Tabitha Greer-Oduya, being duly sworn, state that I am the custodian of records of Flint Ridge Internal Medicine Associates. The attached 1 page is a true and complete copy of the records kept in the regular course of business for the above patient for the dates asked. The records were made at or near the time by persons with knowledge.")
    s.para(72, y + 24, 470, "____________________________\nTabitha Greer-Oduya, Records Custodian\n\nSubscribed and sworn before me this 17th day of September, 2021.\n\n____________________________\nNotary Public         My commission expires 05/30/2024")
    s.page()
    s.use("Helvetica", 12)
    s.at(72, 70, "FAX", 30, bold=True)
    s.at(72, 90, "ReproScan Document Services", 10)
    s.table(72, 130, [90, 370], [["To:", "Hollis & Wray Trial Lawyers, attn. Bettina"], ["Fax:", "316-555-0144"], ["From:", "ReproScan for Flint Ridge Internal Medicine"], ["Date:", "09/20/2021 14:06"], ["Pages:", "3 with cover"], ["Re:", "Kingsolver, Evander   order RS-88214"]], head=False, ruled=True)
    s.para(72, 320, 460, "The information in this facsimile is confidential and is meant only for the person named above. If you have received it in error please call the sender and destroy it.", 9)
    s.page()
    s.use("Helvetica", 9.5)
    s.at(40, 24, "09/20/2021 14:07  FROM: REPROSCAN  TO: 3165550144   P. 3/3", 7)
    s.at(54, 54, "Flint Ridge Internal Medicine Associates", 13, bold=True)
    s.at(54, 68, "Ambrose Delgado-Swift, MD    Cordelia Yuen, MD    Percy Ottoman, APRN-BC", 8)
    s.rule(76, 54, 558)
    s.label(54, 94, "Name:", "Evander Kingsolver")
    s.label(260, 94, "DOB:", "02/28/1977")
    s.label(400, 94, "Date:", "05/07/2020")
    s.at(54, 112, "Wt 204   BP 142/90   P 80   T 97.9   Allergies NKDA   Last seen 11/2019")
    y = s.para(54, 140, 500, "S:  Golf cart tipped over on the path on 05/03/2020, landed on right shoulder. Pain lifting arm, sleeps in a chair. No numbness.\n\nO:  Tender AC joint with a small step. Cross-body test hurts. Cuff strength good. X-ray here today: AC joint widened 3 mm, no fracture.\n\nA:  1. AC separation grade II, right.   2. Blood pressure up, pain?\n\nP:  Sling 1-2 wks, ibuprofen, ice. Ortho (Dr. Rasmus Thackeray) if not better by 05/28/2020. BP check 06/04/2020.")
    s.at(54, y + 24, "C. Yuen, MD      (stamp) REVIEWED MAY 11 2020")
