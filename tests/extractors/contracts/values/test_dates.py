"""Dates in the forms that contracts are dated in, with what is blank left blank."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.contracts.values.dates import dates_in


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("May 8, 2014", "2014-05-08"),
        ("this 1st day of March, 2016", "2016-03-01"),
        ("the 20t h day of December 2018", "2018-12-20"),
        ("2nd  day  of  September  1998", "1998-09-02"),
        ("November\n     3, 2005", "2005-11-03"),
        ("1 August 2019", "2019-08-01"),
        ("24 OCT 2011", "2011-10-24"),
        ("March 12,1999", "1999-03-12"),
        ("20 March day of 1998", "1998-03-20"),
        ("the fourth day of April, Two Thousand and Three", "2003-04-04"),
        ("the twenty-first day of May, nineteen ninety-eight", "1998-05-21"),
        ("thirty-first (31st) day of December, 2004", "2004-12-31"),
        ("2019-03-04", "2019-03-04"),
        ("3-14-18", "2018-03-14"),
        ("25/12/2019", "2019-12-25"),
        ("July 2013", "2013-07"),
        ("March ____, 1999", "1999-03"),
        ("____ day of ______________ 2013", "2013"),
        ("[●] day of [●], 2019", "2019"),
        ("14 day of SEPTEMBER, 200_", "--09-14"),
        ("30th day of April", "--04-30"),
        ("3 de mayo de 2019", "2019-05-03"),
        ("12. Dezember 2017", "2017-12-12"),
    ],
)
def test_a_printed_date_is_read(text: str, iso: str) -> None:
    [found] = dates_in(text)
    assert found.iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "the last day of each month",
        "within ten days of May",
        "the 5th day of each month",
        "the 1940 Act",
        "Section 1.2.99",
        "31 April 2010",
        "it may 2019 times",
        "12 Contract 2005",
        "a fee of $1.10.2015",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates_in(text) == ()


def test_figures_that_could_be_read_two_ways_say_how_they_were_read() -> None:
    slashes, dots, sure = dates_in("11/4/10 and 1.4.2011 and 12/13/10")
    assert (slashes.iso, slashes.order) == ("2010-11-04", "month first")
    assert (dots.iso, dots.order) == ("2011-04-01", "day first")
    assert (sure.iso, sure.order) == ("2010-12-13", "")


def test_spans_hold_the_words_and_nothing_around_them() -> None:
    text = "made as of May 8, 2014, and ending on 1 June 2015."
    assert [text[d.start : d.end] for d in dates_in(text)] == ["May 8, 2014", "1 June 2015"]


def test_only_a_date_with_all_its_parts_is_a_day() -> None:
    whole, partial = dates_in("May 8, 2014; July 2013")
    assert (whole.whole, partial.whole) == (date(2014, 5, 8), None)
