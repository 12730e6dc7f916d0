"""Dictated consultation letter to an insurance adjuster, practice only in the footer, signed below "Sincerely" and marked as dictated."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two pages; the addressee is no facility, the copied doctor no provider."""
    s.use("Times-Roman", 11)
    s.at(72, 90, "May 17, 2019")
    for i, line in enumerate(("Ms. Carla Wexford", "Beacon Hill Casualty Medical Management", "P.O. Box 5510", "Albany, NY 12999")):
        s.at(72, 120 + 13 * i, line)
    s.at(72, 190, "RE: Teodor Lasko     Claim: BH-7781-19     DOB: 11/29/1964")
    s.at(72, 212, "Dear Ms. Wexford:")
    y = s.para(72, 236, 460, "I saw Mr. Lasko in consultation on May 14, 2019 at the request of Dr. Imogen Starr for pain of the left elbow and forearm that began when he was thrown against the door in a collision on March 1, 2019.")
    y = s.para(72, y + 8, 460, "EXAMINATION: Tender over the lateral epicondyle. Resisted wrist extension is painful. Grip 60 pounds on the left, 95 on the right. Sensation is normal.")
    _foot(s)
    s.page()
    s.at(72, 72, "Teodor Lasko")
    s.at(72, 85, "May 17, 2019")
    s.at(72, 98, "Page 2")
    y = s.para(72, 126, 460, "IMPRESSION: Lateral epicondylitis, left, M77.12, by history after the collision.")
    y = s.para(72, y + 8, 460, "PLAN: Counterforce brace, therapy twice weekly for four weeks. Injection if no better.")
    s.at(72, y + 20, "Sincerely,")
    s.at(72, y + 62, "Quentin R. Ashdown, M.D.")
    s.at(72, y + 76, "QRA/mlt")
    s.at(72, y + 90, "Dictated but not read")
    s.at(72, y + 110, "cc: Imogen Starr, M.D.")
    _foot(s)


def _foot(s: Sheet) -> None:
    s.rule(736, 72, 540)
    s.middle(750, "Ashdown & Leary Hand Surgery", 9, bold=True)
    s.middle(762, "300 Canal Place, Troy, NY 12999   Tel 555-012-4321   Fax 555-012-4322", 8)
