"""Draws ``damages/approved.docx``: run ``python -m templates.make_damages``, then approve the new bytes.

A firm may restyle the result in Word. The renderer refuses a template that lacks what it needs. Same version,
same bytes.
"""

from __future__ import annotations

from pathlib import Path

from templates.chronology_parts import ChronologyParts, IndexPart

TARGET = Path(__file__).parent / "damages" / "approved.docx"

SPECIALS = IndexPart(
    "Specials by provider",
    "specials",
    (
        ("Provider", "provider", 2600),
        ("Visits", "visits", 650),
        ("First", "first", 1120),
        ("Last", "last", 1120),
        ("Billed", "billed", 1150),
        ("Adjusted", "adjusted", 1050),
        ("Paid", "paid", 1050),
        ("Other credits", "credits", 950),
        ("Outstanding", "outstanding", 1220),
        ("Foots", "foots", 950),
    ),
    2252,
)
PHASES = IndexPart(
    "Phases",
    "phases",
    (
        ("Phase", "phase", 2600),
        ("From", "from", 1300),
        ("To", "to", 1300),
        ("Encounters", "encounters", 1300),
        ("Billed", "billed", 1500),
    ),
    6112,
)
WORK_STATUS = IndexPart(
    "Work status",
    "work_status",
    (
        ("Date", "date", 1120),
        ("Provider", "provider", 2600),
        ("From", "from", 1120),
        ("To", "to", 1120),
        ("As recorded", "statement", 5452),
    ),
    2700,
)
WAGE_LOSS = IndexPart(
    "Wage loss",
    "wage_loss",
    (
        ("From", "from", 1120),
        ("To", "to", 1120),
        ("Amount", "amount", 1250),
        ("As stated by the employer", "statement", 7922),
    ),
    2700,
)
LIENS = IndexPart(
    "Liens and claims for reimbursement",
    "liens",
    (("Date of letter", "date", 1250), ("Amount", "amount", 1250), ("As stated", "statement", 8912)),
    2700,
)
LINES = IndexPart(
    "Line items",
    "specials_lines",
    (
        ("Date", "date", 1120),
        ("Provider", "provider", 2100),
        ("Code", "code", 780),
        ("Rev.", "revenue", 600),
        ("Description", "description", 2150),
        ("Billed", "billed", 1050),
        ("Adjusted", "adjusted", 950),
        ("Paid", "paid", 950),
        ("Balance", "balance", 1050),
        ("To check", "flags", 1100),
    ),
    2262,
)
NOT_ADDED = IndexPart(
    "Printed and not added",
    "not_added",
    (
        ("Date", "date", 1120),
        ("Provider", "provider", 2400),
        ("Code", "code", 850),
        ("Description", "description", 2300),
        ("Amount", "amount", 1150),
        ("Why", "reason", 3792),
    ),
    2500,
)

DAMAGES = ChronologyParts(
    title="Damages Chronology",
    method=(
        "Amounts are those that bills, claim forms, explanations of benefits and pharmacy profiles in the "
        "file print; a dash means that no paper states it. A charge on two papers counts once. What is "
        "outstanding stands in a row only where the provider's own account is in the file and every credit "
        "on it is tied to an encounter. Each statement is quoted word for word from the page cited beside "
        "it; [2] after a quote is the page of that number under Source. A row has the same number as in the "
        "treatment chronology. Phases go by days and recorded events. Cited as: {citation_form}."
    ),
    rows=(
        ("Date", "date", 1200),
        ("Facility / Provider", "place", 2050),
        ("Service / Phase", "type", 1450),
        ("Billed", "billed", 1100),
        ("Adjusted", "adjusted", 1000),
        ("Paid", "paid", 1000),
        ("Outstanding", "outstanding", 1220),
        ("Work status, wage loss, codes", "findings", 3000),
        ("Source", "source", 2092),
    ),
    empty="No encounter and no charge was found in the files received.",
    right=frozenset({"billed", "adjusted", "paid", "outstanding"}),
    summary=(SPECIALS, PHASES),
    indexes=(WORK_STATUS, WAGE_LOSS, LIENS, LINES, NOT_ADDED),
)


def make() -> bytes:
    """The template's bytes."""
    return DAMAGES.make()


if __name__ == "__main__":
    TARGET.write_bytes(make())
