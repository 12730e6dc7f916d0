"""Neurology consult as a letter to the referring doctor with a nerve conduction table; date of the letter is later than the date of the study."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Letter on page one, table of the study on page two."""
    s.use("Times-Roman", 10.5)
    s.middle(50, "HALVERGATE NEUROLOGICAL CONSULTANTS, P.C.", 14, bold=True)
    s.middle(64, "Emeka J. Rosenthal, M.D., Ph.D.     Lucinda Yarborough, M.D.     Petros Galanis, D.O.", 9)
    s.middle(76, "Electrodiagnosis  -  Headache  -  Stroke          88 Halvergate Sq., Norchester, CT", 9)
    y = s.para(72, 108, 460, "November 12, 2020\n\nWinifred Castellanos-Boyd, A.P.R.N.\nShoreline Walk-In Medical\n19 Pequot Ave., Norchester, CT\n\nRE:  Leopold Achebe-Finch     DOB: 07/31/1982\n        Study date: November 5, 2020\n\nDear Winifred:")
    y = s.para(72, y + 8, 460, "Thank you for sending Mr. Achebe-Finch for electrodiagnostic study of both arms. As you know he was thrown from his bicycle by an opening car door on August 22, 2020 and has had tingling in the right ring and small fingers since. He had carpal tunnel release on the left in 2013. You saw him on October 13, 2020 and ordered the study.")
    y = s.para(72, y + 8, 460, "On examination there is weakness of the right first dorsal interosseous, 4+/5, and a Tinel sign at the right elbow. Reflexes are equal. Spurling is negative.")
    y = s.para(72, y + 8, 460, "The study, tabled on the next sheet, is abnormal. There is a right ulnar neuropathy at the elbow of moderate degree, with slowing across the elbow and without denervation. There is no evidence of a cervical radiculopathy. The left median distal latency is at the upper limit.")
    y = s.para(72, y + 8, 460, "I advise an elbow pad at night and a repeat study in February 2021 if he is not better.")
    s.para(72, y + 14, 460, "With kind regards,\n\n\nPetros Galanis, D.O.\nDiplomate, American Board of Electrodiagnostic Medicine\n\nPG:ls      cc: Gareth Monticello, Esq.")
    s.page()
    s.at(72, 50, "Halvergate Neurological Consultants, P.C.", 10, bold=True)
    s.at(72, 66, "ACHEBE-FINCH, Leopold      DOB 07/31/1982      Test date 11/05/2020      Physician: P. Galanis      Ref: W. Castellanos-Boyd", 9)
    y = s.table(72, 96, [130, 90, 90, 90, 70], [
        ["Motor nerve / site", "Latency (ms)", "Amplitude (mV)", "Velocity (m/s)", "Norm"],
        ["R ulnar - wrist", "3.1", "8.2", "", "< 3.3"],
        ["R ulnar - below elbow", "6.9", "7.8", "58", "> 50"],
        ["R ulnar - above elbow", "9.8", "6.9", "38", "> 50"],
        ["R median - wrist", "3.8", "9.5", "", "< 4.2"],
        ["L median - wrist", "4.2", "8.8", "", "< 4.2"],
    ], 9, ruled=True)
    s.table(72, y + 20, [130, 90, 90, 160], [
        ["Needle EMG", "Insertional", "Fibs / PSW", "Motor units"],
        ["R first dorsal interosseous", "normal", "0", "slightly reduced recruitment"],
        ["R abductor pollicis brevis", "normal", "0", "normal"],
        ["R C7 paraspinal", "normal", "0", "-"],
    ], 9, ruled=True)
