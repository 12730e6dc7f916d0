"""Wilson's interval, against values that were computed elsewhere."""

from __future__ import annotations

import pytest

from pipelines.metrics.wilson import wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_values(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == pytest.approx((low, high), abs=0.00005)


def test_the_ends_and_nothing() -> None:
    assert wilson(0, 12)[0] == 0.0
    assert wilson(12, 12)[1] == 1.0
    assert wilson(0, 0) == (0.0, 1.0)


def test_it_is_symmetric() -> None:
    low, high = wilson(3, 40)
    assert wilson(37, 40) == pytest.approx((1 - high, 1 - low))


@pytest.mark.parametrize(("hits", "n"), [(-1, 4), (5, 4)])
def test_no_share(hits: int, n: int) -> None:
    with pytest.raises(ValueError, match="counts"):
        wilson(hits, n)
