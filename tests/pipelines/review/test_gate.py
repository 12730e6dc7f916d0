"""Each move of the gate made once, and every way to make it wrongly refused and logged."""

from __future__ import annotations

import dataclasses
import html
import json
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from extractors.errors import GateRefusal, LedgerError, UsageError
from pipelines.confidentiality.access import grant, withdraw
from pipelines.confidentiality.retention import close, reopen
from pipelines.drafting import clean_rendition
from pipelines.drafts import Draft
from pipelines.durable import sha256_of
from pipelines.ledger_chain import utc_text
from pipelines.matter import Matter
from pipelines.office import add_key, add_person, create_office
from pipelines.review import gate
from pipelines.review.approval import (
    MEANING,
    PURPOSES,
    REVIEWED,
    SOLO,
    ReviewRecord,
    new_approval,
    read_statement,
    statement_bytes,
)
from pipelines.review.certificate import release_manifest
from pipelines.review.decisions import Verdict, decide
from pipelines.review.desk import open_desk
from pipelines.review.escalations import escalate, words
from pipelines.review.history import Item, replay
from pipelines.review.roster import Person, Role, load_roster
from pipelines.review.signing import create_key, load_key, read_envelope, sign, signed_by
from pipelines.review.standing import status
from pipelines.review.states import Action, State, next_state, why_not
from pipelines.review.submission import load_submission
from pipelines.review.verify import verify
from pipelines.sealed import seal, unseal
from pipelines.task import Tier
from tests.pipelines.review.desk_world import DeskWorld
from tests.pipelines.review.world import KIND, PASSPHRASE, World, edit, refusal, rendering, rewrite

FIRST = Item(KIND, 1)


# --- the moves ----------------------------------------------------------------------------------------------


def test_from_draft_to_released(world: World) -> None:
    draft = world.draft()
    assert world.state(draft.item) is State.DRAFT

    submission = world.submit(draft)
    assert world.state(draft.item) is State.QC
    plan = world.qc(draft.item)
    assert world.state(draft.item) is State.IN_REVIEW
    assert (plan.required, plan.sampled) == (("r1", "r2", "r3"), ())
    world.decide_all(draft.item)
    clean = world.render("first", "CLEAN")
    for record in submission.files:
        assert unseal(world.matter.sealed, record.sha256) == clean[record.name]
        assert not (world.matter.sealed / record.sha256).stat().st_mode & 0o222

    approved = world.approve(draft.item)
    assert world.state(draft.item) is State.APPROVED
    assert not world.released_files()

    release = world.release(draft.item)
    assert world.state(draft.item) is State.RELEASED
    assert release.folder == world.matter.released / KIND / "1"
    for name, data in clean.items():
        assert (release.folder / name).read_bytes() == data
    assert set(world.contents(release.folder)) == {
        *clean,
        *("manifest.json", "certificate.html", "certificate.pdf"),
        *("approval.dsse.json", "audit-extract.jsonl"),
    }
    assert all(not stat.S_IMODE(p.stat().st_mode) & 0o222 for p in world.released_files())
    assert sha256_of((release.folder / "approval.dsse.json").read_bytes()) == approved.envelope_sha256
    verdict = verify(release.folder, world.office.roster_file)
    assert verdict.verified
    assert verdict.name == "verified"
    assert [e.event for e in world.ledger.entries() if e.event != "access.granted"] == [
        *("draft.written", "review.submitted", "review.qc_passed"),
        *("row.shown", "row.decided") * 3,
        *("review.approved", "review.released"),
    ]


def test_the_ledger_holds_no_words_of_the_matter(world: World) -> None:
    item = world.reviewed()
    said = "Dara Moss was never at Elm Clinic"
    gate.request_changes(world.matter, item, "anna", "wrong_facility", said, world.tick())
    text = world.matter.ledger.read_text()
    for word in ("Moss", "Dara", "Elm", "one.txt", "1980", "2024-01-05"):
        assert word not in text


def test_request_changes_keeps_the_reason_sealed_and_the_next_draft_is_a_new_revision(world: World) -> None:
    item = world.reviewed()
    said = "Row 4 is another patient"
    decision = gate.request_changes(world.matter, item, "anna", "wrong_person", said, world.tick())
    assert words(world.matter, decision) == said
    assert world.state(item) is State.CHANGES_REQUESTED
    again = world.draft()  # even the same content: the reviewed revision is closed
    assert again.item == Item(KIND, 2)
    assert world.state(item) is State.CHANGES_REQUESTED


def test_void_by_an_attorney(world: World) -> None:
    item = world.approved()
    gate.void(world.matter, item, "anna", "new records came", world.tick())
    assert world.state(item) is State.VOID
    refusal(world.release, item)
    assert not world.released_files()


