"""Every way to a file in ``released/`` without a valid approval ends in a logged refusal, and in no file.

The library's moves out of turn, the command line and Prefect, a schedule, the page; a ledger, a database, a
roster written by hand; an approval of another draft, or given before; an attorney who signs past the gate;
expired and revoked keys; a changed byte anywhere; a clock set back; links.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from extractors.errors import LedgerError
from pipelines.approved import pin
from pipelines.confidentiality.access import withdraw
from pipelines.drafts import MANIFEST
from pipelines.ledger import Head
from pipelines.ledger_chain import Details, utc_text
from pipelines.office import add_key
from pipelines.review import gate
from pipelines.review.approval import Approval, ReviewRecord, new_approval, statement_bytes
from pipelines.review.certificate import certificates, release_manifest
from pipelines.review.desk import open_desk
from pipelines.review.history import Item
from pipelines.review.release import release
from pipelines.review.revocation import revoke_key
from pipelines.review.signing import create_key, load_key, sign
from pipelines.review.states import State
from pipelines.review.submission import load_submission
from pipelines.review.verify import verify
from pipelines.sealed import seal
from pipelines.task import Tier
from pipelines.web.page_pictures import Pictures
from tests.conftest import Pincite
from tests.pipelines.review.world import KIND, PASSPHRASE, TEXTS, World, edit, refusal, rewrite
from tests.pipelines.web.visitor import Clock, Review, Visitor, give_passwords

Change = Callable[[Approval], Approval]


def as_it_is(approval: Approval) -> Approval:
    return approval


def assert_nothing_out(world: World, *rules: str) -> None:
    """No file, not even on the way; and the refusals are in the ledger."""
    assert world.released_files() == []
    assert not list(world.matter.folder.glob(".releasing*"))
    assert world.rules() == list(rules)


def forged(
    world: World, item: Item, change: Change = as_it_is, *, signer: str = "anna", key: Path | None = None
) -> str:
    """Sign for an item past the gate and write that into the ledger; digest of the envelope."""
    history = world.history(item)
    submission = load_submission(world.matter, history)
    desk = open_desk(world.matter, item)
    roster = world.office.roster()
    person = roster.person(signer)
    assert person is not None
    review = ReviewRecord(
        qc=history.qc,
        tier=submission.tier,
        purpose="internal",
        decisions_sha256=desk.decisions_digest(),
        plan_sha256=history.plan,
        preflight_sha256=submission.preflight_sha256,
        rows=len(desk.rows),
        required=len(desk.required) + len(desk.sampled),
        decided=len(desk.decisions),
        sampled=len(desk.sampled),
        corrected=desk.corrected,
        rejected=desk.rejected,
        source_shown=sum(d.opened for d in desk.decisions.values()),
    )
    store, now = world.matter.sealed, world.tick()
    manifest = seal(store, release_manifest(submission, history.submission))
    subjects = (*((f.name, f.sha256) for f in submission.files), (MANIFEST, manifest))
    moment = (utc_text(now), world.ledger.head())
    unsealed = new_approval(submission, history.submission, review, person, subjects, *moment)
    pages = certificates(unsealed, submission.files, roster, world.matter)
    subjects = (*subjects, *((name, seal(store, page)) for name, page in pages.items()))
    approval = change(new_approval(submission, history.submission, review, person, subjects, *moment))
    envelope = seal(store, sign(statement_bytes(approval), load_key(key or world.key(signer), PASSPHRASE)))
    record_approved(world, item, envelope, signer)
    return envelope


def record_approved(world: World, item: Item, envelope: str, actor: str = "anna") -> None:
    details: Details = {"deliverable": item.deliverable, "revision": item.revision, "approval": envelope}
    world.ledger.append(actor, "review.approved", details, world.now)


def record_released(world: World, item: Item, envelope: str) -> None:
    details: Details = {"deliverable": item.deliverable, "revision": item.revision, "approval": envelope}
    world.ledger.append("rita", "review.released", details, world.tick())


# --- out of turn, by whom it is not for ---------------------------------------------------------------------

NOT_APPROVED = sorted(set(State) - {State.APPROVED})


@pytest.mark.parametrize("state", NOT_APPROVED)
def test_from_any_other_state(world: World, state: State) -> None:
    item = world.reach(state)
    before = world.contents(world.matter.released)
    refusal(world.release, item)
    assert world.rules()[-1] == "illegal_move"
    assert world.contents(world.matter.released) == before
    assert world.state(item) is state


@pytest.mark.parametrize(
    ("actor", "rule"),
    [
        ("paula", "wrong_role"),
        ("quinn", "wrong_role"),
        ("anna", "wrong_role"),
        ("sven", "wrong_role"),
        ("adam", "wrong_role"),
        ("alma", "wrong_role"),
        ("nobody", "unknown_person"),
        ("pincite", "unknown_person"),
        ("no id at all", "unknown_person"),
    ],
)
def test_by_someone_who_is_no_releaser(world: World, actor: str, rule: str) -> None:
    item = world.approved()
    refusal(world.release, item, actor)
    assert_nothing_out(world, rule)
    assert world.state(item) is State.APPROVED


def test_by_a_releaser_who_may_not_work_in_the_matter(world: World) -> None:
    item = world.approved()
    withdraw(world.matter, "rita", "adam", world.tick())
    refusal(world.release, item)
    assert_nothing_out(world, "no_access")


def test_by_a_schedule_or_another_program(world: World) -> None:
    item = world.approved()
    refusal(release, world.matter, item, "rita", world.tick(), unattended=True)
    assert_nothing_out(world, "unattended")
    world.release(item)


def test_by_command_by_flow_and_by_deployment(world: World, served: Pincite) -> None:
    """The command runs Prefect's flow; both end in the same refusal. A deployment's run is nobody's."""
    item = world.in_review()
    ended = served("release", world.matter.folder, "--actor", "rita")
    assert (ended.returncode, ended.stdout) == (6, "")
    assert_nothing_out(world, "illegal_move")
    world.decide_all(item)
    world.approve(item)
    theirs = {"PREFECT__RUNTIME__DEPLOYMENT__ID": "0b1fbf0e-8f2c-4f2e-9d3b-0a1b2c3d4e5f"}
    ended = served("release", world.matter.folder, "--actor", "rita", env=theirs)
    assert ended.returncode == 6
    assert_nothing_out(world, "illegal_move", "unattended")


