"""Statements of made-up contracts that cannot both hold."""

from __future__ import annotations

import pytest

from extractors.contracts.clause_hits import Hit
from extractors.contracts.conflicts import (
    differing_clauses,
    differing_dates,
    impossible_dates,
    words_and_figures,
)
from extractors.contracts.sections import sections

COLORADO = "This Agreement is governed by the laws of the State of Colorado."
DELAWARE = "This Agreement is governed by the laws of the State of Delaware."


def hits(text: str, kind: str, *clauses: str) -> tuple[Hit, ...]:
    found = []
    at = 0
    for clause in clauses:
        at = text.index(clause, at)
        found.append(Hit(kind, at, at + len(clause), 0.9, ()))
    return tuple(found)


@pytest.mark.parametrize(
    ("between", "second", "values"),
    [
        ("", DELAWARE, [("Colorado", "Delaware")]),
        ("", COLORADO, []),
        ("", "This Agreement is governed as they agree.", []),
        ("EXHIBIT A\n\nLease of the mill\n\n", DELAWARE, []),
    ],
)
def test_two_laws_in_one_part_of_the_paper_differ(
    between: str, second: str, values: list[tuple[str, ...]]
) -> None:
    text = f"{COLORADO}\n\n{between}{second}"
    found = differing_clauses(text, sections(text), hits(text, "Governing Law", COLORADO, second))
    assert [conflict.values for conflict in found] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "This Agreement is effective as of May 1, 2025.\n\nThe Term commences on June 1, 2025.",
            [("2025-05-01", "2025-06-01")],
        ),
        ("This Agreement is effective as of May 1, 2025.\n\nIt is effective as of May 1, 2025.", []),
        (
            "This Agreement is effective as of May 1, 2025. If this Term begins on June 1, 2025, so be it.",
            [],
        ),
        ("This Agreement is effective as of May 1, 2025.\n\nThe Lease commences on June 1, 2025.", []),
    ],
)
def test_two_days_on_which_a_contract_begins_differ(text: str, values: list[tuple[str, ...]]) -> None:
    assert [c.values for c in differing_dates(text, sections(text), ())] == values


def test_two_agreement_dates_differ() -> None:
    text = "Made on May 1, 2025 by the Miller. Signed as of June 1, 2025 by all."
    found = differing_dates(text, sections(text), hits(text, "Agreement Date", "May 1, 2025", "June 1, 2025"))
    assert [(c.subject, c.values) for c in found] == [("Agreement Date", ("2025-05-01", "2025-06-01"))]
    assert [[text[a:b] for a, b in c.spans] for c in found] == [["May 1, 2025", "June 1, 2025"]]


def test_the_day_of_another_paper_or_of_effect_is_no_second_agreement_date() -> None:
    days = ("May 1, 2025", "June 1, 2021", "July 1, 2025")
    text = (
        'This Amendment No. 2 (this "Amendment") is made on May 1, 2025. It amends the Lease that was made '
        "on June 1, 2021. This Amendment is effective as of July 1, 2025."
    )
    assert differing_dates(text, sections(text), hits(text, "Agreement Date", *days)) == ()


def test_a_law_under_which_disputes_are_decided_differs_from_the_chosen_one() -> None:
    second = "Any dispute under this Agreement shall be decided under the laws of the State of Delaware."
    text = f"{COLORADO}\n\n{second}"
    found = differing_clauses(text, sections(text), hits(text, "Governing Law", COLORADO, second))
    assert [conflict.values for conflict in found] == [("Colorado", "Delaware")]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It ends on February 30, 2025.", ["February 30, 2025"]),
        ("It ends on the 31st day of September 2025.", ["31st day of September 2025"]),
        ("It ends on February 29, 2025, not on February 29, 2024.", ["February 29, 2025"]),
        ("It ends on May 31, 2025.", []),
    ],
)
def test_a_day_that_no_calendar_has_is_found(text: str, days: list[str]) -> None:
    assert [c.values[0] for c in impossible_dates(text)] == days


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("within thirty (60) days", [("thirty", "60")]),
        ("within thirty (30) days", []),
        ("for fifty-five (45) sacks", [("fifty-five", "45")]),
        ("one hundred eighty (180) days", []),
        ("one-hundred-and-eighty (180) days", []),
        ("ten thousand (10,000) sacks", []),
        ("six (6,000,000) million sacks", []),
        ("in Year Two (1999) they pay", []),
    ],
)
def test_words_and_figures_of_one_number_differ(text: str, values: list[tuple[str, ...]]) -> None:
    assert [c.values for c in words_and_figures(text)] == values