@pytest.mark.parametrize(
    ("ask", "code"), [(gate.request_changes, "other"), (gate.reject, "other"), (gate.void, None)]
)
def test_a_decision_needs_a_reason(world: World, ask: Callable[..., str], code: str | None) -> None:
    item = world.in_review()
    with pytest.raises(UsageError, match="Say why"):
        ask(world.matter, item, "anna", *([code] if code else []), "  \n", world.tick())
    assert world.state(item) is State.IN_REVIEW


@pytest.mark.parametrize("code", ["", "because", "OTHER"])
def test_a_decision_needs_a_code_of_the_list(world: World, code: str) -> None:
    item = world.in_review()
    with pytest.raises(UsageError, match="no code of a reason"):
        gate.request_changes(world.matter, item, "anna", code, "a reason", world.tick())
    assert world.state(item) is State.IN_REVIEW


def test_the_payload_says_what_was_signed(world: World) -> None:
    item = world.reviewed()
    approved = world.approve(item)
    envelope = read_envelope(unseal(world.matter.sealed, approved.envelope_sha256))
    statement = json.loads(envelope.payload)
    predicate = statement["predicate"]
    anna = world.office.roster().person("anna")
    assert anna is not None
    assert signed_by(envelope, anna.public_key)
    assert {s["name"] for s in statement["subject"]} == {
        *("chronology.txt", "chronology.json", "parts/one.txt", "manifest.json"),
        *("certificate.html", "certificate.pdf"),
    }
    assert predicate["reviewer"] == {
        "id": "anna",
        "name": "Anna Thorvald",
        "licence_number": "204417",
        "licence_state": "GA",
        "entry_sha256": anna.sha256,
    }
    assert predicate["meaning"] == f"{MEANING} {REVIEWED[Tier.HIGH]} {PURPOSES['internal']}"
    assert predicate["review"]["qc"] == "quinn"
    counts = ("rows", "required", "decided", "sampled", "corrected", "rejected", "source_shown")
    assert [predicate["review"][name] for name in counts] == [3, 3, 3, 0, 0, 0, 3]
    assert predicate["review"]["plan_sha256"] == world.history(item).plan
    assert predicate["inputs"] == sorted(world.sources.values())
    assert predicate["policy_sha256"] == world.office.policy().sha256
    entry = world.history(item).last
    assert predicate["ledger"] == {"seq": entry.seq - 1, "sha256": entry.prev}
    assert read_statement(envelope.payload) == approved.approval


# --- the table, through the gate ----------------------------------------------------------------------------


def ask(world: World, action: Action, item: Item) -> object:
    """Ask for the move as someone who may make it."""
    matter, reasoned = world.matter, ("other", "a reason")
    asked: dict[Action, Callable[[], object]] = {
        Action.SUBMIT: lambda: world.submit(world.load(item)),
        Action.PASS_QC: lambda: world.qc(item),
        Action.RETURN: lambda: gate.return_draft(matter, item, "quinn", *reasoned, world.tick()),
        Action.REQUEST_CHANGES: lambda: gate.request_changes(matter, item, "anna", *reasoned, world.tick()),
        Action.CORRECT: lambda: world.correct(item),
        Action.REJECT: lambda: gate.reject(matter, item, "anna", *reasoned, world.tick()),
        Action.APPROVE: lambda: world.approve(item),
        Action.RELEASE: lambda: world.release(item),
        Action.REVOKE: lambda: gate.revoke(matter, item, "sven", *reasoned, world.tick()),
        Action.VOID: lambda: gate.void(matter, item, "anna", "a reason", world.tick()),
        Action.ESCALATE: lambda: escalate(matter, item, "Why?", "", "anna", world.tick(), hold=True),
        Action.LIFT: lambda: world.lift(item),
    }
    return asked[action]()


# Superseding is nobody's to ask for: it follows from a later release, and that is tested with it.
@pytest.mark.parametrize(
    ("state", "action"), [(s, a) for s in State for a in Action if a is not Action.SUPERSEDE]
)
def test_the_gate_makes_exactly_the_moves_of_the_table(world: World, state: State, action: Action) -> None:
    item = world.reach(state)
    if (state, action) == (State.IN_REVIEW, Action.APPROVE):
        world.decide_all(item)
    before = world.ledger.entries()
    files = world.released_files()
    if next_state(state, action, State.IN_REVIEW) is not None:
        ask(world, action, item)
        assert world.state(item) is next_state(state, action, State.IN_REVIEW)
        return
    error = refusal(ask, world, action, item)
    problem, remedy = why_not(state, action)
    assert str(error) == f"{item} {problem}. {remedy}"
    assert world.state(item) is state
    assert world.released_files() == files
    (logged,) = world.ledger.entries()[len(before) :]
    assert logged.event == "review.refused"
    assert dict(logged.details) == {
        "deliverable": KIND,
        "revision": 1,
        "action": action.value,
        "rule": "illegal_move",
    }