def test_by_the_page(world: World) -> None:
    """Signed out, from elsewhere, in another role, out of turn; what came from a person is in a ledger."""
    give_passwords(world.office, ("paula", "rita"), world.tick())
    pictures = Pictures()
    page = Review(world.office, pictures, Clock(), world.tick())
    item = world.in_review()
    address = f"/m/{world.matter.slug}/{KIND}/1/release"

    def asked(visitor: Visitor, **headers: str) -> tuple[int, str]:
        page.now = world.tick()
        page.clock.seconds += 61
        answer = visitor.post(address, headers=headers)
        return answer.status_code, answer.json()["rule"]

    assert asked(page.visitor()) == (401, "signed_out")
    rita, paula = page.signed_in("rita"), page.signed_in("paula")
    assert asked(rita) == (403, "illegal_move")
    world.decide_all(item)
    world.approve(item)
    assert asked(page.visitor()) == (401, "signed_out")
    assert asked(rita, **{"x-pincite-token": paula.token}) == (403, "token")
    assert asked(rita, origin="http://attacker.example") == (403, "origin")
    assert asked(paula) == (403, "wrong_role")
    assert_nothing_out(world, "illegal_move", "wrong_role")
    assert [d["rule"] for d in page.events("page.refused") if d["person"] == "rita"] == ["token", "origin"]
    page.now = world.tick()
    assert rita.post(address).status_code == 200
    pictures.close()


# --- a ledger written by hand -------------------------------------------------------------------------------


