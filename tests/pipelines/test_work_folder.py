"""The folder for large files is gone when the work is done, also the one of a run that was killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.matter import Client, Matter
from pipelines.work_folder import work_folder


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    return Matter(tmp_path, "m-1", Client("Dara Moss", None), None)


def test_it_is_private_and_goes(matter: Matter) -> None:
    def fail() -> None:
        with work_folder(matter) as folder:
            assert folder.stat().st_mode & 0o777 == 0o700
            (folder / "large.pdf").write_bytes(b"x")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert list(matter.folder.iterdir()) == []


def test_what_a_killed_run_left_is_swept_and_a_running_one_kept(matter: Matter) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, running = matter.folder / f".drafting-{ended.pid}", matter.folder / f".drafting-{os.getppid()}"
    foreign = matter.folder / ".drafting-notes"
    for folder in (left, running, foreign):
        folder.mkdir()
    with work_folder(matter):
        assert not left.exists()
    assert running.exists()
    assert foreign.exists()
