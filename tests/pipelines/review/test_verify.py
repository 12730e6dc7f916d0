"""A release folder is called by its right name, wherever it lies, with nothing but the roster."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import UsageError
from pipelines.ledger import Head
from pipelines.ledger_chain import new_entry, read_entry
from pipelines.review.approval import Reviewer, read_statement, statement_bytes
from pipelines.review.history import Item
from pipelines.review.roster import Key, RevokedRelease, Role, Roster, load_roster, roster_text
from pipelines.review.signing import create_key, load_key, sign
from pipelines.review.verify import Kind, Verdict, verify
from tests.pipelines.review.world import KIND, PASSPHRASE, START, World, edit, rewrite

CERTIFICATES = ("certificate.html", "certificate.pdf")
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def made(fresh: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """One office with a release; the tests work on copies of its folder."""
    world = fresh.copy(tmp_path_factory.mktemp("made") / "world")
    world.released()
    return world


@pytest.fixture
def folder(made: World, tmp_path: Path) -> Path:
    """The released folder as a stranger has it: copied, moved, renamed."""
    return Path(shutil.copytree(made.matter.released / KIND / "1", tmp_path / "from the firm"))


def check(made: World, folder: Path) -> Verdict:
    return verify(folder, made.office.roster_file)


def kinds(verdict: Verdict) -> list[tuple[Kind, str]]:
    return [(f.kind, f.about) for f in verdict.findings]


def test_a_clean_copy_verifies_at_another_path(made: World, folder: Path) -> None:
    verdict = check(made, folder)
    assert verdict == Verdict((), verdict.approval)
    assert verdict.approval is not None
    assert verdict.approval.reviewer.name == "Anna Thorvald"
    assert verdict.approval.item.revision == 1


def test_it_needs_no_more_than_the_roster_and_half_a_second(made: World, folder: Path) -> None:
    roster = folder.parent / "roster.toml"
    shutil.copy(made.office.roster_file, roster)
    code = (
        "import sys; from pathlib import Path; from pipelines.review.verify import verify;"
        f"print(verify(Path({str(folder)!r}), Path({str(roster)!r})).name);"
        "heavy = {'prefect', 'spacy', 'docx', 'pypdfium2', 'numpy', 'sqlite3'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    seconds = []  # of the processor: the clock would measure what else the machine does
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        assert run.stdout == "verified\n", run.stderr
    assert min(seconds) < 0.5


def altered_first_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[0] ^= 1
    rewrite(path, bytes(data))


@pytest.mark.parametrize("name", ["chronology.txt", "chronology.json", "manifest.json", *CERTIFICATES])
def test_altered(made: World, folder: Path, name: str) -> None:
    altered_first_byte(folder / name)
    assert kinds(check(made, folder)) == [(Kind.ALTERED, name)]


@pytest.mark.parametrize(
    "name", ["chronology.txt", "chronology.json", "manifest.json", *CERTIFICATES, "audit-extract.jsonl"]
)
def test_missing(made: World, folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert kinds(check(made, folder)) == [(Kind.MISSING, name)]


def test_without_the_approval_nothing_is_approved(made: World, folder: Path) -> None:
    (folder / "approval.dsse.json").unlink()
    verdict = check(made, folder)
    assert kinds(verdict) == [(Kind.MISSING, "approval.dsse.json")]
    assert verdict.approval is None


def test_extra(made: World, folder: Path) -> None:
    (folder / "addendum.docx").write_bytes(b"x")
    (folder / ".hidden").write_bytes(b"x")
    (folder / "more" / "deep").mkdir(parents=True)
    (folder / "more" / "note.txt").write_bytes(b"x")
    (folder / "elsewhere").symlink_to(folder.parent)
    assert {about for kind, about in kinds(check(made, folder)) if kind is Kind.EXTRA} == {
        *("addendum.docx", ".hidden", "more/deep", "more/note.txt", "elsewhere")
    }


def test_a_link_is_not_the_file(made: World, folder: Path) -> None:
    (folder / "chronology.txt").rename(folder.parent / "kept.txt")
    (folder / "chronology.txt").symlink_to(folder.parent / "kept.txt")
    assert kinds(check(made, folder)) == [(Kind.ALTERED, "chronology.txt")]


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"payloadType":"x"}', b"[" * 100_000])
def test_an_approval_that_is_none(made: World, folder: Path, content: bytes) -> None:
    rewrite(folder / "approval.dsse.json", content)
    assert kinds(check(made, folder)) == [(Kind.BAD_SIGNATURE, "approval.dsse.json")]


def envelope(folder: Path) -> dict[str, str | list[dict[str, str]]]:
    value: dict[str, str | list[dict[str, str]]] = json.loads((folder / "approval.dsse.json").read_bytes())
    return value


def put(folder: Path, value: object) -> None:
    rewrite(folder / "approval.dsse.json", json.dumps(value).encode())


def payload_of(folder: Path) -> bytes:
    payload = envelope(folder)["payload"]
    assert isinstance(payload, str)
    return base64.b64decode(payload)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"revision":1', b'"revision":2'),
        (b"Anna Thorvald", b"Anna Thorwald"),
        (b'"time":"2026-03-02T09:', b'"time":"2025-03-02T09:'),
        (b'"tier":"high"', b'"tier":"low"'),
        (b'"decided":3', b'"decided":4'),
        (b'"solo":false', b'"solo":true'),
    ],
)
def test_any_word_of_the_approval_changed(made: World, folder: Path, old: bytes, new: bytes) -> None:
    payload = payload_of(folder)
    assert old in payload
    put(folder, {**envelope(folder), "payload": base64.b64encode(payload.replace(old, new)).decode()})
    found = dict(kinds(check(made, folder)))
    assert found[Kind.BAD_SIGNATURE] == "approval.dsse.json"
    assert Kind.REPLACED_APPROVAL in found


def test_a_file_swapped_together_with_its_digest_in_the_approval(made: World, folder: Path) -> None:
    old = (folder / "chronology.txt").read_bytes()
    rewrite(folder / "chronology.txt", old + b"one more row\n")
    digests = [hashlib.sha256(d).hexdigest().encode() for d in (old, old + b"one more row\n")]
    payload = payload_of(folder).replace(digests[0], digests[1])
    put(folder, {**envelope(folder), "payload": base64.b64encode(payload).decode()})
    assert Kind.BAD_SIGNATURE in dict(kinds(check(made, folder)))


def test_the_approval_of_another_revision_put_in(world: World) -> None:
    first, second = world.released(), world.released("second")
    data = (first.folder / "approval.dsse.json").read_bytes()
    rewrite(second.folder / "approval.dsse.json", data)
    found = kinds(verify(second.folder, world.office.roster_file))
    assert found[0] == (Kind.REPLACED_APPROVAL, "approval.dsse.json")
    assert (Kind.ALTERED, "chronology.txt") in found


def signed_again(
    made: World, folder: Path, signer: str = "anna", key: Path | None = None, **changes: Any
) -> None:
    """Sign the folder's statement anew, changed, as well as a forger with a key of their own can."""
    person = made.office.roster().person(signer)
    assert person is not None
    approval = read_statement(payload_of(folder))
    reviewer = Reviewer(person.id, person.name, person.licence_number, person.licence_state, person.sha256)
    forged = dataclasses.replace(approval, reviewer=reviewer, **changes)
    own = load_key(key or made.key(signer), PASSPHRASE)
    rewrite(folder / "approval.dsse.json", sign(statement_bytes(forged), own))


