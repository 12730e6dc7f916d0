"""One run over a matter at a time; a dead holder frees it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from extractors.errors import UsageError
from pipelines.discovery.one_run import LOCK, AlreadyRunning, one_run
from pipelines.matter import Client, Matter

ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys, time
from pathlib import Path
from pipelines.discovery.one_run import AlreadyRunning, one_run
from pipelines.matter import Client, Matter
matter = Matter(Path(sys.argv[1]), "roe", Client("Jane Roe", None), None)
sys.stdin.readline()
try:
    with one_run(matter):
        print("won", flush=True)
        sys.stdin.readline()
except AlreadyRunning as refused:
    print(refused, flush=True)
"""


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    return Matter(tmp_path, "roe", Client("Jane Roe", None), None)


def started(matter: Matter) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(matter.folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def told(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def ended(*processes: subprocess.Popen[str]) -> None:
    for process in processes:
        process.communicate("\n")


def test_a_second_run_is_told_who_works_and_since_when(matter: Matter) -> None:
    with one_run(matter), pytest.raises(AlreadyRunning) as refused, one_run(matter):
        pass
    said = str(refused.value)
    assert re.fullmatch(
        rf"The matter roe is being worked on by process {os.getpid()} on {re.escape(os.uname().nodename)}"
        r" since \d{4}-\d\d-\d\d \d\d:\d\d UTC\. Wait for it to end and try again\.",
        said,
    )


def test_it_is_free_again_after_the_end_and_after_an_error(matter: Matter) -> None:
    with pytest.raises(ZeroDivisionError), one_run(matter):
        raise ZeroDivisionError
    with one_run(matter):
        pass


def test_a_second_run_may_wait(matter: Matter) -> None:
    inside, leave, order = threading.Event(), threading.Event(), []

    def first() -> None:
        with one_run(matter):
            inside.set()
            leave.wait()
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait()
    threading.Timer(0.2, leave.set).start()
    with one_run(matter, wait_seconds=30):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_waiting_ends(matter: Matter) -> None:
    start = time.monotonic()
    with one_run(matter), pytest.raises(AlreadyRunning), one_run(matter, wait_seconds=0.3):
        pass
    assert time.monotonic() - start >= 0.3


def test_fifty_paired_starts_have_one_winner_each(matter: Matter) -> None:
    """Two processes let go at the same instant; each pair is used for several starts of its kind."""
    for _ in range(50):
        answers = _race(matter)
        assert sorted(answer == "won" for answer in answers) == [False, True]


def _race(matter: Matter) -> list[str]:
    """Two forked children enter at once; what each says."""
    go = os.pipe()
    answer = os.pipe()
    hold = os.pipe()
    children = []
    for _ in range(2):
        child = os.fork()
        if child == 0:
            try:
                os.read(go[0], 1)
                try:
                    with one_run(matter):
                        os.write(answer[1], b"won\n")
                        os.read(hold[0], 1)
                except AlreadyRunning:
                    os.write(answer[1], b"lost\n")
            finally:
                os._exit(0)
        children.append(child)
    os.write(go[1], b"..")
    said = b""
    while said.count(b"\n") < 2:
        said += os.read(answer[0], 100)
    os.write(hold[1], b"..")
    for child in children:
        os.waitpid(child, 0)
    for end in (*go, *answer, *hold):
        os.close(end)
    return said.decode().split()


def test_a_killed_holder_frees_it_and_leaves_its_name_behind(matter: Matter) -> None:
    first, second = started(matter), started(matter)
    tell(first)
    assert told(first) == "won"
    tell(second)
    assert f"process {first.pid} on" in told(second)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert (matter.folder / LOCK).read_text().startswith(f"{first.pid} ")
    with one_run(matter):
        assert (matter.folder / LOCK).read_text().startswith(f"{os.getpid()} ")
    ended(second)
    first.communicate()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    gone = Matter(tmp_path / "gone", "roe", Client("Jane Roe", None), None)
    with pytest.raises(UsageError, match=r"cannot be written to \(No such file"), one_run(gone):
        pass


def test_a_link_in_the_place_of_the_lock_is_not_followed(matter: Matter, tmp_path: Path) -> None:
    (tmp_path / LOCK).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="cannot be written to"), one_run(matter):
        pass
    assert not (tmp_path / "elsewhere").exists()