# --- who ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", ["anna", "rita", "adam", "alma", "sven"])
def test_only_preparers_submit(world: World, actor: str) -> None:
    refusal(world.submit, world.draft(), actor)
    assert world.rules() == ["wrong_role"]


@pytest.mark.parametrize("actor", ["paula", "quinn", "rita", "adam", "alma"])
def test_only_attorneys_approve_even_with_a_key(world: World, actor: str) -> None:
    item = world.reviewed()
    refusal(world.approve, item, actor, key=world.key("rita"))
    assert world.rules() == ["wrong_role"]
    assert world.state(item) is State.IN_REVIEW


@pytest.mark.parametrize("actor", ["paula", "quinn", "anna", "adam", "alma"])
def test_only_releasers_release(world: World, actor: str) -> None:
    refusal(world.release, world.approved(), actor)
    assert world.rules() == ["wrong_role"]
    assert not world.released_files()


@pytest.mark.parametrize("actor", ["nobody", "", "Anna", "APPROVED BY ATTORNEY", "../anna", "a" * 300])
def test_strangers_are_refused_and_logged(world: World, actor: str) -> None:
    item = world.reviewed()
    refusal(world.approve, item, actor, key=world.key("anna"))
    assert world.rules() == ["unknown_person"]
    assert world.ledger.verify().faults == ()


def test_the_preparer_cannot_approve(world: World) -> None:
    draft = world.draft(preparer="otto")
    world.through(draft)
    error = refusal(world.approve, draft.item, "otto")
    assert error.remedy == "Have another attorney review it."
    assert world.rules() == ["own_work"]
    world.approve(draft.item, "anna")


def test_the_submitter_cannot_approve(world: World) -> None:
    draft = world.draft(preparer="paula")
    world.through(draft, submitter="otto")
    refusal(world.approve, draft.item, "otto")
    assert world.rules() == ["own_work"]


def test_who_drafts_the_same_content_again_is_a_preparer_too(world: World) -> None:
    first = world.draft(preparer="paula")
    assert world.draft(preparer="otto") == first
    assert world.history(first.item).preparers == ("otto", "paula")
    world.through(first)
    refusal(world.approve, first.item, "otto")
    assert world.rules() == ["own_work"]


def test_a_draft_by_someone_unknown_cannot_be_submitted(world: World) -> None:
    refusal(world.submit, world.draft(preparer="visitor"))
    refusal(world.submit, world.draft(preparer="rita"))
    assert world.rules() == ["unknown_person", "unknown_person"]


def solo_review(world: World, tier: str) -> Item:
    """Prepared, submitted, checked and reviewed by the one attorney whom the policy names."""
    edit(world.office.policy_file, 'solo_attorney = ""', 'solo_attorney = "otto"')
    draft = world.draft(preparer="otto")
    gate.set_tier(world.matter, draft.item, Tier(tier), "sven", "an internal list", world.tick())
    world.submit(draft, "otto")
    world.qc(draft.item, "otto")
    world.decide_all(draft.item, "otto")
    return draft.item


def test_at_the_high_tier_nobody_approves_their_own_work(world: World) -> None:
    edit(world.office.policy_file, 'solo_attorney = ""', 'solo_attorney = "otto"')
    draft = world.draft(preparer="otto")
    world.through(draft)
    error = refusal(world.approve, draft.item, "otto")
    assert "high tier" in error.problem
    refusal(decide, world.matter, draft.item, "r1", Verdict.ACCEPT, "otto", world.tick())
    assert world.rules() == ["own_work", "own_work"]


def test_a_draft_by_someone_not_named_in_the_matter_cannot_be_submitted(world: World) -> None:
    draft = world.draft(preparer="otto")
    withdraw(world.matter, "otto", "sven", world.tick())
    refusal(world.submit, draft)
    grant(world.matter, ["otto"], "sven", world.tick(), roles=[Role.ATTORNEY])
    refusal(world.submit, draft)
    assert world.rules() == ["no_access", "no_access"]
    grant(world.matter, ["otto"], "sven", world.tick())
    world.submit(draft)


