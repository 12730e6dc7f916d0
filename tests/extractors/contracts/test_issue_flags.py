"""All flags of one made-up contract: each flaw once, in order, quoted, in words of fact."""

from __future__ import annotations

import re

import pytest

from extractors.contracts.clause_hits import Hit
from extractors.contracts.issue_flags import Flag, FlagKind, issue_flags
from extractors.contracts.sections import sections

FLAWED = """\
MILLING AGREEMENT

This Agreement (the "Agreement") is made on [date] by Tallow (the "Miller") and Brightwater (the "Baker").

1. Terms.

1.1 "Sack" means forty kilograms of flour.

1.2 "Sack" means a bag of the Miller.

1.3 "Spare Pool" means ten barrels.

2. Fees. The Baker pays $______ within thirty (60) days, and the Service Fee, as Section 9.4 says.

3. Sacks. The Miller fills each Sack as Exhibit B says, until February 30, 2027.

4. Law. This Agreement is governed by the laws of the State of Colorado.

5. Disputes. This Agreement is governed by the laws of the State of Delaware.

IN WITNESS WHEREOF, the Miller and the Baker have signed this Agreement.

TALLOW MILLS

By: ______

Name: Ada Tallow
"""
CLEAN = """\
MILLING AGREEMENT

This Agreement (the "Agreement") is made on May 1, 2025 by Tallow Mills (the "Miller") and Brightwater
(the "Baker").

1. Sacks. The Miller fills each sack as Exhibit A says, and as Section 2 of this Agreement allows.

2. Fees. The Baker pays within thirty (30) days.

3. Law. This Agreement is governed by the laws of the State of Colorado.

TALLOW MILLS

By: /s/ Ada Tallow

EXHIBIT A

Sacks of jute.
"""


def flags_of(text: str, asked: tuple[str, ...] = ()) -> tuple[Flag, ...]:
    laws = re.finditer(r"This Agreement is governed[^.]*\.", text)
    hits = tuple(Hit("Governing Law", match.start(), match.end(), 0.9, ()) for match in laws)
    return issue_flags(text, sections(text), hits, asked)


def test_every_flaw_is_flagged_once_in_the_order_of_kinds() -> None:
    found = flags_of(FLAWED, asked=("Governing Law", "Insurance"))
    assert [(flag.kind, flag.subject) for flag in found] == [
        (FlagKind.TYPE_MISSING, "Insurance"),
        (FlagKind.CLAUSES_DIFFER, "Governing Law"),
        (FlagKind.NO_SUCH_DATE, ""),
        (FlagKind.NUMBERS_DIFFER, ""),
        (FlagKind.PLACEHOLDER, "MILLING AGREEMENT"),
        (FlagKind.PLACEHOLDER, "2 Fees"),
        (FlagKind.UNDEFINED_TERM, "Service Fee"),
        (FlagKind.DEFINED_TWICE, "Sack"),
        (FlagKind.UNUSED_TERM, "Spare Pool"),
        (FlagKind.SECTION_ABSENT, "Section 9.4"),
        (FlagKind.ATTACHMENT_ABSENT, "Exhibit B"),
        (FlagKind.UNSIGNED, ""),
    ]


def test_a_contract_without_flaws_has_no_flag() -> None:
    assert flags_of(CLEAN, asked=("Governing Law",)) == ()


def test_every_flag_but_a_missing_type_shows_its_words_in_the_paper() -> None:
    for flag in flags_of(FLAWED, asked=("Insurance",)):
        assert bool(flag.spans) == (flag.kind is not FlagKind.TYPE_MISSING)
        assert all(0 <= start < end <= len(FLAWED) for start, end in flag.spans)


def test_flags_state_facts_and_no_judgement() -> None:
    judging = re.compile(
        r"(?i)\b(?:risk|should|must|error|mistake|invalid|unenforceable|danger|problem|recommend)"
    )
    for flag in flags_of(FLAWED, asked=("Insurance",)):
        assert flag.words.endswith(".")
        assert not judging.search(flag.words), flag.words


@pytest.mark.parametrize("confidence", [0.2, 0.49])
def test_doubtful_clauses_are_not_compared(confidence: float) -> None:
    laws = re.finditer(r"This Agreement is governed[^.]*\.", FLAWED)
    hits = tuple(Hit("Governing Law", m.start(), m.end(), confidence, ()) for m in laws)
    kinds = {flag.kind for flag in issue_flags(FLAWED, sections(FLAWED), hits, ("Governing Law",), 0.1)}
    assert FlagKind.CLAUSES_DIFFER not in kinds
    assert FlagKind.TYPE_MISSING not in kinds


def test_the_same_paper_gives_the_same_flags() -> None:
    assert flags_of(FLAWED) == flags_of(FLAWED)
