"""PowerScribe radiology report: EXAM/DATE/COMPARISON as capitals and colons, dictation and signature dates at the end."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two studies of one day in one file, each its own report."""
    s.use("Times-Roman", 10)
    _report(
        s, "MRI CERVICAL SPINE WITHOUT CONTRAST", "10/05/2021 9:12 AM", "Neck pain after MVA 8/28/2021. M54.2.", "Radiographs 09/01/2021.",
        "There is straightening of the lordosis. At C5-C6 a 3 mm broad-based disc herniation indents the cord without "
        "signal change. At C6-C7 a 2 mm bulge. No fracture.",
        "1. C5-C6 disc herniation, 3 mm, with cord contact.\n2. C6-C7 bulge.", "3390812",
    )
    s.page()
    _report(
        s, "MRI LEFT SHOULDER WITHOUT CONTRAST", "10/05/2021 9:55 AM", "Left shoulder pain after MVA 8/28/2021.", "None.",
        "Partial articular-sided tear of the supraspinatus, about 50 percent of thickness. Labrum intact. Mild edema of "
        "the acromioclavicular joint.",
        "Partial-thickness supraspinatus tear.", "3390813",
    )


def _report(s: Sheet, exam: str, when: str, why: str, before: str, found: str, impression: str, accession: str) -> None:
    s.middle(50, "Lumen Diagnostic Partners", 15, bold=True)
    s.middle(64, "Offices in Arlo, Bexley Park and Stone Harbor  -  Central scheduling 555-016-4000", 8)
    for i, (a, b, c, d) in enumerate(
        (
            ("PATIENT NAME:", "STRAND, GWENDOLYN P", "ACCESSION:", accession),
            ("DATE OF BIRTH:", "02/17/68", "REFERRING:", "HOLLIS BAPTISTE DC"),
            ("PATIENT ID:", "LDP900182", "EXAM DATE:", when),
        )
    ):
        s.at(60, 96 + 13 * i, a, bold=True)
        s.at(160, 96 + 13 * i, b)
        s.at(340, 96 + 13 * i, c, bold=True)
        s.at(425, 96 + 13 * i, d)
    s.rule(130, 60, 552)
    y = 150.0
    for label, text in (("EXAM:", exam), ("CLINICAL HISTORY:", why), ("COMPARISON:", before), ("TECHNIQUE:", "Multiplanar multisequence images."), ("FINDINGS:", found), ("IMPRESSION:", impression)):
        s.at(60, y, label, bold=True)
        y = s.para(60, y + 13, 490, text) + 8
    s.para(60, y + 10, 490, "Dictated by: Yusuf Demir, M.D.\nDictated: 10/6/2021 7:44 AM\nElectronically signed by Yusuf Demir, M.D. 10/6/2021 8:03 AM\nWorkstation: LDP-READ4")
