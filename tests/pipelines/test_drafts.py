"""Drafts: written once, recorded, and never more than what the ledger says they are."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from extractors.errors import IntegrityError, LedgerError, UsageError
from pipelines.drafts import check_file_names, latest_draft, load_draft, write_draft
from pipelines.durable import sha256_of
from pipelines.review import gate
from pipelines.review.history import Item
from pipelines.review.standing import status
from pipelines.review.states import State
from pipelines.rows import TemplateStamp
from pipelines.sealed import unseal
from tests.pipelines.review.world import KIND, World, edit, refusal, rewrite


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("fresh") / "world")


@pytest.fixture
def world(fresh: World, tmp_path: Path) -> World:
    return fresh.copy(tmp_path / "world")


def test_a_draft_on_the_disk(world: World) -> None:
    draft = world.draft()
    files = world.render("first", "DRAFT, NOT REVIEWED")
    assert draft.folder == world.matter.drafts / KIND / "1"
    assert set(world.contents(draft.folder)) == {*files, "manifest.json"}
    for name, data in files.items():
        assert (draft.folder / name).read_bytes() == data
        assert not (draft.folder / name).stat().st_mode & 0o222
    manifest = json.loads((draft.folder / "manifest.json").read_bytes())
    assert (manifest["deliverable"], manifest["revision"]) == (KIND, 1)
    assert manifest["inputs"] == world.sources
    assert manifest["files"]["chronology.txt"] == {
        "sha256": sha256_of(files["chronology.txt"]),
        "size": len(files["chronology.txt"]),
    }
    assert sha256_of(unseal(world.matter.sealed, draft.rows_sha256)) == draft.rows_sha256
    draft.check_files()


def test_what_a_killed_run_left_goes_also_where_nothing_new_is_written(world: World) -> None:
    first = world.draft()
    left = first.folder.with_name(".2.tmp")
    left.mkdir()
    (left / "half.pdf").write_bytes(b"half")
    foreign = first.folder.with_name(".notes.tmp")
    foreign.mkdir()
    assert world.draft() == first
    assert not left.exists()
    assert foreign.exists()


def test_the_manifest_knows_no_clock_and_no_person(world: World, fresh: World, tmp_path: Path) -> None:
    other = fresh.copy(tmp_path / "other")
    other.tick(days=40)
    assert world.draft(preparer="paula").manifest_sha256 == other.draft(preparer="quinn").manifest_sha256


def test_the_same_content_is_the_same_revision(world: World) -> None:
    first = world.draft()
    before = len(world.ledger.entries())
    assert world.draft() == first
    assert len(world.ledger.entries()) == before
    world.submit(first)
    assert world.draft() == first  # under way still: nothing new to look at
    assert world.state(first.item) is State.QC


def test_what_quality_control_returned_is_drafted_as_a_new_revision(world: World) -> None:
    first = world.draft()
    world.submit(first)
    gate.return_draft(world.matter, first.item, "quinn", "wording", "page 2 was not looked at", world.tick())
    assert world.state(first.item) is State.DRAFT
    refusal(world.submit, first)
    assert world.rules() == ["returned"]
    again = world.draft()  # even the same content
    assert again.revision == 2
    assert {**world.contents(again.folder), "manifest.json": b""} == {
        **world.contents(first.folder),
        "manifest.json": b"",
    }
    world.submit(again)


def test_a_returned_draft_takes_no_further_preparer(world: World) -> None:
    """Who drafts the same again prepares the new revision, and leaves the record of the old one alone."""
    first = world.draft(preparer="paula")
    world.submit(first)
    gate.return_draft(world.matter, first.item, "quinn", "wording", "once more", world.tick())
    again = world.draft(preparer="otto")
    assert world.history(first.item).preparers == ("paula",)
    assert world.history(again.item).preparers == ("otto",)


def test_a_corrected_revision_stands_for_what_it_was_corrected_from(world: World) -> None:
    """Drafting again brings the uncorrected content: it is nothing new, and must not undo the corrections."""
    item = world.in_review("first")
    corrected = world.correct(item, "corrected")
    assert corrected == Item(KIND, 2)
    assert world.draft("first").item == corrected
    assert world.history(corrected).preparers == ("paula",)
    later = world.draft("second")
    assert later.item == Item(KIND, 3)


def test_a_corrected_draft_that_no_entry_records_is_no_draft(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = world.in_review("first")

    def full(*_: object, **__: object) -> None:
        raise LedgerError("The ledger is full.", "Free space.")

    with monkeypatch.context() as patch:
        patch.setattr("pipelines.review.case.Case.record_corrected", full)
        with pytest.raises(LedgerError):
            world.correct(item, "corrected")
    assert (world.matter.drafts / KIND / "2").exists()
    assert [h.item for h in status(world.matter)] == [item]
    assert world.correct(item, "corrected") == Item(KIND, 2)  # the same again: the folder is taken over


def test_other_content_is_a_new_revision_and_the_old_one_stays(world: World) -> None:
    first = world.draft("first")
    second = world.draft("second")
    assert (first.revision, second.revision) == (1, 2)
    first.check_files()
    assert latest_draft(world.matter, KIND) == second
    assert load_draft(world.matter, KIND, 1) == first
    assert [h.item for h in status(world.matter)] == [Item(KIND, 1), Item(KIND, 2)]


@pytest.mark.parametrize("what", ["rows", "inputs", "template", "caption"])
def test_every_part_counts(world: World, what: str) -> None:
    draft = world.draft()
    rows, inputs, stamp = b'{"rows": "first"}', dict(world.sources), draft.template
    if what == "rows":
        rows = b"{}"
    elif what == "inputs":
        inputs.popitem()
    elif what == "template":
        stamp = TemplateStamp(KIND, "9.9.9", stamp.sha256)
    else:
        edit(world.matter.folder / "matter.toml", 'title = "', 'title = "Amended: ')
        world.matter = world.office.matter(world.matter.slug)
    files = world.render("first", "DRAFT, NOT REVIEWED")
    again = write_draft(world.matter, KIND, rows, files, stamp, inputs, "paula", world.ledger, world.tick())
    assert again.revision == 2


def test_there_is_no_draft_before_the_first(world: World) -> None:
    assert latest_draft(world.matter, KIND) is None
    with pytest.raises(UsageError, match="There is no treatment revision 1"):
        load_draft(world.matter, KIND, 1)


def test_an_edited_draft_is_not_a_draft(world: World) -> None:
    draft = world.draft()
    rewrite(draft.folder / "chronology.txt", b"edited")
    with pytest.raises(IntegrityError, match=r"chronology.txt of the draft treatment revision 1 was altered"):
        draft.check_files()
    again = world.draft()  # the same content again: made anew, the edited one left as evidence
    assert again.revision == 2
    assert (draft.folder / "chronology.txt").read_bytes() == b"edited"


def test_an_edited_manifest_is_refused(world: World) -> None:
    draft = world.draft()
    rewrite(draft.folder / "manifest.json", b"{}")
    with pytest.raises(IntegrityError, match="manifest of the draft treatment revision 1 was altered"):
        load_draft(world.matter, KIND, 1)


def test_a_folder_nobody_recorded_is_no_draft_and_is_left_alone(world: World) -> None:
    stray = world.matter.drafts / KIND / "1"
    stray.mkdir(parents=True)
    (stray / "manifest.json").write_text("{}")
    assert latest_draft(world.matter, KIND) is None
    assert world.draft().revision == 2
    assert (stray / "manifest.json").read_text() == "{}"


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "../x", "A/b", "a/b/c", "a/../b", "/b", "a/", "a//b", "a/.b", "a\\b"),
        *(".hidden", "a\n", "x.", "x ", "é" * 3, "certificate.html"),
    ],
)
def test_names_that_could_leave_the_folder_or_stand_for_the_gates_files(world: World, name: str) -> None:
    with pytest.raises(UsageError):
        check_file_names({name: b""})


def test_names_that_differ_in_case_only() -> None:
    with pytest.raises(UsageError, match="clash"):
        check_file_names({"a.txt": b"", "A.TXT": b""})


@pytest.mark.parametrize(
    ("kind", "preparer"), [("Treatment", "paula"), ("../x", "paula"), (KIND, "Paula Lind")]
)
def test_names_that_are_none(world: World, kind: str, preparer: str) -> None:
    draft = world.draft()
    with pytest.raises(UsageError):
        write_draft(
            world.matter,
            kind,
            b"{}",
            {"a.txt": b""},
            draft.template,
            {},
            preparer,
            world.ledger,
            world.tick(),
        )


def test_no_entry_no_draft(world: World) -> None:
    world.draft()
    rewrite(world.matter.ledger, world.matter.ledger.read_bytes()[:-4])
    with pytest.raises(LedgerError, match="torn"):
        world.draft("second")
    assert not (world.matter.drafts / KIND / "2").exists()


def test_kill_at_every_step_and_draft_again_is_the_same_draft(world: World, tmp_path: Path) -> None:
    whole = world.draft()
    expected = world.contents(whole.folder)
    shutil.rmtree(world.matter.drafts)
    for name in ("ledger.jsonl", "ledger.sqlite"):
        (world.matter.folder / name).unlink()
    calls = ("write", "fsync", "replace", "rename", "open", "fchmod", "mkdir")
    left = 0
    for n in range(1, 500):
        shutil.copytree(world.matter.folder, tmp_path / "kept")
        pid = os.fork()
        if pid == 0:
            left = n
            for name in calls:
                original = getattr(os, name)

                def guarded(*args: object, _call: object = original, **kwargs: object) -> object:
                    nonlocal left
                    left -= 1
                    if left == 0:
                        os._exit(9)
                    assert callable(_call)
                    return _call(*args, **kwargs)

                setattr(os, name, guarded)
            world.draft()
            os._exit(0)
        done = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        draft = world.draft()
        assert world.contents(draft.folder) == expected
        assert [p.name for p in draft.folder.parent.iterdir()] == ["1"]
        assert len(world.ledger.entries()) == 1
        shutil.rmtree(world.matter.folder)
        shutil.move(tmp_path / "kept", world.matter.folder)
        if done:
            break
    assert n > 20
