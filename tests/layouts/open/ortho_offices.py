"""Orthopaedic group: logo words at the top, eight offices and the partners' names in the footer, the date as a written-out line."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

OFFICES = "Alder Point   |   Bridgewater   |   East Canby   |   Fenwick   |   Gorham   |   Halsey Harbor   |   Millrace   |   North Canby"
DOCTORS = "Lionel Abernethy, MD   Grace Okonkwo-Dahl, MD   Reuben Stavros, DO   Marguerite Tully, MD   Hideo Wakahisa, MD"


def draw(s: Sheet) -> None:
    """Two office visits with the surgeon and the PA, one page each; a patient address block like a letter."""
    s.use("Times-Roman", 11)
    _paper(s)
    y = s.para(60, 120, 490, "PATIENT:  Barnaby Quillfeather\nDATE OF BIRTH:  January 9, 1971\nDATE OF VISIT:  April 18, 2019\nOFFICE:  Millrace\nREFERRED BY:  Constance Burdick, M.D.")
    y = s.para(60, y + 10, 490, "INITIAL ORTHOPAEDIC EVALUATION", bold=True)
    y = s.para(60, y + 4, 490, "Mr. Quillfeather is a 48-year-old tile setter who fell from the second step of a loading dock at Ridgeline Supply on March 29, 2019, landing on the outstretched left arm. He was seen at Canby Community the same night. An MRI done 4/11/2019 shows a full-thickness tear of the supraspinatus, 1.8 cm, without retraction. He had an arthroscopy of the other shoulder in 2006.")
    y = s.para(60, y + 8, 490, "EXAMINATION:  Active elevation 90 degrees on the left, 165 on the right. External rotation strength 3/5. Drop arm sign positive. The neurovascular exam is normal.")
    y = s.para(60, y + 8, 490, "IMPRESSION:  Acute traumatic full-thickness rotator cuff tear, left shoulder.")
    y = s.para(60, y + 8, 490, "PLAN:  I discussed repair against therapy. He wishes to proceed with surgery, tentatively May 14, 2019. He is to stay off overhead work.")
    s.para(60, y + 20, 490, "Marguerite Tully, M.D.\n\nMT/hn   D: 04/18/2019   T: 04/21/2019\ncc:  Constance Burdick, M.D.")
    s.page()
    _paper(s)
    y = s.para(60, 120, 490, "PATIENT:  Barnaby Quillfeather\nDATE OF BIRTH:  January 9, 1971\nDATE OF VISIT:  May 28, 2019\nOFFICE:  Alder Point")
    y = s.para(60, y + 10, 490, "POSTOPERATIVE VISIT", bold=True)
    y = s.para(60, y + 4, 490, "He is two weeks out from arthroscopic repair of the left rotator cuff done by Dr. Tully on 5/14/2019. Pain is fair with two tablets a day. He wears the sling. No fever.")
    y = s.para(60, y + 8, 490, "EXAMINATION:  Portals are dry. Sutures removed today. Hand and elbow move well.")
    y = s.para(60, y + 8, 490, "PLAN:  Start passive motion at Fenwick Physical Therapy. He returns to Dr. Tully on June 25, 2019. No work until then.")
    s.para(60, y + 20, 490, "Jocelyn Amadi-Pratt, PA-C\nfor Marguerite Tully, M.D.\n\nJAP/hn   D: 05/28/2019   T: 05/29/2019")


def _paper(s: Sheet) -> None:
    s.at(60, 54, "TRINORTH", 20, bold=True)
    s.at(174, 54, "Orthopaedics & Spine", 14)
    s.rule(64, 60, 552, 1.2)
    s.at(60, 76, "A division of Cascadia Surgical Partners, PLLC", 8)
    s.rule(722, 60, 552)
    s.middle(734, OFFICES, 7)
    s.middle(744, DOCTORS, 7)
    s.middle(756, "Central scheduling 503-555-0162     www.trinorth.example", 7)
