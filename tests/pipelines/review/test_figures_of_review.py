"""The figures of a review that the gate itself led: what it writes into the ledger is what is counted."""

from __future__ import annotations

from pipelines.metrics.figures import Figure, figures
from pipelines.metrics.gathering import gather, turnarounds
from pipelines.metrics.status import status_report
from pipelines.review.anchors import anchored_matter
from pipelines.review.corrections import apply_corrections
from pipelines.review.decisions import Verdict, decide, look_through, reconfirm
from pipelines.review.escalations import UNPROMPTED, answer, escalate
from pipelines.review.gate import report_error, request_changes
from pipelines.review.history import Item
from pipelines.work_log import worked
from tests.pipelines.review.desk_world import DeskWorld
from tests.pipelines.review.world import World


def counts(world: DeskWorld | World) -> dict[str, tuple[int, int]]:
    made = figures(
        gather([world.matter]).records, turnarounds(world.office), world.office.policy().hours, world.tick()
    )
    return {f.formula.key: _counted(f) for f in made.whole}


def _counted(f: Figure) -> tuple[int, int]:
    return f.numerator, f.denominator


def test_a_correction_an_escalation_and_an_approval(desk_world: DeskWorld) -> None:
    world, item = desk_world, Item("treatment", 1)
    asked = len([e for e in world.events() if e == "escalation.asked"])
    first, second, third = (row.id for row in world.desk(item).rows)
    world.accept(item, first)
    world.show(item, second)
    values = (("Facility", "Port Ellery"),)
    decide(
        world.matter, item, second, Verdict.CORRECT, "anna", world.tick(),
        code="wrong_facility", values=values, seconds=40,
    )  # fmt: skip
    held = escalate(world.matter, item, "Whose page is this?", UNPROMPTED, "anna", world.tick(), hold=True)
    assert [n.word for n in status_report(world.office, [world.matter], world.tick()).needs] == ["Escalated"]
    answer(world.matter, item, held.id, "Ours.", "sven", world.tick())
    item = apply_corrections(world.matter, item, "anna", world.tick()).item
    world.accept(item, second)
    world.accept(item, third)
    reconfirm(world.matter, item, "anna", world.tick())
    look_through(world.matter, item, "anna", world.tick())
    world.approve(item)
    found = counts(world)
    assert found["row_accuracy"] == (2, 3)
    assert found["source_open_rate"] == (3, 3)
    assert found["first_pass_yield"] == (0, 1)
    assert found["revision_frequency"] == (1, 1)
    assert found["turnaround_compliance"] == (1, 1)
    assert found["escalation_rate"] == (asked + 1, 1)
    assert found["answered_within_clock"] == (asked + 1, asked + 1)
    assert [(x.person, x.about, x.seconds) for x in worked(world.matter)] == [
        ("anna", "treatment revision 1", 40)
    ]
    # The approval signed the head before it: only itself is not covered.
    anchored = anchored_matter(world.matter, world.office.roster())
    assert (anchored.faults, [e.event for e in anchored.unanchored]) == ((), ["review.approved"])


def test_a_return_a_release_and_an_error_found_after_it(world: World) -> None:
    item = world.in_review()
    request_changes(world.matter, item, "anna", "wording", "Say it as the record does.", world.tick())
    item = world.released("second").approval.item
    report_error(world.matter, item, "paula", "wrong_date", "It was the 5th.", world.tick(), row_id="r1")
    found = counts(world)
    assert found["first_pass_yield"] == (1, 1)
    assert found["returned_share"] == (1, 1)
    assert found["escape_rate"] == (1, 3)
    assert found["row_accuracy"] == (3, 3)
    status = status_report(world.office, [world.matter], world.tick())
    assert [(n.word, n.item) for n in status.needs] == [("Error found", item)]
    assert "A critical error (wrong date)" in status.needs[0].text
    assert [line.faults for line in status.ledgers] == [()]
    (record,) = gather([world.matter]).records
    assert [(r.item.revision, r.outcome) for r in record.rounds] == [(1, "sent back"), (2, "approved")]
    assert [(c.rows, bool(c.released), c.approver) for c in record.courses] == [(3, True, "anna")]
    assert {j.by for j in record.judged} == {"anna"}
