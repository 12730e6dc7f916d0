"""Two work-status slips of an occupational clinic, one above the other on a page, tick boxes, next appointment and days off."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two slips on one page."""
    s.use("Helvetica", 9.5)
    _slip(s, 40, "01-16-2023", "no work", "01-16-2023 to 01-22-2023", "01-23-2023", "2:30 pm", "Siegfried Olamide, M.D.")
    _slip(s, 410, "01-23-2023", "limits", "01-24-2023 to 02-06-2023", "02-06-2023", "9:15 am", "Prudence Maddox-Iyer, APRN")


def _slip(s: Sheet, top: float, seen: str, state: str, span: str, then: str, clock: str, who: str) -> None:
    s.box(40, top, 532, 340)
    s.middle(top + 22, "ANVIL CITY OCCUPATIONAL HEALTH", 13, bold=True)
    s.middle(top + 36, "a service of Furnace Valley Hospital District   -   77 Slag Road, Anvil City, AL   -   open 6 to 6", 8)
    s.middle(top + 56, "RETURN TO WORK / WORK STATUS", 11, bold=True)
    s.at(56, top + 82, "Name:  Octavio Brandywine")
    s.at(300, top + 82, "DOB:  09-08-1986")
    s.at(440, top + 82, "DOI:  01-13-2023")
    s.at(56, top + 100, "Employer:  Great Furnace Pipe & Foundry")
    s.at(300, top + 100, "Attn:  Dorothea Klee, HR   fax 205-555-0133")
    s.at(56, top + 118, f"Was seen in this office on:  {seen}", bold=True)
    s.at(56, top + 142, f"[{'X' if state == 'no work' else ' '}]  Unable to work   {span if state == 'no work' else ''}")
    s.at(56, top + 158, f"[{'X' if state == 'limits' else ' '}]  May work with limits   {span if state == 'limits' else ''}")
    s.at(56, top + 174, "[ ]  Full duty without limits as of ____________")
    s.at(76, top + 194, f"[{'X' if state == 'limits' else ' '}] no lifting over 15 lb      [{'X' if state == 'limits' else ' '}] no ladder      [ ] sit only      [ ] no driving")
    s.at(56, top + 218, "Diagnosis:  crush injury, left middle and ring fingers")
    s.at(56, top + 236, f"Next appointment:  {then}  {clock}")
    s.at(56, top + 276, who)
    s.rule(top + 280, 56, 300)
    s.at(56, top + 291, "Provider", 7)
    s.at(330, top + 276, seen)
    s.rule(top + 280, 330, 480)
    s.at(330, top + 291, "Date", 7)
    s.at(56, top + 324, "Form WS-2 rev. 03/2019     White: employee    Yellow: employer    Pink: chart", 7)
