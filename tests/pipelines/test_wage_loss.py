"""Statements about wages and liens: a period is two days that the paper joins, a sum the one it prints."""

from __future__ import annotations

import pytest

from extractors.citations import cite
from pipelines.bills import bills_of
from pipelines.citing import citer
from pipelines.wage_loss import amount_in, lien_statements, period_in, wage_statements
from tests.made_pages import STRANGER, document, ledger
from tests.pipelines.made_bills import WAGE_LETTER
from tests.pipelines.made_matter import facts_of

HEAD = "Brightwater Cannery\nWAGE VERIFICATION\nRe: Rosalind Quimby\n\n"


def periods(words: str) -> list[tuple[str, str]]:
    facts = facts_of(document("w.pdf", HEAD + words))
    (page,) = facts.documents[0].pages
    start = page.text.index(words)
    first, last = period_in(cite(page, start, start + len(words)), facts.facts[0].pages[0].dates)
    return [(first.iso if first else "", last.iso if last else "")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Absent from 03/02/2021 through 03/28/2021.", ("2021-03-02", "2021-03-28")),
        ("Absent March 2, 2021 - March 28, 2021, 152 hours.", ("2021-03-02", "2021-03-28")),
        ("Absent between 03/02/2021 and 03/28/2021.", ("2021-03-02", "2021-03-28")),
        ("Absent on 03/02/2021 and 03/28/2021.", ("", "")),
        ("No work until 04/03/2021.", ("", "2021-04-03")),
        ("Absent 03/02/2021 to 03/05/2021 and 04/02/2021 to 04/05/2021.", ("", "")),
        ("Absent from 03/28/2021 through 03/02/2021.", ("", "")),
        ("Absent since 03/02/2021.", ("", "")),
    ],
)
def test_a_period_is_what_the_words_join(words: str, expected: tuple[str, str]) -> None:
    assert periods(words) == [expected]


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("Wages lost: $3,424.00", "$3,424.00"),
        ("$21.40 per hour", "$21.40"),
        ("$900 in March and $400 in April", ""),
        ("152 hours", ""),
    ],
)
def test_a_sum_stands_apart_only_where_one_is_printed(words: str, amount: str) -> None:
    assert amount_in(words) == amount


def test_lines_of_a_table_are_statements_of_their_own() -> None:
    lines = ("3/2/2021 - 3/12/2021   72   $1,540.80", "3/15/2021 - 3/28/2021   80   $1,712.00")
    table = "\n".join(("Period   Hours   Wages", *lines))
    facts = facts_of(document("w.pdf", HEAD + table))
    told = [s for s in wage_statements(facts, citer(facts)) if s.amount]
    assert [(s.first and s.first.iso, s.amount) for s in told] == [
        ("2021-03-02", "$1,540.80"),
        ("2021-03-15", "$1,712.00"),
    ]


def test_statements_are_quotes_and_copies_are_left_out() -> None:
    facts = facts_of(
        document("w.pdf", WAGE_LETTER), document("x.pdf", WAGE_LETTER), document("s.pdf", STRANGER)
    )
    found = wage_statements(facts, citer(facts))
    assert len({s.citation for s in found}) == len(found) == 4
    assert {citer(facts).names[s.citation.sha256] for s in found} == {"w.pdf"}
    pages = facts.pages()
    for s in found:
        s.citation.verify(pages[(s.citation.sha256, s.citation.page)])


def test_a_bill_that_names_a_lien_is_quoted_by_its_line() -> None:
    bill = ledger("03/17/2021 99203 Office visit 185.00", "Terms: lien accepted")
    facts = facts_of(document("l.pdf", bill))
    assert [s.words for s in lien_statements(facts, citer(facts))] == ["Terms: lien accepted"]


def test_days_of_absence_with_their_loss_are_statements_and_no_charges() -> None:
    letter = "\n".join(
        [
            "Brightwater Cannery",
            "June 1, 2021",
            "To whom it may concern:",
            "Rosalind Quimby works here at $21.40 per hour, 40 hours per week. Her absences were unpaid.",
            "Date Hours Reason Loss",
            "03/02/2021 8 injured $171.20",
            "03/03/2021 8 doctor visit $171.20",
            "03/16/2021 4 imaging $85.60",
            "Total wages lost: $428.00.",
            "Payroll Manager",
        ]
    )
    facts = facts_of(document("w.pdf", letter))
    told = [s.amount for s in wage_statements(facts, citer(facts))]
    assert told == ["$21.40", "$171.20", "$171.20", "$85.60", "$428.00"]
    assert bills_of(facts) == ()