def test_a_key_that_the_roster_does_not_know(made: World, folder: Path, tmp_path: Path) -> None:
    create_key(tmp_path / "own.pem", PASSPHRASE)
    signed_again(made, folder, key=tmp_path / "own.pem")
    assert (Kind.UNKNOWN_SIGNER, "anna") in kinds(check(made, folder))


def test_a_signer_whom_the_roster_does_not_know(made: World, folder: Path, tmp_path: Path) -> None:
    roster = load_roster(made.office.roster_file)
    others = Roster(tuple(p for p in roster.people if p.id != "anna"))
    (tmp_path / "roster.toml").write_text(roster_text(others))
    assert kinds(verify(folder, tmp_path / "roster.toml")) == [(Kind.UNKNOWN_SIGNER, "anna")]
    without = verify(folder, None)
    assert kinds(without) == [(Kind.UNKNOWN_SIGNER, "anna")]
    assert "No roster" in without.findings[0].message


def test_someone_on_the_roster_who_is_no_attorney(made: World, folder: Path) -> None:
    signed_again(made, folder, "rita")
    found = kinds(check(made, folder))
    assert (Kind.NOT_AUTHORISED, "rita") in found
    assert (Kind.REPLACED_APPROVAL, "approval.dsse.json") in found


def test_an_attorney_who_signs_past_the_gate(made: World, folder: Path) -> None:
    signed_again(made, folder, "otto")
    assert kinds(check(made, folder))[0] == (Kind.REPLACED_APPROVAL, "approval.dsse.json")


def with_entry(made: World, tmp_path: Path, **changes: object) -> Path:
    roster = load_roster(made.office.roster_file)
    people = tuple(
        dataclasses.replace(p, **changes) if p.id == "anna" else p  # type: ignore[arg-type]
        for p in roster.people
    )
    path = tmp_path / "roster.toml"
    path.write_text(roster_text(Roster(people)))
    return path


