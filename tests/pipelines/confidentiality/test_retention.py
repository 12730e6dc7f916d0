"""A matter is kept until its day has come and no hold stands, whoever asks."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import GateRefusal, UsageError
from pipelines.confidentiality.retention import (
    Keeping,
    close,
    hold,
    keeping_of,
    lift_hold,
    refuse_closed,
    reopen,
)
from pipelines.drafting import draft_deliverable
from pipelines.matter import Client
from pipelines.matter_file import create_matter
from pipelines.office import Office
from pipelines.policy import Policy
from pipelines.sealed import unseal
from tests.pipelines.made_office import ADAM, ANNA, NOW, PAULA, events, made_office

POLICY = Policy(retention_years=7)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = made_office(tmp_path / "office", ADAM, ANNA, PAULA)
    for slug in ("m-1", "m-2"):
        create_matter(office, slug, Client("Dara Moss", None), None)
    return office


def standing(office: Office, slug: str = "m-1") -> Keeping:
    return keeping_of(office.ledger.entries(), slug)


def test_the_clock_runs_from_the_closing(office: Office) -> None:
    assert standing(office).due(POLICY) is None
    assert close(office, "m-1", "adam", NOW) == Keeping(NOW.date())
    assert standing(office).due(POLICY) == date(2033, 3, 2)
    assert standing(office, "m-2") == Keeping()
    with pytest.raises(UsageError, match="closed already"):
        close(office, "m-1", "adam", NOW)
    with pytest.raises(UsageError, match="The matter m-1 is closed"):
        refuse_closed(office.matter("m-1"))
    with pytest.raises(UsageError, match="The matter m-1 is closed"):
        draft_deliverable(office.matter("m-1"), "treatment", (), (), "reader 1", "paula", NOW)
    refuse_closed(office.matter("m-2"))
    reopen(office, "m-1", "adam", NOW)
    refuse_closed(office.matter("m-1"))
    assert standing(office) == Keeping()
    later = NOW + timedelta(days=30)
    assert close(office, "m-1", "adam", later, date(2040, 1, 1)).due(POLICY) == date(2040, 1, 1)
    reopen(office, "m-1", "adam", later)
    assert close(office, "m-1", "adam", later, date(2027, 1, 1)).due(POLICY) == date(2033, 4, 1)


def test_a_leap_day() -> None:
    assert Keeping(date(2024, 2, 29)).due(POLICY) == date(2031, 3, 1)
    assert Keeping(date(2024, 2, 29)).due(Policy(retention_years=4)) == date(2028, 2, 29)


def test_holds_add_up_and_each_is_lifted_with_a_reason(office: Office) -> None:
    hold(office, "m-1", "paula", "Letter of opposing counsel", NOW)
    hold(office, "m-1", "anna", "Appeal", NOW)
    with pytest.raises(GateRefusal, match="may not decide this"):
        lift_hold(office, "m-1", "paula", "It seems over", NOW)
    with pytest.raises(UsageError, match="No reason"):
        lift_hold(office, "m-1", "adam", " ", NOW)
    assert lift_hold(office, "m-1", "adam", "Appeal dismissed", NOW).holds == 1
    assert lift_hold(office, "m-1", "adam", "Settled", NOW).holds == 0
    with pytest.raises(UsageError, match="nothing to lift"):
        lift_hold(office, "m-1", "adam", "Settled", NOW)
    held = next(d for _, e, d in events(office) if e == "matter.held")
    assert json.loads(unseal(office.sealed, str(held["decision"])))["reason"] == "Letter of opposing counsel"
    assert b"counsel" not in office.ledger.path.read_bytes()


def test_who_may(office: Office) -> None:
    with pytest.raises(GateRefusal):
        close(office, "m-1", "paula", NOW)
    with pytest.raises(GateRefusal):
        reopen(office, "m-1", "anna", NOW)
    with pytest.raises(GateRefusal, match="not on the roster"):
        hold(office, "m-1", "Eve Marlow", "because", NOW)
    assert [e for _, e, _ in events(office)] == ["matter.refused"] * 3
    assert standing(office) == Keeping()


def test_of_matters_that_are_there(office: Office) -> None:
    for slug in ("m-3", "../m-1", ""):
        with pytest.raises(UsageError):
            close(office, slug, "adam", NOW)
    with pytest.raises(UsageError, match="not closed"):
        reopen(office, "m-1", "adam", NOW)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(1, 100))
def test_never_before_the_years_are_over(closed: date, years: int) -> None:
    due = Keeping(closed).due(Policy(retention_years=years))
    assert due is not None
    assert (
        due.year - closed.year,
        due >= closed.replace(day=min(closed.day, 28), year=closed.year + years),
    ) == (
        years,
        True,
    )
