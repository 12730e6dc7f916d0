"""Reference laboratory report: the ordering clinic as client with its address at top right, the laboratory in the corner and the performing site at the foot."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One collection; the ordering doctor and the laboratory's director made no visit."""
    s.use("Helvetica", 8.5)
    s.at(36, 44, "Quarrystone Labs", 16, bold=True)
    s.at(36, 64, "Patient Information", bold=True)
    s.at(36, 76, "NOLAN, BRIDGET A")
    s.at(36, 87, "DOB: 10/10/1958   AGE: 63   Gender: F")
    s.at(36, 98, "Patient ID: 88-201")
    s.at(220, 64, "Specimen Information", bold=True)
    s.at(220, 76, "Specimen: QL447120B")
    s.at(220, 87, "Collected: 04/19/2022 / 08:40 CDT")
    s.at(220, 98, "Received: 04/20/2022 / 02:11 CDT")
    s.at(220, 109, "Reported: 04/20/2022 / 11:30 CDT")
    s.at(400, 64, "Client Information", bold=True)
    s.at(400, 76, "Client #: 5512")
    s.at(400, 87, "SHEFFIELD, MARCUS")
    s.at(400, 98, "WESTBROOK INTERNAL MEDICINE")
    s.at(400, 109, "10 WESTBROOK PLZ, OMRO, WI 54999")
    s.rule(122)
    s.table(
        36, 140, [180, 90, 90, 120, 50],
        [
            ["Test Name", "In Range", "Out Of Range", "Reference Range", "Lab"],
            ["SED RATE BY MODIFIED WESTERGREN", "18", "", "< OR = 30 mm/h", "QW"],
            ["C-REACTIVE PROTEIN", "", "11.2 H", "<8.0 mg/L", "QW"],
            ["CREATININE", "0.91", "", "0.50-1.05 mg/dL", "QW"],
        ],
    )
    s.at(36, 230, "PERFORMING SITE:", bold=True)
    s.at(36, 242, "QW QUARRYSTONE LABS-WAUKESHA, 77 FOUNDRY LN, WAUKESHA, WI 53999 Laboratory Director: IRIS PELHAM, MD, CLIA: 52D0000000", 7.5)
    s.at(36, 770, "PAGE 1 OF 1", 7)
