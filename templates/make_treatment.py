"""Draws ``treatment/approved.docx``: run ``python -m templates.make_treatment``, then approve the new bytes.

A firm may restyle the result in Word. The renderer refuses a template that lacks what it needs. Same version,
same bytes.
"""

from __future__ import annotations

from pathlib import Path

from templates.chronology_parts import ChronologyParts, IndexPart

TARGET = Path(__file__).parent / "treatment" / "approved.docx"

TREATMENT = ChronologyParts(
    title="Treatment Chronology",
    method=(
        "Each finding is quoted word for word from the page cited beside it. Line ends follow the column; a "
        "character that cannot be printed is shown by its code, such as \\x1b. [2] after a quote is the page "
        "of that number under Source. Codes stand as recorded, and an amount only where a bill in the file "
        "states it. Cited as: {citation_form}. Gaps are reported beyond {gap_threshold_days} days without "
        "treatment."
    ),
    rows=(
        ("Date", "date", 1250),
        ("Facility / Provider", "place", 2450),
        ("Type", "type", 1450),
        ("Findings", "findings", 6512),
        ("Source", "source", 2450),
    ),
    empty="No encounter was found in the files received.",
    indexes=(
        IndexPart(
            "Providers",
            "providers",
            (
                ("Facility", "facility", 2100),
                ("Providers", "providers", 1900),
                ("Also printed as", "also_printed", 1500),
                ("Visits", "visits", 650),
                ("First", "first", 1150),
                ("Last", "last", 1150),
                ("Pages", "pages", 2000),
                ("Records", "records", 950),
                ("Bills", "bills", 950),
            ),
            1762,
        ),
        IndexPart(
            "Before and after the incident",
            "incident_split",
            (
                ("Period", "period", 2700),
                ("Visits", "visits", 800),
                ("First", "first", 1150),
                ("Last", "last", 1150),
                ("Facilities", "facilities", 5100),
            ),
            3212,
        ),
        IndexPart(
            "Parts of the body",
            "body_parts",
            (
                ("Part", "part", 2300),
                ("Side", "side", 1300),
                ("Visits", "visits", 800),
                ("First", "first", 1150),
                ("Last", "last", 1150),
                ("Visits before the incident", "before_incident", 1500),
                ("Visits that deny it or find it normal", "denied_or_normal", 1800),
            ),
            4112,
        ),
        IndexPart(
            "Medications",
            "medications",
            (
                ("Drug", "drug", 1900),
                ("Strength", "strength", 1100),
                ("Directions", "directions", 2400),
                ("Prescriber", "prescriber", 1400),
                ("Status", "status", 1150),
                ("First", "first", 1150),
                ("Last", "last", 1150),
                ("Fills", "fills", 600),
                ("Quantity", "quantity", 900),
            ),
            2362,
        ),
        IndexPart(
            "Codes as recorded",
            "codes",
            (
                ("System", "system", 1200),
                ("Code", "code", 1200),
                ("Description printed with it", "description", 4300),
                ("First", "first", 1150),
                ("Last", "last", 1150),
                ("Recorded on", "recorded_on", 1400),
            ),
            3712,
        ),
        IndexPart(
            "Abbreviations",
            "glossary",
            (("Abbreviation", "abbreviation", 2400), ("Reading", "meaning", 8000)),
            3712,
        ),
    ),
    figure=True,
)


def make() -> bytes:
    """The template's bytes."""
    return TREATMENT.make()


if __name__ == "__main__":
    TARGET.write_bytes(make())
