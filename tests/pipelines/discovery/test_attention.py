"""Questions about what came: asked once of the revisions that were made from it, holding what is not out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.errors import GateRefusal, IntegrityError
from extractors.pages import Document
from pipelines.confidentiality.access import grant
from pipelines.discovery import attention as asking
from pipelines.discovery.attention import attend, attention, raise_attention, unattended
from pipelines.discovery.concerns import concerns
from pipelines.discovery.received_bates import note_printed
from pipelines.discovery.withdrawn import block, restore, withdraw
from pipelines.metrics.status import status_report
from pipelines.office import add_person
from pipelines.review.escalations import answer, escalate, escalations, words
from pipelines.review.history import Item, replay
from pipelines.review.release import release
from pipelines.review.roster import Person, Role
from pipelines.review.states import State
from pipelines.store import Store
from pipelines.task import Tier
from tests.kept_sources import add_source
from tests.made_pages import visit
from tests.pipelines.review.desk_world import READERS, DeskWorld, paper, papers


@pytest.fixture(scope="module")
def read_office(tmp_path_factory: pytest.TempPathFactory) -> DeskWorld:
    """An office with a draft of three papers."""
    world = DeskWorld(tmp_path_factory.mktemp("attention"))
    world.draft(papers())
    return world


@pytest.fixture
def world(read_office: DeskWorld, tmp_path: Path) -> DeskWorld:
    return read_office.copy(tmp_path / "copy")


FIRST = Item("treatment", 1)
DIGEST = papers()[1].source.sha256


def states(world: DeskWorld) -> dict[int, State]:
    return {item.revision: history.state for item, history in replay(world.entries()).items()}


def asked(world: DeskWorld) -> list[tuple[int, bool]]:
    return [(e.item.revision, e.hold) for e in escalations(world.entries(), "treatment") if e.about]


def run(world: DeskWorld) -> int:
    with Store.open(world.matter) as store:
        note_printed(store, READERS)
        return attend(world.matter, store, READERS, "paula", world.tick())


def blocked(world: DeskWorld, sha256: str = DIGEST) -> None:
    with Store.open(world.matter) as store:
        block(store, sha256, "privilege.csv line 2")


def answered(world: DeskWorld) -> None:
    """By the supervising attorney, every open question."""
    for question in escalations(world.entries(), "treatment"):
        if question.open:
            answer(world.matter, question.item, question.id, "Seen.", "sven", world.tick())


def later(world: DeskWorld, *more: Document) -> Item:
    """A further revision, from other papers."""
    return world.draft((*papers()[:1], *more)).item


def numbered(name: str, day: str, *feet: str) -> Document:
    return paper(name, *(f"{visit(day)}\n\n\n\n{foot}" for foot in feet))


def test_a_file_on_a_list_holds_the_draft_made_from_it_once(world: DeskWorld) -> None:
    blocked(world)
    assert run(world) == 1
    assert states(world) == {1: State.ESCALATED}
    (question,) = escalations(world.entries(), "treatment")
    told = words(world.matter, question.question_sha256)
    assert "second.txt is on a list" in told
    assert "privilege.csv line 2" in told
    assert DIGEST not in told
    assert run(world) == 0, "asked again, nothing is asked"
    answered(world)
    assert states(world) == {1: State.DRAFT}
    assert run(world) == 0, "what was answered is not asked again"


def test_a_draft_made_from_other_papers_is_left_alone(world: DeskWorld) -> None:
    with Store.open(world.matter) as store:
        other = paper("unread.txt", visit("06/01/2021"))
        add_source(store, other.source)
        block(store, other.source.sha256, "list.csv line 2")
    assert (run(world), states(world)) == (0, {1: State.DRAFT})


def test_only_a_supervising_attorney_lifts_it(world: DeskWorld) -> None:
    blocked(world)
    run(world)
    (question,) = escalations(world.entries(), "treatment")
    with pytest.raises(GateRefusal):
        answer(world.matter, FIRST, question.id, "Go on.", "anna", world.tick())


@pytest.mark.parametrize("kind", ["blocked", "replaced"])
def test_what_is_in_review_or_approved_is_held(world: DeskWorld, kind: str) -> None:
    draft = world.load(FIRST)
    world.to_review(draft, Tier.LOW)
    world.accept_left(FIRST)
    world.approve(FIRST)
    assert states(world) == {1: State.APPROVED}
    with Store.open(world.matter) as store, store.database.writing() as sql:
        sql("INSERT INTO withdrawn (sha256, kind, detail, remedy) VALUES (?, ?, '', '')", (DIGEST, kind))
    assert run(world) == 1
    assert states(world) == {1: State.ESCALATED}
    answered(world)
    assert (states(world), run(world)) == ({1: State.APPROVED}, 0)


def test_of_drafts_that_a_replacement_leaves_behind_nobody_is_asked(world: DeskWorld) -> None:
    made = later(
        world, paper("second.txt", visit("04/20/2021", provider="Ines Vale, PA", complaint="Corrected."))
    )
    with Store.open(world.matter) as store, store.database.writing() as sql:
        sql("INSERT INTO withdrawn (sha256, kind, detail, remedy) VALUES (?, 'replaced', '', '')", (DIGEST,))
    assert made.revision == 2
    assert (run(world), asked(world)) == (0, [])


def test_every_draft_that_holds_what_was_called_back_is_reached_by_a_question(world: DeskWorld) -> None:
    world.draft((*papers(), paper("fourth.txt", visit("06/01/2021"))))
    blocked(world)
    assert run(world) == 1
    # The question about the first follows the deliverable; the second cannot be approved before its answer.
    assert asked(world) == [(1, True)]
    assert states(world)[1] is State.ESCALATED


def test_a_release_is_recorded_and_shown_and_stays_as_it_is(world: DeskWorld) -> None:
    draft = world.load(FIRST)
    world.to_review(draft, Tier.LOW)
    world.accept_left(FIRST)
    world.approve(FIRST)
    given = world.matter.released / "treatment" / "1"
    _release(world)
    before = {p.name: p.read_bytes() for p in given.iterdir()}
    blocked(world)
    assert (run(world), run(world)) == (0, 0)
    assert states(world) == {1: State.RELEASED}
    assert [(c.item, c.kind) for c in concerns(world.entries())] == [(FIRST, "blocked")]
    assert {p.name: p.read_bytes() for p in given.iterdir()} == before
    needs = status_report(world.office, (world.matter,), world.tick()).needs
    assert [(n.word, n.item) for n in needs if n.item == FIRST] == [("Called back", FIRST)]


def _release(world: DeskWorld) -> None:
    add_person(world.office, Person("rita", "Rita Solheim", (Role.RELEASER,)), "adam", world.tick())
    grant(world.matter, ["rita"], "adam", world.tick())
    release(world.matter, FIRST, "rita", world.tick())


def test_two_papers_of_one_number_are_asked_about_and_neither_is_dropped(world: DeskWorld) -> None:
    one = numbered("one.txt", "06/01/2021", "QX-000001", "QX-000002")
    two = numbered("two.txt", "06/02/2021", "QX-000002", "QX-000003")
    made = later(world, one, two)
    assert run(world) == 1
    assert asked(world) == [(made.revision, True)]
    (question,) = (e for e in escalations(world.entries(), "treatment") if e.about)
    told = words(world.matter, question.question_sha256)
    assert "QX-000002: on papers that differ, one.txt and two.txt." in told
    with Store.open(world.matter) as store:
        assert {s.name for s in store.sources()} >= {"one.txt", "two.txt"}
        withdraw(world.matter, store, two.source.sha256, "paula", "Sent in error.", world.tick())
        kinds = [a.kind for a in attention(store, READERS)]
    assert kinds == ["withdrawn"], "a person chose"


def test_copies_that_read_the_same_are_no_question(world: DeskWorld) -> None:
    whole = numbered("whole.txt", "06/01/2021", "QX-000001", "QX-000002", "QX-000003")
    pages = whole.pages[1:]
    copy = paper("copy.txt", *(page.text for page in pages))
    later(world, whole, copy)
    assert run(world) == 0


def test_a_restored_file_needs_nobody(world: DeskWorld) -> None:
    blocked(world)
    with Store.open(world.matter) as store:
        restore(world.matter, store, DIGEST, "anna", "Not privileged.", world.tick())
    assert run(world) == 0


def test_while_another_question_holds_it_the_next_is_asked_beside(world: DeskWorld) -> None:
    blocked(world)
    run(world)
    blocked(world, papers()[0].source.sha256)
    assert run(world) == 1
    assert asked(world) == [(1, True), (1, False)]
    answered(world)
    assert states(world) == {1: State.DRAFT}


def test_a_run_that_died_before_it_asked_is_not_forgotten(world: DeskWorld) -> None:
    with Store.open(world.matter) as store:
        assert not unattended(store)
    run(world)
    blocked(world)
    with Store.open(world.matter) as store:
        assert unattended(store)
    run(world)
    with Store.open(world.matter) as store:
        assert not unattended(store)


def test_killed_between_two_questions_the_next_run_asks_the_second_only(
    world: DeskWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.to_review(world.load(FIRST))
    world.submit(world.load(later(world, paper("more.txt", visit("06/02/2021")))))
    blocked(world, papers()[0].source.sha256)
    asks = []

    def dies(*args: object, **named: object) -> object:
        asks.append(args)
        if len(asks) == 2:
            raise KeyboardInterrupt
        return escalate(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(asking, "escalate", dies)
    with pytest.raises(KeyboardInterrupt):
        run(world)
    monkeypatch.undo()
    assert run(world) == 1
    assert asked(world) == [(1, True), (2, True)]


def test_a_revision_that_cannot_be_asked_about_keeps_no_other_from_being_held(world: DeskWorld) -> None:
    world.submit(world.load(later(world, *papers()[1:], paper("more.txt", visit("06/02/2021")))))
    blocked(world)
    (world.matter.drafts / "treatment" / "1" / "manifest.json").write_bytes(b"{}")
    with pytest.raises(IntegrityError):
        run(world)
    assert asked(world) == [(2, True)]
    with Store.open(world.matter) as store:
        assert unattended(store), "and the next run tries again"


def test_hundreds_of_things_are_one_question_with_its_first_lines(world: DeskWorld) -> None:
    with Store.open(world.matter) as store:
        blocked(world)
        (one,) = attention(store, READERS)
    many = [replace(one, id=f"{n:012x}", question=f"File {n} was withdrawn.") for n in range(140)]
    assert raise_attention(world.matter, many, "paula", world.tick()) == 1
    (question,) = escalations(world.entries(), "treatment")
    told = words(world.matter, question.question_sha256)
    assert told.count("was withdrawn.") == 20
    assert "… and 120 more" in told
    assert len(question.about) == 140
    assert raise_attention(world.matter, many, "paula", world.tick()) == 0
