"""Hospital consultation with a two-column header: hospital left, patient plate right; attending as DOE, JANE A (MD)."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One consultation during a stay; the consultant signs, the attending asked for it."""
    s.use("Times-Roman", 10)
    s.at(40, 46, "Saint Brannoc Hospital", 14, bold=True)
    s.at(40, 59, "A Member of the Veritas Health Network", 8)
    s.at(40, 70, "12 Abbey Road, Colville, ME 04999", 8)
    for i, line in enumerate(("Name: PETTIBONE, ROSCOE", "DOB: 06/15/1950   Age/Sex: 72 M", "MRN: 0071882   Acct: 990120344", "Attending: MARCHETTI, LOUISA B (MD)", "Location: 4 WEST 412-A")):
        s.at(340, 46 + 11 * i, line, 9)
    s.rule(100)
    s.middle(120, "CONSULTATION REPORT", 12, bold=True)
    s.at(40, 144, "DATE OF CONSULTATION: 08/19/2022")
    s.at(40, 158, "CONSULTANT: HOLLOWAY, DESMOND (DO)")
    s.at(40, 172, "REQUESTING PHYSICIAN: MARCHETTI, LOUISA B (MD)")
    y = s.para(40, 196, 530, "REASON FOR CONSULTATION: Rib fractures and shortness of breath after a fall from a ladder on 08/17/2022.")
    y = s.para(40, y + 6, 530, "HISTORY OF PRESENT ILLNESS: This 72-year-old man fell about six feet onto his left side. Pain on breathing.")
    y = s.para(40, y + 6, 530, "PHYSICAL EXAMINATION: Tender left lateral chest. Breath sounds reduced at the left base.")
    y = s.para(40, y + 6, 530, "IMPRESSION: Fractures of left ribs 6 to 8, S22.42XA, with small effusion.")
    y = s.para(40, y + 6, 530, "RECOMMENDATIONS: Incentive spirometer, pain control, repeat film in the morning.")
    s.at(40, y + 26, "DESMOND HOLLOWAY, DO")
    s.at(40, y + 40, "DH / NTS   D: 08/19/2022 16:40   T: 08/19/2022 21:15   Job #: 553120", 8)
    s.at(40, y + 54, "Authenticated by HOLLOWAY, DESMOND (DO) On 08/21/2022 07:12", 8)