def test_the_solo_policy_names_one_attorney_and_is_printed(world: World) -> None:
    item = solo_review(world, "medium")
    world.approve(item, "otto")
    release = world.release(item, "otto")
    assert release.approval.solo
    assert release.approval.meaning.startswith(MEANING)
    assert release.approval.meaning.endswith(SOLO)
    assert SOLO in html.unescape((release.folder / "certificate.html").read_text())
    verdict = verify(release.folder, world.office.roster_file)
    assert verdict.verified
    assert any("solo" in r for r in verdict.remarks)


def test_the_solo_policy_serves_nobody_else(world: World) -> None:
    edit(world.office.policy_file, 'solo_attorney = ""', 'solo_attorney = "anna"')
    draft = world.draft(preparer="otto")
    gate.set_tier(world.matter, draft.item, Tier.MEDIUM, "sven", "an internal list", world.tick())
    world.through(draft, submitter="otto")
    refusal(world.approve, draft.item, "otto")
    assert world.rules() == ["own_work"]
    assert not world.approve(draft.item, "anna").approval.solo


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("valid_until = 2027-12-31", "valid_until = 2026-03-01"),
        ("valid_from = 2025-01-01", "valid_from = 2026-03-03"),
    ],
)
def test_an_attorney_outside_the_entry_s_dates_cannot_approve(world: World, now: str, then: str) -> None:
    item = world.reviewed()
    edit(world.office.roster_file, now, then)
    refusal(world.approve, item)
    assert world.rules() == ["inactive_person"]
    assert world.state(item) is State.IN_REVIEW


# --- the key ------------------------------------------------------------------------------------------------


def test_wrong_passphrase(world: World) -> None:
    item = world.reviewed()
    refusal(world.approve, item, passphrase="not the passphrase")
    assert world.rules() == ["key_unusable"]
    world.approve(item)  # nothing was lost


def test_another_persons_key(world: World) -> None:
    refusal(world.approve, world.reviewed(), key=world.key("otto"))
    assert world.rules() == ["wrong_key"]


def test_a_key_that_no_roster_knows(world: World, tmp_path: Path) -> None:
    create_key(tmp_path / "new.pem", PASSPHRASE)
    refusal(world.approve, world.reviewed(), key=tmp_path / "new.pem")
    assert world.rules() == ["wrong_key"]


