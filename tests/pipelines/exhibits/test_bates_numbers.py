"""Bates numbers: as written so read, and each given once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractors.errors import UsageError
from pipelines.exhibits.bates_numbers import (
    BatesRange,
    Given,
    digits_for,
    format_number,
    parse_range,
    register,
)
from pipelines.exhibits.plan import BatesStyle

STYLE = BatesStyle("ABC")
prefixes = st.from_regex(r"[A-Z][A-Z0-9&. -]{0,8}[A-Z]", fullmatch=True)


def of(first: int, last: int, prefix: str = "ABC", digits: int = 6, separator: str = "-") -> BatesRange:
    return BatesRange(prefix, separator, digits, first, last)


def given_to(first: int, last: int, sha: str = "a" * 64, run: str = "revision 1", **style: Any) -> Given:
    return Given(replace(of(first, last), **style), sha, run)


@settings(deadline=None)
@given(
    prefixes,
    st.sampled_from(["-", "", "_", " ", "."]),
    st.integers(1, 10),
    st.integers(0, 10**10),
    st.integers(0, 5000),
)
def test_what_is_cited_reads_back(prefix: str, separator: str, digits: int, first: int, more: int) -> None:
    assume(not separator.isspace() or "  " not in prefix + separator)
    assume("  " not in prefix and " - " not in f"{prefix}{separator}")
    last = first + more
    assume(len(str(last)) <= digits)
    written = BatesRange(prefix, separator, digits, first, last)
    assert parse_range(written.text) == written
    assert parse_range(written.begin) == replace(written, last=first)
    assert parse_range(f"{written.begin} to {written.end}") == written
    assert len(written) == more + 1


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [("ABC-000123-130", "ABC-000123", "ABC-000130"),
     ("ABC-000998-1002", "ABC-000998", "ABC-001002"),
     ("ABC000123-ABC000130", "ABC000123", "ABC000130"),
     ("ABC-000123 – ABC-000130", "ABC-000123", "ABC-000130"),
     ("abc 000123 through abc 000130", "abc 000123", "abc 000130"),
     ("ABC-000123 to 000130", "ABC-000123", "ABC-000130"),
     ("X1-00012", "X1-00012", "X1-00012"),
     ("X1-00012-015", "X1-00012", "X1-00015"),
     ("SMITH & CO. 0099", "SMITH & CO. 0099", "SMITH & CO. 0099"),
     ("SMITH 99 to SMITH 101", "SMITH 99", "SMITH 101"),
     ("000123-000130", "000123", "000130")],
)  # fmt: skip
def test_ranges_as_people_write_them(text: str, begin: str, end: str) -> None:
    found = parse_range(text)
    assert (found.begin, found.end) == (begin, end)


@pytest.mark.parametrize(
    "text",
    ["", "ABC", "ABC-", "-", "ABC-000130-123", "ABC-000130 to ABC-000123", "ABC-000123 to DEF-000130",
     "X12-13",
     "ABC-000123_C", "ABC-000123 to ABC-0130", "ABC-1 to ABC-2 to ABC-3", "ABC-12345678901234",
     "pages 3 and 4", "see letter of 2019", "ABC-٠٠٠١٢٣",
     "ABC-000123 to ²"],
)  # fmt: skip
def test_what_is_no_range_or_two_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_range(text)


@settings(deadline=None)
@given(st.text(st.sampled_from("AB1209- –to._²"), max_size=24))
def test_any_text_is_a_range_or_refused_and_a_range_reads_back(text: str) -> None:
    try:
        found = parse_range(text)
    except UsageError:
        return
    assert parse_range(f"{found.begin} to {found.end}") == found
    assert found.first <= found.last


def test_a_number_never_grows_out_of_its_digits() -> None:
    assert format_number(STYLE, 9999, 4) == "ABC-9999"
    with pytest.raises(UsageError, match="does not fit 4 digits"):
        format_number(STYLE, 10_000, 4)
    with pytest.raises(UsageError, match="cannot be told"):
        format_number(BatesStyle("ABC1", ""), 1, 6)
    with pytest.raises(UsageError, match="cannot be told"):
        format_number(BatesStyle("Moen of Oslo"), 1, 6)


@pytest.mark.parametrize(
    ("pages", "first", "digits"),
    [(1, 1, 6), (9_999, 1, 6), (99_999, 1, 6), (100_000, 1, 7), (10, 999_999, 7)],
)
def test_digits_leave_headroom(pages: int, first: int, digits: int) -> None:
    assert digits_for(pages, first) == digits
    format_number(STYLE, first + pages * 10 - 1, digits_for(pages, first))


OLD = (given_to(1, 10), given_to(11, 20, "b" * 64))


@pytest.mark.parametrize(
    "new",
    [(), (given_to(21, 30, "c" * 64),), (given_to(25, 30, "d" * 64), given_to(21, 24, "c" * 64)),
     OLD, (*OLD, given_to(21, 21, "c" * 64)), (given_to(7, 9, prefix="DEF"),)],
)  # fmt: skip
def test_numbers_that_run_on_are_given(new: tuple[Given, ...]) -> None:
    register(OLD, tuple(replace(n, run="revision 2") for n in new))


@pytest.mark.parametrize(
    ("new", "why"),
    [((given_to(5, 6, "c" * 64),), "overlap"),
     ((given_to(20, 21, "b" * 64),), "overlap"),
     ((given_to(1, 20, "a" * 64),), "overlap"),
     ((given_to(11, 20, "c" * 64),), "given to other bytes"),
     ((given_to(22, 30, "c" * 64),), "gap"),
     ((given_to(21, 22, "c" * 64), given_to(24, 25, "d" * 64)), "gap"),
     ((given_to(21, 22, "c" * 64), given_to(22, 25, "d" * 64)), "overlap"),
     ((given_to(21, 22, "c" * 64), given_to(21, 22, "d" * 64)), "given to other bytes"),
     ((given_to(21, 22, "c" * 64), given_to(21, 22, "c" * 64)), "given to other bytes"),
     ((given_to(21, 22, "c" * 64, digits=7),), "cannot go on as"),
     ((given_to(21, 22, "c" * 64, separator=""),), "cannot go on as"),
     ((given_to(21, 22, "c" * 64, prefix="abc"),), "cannot go on as"),
     ((given_to(21, 1_000_000, "c" * 64),), "does not fit")],
)  # fmt: skip
def test_overlap_gap_reuse_overflow_and_another_style_are_refused(new: tuple[Given, ...], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        register(OLD, new)


def test_other_offices_numbers_may_look_as_they_like() -> None:
    theirs = (given_to(1, 3, prefix="DEF"), given_to(8, 12, "e" * 64, prefix="def", digits=1, separator=" "))
    register((*OLD, *theirs), (given_to(21, 22, "c" * 64),))
    with pytest.raises(UsageError, match="cannot go on as"):
        register(theirs, (given_to(13, 13, "c" * 64, prefix="DEF"),))


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(0, 6)), max_size=5),
    st.lists(st.tuples(st.integers(1, 40), st.integers(0, 6)), max_size=4),
)
def test_the_register_agrees_with_counting_each_number(
    old: list[tuple[int, int]], new: list[tuple[int, int]]
) -> None:
    """Against the plain rule: the new numbers are exactly those that follow the highest given, each once."""
    before = [given_to(first, first + more, f"{i:064x}") for i, (first, more) in enumerate(old)]
    after = [given_to(first, first + more, f"{i + 100:064x}") for i, (first, more) in enumerate(new)]
    taken = [n for g in before for n in range(g.range.first, g.range.last + 1)]
    wanted = sorted(n for g in after for n in range(g.range.first, g.range.last + 1))
    start = max(taken) + 1 if taken else min(wanted, default=1)
    good = wanted == list(range(start, start + len(wanted)))
    if good:
        register(before, after)
    else:
        with pytest.raises(UsageError):
            register(before, after)
