"""Primary care note with a vitals and medicines sidebar at the left, the note at its right; date small at the top of the sidebar."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """The two columns have different leading, so that no line of one is level with one of the other."""
    s.use("Helvetica", 9)
    s.box(30, 30, 150, 730, grey=0.93)
    side = (
        ("Visit", "05/06/2021"), ("Patient", "Leocadia Ferris"), ("Born", "07/23/1952"), ("Chart", "F-2281"), ("BP", "142/88"), ("Pulse", "80"), ("Temp", "97.9"), ("Weight", "158 lb"),
        ("A1c", "6.9 on 02/02/2021"), ("Flu shot", "10/2020"), ("Mammogram", "03/15/2020"), ("Medicines", "metformin, losartan"), ("Allergy", "codeine"),
    )
    y = 52.0
    for a, b in side:
        s.at(38, y, a, 7)
        s.at(38, y + 10.5, b, bold=True)
        y += 29
    s.at(200, 50, "Old Mill Adult Care", 14, bold=True)
    s.at(200, 63, "Beatrix Nwachukwu, M.D.   Paul Tierney, PA-C", 8)
    y = 96.0
    for head, text in (
        ("Why here", "Follow-up after bus fall. Ribs still sore on the left, breathes shallow. Was in the emergency room on April 27."),
        ("Story", "The bus braked hard on 04/27/2021 and she fell against a pole. She has slept in a chair since. No blood thinner. Cough none."),
        ("Exam", "Tender left 7th to 9th ribs at the axillary line. Lungs clear. Bruise fading over the hip."),
        ("Thinking", "Rib contusion, left (S20.212D). Diabetes in control (E11.9)."),
        ("Plan", "Breathing exercise, acetaminophen, lidocaine patch. Back in 2 weeks, 05/20/2021. X-ray if fever."),
    ):
        s.at(200, y, head, 10, bold=True)
        y = s.para(200, y + 13, 370, text) + 9
    s.at(200, y + 24, "seen and signed, B. Nwachukwu MD  5/6/21")
    s.right(572, 775, "printed 8/9/2021", 7)
