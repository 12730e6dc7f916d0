"""The review on the command line: every move and decision, the row beside its source, the same refusals."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import pytest
import typer

from extractors.citations import Citation
from extractors.errors import GateRefusal, UsageError
from extractors.pages import Document, Page, Source
from extractors.reading import READER_VERSION
from pipelines.cli import app
from pipelines.commands.rows import say_row
from pipelines.ledger_chain import Entry
from pipelines.review.history import Item
from pipelines.review.states import State
from pipelines.review_rows import ReviewRow
from pipelines.rows import SourceCitation
from pipelines.store import Store
from tests.kept_sources import add_source, put_document
from tests.pipelines.review.world import KIND, PASSPHRASE, TEXTS, World, edit, refusal, rewrite

FIRST = Item(KIND, 1)
COMMAND = typer.main.get_command(app)


@pytest.fixture
def typed(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Type a command about the world's matter; what it prints, or the error that it ends with."""
    for module in ("review", "decide", "outcomes", "release"):
        monkeypatch.setattr(f"pipelines.commands.{module}.now", world.tick)

    def run(command: str, *more: str, actor: str = "") -> str:
        words = [*command.split(), str(world.matter.folder), *more, *(["--actor", actor] if actor else [])]
        return output(capsys, words)

    return run


def output(capsys: pytest.CaptureFixture[str], words: list[str]) -> str:
    assert not COMMAND.main(args=words, prog_name="pincite", standalone_mode=False)
    return capsys.readouterr().out


def events(world: World, event: str) -> list[Entry]:
    return [e for e in world.ledger.entries() if e.event == event]


def refused(typed: Callable[..., str], *command: str, actor: str) -> GateRefusal:
    with pytest.raises(GateRefusal) as caught:
        typed(*command, actor=actor)
    return caught.value


def keep_pages(world: World) -> None:
    """Put what the sources print where the readers keep it."""
    with Store.open(world.matter) as store:
        for name, text in TEXTS.items():
            source = Source(world.sources[name], (name,), "text/plain", len(text))
            add_source(store, source)
            page = Page(source.sha256, 1, 612, 792, text)
            put_document(store, Document(source, (page,)), READER_VERSION)


def test_from_quality_control_to_a_signature(world: World, typed: Callable[..., str]) -> None:
    world.in_qc()
    points = [c.id for c in world.task.checkpoints]
    confirmed = [word for point in points for word in ("--confirmed", point)]
    assert "3 rows to decide" in typed("review pass", *confirmed, actor="quinn")
    assert typed("review rows").count("to decide") == 3
    for row in ("r1", "r2", "r3"):
        assert f"{row} is accepted." in typed("review accept", "--row", row, actor="anna")
    printed = typed("review rows")
    assert "3 of 3 rows decided" in printed
    assert "before approval" not in printed
    read, write = os.pipe()
    os.write(write, PASSPHRASE.encode() + b"\n")
    os.close(write)
    signed = ("--key", str(world.key("anna")), "--passphrase-fd", str(read), "--purpose", "file")
    printed = typed("review approve", *signed, actor="anna")
    assert printed.index("3 of 3 rows decided") < printed.index("approved by Anna Thorvald")
    assert world.state(FIRST) is State.APPROVED
    assert events(world, "review.approved")[0].details["purpose"] == "file"


def test_quality_control_names_the_checkpoints_that_nobody_confirmed(
    world: World, typed: Callable[..., str]
) -> None:
    world.in_qc()
    error = refused(typed, "review pass", "--confirmed", "caption", actor="quinn")
    assert "set-aside" in error.problem
    assert "caption," not in error.problem
    assert world.state(FIRST) is State.QC
    assert "returned" in typed("review return", "--reason", "A file is missing.", actor="quinn")
    assert "missing" not in world.matter.ledger.read_text(encoding="utf-8").split("qc_returned")[1]