@pytest.mark.parametrize("content", [None, b"", b"no key", b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA==\n"])
def test_a_file_that_is_no_key(world: World, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "odd.pem"
    if content is not None:
        path.write_bytes(content)
    refusal(world.approve, world.reviewed(), key=path)
    assert world.rules() == ["key_unusable"]


def test_no_key_on_the_roster(world: World) -> None:
    item = world.reviewed()
    anna = world.office.roster().person("anna")
    assert anna is not None
    edit(world.office.roster_file, f'public_key = "{anna.public_key}"\n', "")
    refusal(world.approve, item)
    assert world.rules() == ["no_key"]


def test_a_key_inside_the_matter_is_refused(world: World) -> None:
    inside = world.matter.folder / "anna.pem"
    inside.write_bytes(world.key("anna").read_bytes())
    refusal(world.approve, world.reviewed(), key=inside)
    link = world.root / "link.pem"
    link.symlink_to(inside)
    refusal(world.approve, Item(KIND, 1), key=link)
    assert world.rules() == ["key_in_matter", "key_in_matter"]


# --- what is bound ------------------------------------------------------------------------------------------

Tamper = Callable[[World], None]


def change_input(world: World) -> None:
    rewrite(world.matter.sources / world.sources["one.txt"], b"another page")


def remove_input(world: World) -> None:
    (world.matter.sources / world.sources["two.txt"]).unlink()


def link_input(world: World) -> None:
    source = world.matter.sources / world.sources["two.txt"]
    source.rename(world.root / "elsewhere")
    source.symlink_to(world.root / "elsewhere")


def change_template(world: World) -> None:
    docx = world.office.templates / KIND / "approved.docx"
    rewrite(docx, docx.read_bytes() + b" ")


def second_template(world: World) -> None:
    (world.office.templates / KIND / "better.docx").write_bytes(b"x")


def change_policy(world: World) -> None:
    edit(world.office.policy_file, "valid_days = 30", "valid_days = 60")


def change_caption(world: World) -> None:
    edit(world.matter.folder / "matter.toml", "date_of_incident = ", "# date_of_incident = ")


def change_sealed(world: World) -> None:
    data = world.render("first", "CLEAN")["chronology.txt"]
    rewrite(world.matter.sealed / sha256_of(data), data + b"one more line\n")


def remove_sealed(world: World) -> None:
    (world.matter.sealed / sha256_of(world.render("first", "CLEAN")["chronology.json"])).unlink()


def change_packet(world: World) -> None:
    sha256 = world.history(FIRST).recorded("review.submitted", "submission")
    edit(world.matter.sealed / sha256, "chronology.txt", "chronology.pdf")


def change_rows(world: World) -> None:
    rewrite(world.matter.sealed / world.load(FIRST).rows_sha256, b"{}")


def change_draft(world: World) -> None:
    rewrite(world.matter.drafts / KIND / "1" / "chronology.txt", b"DRAFT, edited in Word")


def change_manifest(world: World) -> None:
    edit(world.matter.drafts / KIND / "1" / "manifest.json", '"revision": 1', '"revision": 7')


WHENEVER: list[tuple[Tamper, str]] = [
    (change_input, "input_changed"),
    (remove_input, "input_changed"),
    (link_input, "input_changed"),
    (change_template, "template_changed"),
    (second_template, "template_changed"),
    (change_policy, "policy_changed"),
    (change_caption, "caption_changed"),
    (change_sealed, "sealed_changed"),
    (remove_sealed, "sealed_changed"),
    (change_packet, "sealed_changed"),
    (change_rows, "sealed_changed"),
]


@pytest.mark.parametrize(
    ("tamper", "rule"),
    [*WHENEVER, (change_draft, "draft_changed"), (change_manifest, "draft_changed")],
    ids=lambda v: getattr(v, "__name__", v),
)
def test_a_change_during_review_is_refused_logged_and_voids(world: World, tamper: Tamper, rule: str) -> None:
    item = world.reviewed()
    tamper(world)
    error = refusal(world.approve, item)
    assert "is void" in error.problem
    assert world.rules() == [rule]
    assert world.state(item) is State.VOID
    voided = world.history(item).last
    assert (voided.actor, voided.details["rule"]) == ("pincite", rule)


def change_roster(world: World) -> None:
    edit(world.office.roster_file, "Anna Thorvald", "Anna B. Thorvald")


def end_roster_entry(world: World) -> None:
    edit(world.office.roster_file, "valid_until = 2027-12-31", "valid_until = 2026-03-01")


def remove_from_roster(world: World) -> None:
    edit(world.office.roster_file, 'id = "anna"', 'id = "anneke"')


def change_envelope(world: World) -> None:
    sha256 = world.history(FIRST).recorded("review.approved", "approval")
    data = unseal(world.matter.sealed, sha256)
    rewrite(world.matter.sealed / sha256, data.replace(b'"sig":"', b'"sig":"A', 1))


def change_certificate(world: World) -> None:
    for path in world.matter.sealed.iterdir():
        if path.read_bytes().startswith(b"<!doctype html>"):
            edit(path, "Anna Thorvald", "Otto Brandvold")


@pytest.mark.parametrize(
    ("tamper", "rule"),
    [
        *WHENEVER,
        (change_roster, "signer_changed"),
        (end_roster_entry, "signer_changed"),
        (remove_from_roster, "signer_changed"),
        (change_envelope, "sealed_changed"),
        (change_certificate, "sealed_changed"),
    ],
    ids=lambda v: getattr(v, "__name__", v),
)
def test_a_change_after_approval_stops_the_release(world: World, tamper: Tamper, rule: str) -> None:
    item = world.approved()
    tamper(world)
    error = refusal(world.release, item)
    assert "is void" in error.problem
    assert world.rules() == [rule]
    assert world.state(item) is State.VOID
    assert not world.released_files()


def test_the_draft_may_be_touched_after_approval(world: World) -> None:
    """The approval is over the clean files; the draft has done its service."""
    item = world.approved()
    change_draft(world)
    world.release(item)


def test_comments_in_the_policy_and_others_on_the_roster_change_nothing(world: World) -> None:
    item = world.approved()
    edit(world.office.policy_file, "schema = 1", "# a note\nschema = 1")
    edit(world.office.roster_file, "Paula Lindqvist", "Paula Lindqvist-Roe")
    world.release(item)


def test_an_approval_lapses(world: World) -> None:
    item = world.approved()
    world.now += timedelta(days=30)
    refusal(world.release, item)
    assert world.rules() == ["approval_lapsed"]
    assert world.state(item) is State.VOID


# --- submission ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tamper", "rule"),
    [
        (change_draft, "draft_changed"),
        (change_manifest, "draft_changed"),
        (change_input, "input_changed"),
        (change_template, "template_changed"),
        (change_caption, "caption_changed"),
        (change_rows, "sealed_changed"),
    ],
    ids=lambda v: getattr(v, "__name__", v),
)
def test_only_what_still_stands_is_submitted(world: World, tamper: Tamper, rule: str) -> None:
    draft = world.draft()
    tamper(world)
    refusal(world.submit, draft)
    assert world.rules() == [rule]
    assert world.state(draft.item) is State.DRAFT


def test_only_the_latest_revision_is_submitted(world: World) -> None:
    first, second = world.draft("first"), world.draft("second")
    refusal(world.submit, first)
    assert world.rules() == ["superseded"]
    world.submit(second, content="second")


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"chronology.txt": b"CLEAN"},
        {"chronology.txt": b"CLEAN", "chronology.json": b"{}"},
        {"chronology.txt": b"CLEAN", "other.json": b"{}"},
        {"../chronology.txt": b"CLEAN", "chronology.json": b"{}"},
        {"chronology.txt": b"CLEAN", "chronology.json": b"own", "parts/one.txt": b"", "annex.txt": b"more"},
        {"chronology.json": b"own"},
        {"manifest.json": b"{}", "chronology.json": b"{}"},
    ],
)
def test_a_rendition_of_something_else_is_refused(world: World, files: dict[str, bytes]) -> None:
    draft = world.draft()
    own = world.render("first", "CLEAN")["chronology.json"]
    files = {name: own if data == b"own" else data for name, data in files.items()}
    with rendering(files):
        refusal(gate.submit, world.matter, draft, "paula", world.tick())
    assert world.rules() == ["rendition"]
    assert world.state(draft.item) is State.DRAFT


