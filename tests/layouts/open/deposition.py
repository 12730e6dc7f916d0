"""Deposition transcript page: numbered lines, questions and answers that speak of visits; no encounter."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

LINES = (
    "Q.  Doctor, you first saw Ms. Ilves on June 3,", "2021; is that right?", "A.  June 3, yes.", "Q.  And what did she tell you?",
    "A.  That she had been struck in a crosswalk on", "May 20, 2021, and her left knee hurt.", "Q.  Did you order imaging?", "A.  An MRI, done June 11.",
    "MR. CROFT:  Object to form.", "BY MS. HALE:", "Q.  When did you last see her?", "A.  I believe December 14, 2021.", "Q.  Was she better?",
    "A.  Some. She still could not kneel.", "Q.  Did you operate?", "A.  On September 1, 2021, arthroscopy.", "Q.  Is your chart in front of you?",
    "A.  It is.", "Q.  Please turn to the operative report.", "A.  I have it.", "Q.  Exhibit 4 is that report?", "A.  Yes.",
    "(Exhibit 4 was marked.)", "Q.  Thank you, Doctor.", "A.  You're welcome.",
)


def draw(s: Sheet) -> None:
    """Page 37 of the transcript."""
    s.use("Courier", 11)
    s.at(90, 50, "DEPOSITION OF WARREN TEASDALE, M.D.   03/16/2023", 9)
    s.right(560, 50, "37", 11)
    s.rule(58, 84, 562)
    for i, line in enumerate(LINES):
        s.right(76, 84 + 26 * i, str(i + 1), 10)
        s.at(100, 84 + 26 * i, line)
    s.middle(766, "TRIDENT REPORTING   555-019-0101   RE: ILVES v. NORTHLAND TRANSIT", 8)
