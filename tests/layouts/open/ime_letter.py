"""Independent medical examination letter: addressed to an insurer, exam date in the RE block and the prose, letter dated later."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two pages, with a list of reviewed records full of dates."""
    s.use("Times-Roman", 11)
    s.middle(54, "BARNSTABLE MEDICAL EVALUATIONS, INC.", 13, bold=True)
    s.middle(68, "PO Box 77, Kittery Bend, NH 03999", 9)
    s.at(70, 100, "May 2, 2023")
    for i, line in enumerate(("Sentinel Harbor Insurance", "Attn: Casey Dunleavy, Claims", "Manchester, NH 03999")):
        s.at(70, 126 + 13 * i, line)
    for i, (a, b) in enumerate((("RE:", "Gilberto Fuentes"), ("Claim No.:", "SH-22-5571"), ("Date of Loss:", "September 7, 2022"), ("Date of Birth:", "1/31/1985"), ("Date of Exam:", "April 20, 2023"))):
        s.at(106, 186 + 13 * i, a)
        s.at(200, 186 + 13 * i, b)
    y = s.para(70, 270, 470, "Dear Ms. Dunleavy:\n\nAt your request I performed an independent medical examination of Mr. Fuentes on April 20, 2023 at our Kittery Bend office. No doctor-patient relationship was formed. The examinee brought a friend.")
    y = s.para(70, y + 10, 470, "HISTORY: He states that his van was struck on the passenger side. He had therapy from 9/20/2022 to 1/12/2023 and one injection.")
    s.para(70, y + 10, 470, "RECORDS REVIEWED: 9/7/2022 emergency department; 10/14/2022 MRI lumbar spine; 12/5/2022 Dr. Achebe, injection; 2/1/2023 Dr. Achebe, office.")
    s.page()
    s.at(70, 50, "RE: Gilberto Fuentes")
    s.at(70, 63, "May 2, 2023")
    s.at(70, 76, "Page 2 of 2")
    y = s.para(70, 106, 470, "EXAMINATION: Gait normal. Lumbar flexion 70 degrees with voluntary guarding. Straight leg raise negative seated. Reflexes symmetric.")
    y = s.para(70, y + 10, 470, "OPINION: It is my opinion within a reasonable degree of medical certainty that the lumbar strain resolved by January 2023 and that no further treatment is needed.")
    s.para(70, y + 30, 470, "Very truly yours,\n\n\nConrad Ashworth, M.D.\nDiplomate, American Board of Orthopaedic Surgery")
