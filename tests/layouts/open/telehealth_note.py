"""Telehealth visit note: card layout with 'Appt' line, consent sentence, participants, and a platform's footer."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """The visit's date is written out with weekday behind 'Appt'."""
    s.use("Helvetica", 9)
    s.box(40, 36, 532, 60, grey=0.93)
    s.at(50, 54, "WILLOWBEND", 15, bold=True)
    s.at(50, 68, "virtual behavioral & primary care", 9)
    s.right(562, 54, "Video Visit Summary", 12, bold=True)
    s.right(562, 68, "Chart ID 5520-118")
    s.at(50, 86, "Appt: Thu, Jul 9, 2020, 4:30 PM - 4:52 PM (PDT)", bold=True)
    s.at(50, 120, "Rosalind Achebe", 12, bold=True)
    s.at(50, 134, "she/her  ·  born 12/24/1993 (26)  ·  Fresno, CA")
    s.at(330, 120, "With: Theo Brandvold, PMHNP-BC")
    s.at(330, 134, "Modality: Audio and video, 22 minutes")
    s.rule(144, 40, 572)
    y = s.para(50, 164, 510, "The patient was at home and agreed to receive care by video. Identity checked with two items.")
    for head, text in (
        ("Why you came", "Nightmares and fear of driving since a highway crash on 5/30/2020. Sleeps four hours. Startles at horns."),
        ("What I found", "Alert, tearful when telling of the crash. No thoughts of self-harm. PCL-5 score 48."),
        ("Diagnoses", "Acute stress disorder (F43.0); rule out post-traumatic stress disorder. Insomnia (G47.00)."),
        ("Plan", "Start prazosin 1 mg at night, prescription sent 07/09/2020. Trauma-focused therapy referral. Next video visit Thu, Jul 23, 2020, 4:30 PM."),
    ):
        y = s.para(50, y + 10, 510, head, 10, bold=True)
        y = s.para(50, y, 510, text)
    s.at(50, y + 26, "Signed by Theo Brandvold, PMHNP-BC, Jul 10, 2020 8:05 AM")
    s.middle(765, "Downloaded from willowbend portal on 1/5/2021, 2:11:09 PM     https://portal.example/visits/5520-118     1/1", 7)
