"""Killed at any step while taking uploads in: the next run ends where an undisturbed one ends."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.pipelines.discovery.drop_folder import CONTENTS, DropFolder
from tests.pipelines.killed import dies_at
from tests.what_stands import faults, history, holdings


def second_wave(folder: DropFolder) -> None:
    """After a first run: everything that can happen to a file."""
    folder.put("VOL2/new.pdf", "therapy")
    folder.put("VOL2/again.txt", "note")
    folder.move("VOL1/a.zip", "VOL1/moved/a.zip")
    folder.at("replaced.txt").unlink()
    folder.put("replaced.txt", "account")
    folder.at("removed.txt").unlink()
    folder.put("VOL2/c.zip", "zip in zip")


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A matter with one run behind it and much to do. Not to be changed."""
    folder = DropFolder(tmp_path_factory.mktemp("killed") / "waiting")
    folder.put("a.txt", "note")
    folder.put("VOL1/a.zip", "zip")
    folder.put("replaced.txt", "visit")
    folder.put("removed.txt", "program")
    folder.put("empty.pdf", "nothing")
    assert len(folder.run()) == 5
    second_wave(folder)
    return folder.matter.folder


@pytest.mark.parametrize(
    "stride",
    [pytest.param(1, marks=pytest.mark.long, id="every step"), pytest.param(29, id="every 29th")],
)
def test_killed_at_any_step(waiting: Path, tmp_path: Path, stride: int) -> None:
    calm = DropFolder(shutil.copytree(waiting, tmp_path / "calm"))
    calm.run()
    assert len(CONTENTS) > len(holdings(calm.matter)["names"]) > 3
    step, killed = 1, True
    while killed:
        twin = DropFolder(shutil.copytree(waiting, tmp_path / f"killed-{step}"))
        killed = dies_at(step, twin.run)
        twin.run()
        assert twin.run() == ()
        assert faults(twin.matter) == []
        assert (holdings(twin.matter), history(twin.matter)) == (holdings(calm.matter), history(calm.matter))
        shutil.rmtree(twin.matter.folder)
        step += stride
    assert step > 60