def test_the_draft_given_is_not_believed(world: World) -> None:
    """What is bound is what the ledger records, not what the caller's object says."""
    draft = world.draft()
    forged = dataclasses.replace(draft, inputs=(), rows_sha256="0" * 64)
    submission = world.submit(forged)
    assert submission.inputs == draft.inputs
    assert submission.rows_sha256 == draft.rows_sha256


def test_not_one_byte_of_the_clean_files_is_the_callers(read_world: DeskWorld) -> None:
    """Else an attorney would look at the sealed rows, and sign for files that say something else."""
    world, draft = read_world, read_world.load(FIRST)
    store, submit = world.matter.sealed, cast(Any, gate.submit)
    own = {file.name: b"No neck pain. " + draft.rows_sha256.encode() for file in draft.files}
    before = world.entries()
    with pytest.raises(TypeError):
        submit(world.matter, draft, "paula", lambda: own, world.tick())
    assert world.entries() == before
    other_rows = unseal(store, draft.rows_sha256).replace(b"Neck pain", b"No pain")
    assert sha256_of(other_rows) != draft.rows_sha256
    world.to_review(dataclasses.replace(draft, rows_sha256=seal(store, other_rows)))
    submission = load_submission(world.matter, replay(world.entries())[FIRST])
    sealed = {file.name: unseal(store, file.sha256) for file in submission.files}
    assert sealed == clean_rendition(world.matter, draft)
    assert b"Neck pain" in sealed["chronology.json"]


