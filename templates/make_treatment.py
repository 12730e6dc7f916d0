"""Draws ``treatment/approved.docx``: run ``python -m templates.make_treatment``, then approve the new bytes.

A firm may restyle the result in Word. The renderer refuses a template that lacks what it needs. Same version,
same bytes.
"""

from __future__ import annotations

from pathlib import Path

from templates.chronology_parts import ChronologyParts

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
)


def make() -> bytes:
    """The template's bytes."""
    return TREATMENT.make()


if __name__ == "__main__":
    TARGET.write_bytes(make())
