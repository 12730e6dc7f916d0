"""Narrative letter 'To Whom It May Concern' of a chiropractor with the visits listed in the text, fees at the end."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One page, letterhead of a solo practice; the letter tells of the visits."""
    s.use("Times-Roman", 11.5)
    s.middle(56, "DR. BEAUREGARD T. NASH", 15, bold=True)
    s.middle(71, "Nash Spine & Wellness, LLC", 11)
    s.middle(84, "1 Magnolia Landing, Bayou Chene, LA", 9)
    s.at(72, 120, "October 30, 2017")
    y = s.para(72, 150, 465, "TO WHOM IT MAY CONCERN:\n\nRe:  Sheldon Opperman, born May 4, 1962")
    y = s.para(72, y + 8, 465, "I am writing on behalf of my patient, Mr. Sheldon Opperman, who came to me on July 19, 2017 with pain of the neck and mid back. He had been a belted driver in a collision on July 14, 2017. At that first visit he moved the neck to 40 degrees on the right. I treated him with adjustment, traction and exercise on August 2, August 16 and September 6, 2017. At his last visit, September 27, 2017, he was improved by about seventy percent.")
    y = s.para(72, y + 8, 465, "In my opinion the injuries come from the collision. He had a back strain in 1999 that was long healed. He may need six to eight visits a year for flare-ups.")
    s.para(72, y + 8, 465, "If you need more, please call my office.\n\nSincerely,\n\n\n\nBeauregard T. Nash, D.C., C.C.S.P.\n\nencl.\ncc: Attorney Solange Fontenot-Ames")
