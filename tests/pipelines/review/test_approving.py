"""The approval asks for all that the tier asks for and binds what was shown; and what follows a release."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from extractors.errors import UsageError
from pipelines.approved import pin
from pipelines.confidentiality.access import grant, withdraw
from pipelines.matter_key import keyed
from pipelines.review import gate
from pipelines.review.decisions import Verdict, decide, show_row
from pipelines.review.escalations import escalate, words
from pipelines.review.history import Item
from pipelines.review.release import release
from pipelines.review.roster import Role
from pipelines.review.states import OUT, State
from pipelines.review.verify import verify
from pipelines.task import Tier
from tests.pipelines.review.world import KIND, PASSPHRASE, START, World, edit, refusal

FIRST = Item(KIND, 1)


# --- what stands against it ---------------------------------------------------------------------------------


def test_every_row_is_decided_first(world: World) -> None:
    item = world.in_review()
    refusal(world.approve, item)
    for row in ("r1", "r2"):
        world.accept(item, row)
    refusal(world.approve, item)
    assert world.rules() == ["rows_undecided", "rows_undecided"]
    world.accept(item, "r3")
    assert world.approve(item).approval.review.decided == 3


def test_at_the_high_tier_a_row_is_decided_with_its_source_shown(world: World) -> None:
    item = world.in_review()
    show_row(world.matter, item, "r3", "otto", world.tick())  # to somebody else
    refusal(decide, world.matter, item, "r3", Verdict.ACCEPT, "anna", world.tick())
    assert world.rules() == ["source_not_shown"]


def test_what_the_preparer_decided_is_no_review(world: World) -> None:
    """An attorney who prepared the item cannot decide it for another to sign."""
    draft = world.draft(preparer="otto")
    world.submit(draft)
    world.qc(draft.item)
    show_row(world.matter, draft.item, "r1", "otto", world.tick())
    refusal(decide, world.matter, draft.item, "r1", Verdict.ACCEPT, "otto", world.tick())
    assert world.rules() == ["own_work"]


def test_carried_decisions_are_confirmed_again_at_the_high_tier(world: World) -> None:
    world.reviewed("first")
    later = world.in_review("second")  # one row differs
    world.accept(later, "r3")
    refusal(world.approve, later)
    assert world.rules() == ["not_reconfirmed"]
    world.decide_all(later)
    world.approve(later)


# --- what was shown, and what for ---------------------------------------------------------------------------


def test_another_submission_than_the_one_shown_is_not_signed(world: World) -> None:
    item = world.reviewed()
    shown = world.history(item).submission
    call = (world.matter, item, "anna", world.key("anna"), PASSPHRASE)
    refusal(gate.approve, *call, world.tick(), seen="0" * 64)
    assert world.rules() == ["stale"]
    gate.approve(*call, world.tick(), seen=shown)


@pytest.mark.parametrize("purpose", ["serve", "file"])
def test_what_is_served_or_filed_is_of_the_high_tier(world: World, purpose: str) -> None:
    draft = world.draft()
    gate.set_tier(world.matter, draft.item, Tier.MEDIUM, "sven", "for ourselves", world.tick())
    item = world.through(draft)
    call = (world.matter, item, "anna", world.key("anna"), PASSPHRASE)
    refusal(gate.approve, *call, world.tick(), purpose=purpose)
    assert world.rules() == ["purpose"]
    assert gate.approve(*call, world.tick()).approval.review.purpose == "internal"


def test_the_purpose_is_signed(world: World) -> None:
    item = world.reviewed()
    call = (world.matter, item, "anna", world.key("anna"), PASSPHRASE)
    with pytest.raises(UsageError, match="'party' is no purpose"):
        gate.approve(*call, world.tick(), purpose="party")
    approval = gate.approve(*call, world.tick(), purpose="file").approval
    assert approval.review.purpose == "file"
    assert "For filing with a court." in approval.meaning


# --- who may ------------------------------------------------------------------------------------------------


def test_a_task_definition_may_ask_for_the_supervising_attorney(world: World) -> None:
    task = world.office.templates / KIND / "task.toml"
    edit(task, 'approver_role = "attorney"', 'approver_role = "supervising_attorney"')
    pin(world.office.templates, KIND, "Sven Aldana", START)
    pin_copy = world.root / "templates" / KIND / "task.toml"
    pin_copy.write_bytes(task.read_bytes())
    pin(world.root / "templates", KIND, "Sven Aldana", START)
    item = world.reviewed()
    error = refusal(world.approve, item, "anna")
    assert error.remedy == "Ask someone whose role is supervising_attorney."
    world.approve(item, "sven")


@pytest.mark.parametrize("actor", ["anna", "otto"])
def test_who_is_not_named_in_the_matter_may_nothing(world: World, actor: str) -> None:
    item = world.reviewed()
    withdraw(world.matter, actor, "sven", world.tick())
    refusal(world.approve, item, actor)
    refusal(show_row, world.matter, item, "r1", actor, world.tick())
    refusal(escalate, world.matter, item, "Why?", "", actor, world.tick())
    assert world.rules() == ["no_access"] * 3


def test_a_grant_may_narrow_what_somebody_is(world: World) -> None:
    """On the roster an attorney and a preparer; in this matter a preparer only."""
    item = world.reviewed()
    grant(world.matter, ["otto"], "sven", world.tick(), roles=[Role.PREPARER])
    refusal(world.approve, item, "otto")
    assert world.rules() == ["wrong_role"]


def test_two_who_ask_at_the_same_moment_are_both_served(world: World) -> None:
    """The one who took the time first may get the ledger second."""
    item = world.in_review()
    now = world.tick()
    show_row(world.matter, item, "r1", "anna", now)
    show_row(world.matter, item, "r1", "otto", now - timedelta(seconds=3))
    last = world.ledger.entries()[-1]
    assert (last.actor, last.time) == ("otto", world.ledger.entries()[-2].time)
    assert world.ledger.verify().clock_back == ()
    refusal(show_row, world.matter, item, "r2", "otto", now - timedelta(seconds=60))
    assert world.rules() == ["clock_back"]


# --- after the release --------------------------------------------------------------------------------------


def test_a_later_release_supersedes_the_earlier(world: World) -> None:
    world.released("first")
    second = world.released("second").approval.item
    assert (world.state(FIRST), world.state(second)) == (State.SUPERSEDED, State.RELEASED)
    entry = world.history(FIRST).last
    assert (entry.actor, entry.details["by"]) == ("pincite", 2)
    assert (world.matter.released / KIND / "1").is_dir()


def test_an_earlier_revision_does_not_follow_a_later_one_out(world: World) -> None:
    first = world.approved("first")
    waiting = world.in_review("second")
    world.released("third")
    refusal(world.release, first)
    refusal(world.approve, waiting)
    assert world.rules() == ["superseded", "superseded"]
    assert len(list((world.matter.released / KIND).iterdir())) == 1
    gate.void(world.matter, first, "anna", "overtaken", world.tick())


def test_a_revocation_reaches_every_verifier(world: World) -> None:
    made = world.released()
    decision = gate.revoke(world.matter, FIRST, "sven", "wrong_person", "not our client", world.tick())
    assert words(world.matter, decision) == "not our client"
    assert world.state(FIRST) is State.REVOKED
    assert verify(made.folder, world.office.roster_file).name == "revoked"
    refusal(gate.revoke, world.matter, FIRST, "sven", "other", "again", world.tick())
    assert world.rules() == ["illegal_move"]


@pytest.mark.parametrize("actor", ["anna", "otto", "rita", "adam", "paula"])
def test_only_the_supervising_attorney_revokes(world: World, actor: str) -> None:
    made = world.released()
    refusal(gate.revoke, world.matter, FIRST, actor, "other", "a reason", world.tick())
    assert world.rules() == ["wrong_role"]
    assert verify(made.folder, world.office.roster_file).verified


def test_a_revocation_that_was_cut_short_is_finished_by_asking_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = world.released()

    def stop(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    ask = (world.matter, FIRST, "sven", "other", "a reason")
    with monkeypatch.context() as patch:
        patch.setattr("pipelines.review.case.Case.record", stop)
        with pytest.raises(Exception, match="No space left"):
            gate.revoke(*ask, world.tick())
    assert verify(made.folder, world.office.roster_file).name == "revoked"
    assert world.state(FIRST) is State.RELEASED
    gate.revoke(*ask, world.tick())
    assert world.state(FIRST) is State.REVOKED
    assert len(world.office.roster().revoked_releases) == 1


def test_an_error_found_after_release_is_recorded(world: World) -> None:
    world.released()
    matter, said = world.matter, "The strain was of the shoulder."
    gate.report_error(matter, FIRST, "paula", "wrong_quote", said, world.tick(), row_id="r1")
    entry = world.ledger.entries()[-1]
    assert entry.event == "error.reported"
    assert entry.details["row"] == keyed(matter, "row", "r1")
    assert entry.details["critical"] == 1  # the row is, whatever is said
    assert words(matter, str(entry.details["decision"])) == said
    gate.report_error(matter, FIRST, "paula", "missing_source", "One visit is missing.", world.tick())
    assert world.ledger.entries()[-1].details["critical"] == 0
    refusal(gate.report_error, matter, FIRST, "anna", "other", "what row?", world.tick(), row_id="r9")
    assert world.rules() == ["unknown_row"]
    assert world.state(FIRST) is State.RELEASED


@pytest.mark.parametrize("state", [s for s in State if s not in OUT])
def test_errors_are_reported_of_what_went_out_only(world: World, state: State) -> None:
    item = world.reach(state)
    refusal(gate.report_error, world.matter, item, "paula", "other", "wrong", world.tick())
    assert world.rules()[-1] == "illegal_move"


# --- corrections --------------------------------------------------------------------------------------------


def test_a_corrected_revision_is_approved_as_a_revision_of_its_own(world: World) -> None:
    item = world.reviewed("first")
    corrected = world.correct(item, "second")
    assert (world.state(item), world.state(corrected)) == (State.CHANGES_REQUESTED, State.IN_REVIEW)
    history = world.history(corrected)
    assert (history.preparers, history.submitter, history.qc) == (("paula",), "paula", "quinn")
    assert history.plan == world.history(item).plan
    refusal(world.approve, item)
    refusal(world.approve, corrected)  # the changed row is not decided yet
    world.decide_all(corrected)
    world.approve(corrected)  # who corrected is no preparer
    made = world.release(corrected)
    assert verify(made.folder, world.office.roster_file).verified


def test_who_prepared_the_origin_cannot_approve_what_was_corrected(world: World) -> None:
    draft = world.draft(preparer="otto")
    corrected = world.correct(world.through(draft), "second")
    refusal(world.approve, corrected, "otto")
    assert world.rules() == ["own_work"]


def test_a_correction_of_what_changed_meanwhile_voids(world: World) -> None:
    item = world.reviewed()
    edit(world.office.policy_file, "valid_days = 30", "valid_days = 60")
    refusal(world.correct, item)
    assert world.state(item) is State.VOID


def test_what_the_caller_holds_does_not_count(world: World) -> None:
    """The matter is read anew from its folder: a forged value of it changes nothing."""
    item = world.approved()
    forged = dataclasses.replace(world.matter, slug="2024-018", title="Another v. Case")
    made = release(forged, item, "rita", world.tick())
    assert made.approval.matter == world.matter.slug
