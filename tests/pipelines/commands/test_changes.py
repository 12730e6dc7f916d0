"""A delta on the terminal, and the word of a newer draft wherever one asks how things stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from extractors.errors import UsageError
from pipelines.cli import app
from tests.pipelines.delta.changed_matter import drafted_again
from tests.pipelines.review.desk_world import DeskWorld

COMMAND = typer.main.get_command(app)
NEWER = "Draft 2 holds 1 file more and lacks 1."


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> DeskWorld:
    return drafted_again(tmp_path_factory.mktemp("changes") / "world")


@pytest.fixture
def typed(world: DeskWorld, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def run(*words: str) -> str:
        assert not COMMAND.main(args=list(words), prog_name="pincite", standalone_mode=False)
        return capsys.readouterr().out

    return run


def test_the_latest_draft_is_told_change_by_change(world: DeskWorld, typed: Callable[..., str]) -> None:
    told = typed("review", "delta", str(world.matter.folder))
    assert "Treatment chronology of 2026-031. Revision 2 against revision 1 (in review)." in told
    assert "rows added: 1; rows changed: 1; rows withdrawn: 1; rows unchanged: 1" in told
    assert "      Complaint: “Neck and low back pain.” is now “Neck pain, better.”" in told
    folder = Path("deltas") / "treatment" / "2"
    assert f"To print: {world.matter.folder / folder / 'delta.docx'}." in told
    assert (world.matter.folder / folder / "delta.html").is_file()


def test_the_first_draft_has_nothing_to_compare_with(world: DeskWorld, typed: Callable[..., str]) -> None:
    told = typed("review", "delta", str(world.matter.folder), "--revision", "1")
    assert "Revision 1 is the first: there is nothing to compare it with." in told
    assert "rows" not in told


def test_what_was_never_drafted_has_no_delta(world: DeskWorld, typed: Callable[..., str]) -> None:
    with pytest.raises(UsageError, match="no liability draft"):
        typed("review", "delta", str(world.matter.folder), "--deliverable", "liability")
    with pytest.raises(UsageError, match="no treatment revision 7"):
        typed("review", "delta", str(world.matter.folder), "--revision", "7")


def test_a_newer_draft_is_told_beside_what_is_in_review(world: DeskWorld, typed: Callable[..., str]) -> None:
    matter, office = str(world.matter.folder), str(world.office.folder)
    (line,) = [line for line in typed("status", matter).splitlines() if "revision 1:" in line]
    assert line.endswith(NEWER)
    assert NEWER in typed("review", "list", "--office", office)
    assert NEWER in typed("review", "show", matter, "--revision", "1")
    assert NEWER not in typed("review", "show", matter)
