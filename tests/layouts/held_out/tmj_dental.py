"""Dental chart print: treatment history rows with tooth and code, provider initials, one long exam entry for the jaw joint."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

from tests.layouts.sheet import Sheet

ROWS = (
    ("Date", "Tooth", "Code", "Note", "Prov"),
    ("1/26/2023", "", "D0140", "Limited exam. Jaw pain and clicking since car crash 1/11/2023, air bag to chin. Opening 29 mm, deviates L. Tender L masseter, L TMJ. No fracture on pano.", "ODV"),
    ("1/26/2023", "", "D0330", "Panoramic film", "ODV"),
    ("2/9/2023", "", "D7880", "Impressions and bite for lower stabilization splint. Soft diet.", "ODV"),
    ("2/23/2023", "", "D7880", "Splint delivered and adjusted. Opening 33 mm. Wear nightly.", "ODV"),
    ("3/23/2023", "", "D9952", "Occlusal adjustment of splint. HA 2/wk, was 5/wk.", "MLA"),
    ("3/23/2023", "19", "D2740", "Crack at crown, see plan. Est. to patient.", "MLA"),
)


def draw(s: Sheet) -> None:
    """One page of chart rows."""
    s.use("Helvetica", 9)
    s.middle(46, "Grinstead Smiles & Jaw Care", 14, bold=True)
    s.middle(60, "Family and cosmetic dentistry  -  TMD  -  sleep appliances      Quarrytown, IN", 8)
    s.at(45, 84, "Treatment history", 11, bold=True)
    s.at(45, 100, "Patient: Roswell Teasdale-Imani     Birthdate: 8/3/1987     Chart: 5520     Guarantor: same     Referred by: Dr. Pollux Grange, ENT")
    s.at(45, 113, "Status filter: Completed     Date range: 1/1/2023 to 12/31/2023     Hygiene due: 9/2023")
    y = s.table(45, 140, [65, 40, 52, 310, 45], ROWS, ruled=True)
    s.at(45, y + 18, "ODV  Ottoline D. Vreeland, DDS       MLA  Marcus L. Ashby-Nkemelu, DMD, MS", 8)
    s.at(45, y + 32, "Printed 2/14/2024 by front desk", 8)