def test_at_a_terminal_each_checkpoint_is_asked_for(
    world: World, typed: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    world.in_qc()
    asked: list[str] = []

    def confirm(question: str, **_: object) -> bool:
        asked.append(question)
        return len(asked) < 3

    monkeypatch.setattr("pipelines.commands.review.at_terminal", lambda: True)
    monkeypatch.setattr(typer, "confirm", confirm)
    error = refused(typed, "review pass", "--confirmed", "caption", actor="quinn")
    points = world.task.checkpoints
    assert asked == [f"{c.id}: {c.text}" for c in points if c.id != "caption"]
    assert f"not confirmed: {', '.join(c.id for c in points[3:])}." in error.problem


def test_a_row_is_shown_with_the_words_that_it_cites_and_that_is_logged_once(
    world: World, typed: Callable[..., str]
) -> None:
    world.in_review()
    keep_pages(world)
    for _ in range(2):
        printed = typed("review row", "--row", "r1", actor="anna")
    assert re.search(r"^  Diagnosis +Cervical strain\.$", printed, re.MULTILINE)
    assert "  one.txt, p. 1\n" in printed
    assert "    > 01/05/2024 Elm Clinic\n      Neck pain since the collision" in printed
    assert "    > Cervical strain.\n" in printed
    assert [e.actor for e in events(world, "row.shown")] == ["anna"]


def test_of_a_page_cited_as_a_whole_the_top_is_shown(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_pages(world)
    whole = SourceCitation(Citation(world.sources["two.txt"], 1, 0, 0, ""), "two.txt")
    digests = ("0" * 64, "0" * 64)
    row = ReviewRow("PX-1", "exhibits", "PX-1", (("Pages", "1"),), (whole,), False, (), (), (), *digests)
    say_row(world.matter, row)
    printed = capsys.readouterr().out
    assert "  two.txt, p. 1\n      02/09/2024 Elm Clinic\n" in printed
    assert ">" not in printed


def test_accepting_shows_the_row_first(world: World, typed: Callable[..., str]) -> None:
    world.in_review()
    printed = typed("review accept", "--row", "r2", actor="anna")
    assert printed.index("two.txt, p. 1") < printed.index("r2 is accepted.")
    (decided,) = events(world, "row.decided")
    assert (decided.details["verdict"], decided.details["opened"], decided.actor) == ("accept", 1, "anna")
    assert refused(typed, "review accept", "--row", "r9", actor="anna").rule == "unknown_row"
    assert refused(typed, "review accept", "--row", "r1", actor="paula").rule == "wrong_role"
    assert world.rules()[-2:] == ["unknown_row", "wrong_role"]


def test_who_says_no_at_the_terminal_has_decided_nothing(
    world: World, typed: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    world.in_review()
    monkeypatch.setattr("pipelines.commands.decide.at_terminal", lambda: True)
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: False)
    for command in (
        ("accept",),
        ("correct", "--code", "wrong_date", "--set", "Date=2024-01-06"),
        ("reject-row", "--code", "duplicate", "--note", "As r2."),
    ):
        with pytest.raises(UsageError, match="Nothing was decided"):
            typed(f"review {command[0]}", "--row", "r1", *command[1:], actor="anna")
    with pytest.raises(UsageError, match="Nothing was decided"):
        typed("review look-through", actor="anna")
    assert not events(world, "row.decided")


def test_a_strike_needs_its_reason_and_can_be_taken_back(world: World, typed: Callable[..., str]) -> None:
    world.in_review()
    struck = ("--row", "r3", "--code", "duplicate")
    assert refused(typed, "review reject-row", *struck, "--note", " ", actor="anna").rule == "no_reason"
    printed = typed("review reject-row", *struck, "--note", "Told in r2 already.", actor="anna")
    assert "r3 is to be struck." in printed
    assert "`pincite review apply`" in printed
    assert "Told in r2" not in world.matter.ledger.read_text(encoding="utf-8")
    assert "decision on r3 is taken back" in typed("review undo", actor="anna")
    assert refused(typed, "review undo", actor="anna").rule == "nothing_to_undo"


def test_a_correction_that_cannot_stand_is_refused_as_it_is_typed(
    world: World, typed: Callable[..., str]
) -> None:
    world.in_review()
    keep_pages(world)
    row = ("--row", "r1", "--code", "wrong_facility")
    with pytest.raises(UsageError, match="names no field"):
        typed("review correct", *row, "--set", "Elm Hospital", actor="anna")
    invented = refused(typed, "review correct", *row, "--set", "Facility=Oak Hospital", actor="anna")
    assert invented.rule == "not_correctable"
    assert "r1 is to be corrected." in typed("review correct", *row, "--set", "Facility=Elm", actor="anna")


def test_questions_are_asked_owned_and_answered(
    world: World, typed: Callable[..., str], listed: Callable[[], str]
) -> None:
    world.in_review()
    printed = typed("review escalate", "--question", "Whose page is it?", "--row", "r2", actor="paula")
    # Asked on Monday morning, before nine in New York; four working hours.
    assert "E1 is asked: for attorney to answer by 2026-03-02T18:00:00Z." in printed
    assert "open questions: 1" in listed()
    shown = typed("review questions")
    assert "E1  asked about r2, asked by paula" in shown
    assert "  Whose page is it?\n  open: for attorney" in shown
    assert "open question E1" in typed("review rows")
    answer = ("--escalation", "E1", "--answer", "Hers.")
    assert refused(typed, "review answer", *answer, actor="paula").rule == "wrong_role"
    typed("review answer", *answer, actor="anna")
    assert "  Hers. (anna, " in typed("review questions")
    assert "Whose page" not in world.matter.ledger.read_text(encoding="utf-8")


def test_a_hold_stops_everything_until_the_supervising_attorney_has_answered(
    world: World, typed: Callable[..., str], listed: Callable[[], str]
) -> None:
    world.in_review()
    typed("review escalate", "--question", "Not her records?", "--hold", actor="rita")
    assert world.state(FIRST) is State.ESCALATED
    assert refused(typed, "review accept", "--row", "r1", actor="anna").rule == "illegal_move"
    assert "work is held" in typed("review questions")
    assert "answer due 2026-03-02 18:00 UTC" in listed()
    answer = ("--escalation", "E1", "--answer", "They are hers.")
    assert refused(typed, "review answer", *answer, actor="anna").rule == "wrong_role"
    world.tick(days=2)
    typed("review answer", *answer, actor="sven")
    assert world.state(FIRST) is State.IN_REVIEW
    assert "decision due 2026-03-09 21:00 UTC" in listed()  # two days later than without the hold


@pytest.mark.parametrize(
    ("command", "actor", "start", "end"),
    [
        ("request-changes", "anna", State.IN_REVIEW, State.CHANGES_REQUESTED),
        ("reject", "anna", State.IN_REVIEW, State.REJECTED),
        ("void", "anna", State.IN_REVIEW, State.VOID),
        ("revoke", "sven", State.RELEASED, State.REVOKED),
    ],
)
def test_moves_that_end_a_review_say_why(
    world: World, typed: Callable[..., str], command: str, actor: str, start: State, end: State
) -> None:
    item = world.reach(start)
    with pytest.raises(UsageError, match="without saying why"):
        typed(f"review {command}", "--reason", " ", actor=actor)
    assert refused(typed, f"review {command}", "--reason", "No longer hers.", actor="alma")
    typed(f"review {command}", "--reason", "No longer hers.", actor=actor)
    assert world.state(item) is end
    assert "No longer" not in world.matter.ledger.read_text(encoding="utf-8")


def test_an_error_found_after_release_is_recorded(world: World, typed: Callable[..., str]) -> None:
    world.released()
    wrong = ("--row", "r1", "--code", "wrong_date", "--reason", "It was the 6th.", "--critical")
    typed("review report-error", *wrong, actor="paula")
    (reported,) = events(world, "error.reported")
    assert (reported.details["code"], reported.details["critical"]) == ("wrong_date", 1)


def test_only_a_supervising_attorney_lowers_the_tier(world: World, typed: Callable[..., str]) -> None:
    world.draft()
    lower = ("--to", "medium", "--reason", "For ourselves only.")
    assert refused(typed, "review tier", *lower, actor="anna").rule == "tier_lowered"
    assert "medium tier; it was high" in typed("review tier", *lower, actor="sven")


@pytest.fixture
def listed(world: World, typed: Callable[..., str], capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    return lambda: output(capsys, ["review", "list", "--office", str(world.office.folder)])


def test_the_queue_counts_in_the_hours_of_the_office(world: World, listed: Callable[[], str]) -> None:
    assert "Nothing waits." in listed()
    world.draft()
    assert "draft" in listed()
    assert "due" not in listed()
    world.submit(world.load(FIRST))
    # Three business days after a Monday, at five in New York.
    assert "decision due 2026-03-05 22:00 UTC" in listed()
    assert "LATE" not in listed()
    world.tick(days=4)
    assert "LATE" in listed()
    edit(world.office.policy_file, "holidays = []", 'holidays = ["2026-03-04", "2026-03-05", "2026-03-06"]')
    assert "decision due 2026-03-10 21:00 UTC" in listed()
    world.qc(FIRST)
    world.correct(FIRST)
    assert "treatment revision 2  in review" in listed()
    assert "decision due 2026-03-10 21:00 UTC" in listed()  # a correction does not restart the clock
    edit(world.office.templates / KIND / "task.toml", "working_hours = 4", "working_hours = 5")
    assert "template refused" in listed()


def test_a_draft_whose_template_is_overdue_for_review_is_not_submitted(world: World) -> None:
    draft = world.draft()
    world.tick(days=366)
    error = refusal(world.submit, draft)
    assert error.problem == "The approval of the template 'treatment' expired: review was due by 2027-03-02."
    assert world.state(FIRST) is State.DRAFT
    assert world.rules() == ["template_changed"]


@pytest.mark.parametrize(
    ("state", "command"),
    [
        (State.DRAFT, "review submit"),
        (State.QC, "review pass"),
        (State.IN_REVIEW, "review rows"),
        (State.ESCALATED, "review questions"),
        (State.CHANGES_REQUESTED, "draft treatment"),
        (State.REJECTED, "draft treatment"),
        (State.APPROVED, "release"),
        (State.RELEASED, "verify"),
        (State.REVOKED, "draft treatment"),
        (State.VOID, "draft treatment"),
    ],
)
def test_the_status_says_what_to_type_next(
    world: World, typed: Callable[..., str], state: State, command: str
) -> None:
    world.reach(state)
    printed = typed("status")
    assert f"treatment revision 1: {state}, since " in printed
    assert re.search(rf"^  next: \S*pincite {command} ", printed, re.MULTILINE)


def test_a_returned_draft_is_drafted_again(world: World, typed: Callable[..., str]) -> None:
    world.in_qc()
    typed("review return", "--reason", "A file is missing.", actor="quinn")
    assert re.search(r"^  next: \S*pincite draft treatment ", typed("status"), re.MULTILINE)


def test_rows_altered_before_the_signature_void_the_item(world: World, typed: Callable[..., str]) -> None:
    world.reviewed()
    rewrite(world.matter.sealed / world.load(FIRST).rows_sha256, b"{}")
    read, write = os.pipe()
    os.write(write, PASSPHRASE.encode() + b"\n")
    os.close(write)
    signed = ("--key", str(world.key("anna")), "--passphrase-fd", str(read))
    assert refused(typed, "approve", *signed, actor="anna").rule == "sealed_changed"
    assert world.state(FIRST) is State.VOID
