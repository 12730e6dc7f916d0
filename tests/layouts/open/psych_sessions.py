"""Psychotherapy session notes: private practice, initials for the client in the text, start and stop time, session numbers, one note a page."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two sessions; the second page continues below with a treatment plan review date in the future."""
    s.use("Helvetica", 10)
    _note(s, "Tuesday, May 3, 2022", "6", "4:00 PM - 4:53 PM", "Client reports two nightmares of the crash this week. Drove to the store alone for the first time since January 8, 2022. Startles at brakes. Tearful when speaking of her passenger.", "Imaginal exposure, third time. SUDS 80 to 45. Homework: drive past the intersection with sister.")
    s.page()
    _note(s, "Tuesday, May 17, 2022", "7", "4:05 PM - 5:00 PM", "Client drove past the intersection on 5/8 and again on 5/12, SUDS 70 then 40. Sleep six hours. Session of 5/10 was cancelled by client, no charge. PCL-5 today 41 (intake 3/22/2022: 58).", "In vivo hierarchy revised. Treatment plan review June 14, 2022. Coordination: voicemail left for Dr. Abiodun Feeney (prescriber, sertraline).")


def _note(s: Sheet, day: str, number: str, clock: str, said: str, done: str) -> None:
    s.at(60, 54, "Miriam Thorvaldsen-Cho, Psy.D.", 14, bold=True)
    s.at(60, 69, "Licensed Clinical Psychologist, PSY 20999   |   Individual, Couple & Family", 9)
    s.at(60, 82, "The Lantern Building, 9 Orchard Court, Suite B, Petrichor Falls, WA", 9)
    s.rule(92, 60, 552)
    s.label(60, 114, "Client:", "Calliope Strand")
    s.label(300, 114, "Date of birth:", "February 20, 1995")
    s.label(60, 130, "Session date:", day)
    s.label(300, 130, "Session no.:", number)
    s.label(60, 146, "Time:", clock)
    s.label(300, 146, "Service:", "90837, in person")
    s.label(60, 162, "Diagnosis:", "F43.10 Post-traumatic stress disorder")
    y = s.para(60, 190, 490, "Data", bold=True)
    y = s.para(60, y, 490, said)
    y = s.para(60, y + 8, 490, "Mental status", bold=True)
    y = s.para(60, y, 490, "Oriented, affect constricted, thought linear. No suicidal or homicidal ideation.")
    y = s.para(60, y + 8, 490, "Intervention and plan", bold=True)
    y = s.para(60, y, 490, done)
    s.para(60, y + 30, 490, "MTC, Psy.D.  (signed electronically the same day)\nCONFIDENTIAL: released with authorization dated 11/01/2022")