def test_a_forged_approval_that_lacks_nothing_is_the_attorneys_own(world: World) -> None:
    """What `forged` makes is right in all but what a test changes: else the tests would prove nothing."""
    item = world.reviewed()
    forged(world, item)
    assert verify(world.release(item).folder, world.office.roster_file).verified


def review(**changes: object) -> Change:
    return lambda a: replace(a, review=replace(a.review, **changes))  # type: ignore[arg-type]


FORGERIES: dict[str, Change] = {
    "another matter": lambda a: replace(a, matter="2024-018"),
    "another deliverable": lambda a: replace(a, item=Item("damages", 1)),
    "another revision": lambda a: replace(a, item=Item(KIND, 2)),
    "another submission": lambda a: replace(a, submission_sha256="0" * 64),
    "a file less": lambda a: replace(a, subjects=a.subjects[:-1]),
    "a file more": lambda a: replace(a, subjects=(*a.subjects, ("addendum.pdf", "0" * 64))),
    "a file twice": lambda a: replace(a, subjects=(*a.subjects, a.subjects[0])),
    "other bytes of a file": lambda a: replace(a, subjects=((a.subjects[0][0], "0" * 64), *a.subjects[1:])),
    "another moment": lambda a: replace(a, time="2026-03-01T09:00:00Z"),
    "another ledger": lambda a: replace(a, head=Head(a.head.seq, "0" * 64)),
    "an earlier head": lambda a: replace(a, head=Head(a.head.seq - 1, a.head.sha256)),
    "another signer": lambda a: replace(a, reviewer=replace(a.reviewer, id="sven")),
    "another entry of the roster": lambda a: replace(a, reviewer=replace(a.reviewer, entry_sha256="0" * 64)),
    "another tier": review(tier=Tier.LOW),
    "another purpose": review(purpose="file"),
    "another meaning": lambda a: replace(a, meaning="I have looked at it."),
    "another checker": review(qc="alma"),
    "another plan": review(plan_sha256="0" * 64),
    "other checks": review(preflight_sha256="0" * 64),
    "other decisions": review(decisions_sha256="0" * 64),
    "fewer rows asked for": review(required=0),
    "more sources shown": review(source_shown=99),
}


@pytest.mark.parametrize("change", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_signed_statement_that_is_not_of_this(world: World, change: Change) -> None:
    """By the attorney's own key: the signature is good, what it says is not so."""
    item = world.reviewed()
    forged(world, item, change)
    refusal(world.release, item)
    assert world.released_files() == []
    assert world.rules()[-1] in ("approval_invalid", "signer_changed", "sealed_changed")
    assert world.state(item) is State.VOID


def test_an_attorney_who_signs_past_the_gate_without_deciding(world: World) -> None:
    item = world.in_review()
    forged(world, item)
    assert "not finished" in refusal(world.release, item).problem
    assert_nothing_out(world, "approval_invalid")


def test_an_attorney_who_signs_past_the_gate_for_their_own_work(world: World) -> None:
    draft = world.draft(preparer="otto")
    world.submit(draft)
    world.qc(draft.item)
    world.decide_all(draft.item)
    forged(world, draft.item, signer="otto")
    refusal(world.release, draft.item)
    assert_nothing_out(world, "approval_invalid")


def test_the_key_of_someone_who_is_no_attorney(world: World) -> None:
    item = world.reviewed()
    forged(world, item, signer="rita")
    refusal(world.release, item)
    assert_nothing_out(world, "approval_invalid")


def test_a_key_that_is_nobodys(world: World) -> None:
    item = world.reviewed()
    create_key(world.root / "made.pem", PASSPHRASE)
    forged(world, item, key=world.root / "made.pem")
    refusal(world.release, item)
    assert_nothing_out(world, "approval_invalid")


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"approved", b'{"payloadType": "application/vnd.in-toto+json"}']
)
def test_an_approval_that_is_none(world: World, data: bytes) -> None:
    item = world.reviewed()
    record_approved(world, item, seal(world.matter.sealed, data))
    refusal(world.release, item)
    assert_nothing_out(world, "approval_invalid")