def test_expired(made: World, folder: Path, tmp_path: Path) -> None:
    for changes in ({"valid_until": date(2026, 3, 1)}, {"valid_from": date(2026, 3, 3)}):
        roster = with_entry(made, tmp_path, **changes)
        assert kinds(verify(folder, roster)) == [(Kind.EXPIRED, "anna")]


def test_an_entry_ended_later_leaves_the_release_verified_with_a_remark(
    made: World, folder: Path, tmp_path: Path
) -> None:
    verdict = verify(folder, with_entry(made, tmp_path, valid_until=date(2026, 3, 2)))
    assert verdict.verified
    assert verdict.remarks == ("The signer's roster entry has changed since the approval.",)


def test_an_attorney_role_taken_away(made: World, folder: Path, tmp_path: Path) -> None:
    roster = with_entry(made, tmp_path, roles=(Role.AUDITOR,))
    assert kinds(verify(folder, roster)) == [(Kind.NOT_AUTHORISED, "anna")]


# --- revoked ------------------------------------------------------------------------------------------------


def test_a_key_revoked_before_and_after(made: World, folder: Path, tmp_path: Path) -> None:
    for at in ("2026-03-02T09:00:00Z", signed_at(folder)):
        found = check_with(made, folder, tmp_path, key_revoked_at=at)
        assert kinds(found) == [(Kind.REVOKED, "anna")]
        assert found.name == "revoked"
    later = check_with(made, folder, tmp_path, key_revoked_at="2026-03-09T00:00:00Z")
    assert later.verified
    assert later.remarks == (
        "The signer's roster entry has changed since the approval.",
        "The signer's key was revoked later, at 2026-03-09T00:00:00Z.",
    )


def test_a_key_that_was_followed_by_another(made: World, folder: Path, tmp_path: Path) -> None:
    """What the former key signed while it counted stays verified; what it signs later is revoked."""
    own = made.office.roster().person("anna")
    assert own is not None
    new = create_key(tmp_path / "new.pem", PASSPHRASE)
    for at, name in (("2026-03-09T00:00:00Z", "verified"), ("2026-03-02T09:00:00Z", "revoked")):
        former = (Key(own.public_key, at),)
        verdict = check_with(made, folder, tmp_path, public_key=new, former_keys=former)
        assert verdict.name == name
    forgotten = check_with(made, folder, tmp_path, public_key=new, former_keys=())
    assert kinds(forgotten) == [(Kind.UNKNOWN_SIGNER, "anna")]


def test_a_withdrawn_release(made: World, folder: Path, tmp_path: Path) -> None:
    approval = hashlib.sha256((folder / "approval.dsse.json").read_bytes()).hexdigest()
    other = RevokedRelease("ab" * 32, date(2026, 3, 9), "sven")
    roster = made.office.roster()
    path = tmp_path / "roster.toml"
    path.write_text(roster_text(dataclasses.replace(roster, revoked_releases=(other,))))
    assert verify(folder, path).verified
    withdrawn = (other, RevokedRelease(approval, date(2026, 3, 9), "sven"))
    path.write_text(roster_text(dataclasses.replace(roster, revoked_releases=withdrawn)))
    verdict = verify(folder, path)
    assert kinds(verdict) == [(Kind.REVOKED, "approval.dsse.json")]
    assert verdict.findings[0].message == "The office withdrew this release on 2026-03-09."


def signed_at(folder: Path) -> str:
    return read_statement(payload_of(folder)).time


def check_with(made: World, folder: Path, tmp_path: Path, **changes: object) -> Verdict:
    return verify(folder, with_entry(made, tmp_path, **changes))


# --- the log ------------------------------------------------------------------------------------------------


def logged_again(folder: Path) -> None:
    """Write the log's last steps anew for the approval that now lies there, as the office itself could."""
    path = folder / "audit-extract.jsonl"
    entries = [read_entry(line) for line in path.read_bytes().splitlines()]
    at = next(i for i, e in enumerate(entries) if e.event == "review.approved")
    kept = entries[:at]
    sha256 = hashlib.sha256((folder / "approval.dsse.json").read_bytes()).hexdigest()
    for old in (entries[at], entries[-1]):
        now = datetime.fromisoformat(old.time)
        kept.append(new_entry(kept[-1], old.actor, old.event, {**old.details, "approval": sha256}, now))
    rewrite(path, b"".join(e.line + b"\n" for e in kept))


