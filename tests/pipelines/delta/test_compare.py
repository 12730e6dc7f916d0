"""A delta names every row, paper, gap and missing bill that differs from the revision that was reviewed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.errors import IntegrityError, UsageError
from pipelines.delta.compare import delta
from pipelines.delta.row_changes import changed_rows
from pipelines.delta.values import Delta, FieldChange, FileState, GapState, MissingState
from pipelines.review.gate import request_changes
from pipelines.review.history import Item
from tests.made_pages import visit
from tests.pipelines.delta.changed_matter import late, renamed
from tests.pipelines.review.desk_world import DeskWorld, paper, papers
from tests.pipelines.review.world import rewrite

KIND = "treatment"


@pytest.fixture
def found(world: DeskWorld) -> Delta:
    return delta(world.matter, KIND, 2)


def test_rows_are_told_apart_by_what_they_say(found: Delta) -> None:
    assert [row.heading.partition(" · ")[0] for row in found.added] == ["04/02/2021"]
    assert [change.row.heading.partition(" · ")[0] for change in found.changed] == ["04/20/2021"]
    assert [gone.row.heading.partition(" · ")[0] for gone in found.withdrawn] == ["05/11/2021"]
    assert (found.rows, found.same) == (3, 1)  # the first one's file was only moved


def test_a_changed_row_says_which_columns_changed_and_how(found: Delta) -> None:
    (change,) = found.changed
    told = {field.column: (field.gone, field.new) for field in change.fields}
    assert told["Complaint"] == (("Neck and low back pain.",), ("Neck pain, better.",))
    assert told["Source"] == ((), ("late records.txt, p. 2",))
    assert told["Remarks"] == ((), ("recorded in more than one file",))
    assert set(told) == {"Complaint", "Source", "Remarks"}


def test_a_withdrawn_row_says_why_in_the_words_of_its_file(found: Delta) -> None:
    (gone,) = found.withdrawn
    assert gone.why == "third.txt: replaced"


def test_files_are_their_bytes(found: Delta) -> None:
    told = [(change.state, change.name, change.before, change.pages) for change in found.files]
    assert told == [
        (FileState.RECEIVED, "late records.txt", "", 2),
        (FileState.RENAMED, "moved/first.txt", "first.txt", 1),
        (FileState.WITHDRAWN, "third.txt", "", 1),
    ]
    assert found.of_files(FileState.WITHDRAWN)[0].why == "Replaced"
    assert found.unread == ()  # it is listed as withdrawn already


def test_a_gap_is_closed_by_a_visit_in_between(found: Delta) -> None:
    (gap,) = found.gaps
    assert gap.state is GapState.CLOSED
    assert gap.before is not None
    assert (gap.before.start, gap.before.end) == ("2021-03-17", "2021-04-20")


def test_what_nothing_asks_for_any_more_was_not_received(found: Delta) -> None:
    told = [(change.state, change.day) for change in found.missing]
    assert told == [(MissingState.MISSING, "2021-04-02"), (MissingState.DROPPED, "2021-05-11")]


def test_it_compares_with_what_an_attorney_had_before_them(world: DeskWorld) -> None:
    made = (*papers(), late())
    third = world.draft(made)
    assert delta(world.matter, KIND, third.revision).against == 1  # nobody had revision 2 before them
    world.to_review(third)
    fourth = world.draft((*made, paper("last.txt", visit("06/30/2021"))))
    found = delta(world.matter, KIND, fourth.revision)
    assert (found.against, found.stood) == (third.revision, "in review")
    assert [row.heading[:10] for row in found.added] == ["06/30/2021"]


def test_without_a_review_it_compares_with_the_revision_before(world: DeskWorld) -> None:
    first, second, third = papers()
    for made in ((first,), (first, second), (first, second, third)):
        last = world.draft(made, "liability")
    found = delta(world.matter, "liability", last.revision)
    assert (found.revision, found.against, found.stood) == (3, 2, "draft")


def test_the_first_revision_changes_nothing(world: DeskWorld) -> None:
    found = delta(world.matter, KIND, 1)
    assert (found.against, found.empty, found.rows) == (0, True, 3)


def test_a_draft_of_the_same_papers_under_other_names_changes_names_only(world: DeskWorld) -> None:
    request_changes(world.matter, Item(KIND, 1), "anna", "other", "wait for the rest", world.tick())
    first, second, third = papers()
    draft = world.draft((renamed(first, "VOL1/a.txt", "VOL2/a.txt"), renamed(second, "VOL1/b.txt"), third))
    found = delta(world.matter, KIND, draft.revision)
    assert found.same == found.rows
    assert (found.changed, found.gaps, found.missing) == ((), (), ())
    assert [(change.state, change.name) for change in found.files] == [
        (FileState.RENAMED, "VOL1/a.txt; VOL2/a.txt"),
        (FileState.RENAMED, "VOL1/b.txt"),
    ]


def test_quotes_under_one_heading_are_compared_as_a_whole(world: DeskWorld) -> None:
    """A quote that comes first numbers the others anew, which changes none of them."""
    old = (("Diagnosis", "Strain."), ("Diagnosis 2", "Sprain."))
    new = (("Diagnosis", "Fracture."), ("Diagnosis 2", "Strain."), ("Diagnosis 3", "Sprain."))
    (row,) = delta(world.matter, KIND, 2).added
    before, now = replace(row, fields=old), replace(row, fields=new, content="another")
    (change,) = changed_rows((before,), (now,))
    assert change.fields == (FieldChange("Diagnosis", (), ("Fracture.",)),)


def test_a_revision_that_nobody_drafted_has_no_delta(world: DeskWorld) -> None:
    with pytest.raises(UsageError, match="no treatment revision 9"):
        delta(world.matter, KIND, 9)


def test_an_altered_manifest_is_refused(world: DeskWorld) -> None:
    manifest = world.matter.drafts / KIND / "1" / "manifest.json"
    rewrite(manifest, manifest.read_bytes().replace(b"first.txt", b"other.txt"))
    with pytest.raises(IntegrityError):
        delta(world.matter, KIND, 2)
