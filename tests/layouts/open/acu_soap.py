"""Acupuncture treatment records: three short SOAP blocks on a page, dates with dots, needle points, licensed acupuncturist named once at the top."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

VISITS = (
    ("03.04.2023", "Neck and head pain since car crash of 02.11.2023. HA 5 days of 7.", "T: red, thin coat. P: wiry. Trigger SCM, UT bilat.", "GB20, GB21, LI4, SI3, LR3, Du14. Cupping UT. 30 min."),
    ("03.11.2023", "HA 3 days of 7, sleep better.", "T: pink. P: wiry, less full. UT softer on R.", "GB20, LI4, LR3, SI3, ashi UT. TDP lamp. 30 min."),
    ("04.01.2023", "Gap because of travel to see mother 03.15-03.28. HA 4 days of 7. Dry cough.", "T: pink. P: thin. Levator scap tender L.", "GB20, GB39, SI14, LU7, LR3. 25 min."),
)


def draw(s: Sheet) -> None:
    """Three visits on one page."""
    s.use("Times-Roman", 10.5)
    s.middle(50, "Still Water", 20, bold=True)
    s.middle(66, "acupuncture  *  herbs  *  bodywork", 10)
    s.middle(80, "Ingrid Solheim-Park, L.Ac., Dipl. O.M.   -   21 Fiddler's Green, Arcata Flats, CA", 9)
    s.at(60, 108, "Name: Percival Nunez-Gray")
    s.at(300, 108, "d.o.b. 09.19.1988")
    s.at(430, 108, "Intake 02.27.2023 (phone)")
    y = 140.0
    for day, said, seen, done in VISITS:
        s.at(60, y, day, 11, bold=True)
        s.rule(y + 3, 60, 550)
        y = s.para(60, y + 18, 480, "S:  " + said)
        y = s.para(60, y, 480, "O:  " + seen)
        y = s.para(60, y, 480, "A:  Liver yang rising with qi and blood stagnation in the channels.")
        y = s.para(60, y, 480, "P:  " + done)
        y += 22
    s.at(60, y + 10, "Next: 04.08.2023 10am.     Superbill to Redwood Auto sent 04.02.2023", 9)
    s.at(60, 750, "copy made 06.30.2023", 8)
