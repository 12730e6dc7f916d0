"""A file that was moved, or whose name another file came to share, costs no decision."""

from __future__ import annotations

from dataclasses import replace

from extractors.pages import Document
from pipelines.review.gate import request_changes
from pipelines.review.history import Item
from pipelines.source_names import distinct_names
from tests.made_pages import visit
from tests.pipelines.review.desk_world import DeskWorld, paper, papers

FIRST = Item("treatment", 1)


def named(documents: tuple[Document, ...], name: str) -> tuple[Document, ...]:
    """All that arrived under one name, as the store then tells them apart."""
    shown = distinct_names((one.source.sha256, name) for one in documents)
    return tuple(
        replace(one, source=replace(one.source, names=shown[one.source.sha256])) for one in documents
    )


def decided(world: DeskWorld) -> set[str]:
    world.accept_left(FIRST)
    request_changes(world.matter, FIRST, "anna", "missing_source", "more came", world.tick())
    return set(world.desk(FIRST).decisions)


def test_a_moved_file_keeps_every_decision(desk_world: DeskWorld) -> None:
    before = decided(desk_world)
    first, second, third = papers()
    moved = replace(first, source=replace(first.source, names=("VOL001/first.txt",)))
    item = desk_world.draft((moved, second, third)).item
    assert item.revision == 2  # the name is printed, so it is another draft
    kept = desk_world.desk(item).decisions
    assert set(kept) == before
    assert all(decision.carried for decision in kept.values())


def test_a_second_file_of_the_same_name_keeps_every_decision(desk_world: DeskWorld) -> None:
    before = decided(desk_world)
    made = named((*papers(), paper("other.txt", visit("06/15/2021"))), "records.txt")
    item = desk_world.draft(made).item
    desk = desk_world.desk(item)
    assert set(desk.decisions) == before
    assert [row.heading[:10] for row in desk.rows if row.id not in desk.decisions] == ["06/15/2021"]


def test_other_bytes_under_the_same_name_keep_none(desk_world: DeskWorld) -> None:
    decided(desk_world)
    first, *others = papers()
    longer = paper("first.txt", first.pages[0].text + "\nPrinted again.")
    item = desk_world.draft((longer, *others)).item
    assert len(desk_world.desk(item).decisions) == 2


def test_what_is_signed_still_names_the_file(desk_world: DeskWorld) -> None:
    """A decision is kept; the digest over the decisions is that of the rows as they print now."""
    decided(desk_world)
    first, second, third = papers()
    before = {row.id: row.digest for row in desk_world.desk(FIRST).rows}
    moved = replace(first, source=replace(first.source, names=("VOL001/first.txt",)))
    item = desk_world.draft((moved, second, third)).item
    changed = [row for row in desk_world.desk(item).rows if before[row.id] != row.digest]
    assert len(changed) == 1
