"""Corrections carried out: what the next revision holds, and that nothing else in it differs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import GateRefusal, UsageError
from pipelines.deliverables.catalog import kind
from pipelines.drafting import clean_rendition
from pipelines.rendition import Rendition
from pipelines.review import corrections
from pipelines.review.case import Case
from pipelines.review.corrections import apply_corrections
from pipelines.review.decisions import Verdict, decide
from pipelines.review.escalations import UNPROMPTED, escalate
from pipelines.review.history import Item, replay
from pipelines.review.states import State
from pipelines.rows import AnyChronology
from pipelines.rows_json import chronology_from_bytes
from pipelines.sealed import unseal
from tests.pipelines.review.desk_world import DeskWorld


@pytest.fixture
def item() -> Item:
    return Item("treatment", 1)


def chronology(world: DeskWorld, item: Item) -> AnyChronology:
    return chronology_from_bytes(unseal(world.matter.sealed, world.load(item).rows_sha256))


def state(world: DeskWorld, item: Item) -> State:
    return replay(world.entries())[item].state


def correct(world: DeskWorld, item: Item, row_id: str, *values: tuple[str, str]) -> Item:
    """Correct one row and carry it out."""
    world.show(item, row_id)
    now = world.tick()
    decide(world.matter, item, row_id, Verdict.CORRECT, "anna", now, code="other", values=values)
    return apply_corrections(world.matter, item, "anna", world.tick()).item


def withdraw(world: DeskWorld, item: Item, row_id: str) -> Item:
    world.show(item, row_id)
    now = world.tick()
    decide(world.matter, item, row_id, Verdict.REJECT, "anna", now, code="not_an_event", note="no visit")
    return apply_corrections(world.matter, item, "anna", world.tick()).item


def test_only_the_corrected_row_differs_and_it_says_so(desk_world: DeskWorld, item: Item) -> None:
    row_id = desk_world.desk(item).rows[1].id
    before = {row.id: row for row in chronology(desk_world, item).rows}
    made = correct(desk_world, item, row_id, ("Facility", "Port Ellery"), ("Provider", ""))
    after = {row.id: row for row in chronology(desk_world, made).rows}
    assert {i for i in before if before[i] != after[i]} == {row_id}
    assert set(before) == set(after)
    row = after[row_id]
    assert (row.facility, row.provider) == ("Port Ellery", "")  # type: ignore[union-attr]
    assert row.flags[-2:] == ("corrected on review: facility", "corrected on review: provider")
    assert row.citations[-1].citation.quote == "Port Ellery"
    assert row.citations[-1].box is not None


def test_the_next_revision_is_in_review_with_the_hands_of_the_one_before(
    desk_world: DeskWorld, item: Item
) -> None:
    before = len(desk_world.entries())
    row_id = desk_world.desk(item).rows[0].id
    made = correct(desk_world, item, row_id, ("Provider", ""))
    assert made == Item("treatment", 2)
    assert state(desk_world, item) is State.CHANGES_REQUESTED
    history = replay(desk_world.entries())[made]
    assert history.state is State.IN_REVIEW
    assert (history.preparers, history.submitter, history.qc) == (("paula",), "paula", "quinn")
    assert [e.event for e in desk_world.entries()[before:]] == [
        *("row.shown", "row.decided", "draft.corrected")
    ]
    entry = desk_world.entries()[-1]
    assert (entry.actor, entry.details["from"], entry.details["corrections"]) == ("anna", 1, 1)
    assert desk_world.load(made).rows_sha256 == entry.details["rows"]


def test_its_files_are_those_of_its_rows_draft_and_clean(desk_world: DeskWorld, item: Item) -> None:
    made = correct(desk_world, item, desk_world.desk(item).rows[0].id, ("Facility", "Port Ellery"))
    draft = desk_world.load(made)
    draft.check_files()
    published = json.loads((draft.folder / "chronology.json").read_text())
    assert published["status"] == "DRAFT, NOT REVIEWED"
    assert published["rows_digest"] == draft.rows_sha256
    assert published["rows"][0]["facility"] == "Port Ellery"
    assert set(clean_rendition(desk_world.matter, draft)) == {file.name for file in draft.files}


def test_a_withdrawn_row_leaves_and_its_page_is_accounted_for(desk_world: DeskWorld, item: Item) -> None:
    row_id = desk_world.desk(item).rows[2].id
    before = chronology(desk_world, item)
    after = chronology(desk_world, withdraw(desk_world, item, row_id))
    assert [row.id for row in after.rows] == [row.id for row in before.rows if row.id != row_id]
    assert [(p.sha256, p.page) for p in after.pages] == [(p.sha256, p.page) for p in before.pages]
    page = next(p for p in after.pages if p.source == "third.txt")
    assert (page.disposition, page.reason) == (
        "excluded",
        "the row that cited this page was withdrawn on review",
    )
    counts = dict(after.stats)
    assert counts["rows"] == 2
    assert counts["quotes"] == sum(len(row.findings) for row in after.rows)
    assert sum(n for k, n in counts.items() if k.startswith("pages_") and "layer" not in k) == 4  # type: ignore[misc]
    assert not any(row_id in line.rows for index in after.indexes for line in index.lines)


def test_a_finding_names_what_every_round_of_review_changed(desk_world: DeskWorld, item: Item) -> None:
    one, two, three = (row.id for row in desk_world.desk(item).rows)
    second = correct(desk_world, item, one, ("Provider", ""))
    third = withdraw(desk_world, correct(desk_world, second, two, ("Provider", "")), three)
    (found,) = [f for f in chronology(desk_world, third).findings if f.kind == "corrected"]
    assert dict(found.data) == {"corrected": ", ".join(sorted((one, two))), "withdrawn": three}
    last = withdraw(desk_world, third, two)
    (found,) = [f for f in chronology(desk_world, last).findings if f.kind == "corrected"]
    assert dict(found.data)["corrected"] == one


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2021-03-05", "2021-03-05", "2021-03-05", "day"),
        ("3/5/2021", "2021-03-05", "2021-03-05", "day"),
        ("03/2021", "2021-03", "2021-03-31", "month"),
        ("2021", "2021", "2021-12-31", "year"),
        ("02/01/2020 to 2020-02-03", "2020-02-01", "2020-02-03", "day"),
    ],
)
def test_a_date_is_read_strictly_and_flagged_where_no_page_prints_it(
    desk_world: DeskWorld, item: Item, text: str, start: str, end: str, precision: str
) -> None:
    row_id = desk_world.desk(item).rows[0].id
    after = chronology(desk_world, correct(desk_world, item, row_id, ("Date", text)))
    row = next(row for row in after.rows if row.id == row_id)
    assert (row.date_start, row.date_end, row.date_precision) == (start, end, precision)
    assert "the corrected date was not found printed on a cited page" in row.flags
    assert "corrected on review: date" in row.flags
    assert [r.date_start for r in after.rows] == sorted(r.date_start for r in after.rows)


def test_a_date_that_a_cited_page_prints_is_cited_there(desk_world: DeskWorld, item: Item) -> None:
    """The birth date is no visit's, but it is printed: what is cited is for the attorney to judge."""
    row_id = desk_world.desk(item).rows[0].id
    after = chronology(desk_world, correct(desk_world, item, row_id, ("Date", "1967-09-21")))
    row = next(row for row in after.rows if row.id == row_id)
    assert row.citations[0].citation.quote == "09/21/1967"
    assert row.flags == ("corrected on review: date",)


