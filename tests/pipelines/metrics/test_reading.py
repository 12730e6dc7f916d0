"""A ledger read as what figures count: each row once, each submission with its decision, each return."""

from __future__ import annotations

from pipelines.metrics.counted import Kind, Return
from tests.pipelines.metrics.made_ledgers import Told


def verdicts(told: Told) -> list[tuple[str, str, str]]:
    return [(j.row, j.verdict.value, j.by) for j in told.record().judged]


def test_a_row_counts_once_by_what_stands_on_it() -> None:
    told = Told().draft().submit().decide("r1").decide("r2", "correct", "wrong_date")
    told.of("row.undone", row="r2").decide("r2").decide("r3", "reject", "duplicate", actor="otto")
    assert verdicts(told) == [("r1", "accept", "anna"), ("r2", "accept", "anna"), ("r3", "reject", "otto")]


def test_a_row_that_was_undone_or_escalated_is_not_judged() -> None:
    told = Told().draft().submit().decide("r1").of("row.undone", row="r1")
    told.of("row.undone", row="r1").decide("r2", "escalate")
    assert verdicts(told) == []
    assert verdicts(told.decide("r2", "reject", "wrong_person")) == [("r2", "reject", "anna")]


def test_what_a_correction_made_right_still_counts_as_wrong() -> None:
    told = Told().draft().submit().decide("r1").decide("r2", "correct", "wrong_date").correct()
    told.decide("r2").decide("r1")
    assert verdicts(told) == [("r1", "accept", "anna"), ("r2", "correct", "anna")]
    (round,) = told.record().rounds
    assert (round.item.revision, round.submitted, round.ended) == (2, told.entries[1].time, "")
    (course,) = told.approve().record().courses
    assert (course.revisions, course.returns) == (2, (Return("corrected", ("wrong_date",)),))
    assert course.returns[0].is_error


def test_after_an_approval_a_new_course_begins() -> None:
    told = Told().draft().submit().decide("r1", "correct", "wrong_date").correct().approve(rows=7).release()
    told.draft().submit().decide("r1").approve(rows=8)
    first, second = told.record().courses
    assert (first.revisions, first.rows, bool(first.released)) == (2, 7, True)
    assert (second.revisions, second.rows, second.released, second.returns) == (1, 8, "", ())
    assert [r for r, *_ in verdicts(told)] == ["r1", "r1"]


def test_causes_of_returns() -> None:
    told = Told().draft().submit().of("review.qc_returned", "quinn", code="missing_source")
    told.draft().submit().of("review.changes_requested", code="wording")
    told.draft().submit().of("review.voided", "pincite", rule="input_changed")
    told.draft().submit().of("review.rejected", code="other")
    (course,) = told.draft().submit().approve().record().courses
    assert course.revisions == 5
    assert course.returns == (
        Return("returned by QC", ("missing_source",)),
        Return("sent back", ("wording",)),
        Return("rejected", ("other",)),
    )
    assert [r.is_error for r in course.returns] == [True, False, True]
    outcomes = [r.outcome for r in told.record().rounds]
    assert outcomes == ["returned by QC", "sent back", "void", "rejected", "approved"]


def test_what_an_escalation_held() -> None:
    told = Told().draft().submit()
    told.of("review.escalated", escalation="E1", trigger="asked", owner="olga", due="2026-03-03T20:00:00Z")
    held_from = told.entries[-1].time
    (open_round,) = told.record().rounds
    assert open_round.held == ((held_from, ""),)
    told.wait(days=1).of("review.lifted", "olga", escalation="E1")
    (round,) = told.record().rounds
    assert round.held == ((held_from, told.entries[-1].time),)
    (question,) = told.record().questions
    assert (question.holds, question.answered, question.owner) == (True, told.entries[-1].time, "olga")


def test_a_question_asked_before_submission_and_answered_in_the_next_revision() -> None:
    told = Told(tier="low").draft()
    told.of("escalation.asked", "paula", escalation="E1", trigger="two-patients", owner="attorney", due="d")
    assert told.record().questions[0].kind == Kind("", "treatment")
    told.draft().submit().of("escalation.answered", escalation="E1", answer="a")
    (question,) = told.record().questions
    assert (question.item.revision, bool(question.answered), question.holds) == (1, True, False)


def test_an_error_is_reported_once_for_each_row() -> None:
    told = Told().draft().submit().approve().release()
    for row in ("r1", "r1", "r2"):
        told.of("error.reported", "paula", row=row, code="wrong_date", critical=1)
    told.of("error.reported", "paula", code="other", critical=0)
    found = told.record().reported
    assert [(e.row, e.critical) for e in found] == [("r1", True), ("r2", True), ("", False)]


def test_refusals_of_every_kind() -> None:
    told = Told().draft().of("review.refused", "rita", action="release", rule="illegal_move")
    told.say("access.refused", "rita", rule="not_a_granter")
    assert [r.rule for r in told.record().refused] == ["illegal_move", "not_a_granter"]


def test_deliverables_do_not_mix() -> None:
    told = Told().draft().submit().decide("r1")
    other = Told("damages", "low", told.now, told.entries).draft().submit().decide("r1", "reject", "other")
    made = other.record()
    assert {(j.kind, j.row) for j in made.judged} == {
        (Kind("high", "treatment"), "r1"),
        (Kind("low", "damages"), "r1"),
    }
    assert [c.kind.deliverable for c in made.courses] == ["damages", "treatment"]


def test_an_empty_ledger() -> None:
    assert Told().record().courses == ()
