"""Independent examination on an examination company's paper, addressed to the adjuster, examiner's own name and degrees below the signature."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One examination over one page."""
    s.use("Times-Roman", 10.5)
    s.middle(48, "Keystone Medical Evaluations", 15, bold=True)
    s.middle(61, "1 Penn Square, Suite 900, Lancaster, PA 17999", 9)
    s.at(60, 92, "September 12, 2022")
    for i, line in enumerate(("Mr. Stan Orlov", "Harbor National Insurance", "P.O. Box 71, Hartford, CT 06999")):
        s.at(60, 112 + 12 * i, line)
    s.at(60, 160, "RE: Winifred Castle     Date of birth: 10/04/1966")
    s.at(60, 173, "Date of examination: September 8, 2022")
    s.at(60, 193, "INDEPENDENT MEDICAL EXAMINATION", 11, bold=True)
    y = s.para(60, 212, 480, "Ms. Castle was examined at the request of the insurer. No physician-patient relationship was formed. Records of Dr. Paul Ashe and Bayside Physical Therapy were reviewed.")
    y = s.para(60, y + 6, 480, "EXAMINATION: Cervical rotation 60 degrees each side. No spasm.")
    y = s.para(60, y + 6, 480, "IMPRESSION: Cervical strain, resolved. Maximum medical improvement.")
    s.at(60, y + 24, "Respectfully submitted,")
    s.at(60, y + 60, "Leopold Varga, M.D., F.A.A.O.S.")
    s.at(60, y + 73, "Diplomate, American Board of Orthopaedic Surgery")