def test_a_quote_becomes_another_passage_of_the_page_or_goes(desk_world: DeskWorld, item: Item) -> None:
    row_id = desk_world.desk(item).rows[0].id
    values = (("Complaint", "Tender over the paraspinal  muscles"), ("Diagnosis", " "))
    row = chronology(desk_world, correct(desk_world, item, row_id, *values)).rows[0]
    quotes = {finding.heading: finding.quote for finding in row.findings}
    assert quotes["Complaint"] == "Tender over the paraspinal muscles"
    assert "Diagnosis" not in quotes
    assert "Examination" in quotes


def test_columns_that_were_sent_along_unchanged_are_not_called_corrected(
    desk_world: DeskWorld, item: Item
) -> None:
    row = desk_world.desk(item).rows[0]
    shown = dict(row.fields)
    values = (("Date", shown["Date"]), ("Facility", shown["Facility"]), ("Provider", ""))
    made = chronology(desk_world, correct(desk_world, item, row.id, *values)).rows[0]
    assert made.flags == ("corrected on review: provider",)
    assert made.citations == chronology(desk_world, item).rows[0].citations


def test_a_question_does_not_stop_a_correction_and_is_not_left_behind(
    desk_world: DeskWorld, item: Item
) -> None:
    escalate(desk_world.matter, item, "Is a page missing?", UNPROMPTED, "anna", desk_world.tick())
    made = correct(desk_world, item, desk_world.desk(item).rows[0].id, ("Provider", ""))
    assert [q.item for q in desk_world.desk(made).questions if q.open] == [item]


