"""CUAD's metric, on cases small enough to count by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.contracts.training.metric import Tally, common, curve, tally, total, words


def test_a_match_needs_half_the_words_in_common() -> None:
    assert common(words("the laws of Texas"), words("laws of Texas govern")) == pytest.approx(3 / 5)
    found = tally("Governing Law", ["the laws of Texas"], [("laws of Texas govern", 0.7), ("Texas", 0.9)])
    assert found == Tally((0.7,), (0.9,))


def test_stops_and_slashes_part_no_words() -> None:
    assert words("and/or, Either.") == {"and", "or", "either"}


def test_only_parties_may_contain_what_is_marked() -> None:
    said = [("between Brill Tools Inc and Oake Trading Ltd of Dover in Kent", 0.5)]
    assert tally("Parties", ["Oake Trading Ltd"], said) == Tally((0.5,), ())
    assert tally("Governing Law", ["Oake Trading Ltd"], said) == Tally((-1.0,), (0.5,))


def test_saying_a_thing_twice_counts_once() -> None:
    assert tally("Insurance", ["a b"], [("a b", 0.3), ("a b", 0.6), ("c", 0.2), ("c", 0.4)]) == Tally(
        (0.6,), (0.4,)
    )


def test_the_curve_by_hand() -> None:
    """Thresholds count what is above: at 0.5 one of two is found, nothing wrong; at 0.1 both, and one."""
    line = curve(Tally((0.6, 0.2), (0.3,)))
    at = {round(threshold, 3): (precision, recall) for threshold, precision, recall in line.points}
    assert at[0.5] == (1.0, 0.5)
    assert at[0.61] == (1.0, 0.0)
    assert at[0.1] == pytest.approx((2 / 3, 1.0))
    assert line.precision_at(0.8) == pytest.approx(2 / 3)
    # From recall 0 to 0.5 at precision 1, from there to 1 at 2/3, the best that comes behind.
    assert line.area == pytest.approx(0.5 + 0.5 * 2 / 3)
    assert line.most_recall == 1.0


def test_ties_are_decided_by_the_official_thresholds() -> None:
    """Stepping down in floats, "0.1" is a little below 0.1, so a confidence of 0.1 is above it."""
    at = {round(threshold, 3): recall for threshold, _, recall in curve(Tally((0.1,), ())).points}
    assert (at[0.11], at[0.1]) == (0.0, 1.0)


def test_what_is_never_found_is_never_recalled() -> None:
    line = curve(Tally((-1.0, 0.9), ()))
    assert line.most_recall == 0.5
    assert line.precision_at(0.8) == 0.0


def test_types_are_left_out_by_name() -> None:
    counted = {"Parties": Tally((0.9,), ()), "Insurance": Tally((), (0.5,))}
    assert total(counted, ("Parties",)) == Tally((), (0.5,))


@given(st.lists(st.floats(0, 1)), st.lists(st.floats(0, 1)))
def test_precision_and_recall_are_shares_and_recall_only_grows(
    found: list[float], wrong: list[float]
) -> None:
    line = curve(Tally(tuple(found), tuple(wrong)))
    recalls = [recall for _, _, recall in line.points]
    assert recalls == sorted(recalls)
    assert all(0 <= p <= 1 and 0 <= r <= 1 for _, p, r in line.points)
    assert 0 <= line.area <= 1