def test_an_approval_that_is_not_there(world: World) -> None:
    item = world.reviewed()
    record_approved(world, item, "0" * 64)
    refusal(world.release, item)
    assert_nothing_out(world, "sealed_changed")


def test_a_release_written_into_the_ledger(world: World) -> None:
    """What is recorded as released and is not there is finished on asking: not without an approval."""
    item = world.in_review()
    envelope = forged(world, item)
    record_released(world, item, envelope)
    refusal(world.release, item)
    assert_nothing_out(world, "approval_invalid")
    assert world.state(item) is State.RELEASED


def test_a_release_written_into_the_ledger_from_nowhere(world: World) -> None:
    """The ledger then tells of a move that there is not, so nothing at all is done on it."""
    item = world.in_review()
    record_released(world, item, "0" * 64)
    with pytest.raises(LedgerError, match="do not allow"):
        world.release(item)
    assert world.released_files() == []


def by_hand(world: World) -> None:
    edit(world.matter.ledger, '"event":"review.submitted"', '"event":"review.approved"')


def cut(world: World) -> None:
    lines = world.matter.ledger.read_bytes().splitlines(keepends=True)
    rewrite(world.matter.ledger, b"".join(lines[:-1]))


def emptied(world: World) -> None:
    rewrite(world.matter.ledger, b"")


def database(world: World) -> None:
    """One word of one line in the table, its guards taken away and put back."""
    copy = sqlite3.connect(world.matter.ledger.with_suffix(".sqlite"))
    guards = copy.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        copy.execute(f"DROP TRIGGER {name}")
    copy.execute("UPDATE entry SET line = CAST(replace(line, 'submitted', 'approved') AS BLOB)")
    for _, sql in guards:
        copy.execute(sql)
    copy.commit()
    copy.close()


def both(world: World) -> None:
    """The file and its copy, told the same story: the chain does not hold in either."""
    by_hand(world)
    database(world)


@pytest.mark.parametrize("tamper", [by_hand, cut, emptied, database, both])
def test_a_ledger_or_its_copy_altered(world: World, tamper: Callable[[World], None]) -> None:
    """What cannot be believed cannot be added to either: there is no entry, and so no move."""
    item = world.approved()
    tamper(world)
    with pytest.raises(LedgerError):
        world.release(item)
    assert world.released_files() == []


# --- approvals from elsewhere, and from before --------------------------------------------------------------


def test_the_approval_of_another_draft(world: World) -> None:
    first = world.approved()
    envelope = world.history(first).recorded("review.approved", "approval")
    second = world.reviewed("second")
    record_approved(world, second, envelope)
    refusal(world.release, second)
    assert_nothing_out(world, "approval_invalid")


def test_the_approval_of_another_matter_of_the_same_office(world: World, tmp_path: Path) -> None:
    """The same slug, revision, rows and files even: the ledger's head tells them apart."""
    item = world.reviewed()
    other = world.copy(tmp_path / "other")
    other.tick(minutes=5)
    envelope = other.approve(item).envelope_sha256
    shutil.copy(other.matter.sealed / envelope, world.matter.sealed / envelope)
    world.tick(hours=1)
    record_approved(world, item, envelope)
    refusal(world.release, item)
    assert_nothing_out(world, "approval_invalid")


def test_an_approval_that_was_voided_is_not_given_again(world: World) -> None:
    first = world.approved()
    envelope = world.history(first).recorded("review.approved", "approval")
    gate.void(world.matter, first, "anna", "new records came in", world.tick())
    refusal(world.release, first)
    assert_nothing_out(world, "illegal_move")
    record_approved(world, first, envelope)
    with pytest.raises(LedgerError, match="do not allow"):
        world.release(first)
    assert world.released_files() == []


