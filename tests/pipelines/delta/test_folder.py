"""A delta lies beside the drafts: the same bytes each time, replaced when it is compared with another."""

from __future__ import annotations

import json
import os

import pytest

from extractors.errors import IntegrityError
from pipelines.delta.compare import delta
from pipelines.delta.folder import write_delta
from tests.pipelines.review.desk_world import DeskWorld, papers
from tests.pipelines.review.world import rewrite

FILES = {"delta.docx", "delta.html", "delta.json"}


def test_the_files_lie_under_deliverable_and_revision(world: DeskWorld) -> None:
    folder = write_delta(world.matter, delta(world.matter, "treatment", 2))
    assert folder == world.matter.folder / "deltas" / "treatment" / "2"
    assert {path.name for path in folder.iterdir()} == FILES
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_writing_again_changes_no_file(world: DeskWorld) -> None:
    found = delta(world.matter, "treatment", 2)
    folder = write_delta(world.matter, found)
    before = {path.name: (path.read_bytes(), path.stat().st_ino) for path in folder.iterdir()}
    write_delta(world.matter, found)
    assert {path.name: (path.read_bytes(), path.stat().st_ino) for path in folder.iterdir()} == before
    for path in folder.iterdir():  # as after a crash in between
        os.unlink(path)
        write_delta(world.matter, found)
    assert {name: path for name, (path, _) in before.items()} == {
        path.name: path.read_bytes() for path in folder.iterdir()
    }


def test_the_data_hold_all_that_is_listed(world: DeskWorld) -> None:
    found = delta(world.matter, "treatment", 2)
    told = json.loads((write_delta(world.matter, found) / "delta.json").read_bytes())
    assert (told["schema"], told["revision"], told["against"]) == ("pincite-delta/1", 2, 1)
    assert [row["id"] for row in told["added"]] == [row.id for row in found.added]
    assert told["changed"][0]["fields"][0] == {
        "column": "Complaint",
        "gone": ["Neck and low back pain."],
        "new": ["Neck pain, better."],
    }
    assert {change["state"] for change in told["files"]} == {"received", "renamed", "withdrawn"}


def test_a_first_revision_says_that_there_is_nothing_to_compare(world: DeskWorld) -> None:
    folder = write_delta(world.matter, delta(world.matter, "treatment", 1))
    assert b"is the first: there is nothing to compare it with." in (folder / "delta.html").read_bytes()


def test_a_draft_altered_on_the_disk_dresses_nothing(world: DeskWorld) -> None:
    word = world.matter.drafts / "treatment" / "2" / "chronology.docx"
    rewrite(word, b"another")
    with pytest.raises(IntegrityError, match="altered"):
        write_delta(world.matter, delta(world.matter, "treatment", 2))
    assert not (world.matter.folder / "deltas").exists()


def test_it_moves_nothing_in_the_gate(world: DeskWorld) -> None:
    before = world.entries()
    write_delta(world.matter, delta(world.matter, "treatment", 2))
    assert world.entries() == before


@pytest.mark.parametrize("deliverable", ["liability", "damages", "clauses"])
def test_every_deliverable_of_rows_has_one(world: DeskWorld, deliverable: str) -> None:
    first, second, third = papers()
    world.draft((first, second), deliverable)
    draft = world.draft((first, second, third), deliverable)
    found = delta(world.matter, deliverable, draft.revision)
    assert found.against == draft.revision - 1
    assert [change.name for change in found.files] == ["third.txt"]
    assert {path.name for path in write_delta(world.matter, found).iterdir()} == FILES
