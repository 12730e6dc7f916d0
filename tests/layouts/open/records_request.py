"""Law firm's records request with a signed authorization behind it: no encounter, many dates."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two pages: letter and HIPAA form."""
    s.use("Times-Roman", 11)
    s.at(70, 54, "HALE & OKONKWO", 15, bold=True)
    s.at(70, 68, "Attorneys at Law", 10)
    s.at(70, 110, "November 9, 2022")
    s.para(70, 140, 460, "Health Information Department\nSt. Amery Hospital\n1 Amery Circle, Galt, IA 50999\n\nRe: Our client: Thisbe Rowan\n      Date of birth: 3/8/1978\n      Dates of service requested: 05/14/2022 to present")
    y = s.para(70, 260, 460, "To the custodian:\n\nPlease send a complete copy of our client's chart for the above dates, with itemized billing in UB-04 or CMS-1500 form, radiology films on disc, and a signed certification. An authorization is enclosed. Our client was treated in your emergency department on May 14, 2022 and admitted through May 17, 2022.")
    s.para(70, y + 16, 460, "Sincerely,\n\nJosephine Hale")
    s.page()
    s.middle(54, "AUTHORIZATION FOR RELEASE OF PROTECTED HEALTH INFORMATION", 12, bold=True)
    s.at(70, 90, "Patient name: Thisbe Rowan")
    s.at(330, 90, "Date of birth: 03/08/1978")
    y = s.para(70, 116, 470, "I authorize St. Amery Hospital to disclose to Hale & Okonkwo: [X] office notes [X] operative reports [X] bills. Period: 05/14/2022 to 11/09/2022. This authorization expires on 11/09/2023 unless revoked in writing.")
    s.at(70, y + 40, "Signature: Thisbe Rowan")
    s.at(330, y + 40, "Date: 11/04/2022")
