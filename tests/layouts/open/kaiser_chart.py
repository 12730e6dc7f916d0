"""Kaiser-like chart export: encounter list headings 'Office Visit 09/17/2018 ...', several encounters per page, telephone too."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet


def draw(s: Sheet) -> None:
    """Two pages: an office visit, a telephone encounter, an office visit that runs on to page 2."""
    s.use("Helvetica", 9)
    _head(s, 1)
    y = _visit(s, 100, "09/17/2018 - Office Visit in Family Medicine, Bay Terrace", "Provider: Kwame Ofori (M.D.)")
    y = s.para(50, y, 510, "Progress Notes  Kwame Ofori (M.D.) at 09/17/18 1033\nCC: low back pain after trolley collision 9/8/18.\nO: Lumbar spasm, SLR negative. A: Lumbar sprain (S33.5XXA). P: heat, cyclobenzaprine, PT referral.")
    y = _visit(s, y + 24, "09/24/2018 - Telephone Encounter in Family Medicine, Bay Terrace", "Contact: Reyna Solis (L.V.N.)")
    y = s.para(50, y, 510, "Member calls, asks for work note through 9/28/18. Message sent to provider.")
    y = _visit(s, y + 24, "10/15/2018 - Office Visit in Physical Medicine, Bay Terrace", "Provider: Ling Abara (D.O.)")
    s.para(50, y, 510, "Progress Notes  Ling Abara (D.O.) at 10/15/18 1410\nReferred for low back pain, five weeks. Pain 5/10. Numb right calf at times.")
    s.page()
    _head(s, 2)
    y = s.para(50, 100, 510, "10/15/2018 - Office Visit in Physical Medicine, Bay Terrace (continued)", bold=True)
    s.para(50, y + 4, 510, "O: Right S1 reflex reduced. Strength full.\nA: Lumbar radiculitis (M54.16).\nP: MRI lumbar. Return 11/12/2018.\nElectronically signed by Ling Abara (D.O.) at 10/16/18 0745")


def _visit(s: Sheet, y: float, title: str, who: str) -> float:
    s.box(46, y - 11, 520, 15, grey=0.87)
    s.at(50, y, title, 10, bold=True)
    s.at(50, y + 18, who)
    return y + 34


def _head(s: Sheet, page: int) -> None:
    s.at(50, 40, "CALDERA HEALTH PLAN", 11, bold=True)
    s.at(50, 53, "The Caldera Medical Group", 8)
    s.right(566, 40, "Paquette, Noemi D")
    s.right(566, 52, "MRN: 000011827734, DOB: 1/25/1973, Sex: F")
    s.right(566, 64, "Enc. Dates: 09/17/2018 - 10/15/2018")
    s.rule(72, 50, 566)
    s.at(50, 770, "Release of Information   Request 20331   Printed on 3/7/2019 1:12 PM", 7)
    s.right(566, 770, f"Page {page}", 7)
