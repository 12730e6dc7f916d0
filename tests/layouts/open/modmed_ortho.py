"""Modernizing Medicine (EMA Orthopedics): patient line under the letterhead, 'Visit Note - June 7, 2023', two narrow columns."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """The body runs in two columns, left to the end and then right."""
    s.use("Helvetica", 8.5)
    s.at(40, 48, "Kestrel Orthopaedics & Sports Medicine", 12, bold=True)
    s.at(40, 60, "2 Foundry Way, Pell City Heights, AL 35999", 7.5)
    s.right(572, 48, "Visit Note - June 7, 2023", 11, bold=True)
    s.rule(68, 40, 572)
    s.at(40, 82, "Wexler, Dominic", 10, bold=True)
    s.at(40, 94, "MRN: MM0000051774   Phone: (555) 013-9911   DOB: Sep 27, 2001   Sex: Male   PCP: (none)")
    s.at(40, 106, "Visit Provider: Annika Sorensen, MD   Primary Insurance: Self pay / Lien")
    s.rule(112, 40, 572)
    y = s.para(40, 130, 250, "Chief Complaint: Left knee", bold=True)
    y = s.para(
        40, y + 3, 250,
        "HPI: This is a 21 year old male who comes in for a follow-up of his left knee, which struck the dashboard on "
        "04/16/2023. The pain is moderate, worse with stairs. He was last seen on May 10, 2023. Physical therapy since "
        "May 15 has helped the motion but not the locking.",
    )
    y = s.para(40, y + 8, 250, "Vitals", bold=True)
    y = s.table(40, y + 4, [60, 35, 45, 50, 60], [["Date", "Pain", "Ht", "Wt", "BP"], ["06/07/2023", "6", "72 in", "190 lb", "124/78"], ["05/10/2023", "8", "72 in", "192 lb", "130/80"]], 7.5)
    y = s.para(40, y + 8, 250, "Exam: Left Knee", bold=True)
    s.para(40, y + 3, 250, "Effusion: small. ROM 0 to 125. McMurray: positive medially. Lachman: negative. Neurovascular status intact.")
    y = s.para(312, 130, 255, "Data Reviewed", bold=True)
    y = s.para(312, y + 3, 255, "MRI of the left knee dated 05/24/2023: complex tear of the posterior horn, medial meniscus.")
    y = s.para(312, y + 8, 255, "Impression/Plan:", bold=True)
    y = s.para(
        312, y + 3, 255,
        "1. Tear of medial meniscus, left (S83.232A)\nPlan: Counseling - arthroscopy. We went over the film together. He "
        "elects left knee arthroscopic partial meniscectomy, tentatively July 11, 2023.\nWork: sitting duty only.",
    )
    y = s.para(312, y + 8, 255, "Staff:\nAnnika Sorensen, MD (Primary Provider) (Bill Under)\nR. Tull, CMA (scribe)")
    s.para(312, y + 12, 255, "Electronically Signed By: Annika Sorensen, MD, 06/08/2023 06:58 AM CDT")
    s.at(40, 772, "Wexler, Dominic DOB: 09/27/2001  MRN: MM0000051774", 7)
    s.right(572, 772, "Page 1", 7)
