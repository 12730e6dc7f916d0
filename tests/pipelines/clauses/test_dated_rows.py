"""A calendar could take the days that papers name, not the day they were made nor a time from an event."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.clauses.dated_rows import dated_rows
from tests.pipelines.clauses.made_report import made_report

MADE = made_report()
TERM = MADE.abstract[1]
PAY = MADE.obligations[0]


def test_days_of_the_abstract_are_dates_with_how_they_came_about() -> None:
    (found,) = dated_rows((TERM,), ())
    assert (found.what, found.date, found.how) == (
        "Expiration date",
        "2017-05-31",
        "Effective 2014-06-01 + 3 years",
    )
    assert found.passages == TERM.passages
    assert not found.confirmed_by


def test_the_day_a_paper_was_made_and_what_is_no_day_are_none() -> None:
    made = replace(TERM, field="Agreement Date")
    month, absent = replace(TERM, value="2017-05"), replace(TERM, value="", abstained="not said")
    impossible = replace(TERM, value="2017-02-30")
    assert dated_rows((made, month, absent, impossible, replace(TERM, passages=())), ()) == ()


def test_a_deadline_printed_as_a_day_is_a_date_and_one_from_an_event_is_not() -> None:
    by_day = replace(PAY, deadline_value="by 2021-03-31")
    (found,) = dated_rows((), (PAY, by_day))
    assert (found.what, found.date) == ("Buyer must pay each invoice", "2021-03-31")
    assert found.passages == (PAY.citations,)


@pytest.mark.parametrize("value", ["after 2021-03-31", "by 2021-03", "within 30 days", "on 2021-02-30"])
def test_a_day_after_which_something_is_due_is_no_deadline(value: str) -> None:
    assert dated_rows((), (replace(PAY, deadline_value=value),)) == ()


def test_one_date_found_twice_stands_once_under_an_id_that_stays() -> None:
    (once,) = dated_rows((TERM, TERM), ())
    both = dated_rows((replace(TERM, value="2018-05-31"), TERM), ())
    assert once in both
    assert len({row.id for row in both}) == 2