def test_a_release_that_was_withdrawn_is_not_given_out_again(world: World) -> None:
    made = world.released()
    item = made.approval.item
    shutil.copytree(made.folder, world.root / "kept")
    gate.revoke(world.matter, item, "sven", "wrong_person", "not our client", world.tick())
    assert verify(world.root / "kept", world.office.roster_file).name == "revoked"
    shutil.rmtree(made.folder)
    refusal(world.release, item)
    assert_nothing_out(world, "illegal_move")


def test_a_superseded_release_is_not_given_out_again(world: World) -> None:
    made = world.released()
    world.released("second")
    shutil.rmtree(made.folder)
    refusal(world.release, made.approval.item)
    assert world.rules() == ["illegal_move"]
    assert not made.folder.exists()


# --- what has ended, and when -------------------------------------------------------------------------------


def test_a_signer_whose_entry_ended(world: World) -> None:
    item = world.approved()
    edit(world.office.roster_file, "2027-12-31", "2026-03-02")
    world.tick(days=1)
    refusal(world.release, item)
    assert_nothing_out(world, "signer_changed")
    assert world.state(item) is State.VOID


def test_a_key_that_was_revoked_or_replaced(world: World, tmp_path: Path) -> None:
    item = world.approved()
    replaced = world.copy(tmp_path / "replaced")
    for one in (world, replaced):
        revoke_key(one.office, "anna", "anna", one.tick())
    add_key(replaced.office, "anna", replaced.root / "new.pem", PASSPHRASE, "anna", replaced.tick())
    for one in (world, replaced):
        refusal(one.release, item)
        assert_nothing_out(one, "signer_changed")


def test_a_signer_who_was_taken_off_the_matter(world: World) -> None:
    item = world.approved()
    withdraw(world.matter, "anna", "adam", world.tick())
    refusal(world.release, item)
    assert_nothing_out(world, "signer_changed")


def test_an_approval_that_lapsed(world: World) -> None:
    item = world.approved()
    world.tick(days=30)
    refusal(world.release, item)
    assert_nothing_out(world, "approval_lapsed")
    assert world.state(item) is State.VOID


@pytest.mark.parametrize("back", [timedelta(minutes=2), timedelta(days=40), timedelta(days=3650)])
def test_a_clock_set_back(world: World, back: timedelta) -> None:
    item = world.approved()
    world.now -= back
    refusal(world.release, item)
    assert_nothing_out(world, "clock_back")
    world.now += back
    world.release(item)


def test_a_clock_set_back_to_when_an_entry_was_valid(world: World) -> None:
    """An approval lapses by the clock, which cannot be turned back behind what was recorded since."""
    item = world.approved()
    world.tick(days=31)
    refusal(world.release, item)
    world.now -= timedelta(days=30)
    refusal(world.release, item)
    assert_nothing_out(world, "approval_lapsed", "illegal_move")


# --- a changed byte, anywhere -------------------------------------------------------------------------------


def sealed_of(prefix: bytes) -> Callable[[World, Item], list[Path]]:
    return lambda world, _: [p for p in world.matter.sealed.iterdir() if p.read_bytes().startswith(prefix)]


def by_digest(what: Callable[[World, Item], str]) -> Callable[[World, Item], list[Path]]:
    return lambda world, item: [world.matter.sealed / what(world, item)]


ALTERED, MISSING, LINKED = "altered", "missing", "a link to the same bytes"
HOW = (ALTERED, MISSING)
BYTES: dict[str, tuple[Callable[[World, Item], list[Path]], str]] = {
    "a clean file": (sealed_of(b"CLEAN"), "sealed_changed"),
    "the certificate": (sealed_of(b"<!doctype html>"), "sealed_changed"),
    "the certificate in print": (sealed_of(b"%PDF"), "sealed_changed"),
    "the rows": (by_digest(lambda w, i: w.history(i).made("rows")), "sealed_changed"),
    "the submission": (by_digest(lambda w, i: w.history(i).submission), "sealed_changed"),
    "the plan": (by_digest(lambda w, i: w.history(i).plan), "sealed_changed"),
    "the approval": (
        by_digest(lambda w, i: w.history(i).recorded("review.approved", "approval")),
        "sealed_changed",
    ),
    "a source": (lambda w, _: [w.matter.sources / w.sources[next(iter(TEXTS))]], "input_changed"),
}
OPEN_BYTES: dict[str, tuple[Callable[[World, Item], list[Path]], str]] = {
    "the template": (lambda w, _: [w.office.templates / KIND / "approved.docx"], "template_changed"),
    "the task": (lambda w, _: [w.office.templates / KIND / "task.toml"], "template_changed"),
}


