"""Epic After Visit Summary: big name and visit line at the top, instructions in two unequal columns, 'What's next' box."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two pages; the visit's date stands in a sentence with weekday, coming visits in a box."""
    s.use("Helvetica", 9)
    s.at(40, 50, "AFTER VISIT SUMMARY", 18, bold=True)
    s.right(572, 44, "Redstone Clinic", 12, bold=True)
    s.right(572, 56, "Lakeview Office", 9)
    s.at(40, 68, "Silvana R. Coates")
    s.at(150, 68, "MRN: 20067155")
    s.at(240, 68, "DoB: 1/9/1966")
    s.at(40, 92, "10/24/2022 2:20 PM   Office Visit  with Nils Aaberg, DO at Redstone Clinic Lakeview  555-012-4000", 10, bold=True)
    s.rule(98, 40, 572)
    y = s.para(40, 118, 330, "Instructions from Nils Aaberg, DO", 11, bold=True)
    y = s.para(40, y + 4, 330, "Wear the brace while walking. Ice for 20 minutes three times a day. Start therapy this week. Call if the foot turns numb. No ladders at work for four weeks.")
    y = s.para(40, y + 16, 330, "Today's Visit", 11, bold=True)
    y = s.para(40, y + 4, 330, "You saw Nils Aaberg, DO on Monday October 24, 2022. The following issues were addressed:\n- Sprain of anterior talofibular ligament of left ankle, subsequent encounter\n- Fall on stairs of parking structure on 9/30/2022")
    y = s.para(40, y + 8, 330, "Blood Pressure 126/78   Pulse 70   Weight 164 lb   BMI 27.3")
    s.box(392, 108, 180, 170)
    y = s.para(400, 122, 166, "What's Next", 11, bold=True)
    s.para(400, y + 4, 166, "NOV\n3   PT Evaluation with Celeste Obi, PT\nThursday November 3 9:00 AM\nRedstone Rehab\n\nNOV\n21  Return Patient with Nils Aaberg, DO\nMonday November 21 2:40 PM", 8)
    s.at(40, 770, "Silvana R. Coates (MRN: 20067155)  •  Printed at 10/24/2022  2:58 PM", 7)
    s.right(572, 770, "Page 1 of 2  Epic", 7)
    s.page()
    y = s.para(40, 50, 520, "Your Medication List as of October 24, 2022  2:58 PM", 11, bold=True)
    y = s.table(40, y + 10, [200, 200, 100], [["meloxicam 15 MG tablet", "Take 1 tablet by mouth daily.", "Started by: Nils Aaberg, DO"], ["levothyroxine 75 MCG tablet", "Take 1 tablet by mouth every morning.", ""]], ruled=True, head=False)
    y = s.para(40, y + 14, 520, "Allergies as of 10/24/2022", 11, bold=True)
    y = s.para(40, y + 4, 520, "Penicillins  -  Rash")
    s.para(40, y + 14, 520, "MyChart\nView your after visit summary and more online at https://mychart.example.org. Last viewed 8/1/2022.")
    s.at(40, 770, "Silvana R. Coates (MRN: 20067155)  •  Printed at 10/24/2022  2:58 PM", 7)
    s.right(572, 770, "Page 2 of 2  Epic", 7)