def refused(world: DeskWorld, rule: str, item: Item, actor: str = "anna") -> None:
    drafts = sorted(path.name for path in (world.matter.drafts / "treatment").iterdir())
    with pytest.raises(GateRefusal):
        apply_corrections(world.matter, item, actor, world.tick())
    assert world.refused()[-1] == rule
    assert sorted(path.name for path in (world.matter.drafts / "treatment").iterdir()) == drafts


def test_there_is_no_revision_without_a_correction_or_by_who_may_not(
    desk_world: DeskWorld, item: Item
) -> None:
    refused(desk_world, "nothing_to_correct", item)
    row_id = desk_world.desk(item).rows[0].id
    desk_world.show(item, row_id)
    values = (("Provider", ""),)
    now = desk_world.tick()
    decide(
        desk_world.matter, item, row_id, Verdict.CORRECT, "anna", now, code="wrong_provider", values=values
    )
    refused(desk_world, "wrong_role", item, "paula")
    refused(desk_world, "wrong_role", item, "quinn")
    made = apply_corrections(desk_world.matter, item, "anna", desk_world.tick()).item
    refused(desk_world, "illegal_move", item)
    refused(desk_world, "nothing_to_correct", made)


def test_sealed_rows_that_were_altered_void_the_item(desk_world: DeskWorld, item: Item) -> None:
    row_id = desk_world.desk(item).rows[0].id
    desk_world.show(item, row_id)
    values = (("Provider", ""),)
    now = desk_world.tick()
    decide(
        desk_world.matter, item, row_id, Verdict.CORRECT, "anna", now, code="wrong_provider", values=values
    )
    path = desk_world.matter.sealed / desk_world.load(item).rows_sha256
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"Odalys", b"Odilia"))
    refused(desk_world, "sealed_changed", item)
    assert state(desk_world, item) is State.VOID


def decided(world: DeskWorld, item: Item) -> str:
    """One row, corrected and not yet carried out."""
    row_id = world.desk(item).rows[0].id
    world.show(item, row_id)
    now = world.tick()
    values = (("Provider", ""),)
    decide(world.matter, item, row_id, Verdict.CORRECT, "anna", now, code="wrong_provider", values=values)
    return row_id


def test_a_decision_made_while_the_files_were_rendered_is_not_lost(
    desk_world: DeskWorld, item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    row_id = decided(desk_world, item)
    treatment = kind("treatment")

    def render(*args: Any) -> Rendition:
        decide(desk_world.matter, item, row_id, Verdict.ACCEPT, "anna", desk_world.now)
        return treatment.render(*args)

    with monkeypatch.context() as patch:
        patch.setattr(corrections, "kind", lambda _: replace(treatment, render=render))
        refused(desk_world, "stale", item)
    assert state(desk_world, item) is State.IN_REVIEW
    refused(desk_world, "nothing_to_correct", item)


def test_files_that_cannot_be_rendered_are_a_refusal_and_change_nothing(
    desk_world: DeskWorld, item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(desk_world, item)

    def render(*args: Any) -> Rendition:
        raise UsageError("A date is no longer confirmed.", "Draft again.")

    with monkeypatch.context() as patch:
        patch.setattr(corrections, "kind", lambda _: replace(kind("treatment"), render=render))
        refused(desk_world, "rendition", item)
    assert state(desk_world, item) is State.IN_REVIEW


def test_a_machine_that_stops_before_the_entry_leaves_no_revision_and_the_next_try_makes_it(
    desk_world: DeskWorld, item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(desk_world, item)

    def stopped(*args: Any, **more: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Case, "record_corrected", stopped)
        with pytest.raises(KeyboardInterrupt):
            apply_corrections(desk_world.matter, item, "anna", desk_world.tick())
    assert (desk_world.matter.drafts / "treatment" / "2").is_dir()
    assert Item("treatment", 2) not in replay(desk_world.entries())
    made = apply_corrections(desk_world.matter, item, "anna", desk_world.tick())
    assert made.item == Item("treatment", 2)
    made.check_files()
    assert len(desk_world.desk(made.item).left) == 3


def test_the_same_corrections_make_the_same_bytes(desk_world: DeskWorld, item: Item, tmp_path: Path) -> None:
    decided(desk_world, item)
    twin = desk_world.copy(tmp_path / "twin")
    made = [apply_corrections(w.matter, item, "anna", w.tick()) for w in (desk_world, twin)]
    assert made[0].manifest_sha256 == made[1].manifest_sha256
