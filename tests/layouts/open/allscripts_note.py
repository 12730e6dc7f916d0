"""Allscripts TouchWorks: 'Enc Date' and 'Author' columns in a strip, headings underlined, ranges of earlier results."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page; a strip of five labelled cells, label left of value in each."""
    s.use("Times-Roman", 10)
    s.at(45, 48, "Tessaly Physicians Network", 13, bold=True)
    s.at(45, 61, "Neurology - Wharton Square", 9)
    s.rule(70, 45, 567)
    s.at(45, 84, "Patient: Imelda Kruger")
    s.at(220, 84, "DOB: 13 Sep 1957")
    s.at(340, 84, "MRN: 0091174")
    s.at(45, 97, "Enc Date: 06 Dec 2019 11:00AM")
    s.at(220, 97, "Appt Type: New Pt 60")
    s.at(340, 97, "Author: Ravindra Pillai MBBS")
    s.rule(103, 45, 567)
    y = 122.0
    for head, text in (
        ("Reason For Visit", "Headache and memory trouble. Referred by Dr. Lowry."),
        ("History of Present Illness", "62 year old right handed retired clerk. On 02 Nov 2019 a shelf display fell on the crown of her head. No loss of consciousness, dazed for an hour. Since then dull headache each day, loses words. CT head 04 Nov 2019 was negative."),
        ("Past Medical History", "History of Depression (F32.9) - diagnosed 2003\nHistory of Colonoscopy (Z12.11) - 17 May 2017"),
        ("Vitals", "Recorded: 06Dec2019 11:04AM   Heart Rate 68   Systolic 134   Diastolic 76"),
        ("Physical Exam", "Recall 2 of 3 at five minutes. Fundi flat. Gait steady, tandem unsteady."),
        ("Assessment", "1. Postconcussional syndrome (F07.81)\n2. Chronic post-traumatic headache (G44.329)"),
        ("Plan", "MRI brain. Nortriptyline 10 mg. Follow-up visit in 2 months Evaluation and Treatment Requested for: 05Feb2020"),
    ):
        s.at(45, y, head, bold=True)
        y = s.para(45, y + 13, 515, text) + 7
    s.para(45, y + 14, 515, "Signatures\nElectronically signed by : Ravindra Pillai, MBBS; Dec 9 2019  6:32PM EST (Author)")
    s.at(45, 770, "Printed: 20 Mar 2020 08:00", 7)
