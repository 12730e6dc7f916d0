"""Epic hospital encounter: grey bands with sections, Admission/Discharge in a four-column information grid."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """A stay of four days over three pages: encounter summary, H&P, discharge summary."""
    s.use("Helvetica", 8.5)
    _frame(s, 1)
    y = _band(s, 92, "Hospital Encounter on 02/03/2021")
    y = s.table(
        36, y, [90, 170, 90, 180],
        [
            ["Admission Date:", "02/03/2021 1842", "Discharge Date:", "02/06/2021 1315"],
            ["Attending:", "Priya Raman, MD", "Disposition:", "Home or Self Care"],
            ["Admit Source:", "Emergency Room", "Unit:", "6 West Trauma"],
            ["PCP:", "Gerald Huang, DO", "Hospital Account:", "88120034"],
        ],
        head=False,
    )
    y = _band(s, y + 8, "Problem List")
    y = s.table(
        36, y, [250, 90, 90, 100],
        [
            ["Problem", "Noted On", "Resolved On", "Class"],
            ["Fracture of right tibial plateau  S82.141A", "02/03/2021", "", "Hospital"],
            ["Essential hypertension  I10", "11/18/2015", "", "Chronic"],
            ["Right ankle sprain", "05/2009", "07/2009", ""],
        ],
    )
    y = _band(s, y + 8, "Immunizations")
    s.table(36, y, [250, 120], [["Tdap", "Given on 02/03/2021"], ["Influenza, quadrivalent", "Given on 10/09/2020"]], head=False)
    s.page()
    _frame(s, 2)
    y = _band(s, 92, "H&P by Lucas Ferraro, PA-C at 02/03/2021 2015")
    y = s.para(
        36, y, 535,
        "History of Present Illness: Mr. Delacroix is a 51 y.o. male pedestrian struck by a turning van this evening. "
        "Right knee swelling and deformity, unable to bear weight. Denies head strike.\n"
        "Exam: Right knee effusion, tender over lateral plateau, compartments soft, pulses 2+.\n"
        "Assessment/Plan: Lateral tibial plateau fracture. Admit, elevate, CT tonight, to OR tomorrow with Dr. Raman.",
    )
    s.at(36, y + 10, "Electronically signed by Lucas Ferraro, PA-C at 02/03/2021 2044")
    y = _band(s, y + 40, "Op Note by Priya Raman, MD at 02/04/2021 1130")
    y = s.para(
        36, y, 535,
        "Procedure: Open reduction internal fixation right lateral tibial plateau. CPT 27535.\n"
        "Surgeon: Priya Raman, MD. Anesthesia: General. EBL: 100 mL. Complications: None.",
    )
    s.at(36, y + 10, "Electronically signed by Priya Raman, MD at 02/04/2021 1402")
    s.page()
    _frame(s, 3)
    y = _band(s, 92, "Discharge Summary by Priya Raman, MD at 02/06/2021 1250")
    y = s.para(
        36, y, 535,
        "Hospital Course: Underwent fixation on 2/4/21 without event. Pain controlled by mouth on day 2. Worked with "
        "physical therapy, touch-down weight bearing with walker.\nDischarge Diagnosis: Right lateral tibial plateau "
        "fracture, status post fixation.\nFollow-up: Orthopedic clinic 2/19/2021 at 9:40 AM. Sutures out then.\n"
        "Restrictions: Touch-down weight bearing right leg for 8 weeks. No driving.",
    )
    s.at(36, y + 10, "Electronically signed by Priya Raman, MD at 02/06/2021 1301")


def _frame(s: Sheet, page: int) -> None:
    s.at(36, 40, "St. Brendan Regional", 13, bold=True)
    s.at(36, 52, "1 Canal Street", 7)
    s.at(36, 61, "Ostrava Falls, OH 44999", 7)
    s.at(330, 40, "DELACROIX, ANTON R", 9, bold=True)
    s.at(330, 51, "MRN: E2209817, DOB: 12/05/1969, Sex: M", 8)
    s.at(330, 62, "Adm: 02/03/2021, D/C: 02/06/2021", 8)
    s.rule(70)
    s.at(36, 768, "Generated on 04/27/2021 4:12 PM", 7)
    s.right(576, 768, f"Page {page}", 7)


def _band(s: Sheet, y: float, title: str) -> float:
    s.box(36, y - 10, 540, 14, grey=0.85)
    s.at(40, y, title, 9, bold=True)
    return y + 16
