"""Neuropsychological evaluation: title block with labels at left and a wide gap, two days of testing, report date apart."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two pages; tests in a table of scores; records reviewed with dates that are not visits here."""
    s.use("Times-Roman", 11)
    s.middle(60, "Viola Estrange, Ph.D., ABPP-CN", 14, bold=True)
    s.middle(76, "Licensed Psychologist  |  Clinical Neuropsychology", 10)
    s.middle(90, "17 Abbott Place, Fennimore, MA 01999", 9)
    s.middle(125, "NEUROPSYCHOLOGICAL EVALUATION", 13, bold=True)
    s.middle(139, "CONFIDENTIAL", 9)
    y = 170.0
    for a, b in (("Name:", "Lucian Prewitt"), ("Date of Birth:", "August 2, 1979"), ("Age at Evaluation:", "42 years"), ("Education:", "16 years"), ("Dates of Evaluation:", "January 10 and 17, 2022"), ("Date of Report:", "February 2, 2022"), ("Date of Accident:", "March 15, 2021")):
        s.at(72, y, a, bold=True)
        s.at(220, y, b)
        y += 15
    y = s.para(72, y + 12, 470, "REASON FOR REFERRAL", bold=True)
    y = s.para(72, y, 470, "Mr. Prewitt was referred by his neurologist, Dr. Amara Nwosu, for assessment of thinking and mood after a head injury.")
    y = s.para(72, y + 8, 470, "RECORDS REVIEWED", bold=True)
    s.para(72, y, 470, "1. Cutler Memorial Hospital, 3/15/2021: CT head negative; brief loss of awareness.\n2. Nwosu Neurology, 5/6/2021 to 11/30/2021.\n3. MRI brain, 6/14/2021: two small foci of T2 signal.")
    s.middle(760, "1", 9)
    s.page()
    s.at(72, 50, "Prewitt, Lucian", 9)
    s.right(540, 50, "Neuropsychological Evaluation, page 2", 9)
    s.table(72, 90, [250, 80, 80], [["Test", "Score", "Percentile"], ["WAIS-IV Full Scale IQ", "104", "61"], ["WAIS-IV Processing Speed Index", "81", "10"], ["CVLT-3 Delayed Recall", "38 T", "12"], ["Trail Making B", "35 T", "7"]], 10, ruled=True)
    y = s.para(72, 200, 470, "SUMMARY AND IMPRESSIONS", bold=True)
    y = s.para(72, y, 470, "Reduced speed and delayed recall against a solid premorbid level. Effort was valid on all measures. The pattern fits a mild neurocognitive disorder due to traumatic brain injury (G31.84, S06.0X0S) with adjustment disorder.")
    y = s.para(72, y + 8, 470, "RECOMMENDATIONS", bold=True)
    y = s.para(72, y, 470, "Cognitive rehabilitation weekly for twelve weeks. Phased return to work. Retest after January 2023.")
    s.para(72, y + 40, 470, "Viola Estrange, Ph.D., ABPP-CN\nMA License 10551")
    s.middle(760, "2", 9)
