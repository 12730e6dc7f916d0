"""Phases begin with days and recorded events; what is planned, denied or asked begins none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from extractors.pages import Document
from pipelines.citing import citer
from pipelines.merging import merge
from pipelines.phases import Phase, phase_on, phases_of
from tests.made_pages import INCIDENT, document, visit
from tests.pipelines.made_matter import facts_of


def phases(*documents: Document, incident: date | None = INCIDENT) -> tuple[Phase, ...]:
    facts = facts_of(*documents)
    return phases_of(facts, merge(facts), incident, 30, citer(facts))


def operated(day: date, done: str = "Anterior cervical discectomy and fusion C5-C6.") -> Document:
    text = "\n".join(
        [
            "Larkspur Regional Hospital",
            "1 Hospital Way, Port Ellery, FL 33480",
            "OPERATIVE REPORT",
            "Patient: Rosalind Quimby",
            f"Date of Surgery: {day:%m/%d/%Y}",
            "PREOPERATIVE DIAGNOSIS: Disc herniation.",
            "POSTOPERATIVE DIAGNOSIS: Same.",
            f"PROCEDURE PERFORMED: {done}",
            "Electronically signed by Ivo Lens, MD",
        ]
    )
    return document("op.pdf", text)


def seen(day: date, words: str) -> Document:
    return document(f"v {day}.pdf", visit(f"{day:%m/%d/%Y}", complaint=words))


def names(found: tuple[Phase, ...]) -> list[tuple[str, int | None]]:
    return [(p.name, (p.first - INCIDENT).days if p.first else None) for p in found]


def test_days_alone_give_four_phases_that_leave_no_day_out() -> None:
    found = phases(seen(INCIDENT, "Neck pain."))
    assert names(found) == [("baseline", None), ("incident", 0), ("acute", 1), ("subacute", 31)]
    assert [phase_on(INCIDENT + timedelta(days=n), found) for n in (-1, 0, 1, 30, 31, 900)] == [
        "baseline",
        "incident",
        "acute",
        "acute",
        "subacute",
        "subacute",
    ]


def test_without_a_date_of_incident_there_is_none() -> None:
    assert phases(seen(INCIDENT, "Neck pain."), incident=None) == ()
    assert phase_on(INCIDENT, ()) == ""


def test_the_first_operation_begins_a_phase_and_is_cited() -> None:
    found = phases(operated(INCIDENT + timedelta(days=90)))
    assert names(found)[-1] == ("surgery", 90)
    assert found[-2].last == INCIDENT + timedelta(days=89)
    assert [c.source for c in found[-1].marked] == ["op.pdf"]


def test_an_early_operation_ends_the_acute_days() -> None:
    assert names(phases(operated(INCIDENT + timedelta(days=5))))[1:] == [
        ("incident", 0),
        ("acute", 1),
        ("surgery", 5),
    ]


@pytest.mark.parametrize("done", ["Lumbar epidural steroid injection.", "Cervical medial branch blocks."])
def test_an_injection_is_no_operation(done: str) -> None:
    assert "surgery" not in dict(names(phases(operated(INCIDENT + timedelta(days=90), done))))


def test_an_operation_before_the_incident_begins_none() -> None:
    assert "surgery" not in dict(names(phases(operated(INCIDENT - timedelta(days=90)))))


def test_the_first_statement_of_improvement_begins_the_last_phase_and_is_quoted() -> None:
    days = [INCIDENT + timedelta(days=n) for n in (200, 300)]
    found = phases(*(seen(d, "She has reached maximum medical improvement.") for d in days))
    assert names(found)[-1] == ("post-MMI", 200)
    assert "has reached maximum medical improvement" in found[-1].marked[0].citation.quote


@pytest.mark.parametrize(
    "words",
    [
        "She has not reached MMI.",
        "MMI is expected in six months.",
        "Has she reached MMI?",
        "Neck pain.",
        "Neck pain.\nMAXIMUM MEDICAL IMPROVEMENT\nDeferred to the surgeon.",
    ],
)
def test_other_words_begin_none(words: str) -> None:
    assert "post-MMI" not in dict(names(phases(seen(INCIDENT + timedelta(days=200), words))))
