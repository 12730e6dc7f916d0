"""Telepsychiatry note: originating site and distant site both named, psychiatrist at the distant one."""



from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One session."""
    s.use("Helvetica", 9.5)
    s.at(40, 46, "mindbridge", 18, bold=True)
    s.at(144, 46, "telepsychiatry", 18)
    s.at(40, 60, "PO Box 4410, Boise, ID 83999  |  555.016.0606", 8)
    s.rule(68)
    s.at(40, 88, "Patient: Hector Villalobos     DOB: 05/05/1980     Date of Service: 09/21/2022")
    s.at(40, 102, "Originating site: patient's home     Modality: video     Provider: Astrid Holm, PMHNP-BC")
    y = s.para(40, 130, 530, "HPI: Nightmares and irritability since the truck collision of 05/14/2022.")
    y = s.para(40, y + 6, 530, "Mental status exam: Cooperative, mood anxious, no SI.")
    y = s.para(40, y + 6, 530, "Assessment: PTSD F43.10.\nPlan: Sertraline 50 mg, return 4 weeks.")
    s.at(40, y + 24, "This note was electronically signed by Astrid Holm, PMHNP-BC, 09/21/2022 3:15 PM MDT")
