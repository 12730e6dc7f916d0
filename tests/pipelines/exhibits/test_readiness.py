"""A court's rules are never taken as confirmed by anything but a person, lately, and value by value."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from typing import Any

import pytest

from pipelines.exhibits.court_values import Value
from pipelines.exhibits.courts import PRESETS, load_profile, profiles
from pipelines.exhibits.exhibit_set import Check, Outcome
from pipelines.exhibits.plan import Filing
from pipelines.exhibits.readiness import profile_checks, to_confirm

DAY = date(2027, 3, 2)
READY = Filing(confirmed_by="Ines Calloway", confirmed_on=DAY - timedelta(days=3), filing_date=DAY)


def check(checks: tuple[Check, ...], id: str) -> Check:
    (found,) = (c for c in checks if c.id == id)
    return found


def open_(checks: tuple[Check, ...]) -> list[Check]:
    return [c for c in checks if c.outcome is not Outcome.PASS]


def typed(remedy: str) -> tuple[str, Value]:
    """The override that a remedy asks to be written."""
    ((key, value),) = tomllib.loads(
        remedy.partition("then write ")[2].partition(", or what holds")[0]
    ).items()
    return key, tuple(value) if isinstance(value, list) else value


@pytest.mark.parametrize("id", profiles())
def test_no_court_is_ready_unconfirmed(id: str) -> None:
    checks = profile_checks(load_profile(id), Filing())
    assert check(checks, "court-confirmed").outcome is Outcome.NOT_CHECKED
    assert check(checks, "court-filing-date").outcome is Outcome.NOT_CHECKED
    assert check(checks, "court-recent").outcome is Outcome.NOT_CHECKED
    assert all(c.remedy for c in open_(checks))


@pytest.mark.parametrize("id", PRESETS)
def test_a_confirmed_preset_is_ready(id: str) -> None:
    assert open_(profile_checks(load_profile(id), READY)) == []


def test_what_is_to_be_confirmed_is_what_the_checks_leave_open() -> None:
    profile = load_profile("fl-portal", (("max_file_mb", 25),))
    opened = [typed(c.remedy)[0] for c in open_(profile_checks(profile, READY)) if c.id == "court-value"]
    assert [key for key, _ in to_confirm(profile)] == opened
    assert len(opened) == 8


@pytest.mark.parametrize("id", profiles())
def test_writing_what_each_remedy_asks_makes_any_court_ready(id: str) -> None:
    before = profile_checks(load_profile(id), READY)
    overrides = dict(typed(c.remedy) for c in open_(before) if c.id == "court-value")
    if any(c.id == "court-size" for c in open_(before)):
        overrides["max_file_mb"] = 30
    assert open_(profile_checks(load_profile(id, tuple(overrides.items())), READY)) == []


@pytest.mark.parametrize(
    ("age", "outcome"),
    [(0, Outcome.PASS), (180, Outcome.PASS), (181, Outcome.FAIL), (-1, Outcome.FAIL)],
)
def test_a_confirmation_holds_for_180_days_before_filing(age: int, outcome: Outcome) -> None:
    filing = Filing(confirmed_by="Ines Calloway", confirmed_on=DAY - timedelta(days=age), filing_date=DAY)
    assert check(profile_checks(load_profile("strict"), filing), "court-recent").outcome is outcome


@pytest.mark.parametrize("missing", ["confirmed_by", "confirmed_on"])
def test_a_confirmation_has_a_person_and_a_day(missing: str) -> None:
    given: dict[str, Any] = {"confirmed_by": "Ines Calloway", "confirmed_on": DAY, "filing_date": DAY}
    del given[missing]
    confirmed = check(profile_checks(load_profile("strict"), Filing(**given)), "court-confirmed")
    assert confirmed.outcome is Outcome.NOT_CHECKED
    assert missing in confirmed.detail


def test_sources_that_conflict_are_told_with_their_addresses() -> None:
    told = [c for c in profile_checks(load_profile("tx-efile"), READY) if "max_envelope_mb" in c.detail]
    (one,) = told
    assert one.outcome is Outcome.NOT_CHECKED
    assert "contradict" in one.detail
    assert "32 MB" in one.detail
    assert "https://www.co.ector.tx.us/page/ector.eFileFAQ" in one.remedy
    assert "max_envelope_mb = 35" in one.remedy


@pytest.mark.parametrize("id", ["us-mdd", "us-wawd", "il-trial", "in-efile"])
def test_old_reported_vendors_and_contradicted_sizes_wait_for_a_person(id: str) -> None:
    weak = [
        c for c in open_(profile_checks(load_profile(id), READY)) if c.detail.startswith("max_file_mb = ")
    ]
    assert [c.outcome for c in weak] == [Outcome.NOT_CHECKED]


def test_one_confirmed_value_does_not_confirm_the_others() -> None:
    before = open_(profile_checks(load_profile("fl-portal"), READY))
    after = open_(profile_checks(load_profile("fl-portal", (("max_file_mb", 25),)), READY))
    assert len(after) == len(before) - 1
    assert not any("max_file_mb" in c.detail for c in after)


def test_an_unknown_size_is_not_checked_until_a_person_says_it_or_says_there_is_none() -> None:
    unknown = check(profile_checks(load_profile("ca-lasc"), READY), "court-size")
    assert unknown.outcome is Outcome.NOT_CHECKED
    assert "https://" in unknown.remedy
    for value in (25, "none"):
        known = check(profile_checks(load_profile("ca-lasc", (("max_file_mb", value),)), READY), "court-size")
        assert known.outcome is Outcome.PASS


def test_paper_has_no_size() -> None:
    assert check(profile_checks(load_profile("uscis-paper"), READY), "court-size").outcome is Outcome.PASS