@pytest.mark.parametrize(
    ("paths", "rule", "how"),
    [
        *(pytest.param(*v, how, id=f"{k}, {how}") for k, v in BYTES.items() for how in (*HOW, LINKED)),
        *(pytest.param(*v, how, id=f"{k}, {how}") for k, v in OPEN_BYTES.items() for how in HOW),
    ],
)
def test_a_changed_byte(
    world: World, paths: Callable[[World, Item], list[Path]], rule: str, how: str, tmp_path: Path
) -> None:
    item = world.approved()
    found = paths(world, item)
    assert found
    for path in found:
        data = path.read_bytes()
        if how == ALTERED:
            rewrite(path, bytes([data[0] ^ 1]) + data[1:])
        else:
            path.unlink()
        if how == LINKED:
            (tmp_path / path.name).write_bytes(data)
            path.symlink_to(tmp_path / path.name)
    refusal(world.release, item)
    assert_nothing_out(world, rule)
    assert world.state(item) is State.VOID


def test_another_template_approved_meanwhile(world: World) -> None:
    item = world.approved()
    rewrite(world.office.templates / KIND / "approved.docx", b"another Word file")
    pin(world.office.templates, KIND, "Anna Thorvald", world.tick())
    refusal(world.release, item)
    assert_nothing_out(world, "template_changed")


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("policy.toml", "valid_days = 30", "valid_days = 31", "policy_changed"),
        ("policy.toml", 'solo_attorney = ""', 'solo_attorney = "anna"', "policy_changed"),
        ("roster.toml", "Anna Thorvald", "Anna B. Thorvald", "signer_changed"),
        ("roster.toml", "204417", "204418", "signer_changed"),
        ("matters/2024-017/matter.toml", "Moss v. Hale", "Moss v. Hall", "caption_changed"),
    ],
)
def test_a_changed_word(world: World, file: str, old: str, new: str, rule: str) -> None:
    item = world.approved()
    edit(world.office.folder / file, old, new)
    refusal(world.release, item)
    assert_nothing_out(world, rule)
    assert world.state(item) is State.VOID


# --- links --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["released", f"released/{KIND}"])
def test_a_link_in_the_place_of_the_release_folder(world: World, tmp_path: Path, place: str) -> None:
    """What is released lies in the matter, not where somebody pointed it."""
    item = world.approved()
    (tmp_path / "elsewhere").mkdir()
    path = world.matter.folder / place
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(tmp_path / "elsewhere")
    refusal(world.release, item)
    assert world.rules() == ["output_present"]
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert world.state(item) is State.APPROVED


def test_a_link_to_the_matter_from_an_office_of_ones_own(world: World, tmp_path: Path) -> None:
    """An office whose roster makes everyone releaser has no say in a matter that is only linked into it."""
    item = world.reviewed()
    mine = world.copy(tmp_path / "mine")
    shutil.rmtree(mine.matter.folder)
    mine.matter.folder.symlink_to(world.matter.folder)
    edit(mine.office.roster_file, '"preparer"', '"releaser"')
    refusal(release, mine.office.matter("2024-017"), item, "paula", world.tick())
    assert_nothing_out(world, "illegal_move")
    world.approve(item)
    refusal(release, mine.office.matter("2024-017"), item, "paula", world.tick())
    assert_nothing_out(world, "illegal_move", "wrong_role")
