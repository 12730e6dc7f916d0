"""Draws ``liability/approved.docx``: run ``python -m templates.make_liability``, then approve the new bytes.

A firm may restyle the result in Word. The renderer refuses a template that lacks what it needs. Same version,
same bytes.
"""

from __future__ import annotations

from pathlib import Path

from templates.chronology_parts import ChronologyParts, IndexPart

TARGET = Path(__file__).parent / "liability" / "approved.docx"

DISPUTED = IndexPart(
    "Disputed versions",
    "disputed",
    (
        ("Matter of fact", "topic", 1400),
        ("Date", "date_a", 1050),
        ("Told by", "told_by_a", 1500),
        ("One version, as printed", "version_a", 2950),
        ("Date", "date_b", 1050),
        ("Told by", "told_by_b", 1500),
        ("Another version, as printed", "version_b", 2950),
    ),
    1712,
)

LIABILITY = ChronologyParts(
    title="Liability Chronology",
    method=(
        "Each row is one event as one paper tells it, by the paper's own date or by the day it tells of; "
        "on or about, before and after stand as printed, and so does the hour. What happened is quoted word "
        "for word from the page cited beside it; a transcript is cited by its own page and line too, and its "
        "lines keep their numbers. [2] after a quote is the place of that number under Source. Where papers "
        "tell one thing differently, each row names the others, and both versions stand side by side under "
        "Disputed versions. Nothing is resolved and nothing is weighed. A row without that mark is not "
        "thereby undisputed. Cited as: {citation_form}."
    ),
    rows=(
        ("Date", "date", 1350),
        ("Type", "type", 1350),
        ("Parties", "parties", 2050),
        ("What happened", "findings", 6012),
        ("Disputed", "disputed", 1150),
        ("Source", "source", 2200),
    ),
    empty="No event was found in the files received.",
    summary=(DISPUTED,),
)


def make() -> bytes:
    """The template's bytes."""
    return LIABILITY.make()


if __name__ == "__main__":
    TARGET.write_bytes(make())
