"""Which rows must be decided: sizes that hold what they promise, samples that nobody can draw again."""

from __future__ import annotations

from math import comb

import pytest

from pipelines.review.sampling import LOW_SAMPLE, plan_from_bytes, review_plan, sample_size
from pipelines.review_rows import ReviewRow
from pipelines.task import Tier


def row(n: int, *, critical: bool = False, flags: tuple[str, ...] = ()) -> ReviewRow:
    return ReviewRow(f"r{n}", "rows", f"row {n}", (), (), critical, flags, (), (), f"{n:064x}", f"{n:064x}")


def rows(count: int, critical: int = 0, flagged: int = 0) -> list[ReviewRow]:
    made = [row(n, critical=True) for n in range(critical)]
    made += [row(n, flags=("amended",)) for n in range(critical, critical + flagged)]
    return made + [row(n) for n in range(critical + flagged, count)]


@pytest.mark.parametrize(
    ("population", "size"), [(0, 0), (1, 1), (19, 19), (100, 45), (200, 51), (500, 56), (100_000, 59)]
)
def test_the_sample_has_the_size_of_the_table(population: int, size: int) -> None:
    assert sample_size(population) == size


@pytest.mark.parametrize("population", [21, 60, 100, 137, 400, 1_000])
def test_five_wrong_of_a_hundred_are_missed_at_most_once_in_twenty(population: int) -> None:
    """Checked against the hypergeometric distribution itself, and no row more than needed is drawn."""
    wrong = -(-population * 5 // 100)
    size = sample_size(population)

    def missed(drawn: int) -> float:
        return comb(population - wrong, drawn) / comb(population, drawn)

    assert missed(size) <= 0.05 < missed(size - 1)


def test_high_asks_for_every_row_and_samples_none() -> None:
    plan = review_plan(rows(30, critical=2), Tier.HIGH, "seed")
    assert plan.required == tuple(f"r{n}" for n in range(30))
    assert plan.sampled == ()


def test_medium_asks_for_what_is_critical_or_flagged_and_samples_the_rest() -> None:
    plan = review_plan(rows(130, critical=20, flagged=10), Tier.MEDIUM, "seed")
    assert plan.required == tuple(f"r{n}" for n in range(30))
    assert len(plan.sampled) == sample_size(100)
    assert set(plan.sampled).isdisjoint(plan.required)


def test_low_samples_twenty_of_all_rows_critical_ones_too() -> None:
    plan = review_plan(rows(300, critical=150), Tier.LOW, "seed")
    assert plan.required == ()
    assert len(plan.sampled) == LOW_SAMPLE
    assert any(int(i[1:]) < 150 for i in plan.sampled)
    assert len(review_plan(rows(7), Tier.LOW, "seed").sampled) == 7


def test_a_seed_always_draws_the_same_rows_and_another_draws_others() -> None:
    made = rows(400)
    first, again = (review_plan(made, Tier.LOW, "seed") for _ in range(2))
    assert first == again
    assert review_plan(made, Tier.LOW, "another").sampled != first.sampled
    assert list(first.sampled) == sorted(first.sampled, key=lambda i: int(i[1:]))


def test_the_draw_does_not_hang_on_the_order_of_the_rows() -> None:
    made = rows(400)
    turned = review_plan(made[::-1], Tier.LOW, "seed")
    assert set(turned.sampled) == set(review_plan(made, Tier.LOW, "seed").sampled)


@pytest.mark.parametrize("tier", list(Tier))
def test_after_an_error_in_a_sample_every_row_is_asked_for(tier: Tier) -> None:
    plan = review_plan(rows(80, critical=3), tier, "seed", every=True)
    assert len(plan.required) == 80
    assert plan.sampled == ()
    assert plan.tier is tier


def test_every_row_is_drawn_about_as_often_as_any_other() -> None:
    drawn = [0] * 40
    for seed in range(300):
        for row_id in review_plan(rows(40), Tier.LOW, str(seed)).sampled:
            drawn[int(row_id[1:])] += 1
    # 150 each are expected; the draw is deterministic, so this never fails by chance.
    assert min(drawn) > 110
    assert max(drawn) < 190


def test_a_plan_comes_back_from_its_bytes_and_nothing_else_does() -> None:
    plan = review_plan(rows(130, critical=20), Tier.MEDIUM, "seed")
    assert plan_from_bytes(plan.as_bytes()) == plan
    for other in (b"{}", b"[]", plan.as_bytes().replace(b"medium", b"middle"), b'{"schema": "x"}'):
        with pytest.raises(ValueError, match=r"plan|Tier"):
            plan_from_bytes(other)
