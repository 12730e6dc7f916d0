"""Consultation letter: letterhead right-aligned, bare date line, RE block, prose; the visit is 'today'."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """One and a half pages; only the date line dates the visit."""
    s.use("Times-Roman", 11)
    s.right(560, 50, "Pemberton & Associates", 15, bold=True)
    s.right(560, 66, "Orthopaedic Surgery of the Upper Extremity", 9)
    s.right(560, 78, "Elias Pemberton, MD, FAAOS     Tamsin Rourke, MD", 9)
    s.right(560, 90, "300 Quarry Street, Lowell Heights, CT 06999", 9)
    s.at(60, 130, "March 28, 2018")
    for i, line in enumerate(("Colette Barnaby, M.D.", "Green Street Internal Medicine", "12 Green Street", "Lowell Heights, CT 06999")):
        s.at(60, 160 + 13 * i, line)
    s.at(60, 226, "RE:   Augustin Yarrow")
    s.at(60, 239, "         DOB: June 30, 1964")
    s.at(60, 266, "Dear Dr. Barnaby:")
    y = s.para(
        60, 290, 490,
        "Thank you for asking me to see Mr. Yarrow, whom I examined in the office today. He is a 53-year-old electrician "
        "who fell from a ladder on February 12, 2018 when a stair tread of the rented hall gave way. He landed on the "
        "outstretched right hand. Films taken at an urgent care center on February 13 were read as negative.",
    )
    y = s.para(
        60, y + 10, 490,
        "On examination there is fullness over the dorsal wrist and pain on axial load of the thumb. Watson shift test is "
        "positive. Grip is 22 kg right, 46 kg left. I obtained three views of the right wrist here, which show widening "
        "of the scapholunate interval to 4 mm.",
    )
    s.para(60, y + 10, 490, "My impression is a scapholunate ligament tear (S63.511A). I have put him in a thumb spica cast and have asked for an MR arthrogram.")
    s.middle(765, "Tel (555) 010-6600     Fax (555) 010-6601", 8)
    s.page()
    s.at(60, 60, "Augustin Yarrow")
    s.at(60, 73, "March 28, 2018")
    s.at(60, 86, "Page Two")
    y = s.para(60, 116, 490, "He is to stay out of work until I see him again on April 18, 2018. Should the arthrogram confirm the tear, I would advise repair within the next six weeks. I shall keep you informed.")
    s.para(60, y + 14, 490, "Sincerely yours,\n\n\n\nElias Pemberton, M.D.\nEP:lcw")
    s.middle(765, "Tel (555) 010-6600     Fax (555) 010-6601", 8)
