"""Any order and grouping of arrivals ends where one batch of everything would have ended.

put, copy, move, run, in any order  ─▶  the drop folder as it is now  ◀─  put at once, one run
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.made_transmissions import lay
from tests.pipelines.discovery.drop_folder import CONTENTS, DropFolder
from tests.what_stands import Holdings, faults, holdings

PATHS = (
    "records.pdf",
    "a.txt",
    "VOL1/records.pdf",
    "VOL1/a.txt",
    "VOL1/more/records.pdf",
    "b.zip",
    "VOL2/b.zip",
)


@dataclass(frozen=True)
class Put:
    content: str
    path: str


@dataclass(frozen=True)
class Copy:
    path: str
    to: str


@dataclass(frozen=True)
class Move:
    path: str
    to: str


@dataclass(frozen=True)
class Run:
    pass


Step = Put | Copy | Move | Run

paths = st.sampled_from(PATHS)
steps = st.lists(
    st.one_of(
        st.builds(Put, st.sampled_from(sorted(CONTENTS)), paths),
        st.builds(Copy, paths, paths),
        st.builds(Move, paths, paths),
        st.just(Run()),
    ),
    min_size=2,
    max_size=12,
)


def do(folder: DropFolder, step: Step) -> None:
    """Do it if it makes sense now; nothing in the folder is ever lost by it."""

    def may(path: str, to: str) -> bool:
        return folder.at(path).exists() and not folder.at(to).exists()

    match step:
        case Put(content, path) if not folder.at(path).exists():
            folder.put(path, content)
        case Copy(path, to) if may(path, to):
            lay(folder.matter.uploads, {to: folder.at(path).read_bytes()})
        case Move(path, to) if may(path, to):
            folder.move(path, to)
        case Run():
            folder.run()
        case _:
            pass


def stepwise_and_at_once(root: Path, story: Sequence[Step]) -> tuple[Holdings, Holdings]:
    stepwise, at_once = DropFolder(root / "stepwise"), DropFolder(root / "at-once")
    for step in story:
        do(stepwise, step)
    stepwise.run()
    shutil.copytree(stepwise.matter.uploads, at_once.matter.uploads, dirs_exist_ok=True)
    at_once.run()
    for folder in (stepwise, at_once):
        assert folder.run() == ()
        assert faults(folder.matter) == []
    return holdings(stepwise.matter), holdings(at_once.matter)


@pytest.mark.parametrize(
    "examples", [pytest.param(12, id="few"), pytest.param(400, id="many", marks=pytest.mark.long)]
)
def test_any_order_and_grouping_ends_as_one_batch(examples: int) -> None:
    @settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(steps)
    def ends_alike(story: list[Step]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            stepwise, at_once = stepwise_and_at_once(Path(folder), story)
        assert stepwise == at_once

    ends_alike()


STORIES = {
    "moved between runs": [Put("note", "a.txt"), Run(), Move("a.txt", "VOL1/a.txt")],
    "moved, and another in its place": [
        *(Put("note", "a.txt"), Run(), Move("a.txt", "VOL1/a.txt"), Put("visit", "a.txt"))
    ],
    "copied, then the first moved": [
        *(Put("note", "a.txt"), Run(), Copy("a.txt", "VOL1/a.txt"), Run(), Move("a.txt", "records.pdf"))
    ],
    "a ZIP moved, whose member also lies loose": [
        *(Put("zip", "b.zip"), Put("note", "a.txt"), Run(), Move("b.zip", "VOL2/b.zip"))
    ],
    "an empty file moved": [Put("nothing", "a.txt"), Run(), Move("a.txt", "VOL1/a.txt")],
    "a program moved": [Put("program", "a.txt"), Run(), Move("a.txt", "VOL1/a.txt")],
    "a torn ZIP moved": [Put("torn zip", "b.zip"), Run(), Move("b.zip", "VOL2/b.zip")],
    "a ZIP with an empty member moved": [Put("zip in zip", "b.zip"), Run(), Move("b.zip", "VOL2/b.zip")],
    "two change places": [
        *(Put("note", "a.txt"), Put("visit", "VOL1/a.txt"), Run()),
        *(Move("a.txt", "records.pdf"), Move("VOL1/a.txt", "a.txt"), Move("records.pdf", "VOL1/a.txt")),
    ],
    "one name, three papers, one by one": [
        *(Put("note", "records.pdf"), Run(), Put("visit", "VOL1/records.pdf"), Run()),
        *(Put("account", "VOL1/more/records.pdf"), Run()),
    ],
    "the member first, its ZIP later": [Put("note", "a.txt"), Run(), Put("zip in zip", "b.zip")],
    "the ZIP first, its member later": [Put("zip in zip", "b.zip"), Run(), Put("note", "a.txt")],
    "moved to and fro": [
        *(Put("note", "a.txt"), Run(), Move("a.txt", "VOL1/a.txt"), Run(), Move("VOL1/a.txt", "a.txt"))
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES.keys())
def test_what_was_hard_once(tmp_path: Path, story: Sequence[Step]) -> None:
    stepwise, at_once = stepwise_and_at_once(tmp_path, story)
    assert stepwise == at_once