def test_a_statement_that_the_log_knows_and_that_is_the_same_verifies(made: World, folder: Path) -> None:
    signed_again(made, folder)
    logged_again(folder)
    assert check(made, folder).verified


@pytest.mark.parametrize(
    "changes",
    [
        {"preparers": ("adam",)},
        {"submitter": "adam"},
        {"submission_sha256": "0" * 64},
        {"item": Item(KIND, 2)},
        {"head": Head(3, "0" * 64)},
    ],
)
def test_a_log_of_other_people_or_another_way(made: World, folder: Path, changes: dict[str, Any]) -> None:
    """Signed by the attorney and known to the log; but the log tells another story than the signature."""
    signed_again(made, folder, **changes)
    logged_again(folder)
    assert kinds(check(made, folder)) == [(Kind.LOG_MISMATCH, "audit-extract.jsonl")]


def test_own_work_at_the_high_tier_is_not_excused_as_solo(made: World, folder: Path) -> None:
    signed_again(made, folder, preparers=("anna", "paula"), solo=True)
    assert (Kind.NOT_AUTHORISED, "anna") in kinds(check(made, folder))


def test_a_corrected_revision_brings_the_whole_way_with_it(world: World) -> None:
    """From the draft that was corrected on: what was decided there is part of the review."""
    first = world.reviewed()
    item = world.correct(first)
    world.decide_all(item)
    world.approve(item)
    made = world.release(item)
    verdict = verify(made.folder, world.office.roster_file)
    assert verdict.name == "verified"
    events = [
        read_entry(line).event for line in (made.folder / "audit-extract.jsonl").read_bytes().splitlines()
    ]
    assert events[0] == "draft.written"
    assert {"review.qc_passed", "row.decided", "draft.corrected"} <= set(events)
    assert events[-1] == "review.released"
    assert made.approval.review.qc == "quinn"


Change = Callable[[list[bytes]], list[bytes]]


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: [lines[0].replace(b"paula", b"quinn"), *lines[1:]],
        lambda lines: [lines[0], *lines[2:]],
        lambda lines: [lines[1], lines[0], *lines[2:]],
        lambda lines: [*lines[:2], lines[1], *lines[2:]],
        lambda lines: lines[:-1],
        lambda lines: lines[:-2],
        lambda lines: [*lines, new_entry(read_entry(lines[-1][:-1]), "otto", "a.b", {}, START).line + b"\n"],
        lambda lines: lines[-1:],
        lambda lines: lines[1:],
        lambda lines: lines[2:],
        lambda lines: [],
        lambda lines: [*lines[:-1], lines[-1][:-30]],
    ],
)
def test_the_log_does_not_fit(made: World, folder: Path, change: Change) -> None:
    path = folder / "audit-extract.jsonl"
    rewrite(path, b"".join(change(path.read_bytes().splitlines(keepends=True))))
    assert kinds(check(made, folder)) == [(Kind.LOG_MISMATCH, "audit-extract.jsonl")]


def test_the_log_of_another_release(made: World, folder: Path, world: World) -> None:
    world.tick(hours=5)
    release = world.released()
    rewrite(folder / "audit-extract.jsonl", (release.folder / "audit-extract.jsonl").read_bytes())
    assert Kind.LOG_MISMATCH in dict(kinds(check(made, folder)))


def test_everything_wrong_at_once_is_all_said(made: World, folder: Path) -> None:
    altered_first_byte(folder / "chronology.txt")
    (folder / "chronology.json").unlink()
    (folder / "extra").write_bytes(b"")
    assert check(made, folder).name == "missing, altered, extra"


def test_a_path_in_a_signed_name_leads_nowhere(made: World, folder: Path) -> None:
    payload = payload_of(folder).replace(b'"name":"chronology.txt"', b'"name":"../roster.toml"')
    put(folder, {**envelope(folder), "payload": base64.b64encode(payload).decode()})
    assert kinds(check(made, folder)) == [(Kind.BAD_SIGNATURE, "approval.dsse.json")]


def test_no_folder_and_a_broken_roster(made: World, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        check(made, tmp_path / "nowhere")
    broken = tmp_path / "roster.toml"
    broken.write_text("schema = 1\n[[person]]\nid = 3\n")
    with pytest.raises(UsageError, match="'id' must be a text"):
        verify(folder, broken)


def test_the_certificate_is_inert_and_escaped(world: World) -> None:
    edit(world.office.roster_file, "Anna Thorvald", "A <script>alert(1)</script> & 'co'")
    release = world.released()
    page = (release.folder / "certificate.html").read_text()
    assert "<script" not in page
    assert "A &lt;script&gt;alert(1)&lt;/script&gt; &amp;" in page
    assert "http" not in page
