"""How values print: record text is shown, never obeyed and never dropped."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.page_ranges import page_ranges
from pipelines.render.printing import (
    date_span,
    dollars,
    in_words,
    one_line,
    pages_label,
    printable,
    reflow,
    us_date,
)

ILLEGAL_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("a\u202egnp.exe", "a\\u202egnp.exe"),
        ("\u2066x\u2069 \u200fy\u061c", "\\u2066x\\u2069 \\u200fy\\u061c"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("\ud800 \ufffe \uffff", "\\ud800 \\ufffe \\uffff"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("a\tb\r\nc\rd\u2028e\x85f", "a b\nc\nd\ne\nf"),
        ("½ µg 5′ – “quoted” naïve 日本", "½ µg 5′ – “quoted” naïve 日本"),
        ("literal \\x1b", "literal \\x1b"),
    ],
)
def test_what_cannot_be_printed_is_shown_by_its_code(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.characters()))
def test_any_text_becomes_fit_for_xml(text: str) -> None:
    assert not ILLEGAL_IN_XML.search(printable(text))
    assert "\n" not in one_line(text)


@given(st.text(st.characters(codec="utf-8")))
def test_reflow_changes_white_space_only(text: str) -> None:
    assert "".join("".join(reflow(text)).split()) == "".join(printable(text).split())


def test_reflow_joins_lines_that_ended_at_the_paper_s_edge() -> None:
    quote = (
        "Patient was seen in the clinic today for a follow up of the neck\n"
        "and back pain, which began after the accident in September and\n"
        "persists."
    )
    assert reflow(quote) == (quote.replace("\n", " "),)


def test_reflow_keeps_lists_and_lines_that_their_author_ended() -> None:
    quote = "1. Strain of the neck, initial encounter, with spasm\n2. Contusion\n- shoulder\n(a) hip\nEnd."
    assert reflow(quote) == tuple(quote.split("\n"))
    assert reflow("Short.\nThis line is much longer than the one before it.") == (
        "Short.",
        "This line is much longer than the one before it.",
    )
    assert reflow(" \n\n ") == ()


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2016-09-16", "2016-09-16", "09/16/2016"),
        ("2016-09-16", "2016-09-18", "09/16/2016 – 09/18/2016"),
        ("2016-09", "2016-09", "09/2016"),
        ("2016-09", "2016-09-30", "09/2016"),
        ("2016", "2016-12-31", "2016"),
        ("2016", "", "2016"),
        ("", "", "Undated"),
    ],
)
def test_dates_print_as_precisely_as_the_record(start: str, end: str, shown: str) -> None:
    assert date_span(start, end) == shown


def test_what_is_no_iso_date_stays() -> None:
    assert us_date("last spring") == "last spring"
    assert us_date("2016-09-16T10:00") == "2016-09-16T10:00"


def test_amounts() -> None:
    assert dollars(Decimal("1890")) == "$1,890.00"
    assert dollars(Decimal("-12.5")) == "-$12.50"
    assert dollars(Decimal("0.05")) == "$0.05"


def test_pages() -> None:
    assert page_ranges([7, 3, 5, 6, 3]) == "3, 5-7"
    assert (pages_label([4, 4]), pages_label([4, 5])) == ("p. 4", "pp. 4-5")


def test_codes_become_words_and_words_stay() -> None:
    assert in_words("low_confidence") == "Low confidence"
    assert in_words("CT scan, head (W/O)") == "CT scan, head (W/O)"
    assert in_words("follow-up visit") == "Follow-up visit"
    assert in_words("follow-up") == "Follow-up"
    assert in_words("") == ""


def test_reflow_keeps_the_lines_that_a_transcript_numbers() -> None:
    plain = "8 Q. What color was your light when you entered the\n9 intersection?\n10 A. It was yellow."
    stamped = "10:05:22 1 Q. What color was the light?\n10:05:25 2 A. It was red when he went through."
    for quote in (plain, stamped):
        assert reflow(quote) == tuple(quote.split("\n"))
    assert reflow("30 days of therapy were ordered and then the\n45 days that followed.") == (
        "30 days of therapy were ordered and then the 45 days that followed.",
    )


def test_reflow_joins_the_first_line_of_a_quote_that_begins_in_the_middle() -> None:
    quote = "Nothing in this\nletter waives any defense that the insured may have under the policy."
    assert reflow(quote) == (" ".join(quote.split("\n")),)
