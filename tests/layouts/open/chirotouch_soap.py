"""ChiroTouch 'Chart Notes' print: notes one under the other, each headed by its date and the chiropractor's name."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

VISITS = (
    ("Monday, September 9, 2019", "Neck pain 6/10, mid back 5/10. Headache Saturday.", "Hypertonicity C4-T3 bilaterally. Fixations C2, C5, T4.", "98941, G0283"),
    ("Wednesday, September 11, 2019", "Neck pain 5/10. Slept through the night.", "Spasm right trapezius. Fixations C5, T4, T6.", "98941, 97012"),
    ("Friday, September 13, 2019", "Flare after lifting a toddler; neck 7/10.", "Rotation left 45 of 80. Fixations C2, C5, L5.", "98941, G0283"),
    ("Tuesday, September 17, 2019", "Improved. Neck 4/10, mid back 2/10.", "Less guarding. Fixations C5, T4.", "98940"),
    ("Thursday, September 19, 2019", "Neck 4/10. Low back stiff on rising.", "Fixations C5, L5, right SI.", "98941, 97110"),
)


def draw(s: Sheet) -> None:
    """Five visits over two pages; the third breaks across."""
    s.use("Times-Roman", 10)
    _head(s, 1)
    y = 120.0
    for number, (day, sub, obj, codes) in enumerate(VISITS):
        if number == 3:
            s.page()
            _head(s, 2)
            y = s.para(50, 120, 510, "P:  Adjusted C2, C5 diversified, L5 drop. Ice at home. Return Tuesday.\nDr. Lionel Achterberg, D.C.") + 14
        s.at(50, y, day, 11, bold=True)
        s.at(330, y, "Provider: Achterberg, Lionel DC")
        s.rule(y + 3, 50, 562)
        y = s.para(50, y + 18, 510, f"S:  {sub}") + 3
        y = s.para(50, y, 510, f"O:  {obj}") + 3
        y = s.para(50, y, 510, "A:  Progressing as expected. S13.4XXA, M99.01.") + 3
        y = s.para(50, y, 510, f"Codes: {codes}") + 3
        if number != 2:
            y = s.para(50, y, 510, "P:  Adjusted as listed. Continue 3x/week.\nDr. Lionel Achterberg, D.C.") + 14
            continue
        s.at(50, 700, "(note continues)", 8)


def _head(s: Sheet, page: int) -> None:
    s.at(50, 40, "Chart Notes", 16, bold=True)
    s.at(50, 56, "Patient: Ines Maldonado-Ruiz", bold=True)
    s.at(50, 69, "Ins Co: Great Prairie Mutual     Pol #: 77-4410-K")
    s.at(50, 82, "Insured ID:                              Case: 2019 Auto")
    s.right(562, 40, "Achterberg Spinal", 12, bold=True)
    s.right(562, 54, "4021 W. Kemper St., Rolla Springs, MO 65999")
    s.right(562, 67, "DOB: 6/1/83")
    s.right(562, 80, "Date of Injury: 08/30/2019")
    s.rule(90, 50, 562, 1)
    s.at(50, 765, "Printed: Tuesday, November 26, 2019 3:38 PM", 8)
    s.right(562, 765, f"Page: {page}", 8)