def test_nobody_waits_for_the_ledger_while_files_are_rendered(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what happened meanwhile counts: here a later revision was drafted."""
    first = world.draft()

    def render(matter: Matter, draft: Draft) -> dict[str, bytes]:
        assert (matter, draft.item) == (world.matter, first.item)
        world.draft("second")
        return dict(world.render("first", "CLEAN"))

    monkeypatch.setattr("pipelines.review.gate.clean_rendition", render)
    refusal(gate.submit, world.matter, first, "paula", world.tick())
    assert world.rules() == ["superseded"]
    assert world.state(first.item) is State.DRAFT


def test_an_item_nobody_drafted(world: World) -> None:
    world.draft()
    for item in (Item(KIND, 2), Item("liability", 1), Item(KIND, 0), Item(KIND, -1)):
        refusal(world.approve, item)
    assert world.rules() == ["unknown_item"] * 4
    with pytest.raises(UsageError):
        world.approve(Item("../treatment", 1))


# --- forgery ------------------------------------------------------------------------------------------------


def write_approval(world: World, item: Item, actor: str, envelope: str) -> None:
    """Write the ledger entry that the gate would have written, as someone who runs code in the office can."""
    details: dict[str, str | int] = {
        "deliverable": item.deliverable,
        "revision": item.revision,
        "approval": envelope,
        "submission": world.history(item).recorded("review.submitted", "submission"),
        "key": "k",
    }
    world.ledger.append(actor, "review.approved", details, world.now)


def forge(world: World, item: Item, actor: str, key: Path) -> None:
    """Approve past the gate: a statement that is right in every word, signed with the key there is."""
    history, roster = world.history(item), world.office.roster()
    person = roster.person(actor)
    assert person is not None
    submission = load_submission(world.matter, history)
    submitted = history.recorded("review.submitted", "submission")
    files = (*((f.name, f.sha256) for f in submission.files),)
    made = {n: seal(world.matter.sealed, n.encode()) for n in ("certificate.html", "certificate.pdf")}
    made["manifest.json"] = seal(world.matter.sealed, release_manifest(submission, submitted))
    subjects = (*files, *made.items())
    world.tick()
    desk = open_desk(world.matter, item)
    review = ReviewRecord(
        qc=history.qc,
        tier=submission.tier,
        purpose="internal",
        decisions_sha256=desk.decisions_digest(),
        plan_sha256=history.plan,
        preflight_sha256=submission.preflight_sha256,
        rows=3,
        required=3,
        decided=3,
        sampled=0,
        corrected=0,
        rejected=0,
        source_shown=3,
    )
    moment = (utc_text(world.now), world.ledger.head())
    approval = new_approval(submission, submitted, review, person, subjects, *moment)
    data = sign(statement_bytes(approval), load_key(key, PASSPHRASE))
    write_approval(world, item, actor, seal(world.matter.sealed, data))


def test_an_approval_forged_in_another_s_name(world: World) -> None:
    item = world.reviewed()
    forge(world, item, "anna", world.key("rita"))
    error = refusal(world.release, item)
    assert "not that of an attorney on the roster" in error.problem
    assert world.rules() == ["approval_invalid"]
    assert not world.released_files()


def test_an_approval_signed_past_the_gate_by_someone_who_is_no_attorney(world: World) -> None:
    item = world.reviewed()
    forge(world, item, "rita", world.key("rita"))
    refusal(world.release, item)
    assert world.rules() == ["approval_invalid"]


def test_an_approval_of_own_work_signed_past_the_gate(world: World) -> None:
    draft = world.draft(preparer="otto")
    world.through(draft)
    forge(world, draft.item, "otto", world.key("otto"))
    error = refusal(world.release, draft.item)
    assert "its signer prepared, submitted" in error.problem
    assert not world.released_files()


def test_the_forger_s_tool_makes_what_the_gate_would_take(world: World) -> None:
    """So the three refusals above are for the reason they say."""
    item = world.reviewed()
    forge(world, item, "anna", world.key("anna"))
    world.release(item)


def test_an_entry_that_ended_between_approval_and_release(world: World) -> None:
    edit(world.office.roster_file, "valid_until = 2027-12-31", "valid_until = 2026-03-03")
    item = world.approved()
    world.tick(days=3)
    refusal(world.release, item)
    assert world.rules() == ["signer_changed"]


def test_an_approval_of_another_draft_is_not_replayed(world: World) -> None:
    first = world.approved()
    envelope = world.history(first).recorded("review.approved", "approval")
    draft = world.draft("second")
    world.through(draft)
    write_approval(world, draft.item, "anna", envelope)
    assert world.state(draft.item) is State.APPROVED  # the ledger says so, but
    error = refusal(world.release, draft.item)
    assert "another draft" in error.problem
    assert world.rules() == ["approval_invalid"]
    assert world.state(draft.item) is State.VOID
    assert not world.released_files()


def test_an_approval_is_not_moved_to_another_moment(world: World) -> None:
    item = world.approved()
    envelope = world.history(item).recorded("review.approved", "approval")
    # A ledger without the withdrawal: rebuilt up to the submission, then approved with the old envelope.
    kept = [e for e in world.ledger.entries() if e.event != "review.approved"]
    world.matter.ledger.unlink()
    world.matter.ledger.with_suffix(".sqlite").unlink()
    for entry in kept:
        world.ledger.append(entry.actor, entry.event, entry.details, world.tick())
    write_approval(world, item, "anna", envelope)
    error = refusal(world.release, item)
    assert "another point of the ledger" in error.problem
    assert not world.released_files()


def test_a_forged_ledger_entry_without_a_signature_releases_nothing(world: World) -> None:
    item = world.reviewed()
    write_approval(world, item, "anna", seal(world.matter.sealed, b'{"approved": "yes"}'))
    refusal(world.release, item)
    assert world.rules() == ["approval_invalid"]
    assert not world.released_files()


def test_a_link_in_another_office_does_not_bring_its_roster(world: World, tmp_path: Path) -> None:
    """Someone makes an office of their own, where they are the attorney, and links the matter into it."""
    item = world.reviewed()
    other = create_office(tmp_path / "other", world.root / "templates")
    add_person(other, Person("anna", "Mallory", (Role.ATTORNEY, Role.RELEASER), "1", "GA"), "anna", world.now)
    add_key(other, "anna", tmp_path / "mallory.pem", PASSPHRASE, "anna", world.now)
    link = other.matters_folder / world.matter.slug
    link.symlink_to(world.matter.folder)
    matter = dataclasses.replace(world.matter, folder=link)
    for call in (
        lambda: gate.approve(matter, item, "anna", tmp_path / "mallory.pem", PASSPHRASE, world.tick()),
        lambda: gate.approve(
            other.matter(world.matter.slug), item, "anna", tmp_path / "mallory.pem", PASSPHRASE, world.tick()
        ),
    ):
        refusal(call)
    assert world.rules() == ["wrong_key", "wrong_key"]


def test_a_move_written_past_the_gate_stops_everything(world: World) -> None:
    item = world.draft().item
    world.ledger.append("otto", "review.released", {"deliverable": KIND, "revision": 1}, world.tick())
    for call in (lambda: status(world.matter), lambda: world.approve(item), lambda: world.release(item)):
        with pytest.raises(LedgerError, match="the rules do not allow"):
            call()
    assert not world.released_files()


def test_no_other_file_sets_a_state(world: World) -> None:
    item = world.reviewed()
    for path in world.matter.sealed.iterdir():
        if b"pincite-submission" in path.read_bytes():
            edit(path, '"submitter":"paula"', '"submitter":"nobody"')
    assert world.state(item) is State.IN_REVIEW
    refusal(world.approve, item)
    assert world.state(item) is State.VOID


# --- clock and ledger ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", [timedelta(minutes=-10), timedelta(days=-3650)])
def test_a_clock_set_back_is_refused(world: World, step: timedelta) -> None:
    item = world.approved()
    world.now += step
    refusal(world.release, item)
    assert world.rules() == ["clock_back"]
    assert world.state(item) is State.APPROVED
    assert world.ledger.verify().clock_back != ()


def test_no_entry_no_move(world: World) -> None:
    """A ledger that does not verify stops every move, and not even a refusal is recorded in it."""
    item = world.reviewed()
    text = world.matter.ledger.read_bytes()
    rewrite(world.matter.ledger, text.replace(b'"paula"', b'"quinn"', 1))
    for call in (
        lambda: world.approve(item),
        lambda: world.release(item),
        lambda: gate.request_changes(world.matter, item, "anna", "other", "r", world.tick()),
        lambda: world.draft("second"),
    ):
        with pytest.raises(LedgerError, match="altered at entry"):
            call()
    assert not world.released_files()


def test_a_refusal_that_cannot_be_logged_is_a_ledger_error(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = world.reviewed()

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.write", full)
    with pytest.raises(LedgerError, match="No space left on device"):
        world.approve(item, "paula")
    monkeypatch.undo()
    assert world.rules() == []
    assert world.state(item) is State.IN_REVIEW


def test_a_malformed_roster_or_policy_stops_the_gate(world: World) -> None:
    item = world.reviewed()
    edit(world.office.policy_file, "valid_days", "valid_dayz")
    with pytest.raises(UsageError, match="'valid_dayz' is not a setting"):
        world.approve(item)
    assert world.state(item) is State.IN_REVIEW


def test_rosters_digest_is_of_values(world: World) -> None:
    before = world.office.roster().person("anna")
    edit(world.office.roster_file, 'id = "anna"', '# the senior partner\nid = "anna"')
    assert load_roster(world.office.roster_file).person("anna") == before


def test_refusals_are_errors_of_their_own_kind(world: World) -> None:
    assert refusal(world.approve, world.draft().item).exit_code == GateRefusal.exit_code


def test_in_a_closed_matter_nothing_is_reviewed_and_what_is_approved_goes_out(world: World) -> None:
    approved, item = world.approved(), world.in_review("second")
    row_id = open_desk(world.matter, item).left[0]
    close(world.office, world.matter.slug, "adam", world.tick())
    for call in (
        lambda: world.accept(item, row_id),
        lambda: world.approve(item),
        lambda: gate.request_changes(world.matter, item, "anna", "other", "r", world.tick()),
        lambda: gate.reject(world.matter, item, "anna", "other", "r", world.tick()),
        lambda: escalate(world.matter, item, "Why?", "asked", "paula", world.tick()),
    ):
        refusal(call)
    assert world.rules() == ["matter_closed"] * 5
    assert world.state(item) is State.IN_REVIEW
    world.release(approved)
    gate.revoke(world.matter, approved, "sven", "wrong_date", "r", world.tick())
    gate.void(world.matter, item, "anna", "Not needed any more.", world.tick())
    assert (world.state(approved), world.state(item)) == (State.REVOKED, State.VOID)


def test_a_matter_opened_again_goes_on_where_it_stood(world: World) -> None:
    item = world.reviewed()
    close(world.office, world.matter.slug, "adam", world.tick())
    refusal(world.approve, item)
    reopen(world.office, world.matter.slug, "adam", world.tick())
    world.approve(item)
    assert world.state(item) is State.APPROVED
