"""The figures, each against a count done by hand, and each of its traps."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from pipelines.business_time import WorkingHours
from pipelines.metrics.counted import Kind, Record
from pipelines.metrics.figures import Figure, Figures, figures
from pipelines.metrics.formulas import FORMULAS
from pipelines.metrics.wilson import wilson
from tests.pipelines.metrics.made_ledgers import MONDAY, Told

HOURS = WorkingHours()


def made(
    *records: Record, days: int = 2, now: datetime = MONDAY + timedelta(days=30), since: date | None = None
) -> Figures:
    return figures(records, {"treatment": days, "damages": days}, HOURS, now, since)


def of(found: Figures, key: str) -> Figure:
    (figure,) = [f for f in found.whole if f.formula.key == key]
    return figure


def counts(found: Figures, key: str) -> tuple[int, int]:
    return of(found, key).numerator, of(found, key).denominator


def many(n: int, verdict: str = "accept", code: str = "", told: Told | None = None, **details: int) -> Told:
    told = told or Told().draft().submit()
    start = len(told.entries)
    for i in range(n):
        told.decide(f"r{start + i}", verdict, code, **details)  # type: ignore[arg-type]
    return told


def test_every_formula_is_given_in_its_order_and_named_once() -> None:
    found = made(Told().draft().record())
    assert tuple(f.formula for f in found.whole) == FORMULAS
    assert len({f.stamp for f in FORMULAS}) == len(FORMULAS)
    assert all(date.fromisoformat(f.effective) and f.version >= 1 for f in FORMULAS)


def test_nothing_is_divided_by_nothing() -> None:
    assert [f.value for f in made(Record("2026-001")).whole] == [None] * len(FORMULAS)


def test_row_accuracy() -> None:
    told = many(36)
    many(3, "correct", "wording", told)
    many(1, "reject", "wrong_person", told, critical=0)
    found = made(told.record())
    accuracy = of(found, "row_accuracy")
    assert (accuracy.numerator, accuracy.denominator, accuracy.value) == (36, 40, 0.9)
    assert (accuracy.low, accuracy.high) == wilson(36, 40)
    assert counts(found, "critical_row_accuracy") == (36, 39)
    assert counts(found, "override_rate") == (4, 40)
    assert counts(found, "critical_error_rate") == (
        0,
        40,
    )  # wording is no error, the other row is not critical
    many(2, "correct", "wrong_date", told)
    assert counts(made(told.record()), "critical_error_rate") == (2, 42)


def test_a_critical_error_rate_of_few_rows_is_not_shown() -> None:
    told = many(28)
    many(1, "correct", "wrong_date", told)
    few = of(made(told.record()), "critical_error_rate")
    assert (few.value, few.low, few.remark) == (None, None, "not shown under 30 rows")
    many(1, told=told)
    assert of(made(told.record()), "critical_error_rate").value == pytest.approx(1 / 30)


def test_first_pass_and_revisions() -> None:
    plain = Told().draft().submit().approve().record("a")
    worded = Told().draft().submit().of("review.changes_requested", code="wording")
    worded.draft().submit().approve()
    wrong = Told().draft().submit().decide("r", "correct", "wrong_date").correct().approve()
    redrafted = Told().draft().draft().submit().approve()
    waiting = Told().draft().submit()
    records = (plain, worded.record("b"), wrong.record("c"), redrafted.record("d"), waiting.record("e"))
    found = made(*records)
    assert counts(found, "first_pass_yield") == (3, 4)
    assert counts(found, "revision_frequency") == (3, 4)
    assert of(found, "revision_frequency").value == 0.75
    assert counts(found, "returned_share") == (2, 4)
    assert found.causes == (("corrected", "wrong_date", 1), ("sent back", "wording", 1))


def test_turnaround() -> None:
    on_time = Told().draft().submit().wait(days=2).approve().record("a")
    too_late = Told().draft().submit().wait(days=3).of("review.rejected", code="other").record("b")
    undecided = Told().draft().submit().record("c")
    found = made(on_time, too_late, undecided)
    assert counts(found, "turnaround_compliance") == (1, 3)
    assert of(found, "turnaround_compliance").remark == "1 still undecided"
    assert (
        counts(made(on_time, too_late, undecided, now=MONDAY + timedelta(days=1)), "turnaround_compliance")[1]
        == 2
    )  # not due yet
    assert of(found, "turnaround_median").value == pytest.approx((2 + 3) / 2, abs=0.01)
    assert of(found, "turnaround_p90").value == pytest.approx(3, abs=0.01)


def test_the_clock_stands_while_escalated_and_only_then() -> None:
    told = Told().draft().submit().of("review.escalated", escalation="E1", trigger="t", owner="o", due="z")
    told.wait(days=7).of("review.lifted", escalation="E1").wait(days=1).approve()
    found = made(told.record())
    assert counts(found, "turnaround_compliance") == (1, 1)
    assert of(found, "turnaround_median").value == pytest.approx(1, abs=0.02)
    asked = Told().draft().submit().of("escalation.asked", escalation="E1", trigger="t", owner="o", due="z")
    asked.wait(days=7).approve()
    assert counts(made(asked.record()), "turnaround_compliance") == (0, 1)


def test_a_correction_does_not_restart_the_clock() -> None:
    told = Told().draft().submit().wait(days=4).decide("r", "correct", "wrong_date").correct().approve()
    assert counts(made(told.record()), "turnaround_compliance") == (0, 1)


def test_a_deliverable_without_a_turnaround_is_never_late() -> None:
    told = Told("exhibits").draft().submit().wait(days=90).approve()
    assert counts(made(told.record()), "turnaround_compliance") == (0, 0)


def test_questions() -> None:
    told = many(200)
    for id, due in (("E1", "2026-03-03T14:00:00Z"), ("E2", "2026-03-02T15:00:00Z")):
        told.of("escalation.asked", escalation=id, trigger="t", owner="otto", due=due)
        told.of("escalation.answered", escalation=id, answer="a")
    told.of("escalation.asked", escalation="E3", trigger="t", owner="otto", due="2026-03-03T14:00:00Z")
    told.of("escalation.asked", escalation="E4", trigger="t", owner="otto", due="2026-12-01T14:00:00Z")
    found = made(told.record())
    assert counts(found, "answered_within_clock") == (1, 3)  # E4 is not due
    assert of(found, "answered_within_clock").remark == "1 still open"
    assert (of(found, "escalation_rate").value, of(found, "escalations_per_1000_rows").value) == (4, 20)


def test_no_question_in_many_rows_is_a_warning() -> None:
    assert of(made(many(100).record()), "escalation_rate").remark.startswith("none asked")
    assert of(made(many(99).record()), "escalation_rate").remark == ""


def test_escapes() -> None:
    told = Told().draft().submit().approve(rows=50).release()
    told.of("error.reported", row="r1", code="wrong_date", critical=1)
    approved_only = Told().draft().submit().approve(rows=80).record("b")
    found = of(made(told.record(), approved_only), "escape_rate")
    assert (found.numerator, found.denominator, found.value) == (1, 50, 0.02)


def test_an_error_in_a_release_before_the_period() -> None:
    told = Told().draft().submit().approve().release().wait(days=10)
    told.of("error.reported", row="r1", code="wrong_date", critical=1)
    found = of(made(told.record(), since=date(2026, 3, 5)), "escape_rate")
    assert (found.numerator, found.denominator, found.value) == (1, 0, None)
    assert found.remark == "in rows released before this period"


def test_sources_and_pace() -> None:
    told = many(8, seconds=2)
    many(2, told=told, opened=0, seconds=0)
    found = made(told.record())
    assert counts(found, "source_open_rate") == (8, 10)
    assert of(found, "source_open_rate").remark == "2 at the high tier without"
    pace = of(found, "seconds_per_row")
    assert (pace.value, pace.denominator, pace.remark) == (2, 8, "quicker than a page is read")


def test_a_reviewer_who_changes_nothing_at_the_high_tier() -> None:
    told = many(99)
    assert of(made(told.record()), "override_rate").remark == ""
    many(1, told=told)
    assert of(made(told.record()), "override_rate").remark.startswith("under 2 %")
    many(3, "correct", "wrong_date", told)
    assert of(made(told.record()), "override_rate").remark == ""


def test_kinds_of_work_stay_apart_and_people_are_not_ranked() -> None:
    told = many(2)
    told.decide("x", "reject", "other", actor="zoe").decide("y", actor="ben")
    low = Told("damages", "low", told.now, told.entries).draft().submit().decide("r", actor="ben")
    found = made(low.record())
    assert [kind for kind, _ in found.by_kind] == [Kind("high", "treatment"), Kind("low", "damages")]
    lines = [(x.kind.tier, x.reviewer, x.figures[0].denominator) for x in found.reviewers]
    assert lines == [("high", "anna", 2), ("high", "ben", 1), ("high", "zoe", 1), ("low", "ben", 1)]


def test_what_was_never_submitted_is_no_kind_of_its_own() -> None:
    assert made(Told().draft().record()).by_kind == ()


def test_since_a_day() -> None:
    told = many(3).approve()
    told.wait(days=7).draft().submit()
    many(2, "reject", "other", told)
    assert counts(made(told.record()), "row_accuracy") == (3, 5)
    later = made(told.record(), since=date(2026, 3, 9))
    assert (counts(later, "row_accuracy"), later.since) == ((0, 2), "2026-03-09")
    assert counts(later, "first_pass_yield") == (0, 0)


def test_refusals_by_rule() -> None:
    told = Told().draft()
    for rule in ("own_work", "stale", "own_work"):
        told.of("review.refused", action="approve", rule=rule)
    assert made(told.record()).refusals == (("own_work", 2), ("stale", 1))


def test_the_same_ledgers_in_another_order_give_the_same_figures() -> None:
    a = many(5).record("a")
    b = many(3, "reject", "other").record("b")
    assert made(a, b) == made(b, a)
