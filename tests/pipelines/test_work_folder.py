"""The folder for large files is gone when the work is done, also the one of a run that was killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.matter import Client, Matter
from pipelines.work_folder import work_folder

HOLDS = """
import sys, time
from pathlib import Path
from pipelines.matter import Client, Matter
from pipelines.work_folder import work_folder

with work_folder(Matter(Path(sys.argv[1]), "m-1", Client("Dara Moss", None), None)) as folder:
    (folder / "large.pdf").write_bytes(b"x")
    print(folder, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    return Matter(tmp_path, "m-1", Client("Dara Moss", None), None)


def running(matter: Matter) -> tuple[subprocess.Popen[str], Path]:
    """Another run that holds a folder, and that folder."""
    run = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(matter.folder)], stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    return run, Path(run.stdout.readline().strip())


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
    foreign = matter.folder / ".drafting-notes"
    foreign.mkdir()
    run, folder = running(matter)
    try:
        with work_folder(matter) as own:
            assert own != folder
            assert (folder / "large.pdf").exists()
    finally:
        run.kill()
        run.communicate()
    assert folder.exists()
    with work_folder(matter):
        assert not folder.exists()
    assert list(matter.folder.iterdir()) == [foreign]


def test_two_runs_of_one_process_have_a_folder_each(matter: Matter) -> None:
    with work_folder(matter) as first, work_folder(matter) as second:
        assert first != second
        assert first.exists()
